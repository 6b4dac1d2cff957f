#pragma once

#include "journal.h"

#include <services/composition.h>
#include <services/systemports.h>
#include <token/tokensigner.h>
#include <ui/mainwindow.h>

#include <QDialog>
#include <QSettings>

#include <memory>
#include <stdexcept>

namespace peraku::journey {

/** Ends the journey with a sentence. */
struct Stopped : std::runtime_error {
    explicit Stopped(const QString& why)
        : std::runtime_error(why.toStdString())
    {
    }
};

struct Person {
    QString role; ///< For people: "clerk", "checker" ...
    QString ic;
    QByteArray password;
    QString tokenConfig; ///< SOFTHSM2_CONF; empty for who never signs.
    QByteArray pin;
    QByteArray roamingPin; ///< Empty = signs with the token.
};

struct Place {
    QUrl server;
    QString caFile;
    QString signingCaFile;
    QString module;
    QString workDirectory;
    QString mailbox; ///< Folder of the mails that the treasury sent; one-time codes come there.
};

/** The door of the product, but for file dialogs, which the stage answers. */
class StageDoor final : public ui::ModalDoor {
public:
    QStringList files;
    QString folder;
    void open(QDialog* dialog) override { m_desktop.open(dialog); }
    void ask(QWidget*, const ui::Question&, std::function<void(bool)> answer) override { answer(true); }
    void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)> answer) override
    {
        answer(folder);
    }
    void chooseFiles(
        QWidget*, const QString&, const QString&, std::function<void(const QStringList&)> answer) override
    {
        answer(files);
    }
    void chooseSaveFile(QWidget*, const QString&, const QString& proposal,
        std::function<void(const QString&)> answer) override
    {
        answer(proposal);
    }
    bool showPath(const QString&) override { return true; }

private:
    ui::DesktopDoor m_desktop;
};

/** One officer at a desk of their own: the real services, the real token process, the real window, acted on
 * through its widgets. */
class Actor {
public:
    Actor(const Place& place, const Person& person, Journal& journal);
    ~Actor();

    void logIn();
    /** Fills and submits; the number that the treasury gave. */
    domain::VoucherId preparePayment(const QString& document);
    domain::VoucherId prepareJournal(const QString& document);
    void certify(const domain::VoucherId& id, const QString& step);
    void saveEvidence(const domain::VoucherId& id);
    /** Query or Cancel with a reason, through the reason's own dialog. */
    void decideWithReason(const domain::VoucherId& id, domain::Action action, const QString& text);
    /** Reads why it came back, puts it right and submits it again. */
    void amend(const domain::VoucherId& id, const QString& narration, const QString& expectedReason);
    /** Begins a draft, lets it be saved and throws it away. */
    void discardDraft();
    /** The history lists every signature ever made; those of a returned revision no longer count. */
    void requireSignatures(const domain::VoucherId& id, int valid, int voided);
    domain::Voucher voucher(const domain::VoucherId& id);
    void sync();
    void picture(const QString& name);

private:
    template <typename T> T* find(const char* name);
    void click(const char* name);
    void trigger(const char* action);
    void type(QWidget* widget, const QString& text);
    void fill(const char* field, const QString& text);
    void choose(const char* combo, int data);
    void fillLine(int row, const QMap<QString, QString>& segments, const QString& amount, domain::Side side);
    void select(const domain::VoucherId& id);
    void chooseRoaming();
    /** Waits for the mail with the code and types it; has it sent again when the treasury said to wait. */
    void typeCode();
    void attach(const QString& document);
    domain::VoucherId submitForm(const QString& step);
    /** Synchronises until the voucher is as wanted. */
    domain::Voucher awaitVoucher(const domain::VoucherId& id,
        const std::function<bool(const domain::Voucher&)>& holds, const QString& what);
    void waitFor(const std::function<bool()>& holds, const QString& what);
    QMap<QString, QString> segmentsOf(int variant) const;

    Person m_person;
    QString m_mailbox;
    QString m_lastMail; ///< File name of the mail whose code was used last.
    Journal& m_journal;
    services::SystemPorts m_ports;
    std::unique_ptr<token::TokenSigner> m_signer;
    std::unique_ptr<services::DeskContext> m_context;
    std::unique_ptr<services::Desk> m_desk;
    StageDoor m_door;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::Theme> m_theme;
    ui::Language m_language;
    std::unique_ptr<ui::Context> m_uiContext;
    std::unique_ptr<ui::MainWindow> m_window;
};

template <typename T> T* Actor::find(const char* name)
{
    T* found = nullptr;
    waitFor(
        [&] {
            for (auto* widget : m_window->findChildren<T*>(QString::fromLatin1(name))) {
                if (widget->isVisible())
                    found = widget;
            }
            return found != nullptr;
        },
        QString::fromLatin1(name));
    return found;
}

} // namespace peraku::journey
