#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QDialog;
class QWidget;

namespace peraku::ui {

/** A yes/no question in the officer's language. */
struct Question {
    QString title;
    QString text; ///< What happens and what would be lost.
    QString accept; ///< Names the deed: "Discard the change", never "OK".
    QString reject; ///< Names the way back: "Keep it"; always the default and the answer of Esc.
    bool destructive = false;
};

/**
 * The one door of everything modal, so that tests can answer. Nothing here blocks: every answer comes by
 * callback, which is dropped when `parent` dies first. GUI thread only.
 */
class ModalDoor {
public:
    virtual ~ModalDoor() = default;
    /** Shows `dialog` window-modally with open(); it is deleted when it closes. */
    virtual void open(QDialog* dialog) = 0;
    virtual void ask(QWidget* parent, const Question& question, std::function<void(bool accepted)> answer)
        = 0;
    /** An empty path means that the officer changed their mind. */
    virtual void chooseFolder(
        QWidget* parent, const QString& title, std::function<void(const QString& path)> answer)
        = 0;
    /** `filter` as in QFileDialog; an empty list means that the officer changed their mind. */
    virtual void chooseFiles(QWidget* parent, const QString& title, const QString& filter,
        std::function<void(const QStringList& paths)> answer)
        = 0;
    virtual void chooseSaveFile(QWidget* parent, const QString& title, const QString& proposal,
        std::function<void(const QString& path)> answer)
        = 0;
    /** Hands a file or folder to the desktop; false if nothing can show it. */
    virtual bool showPath(const QString& path) = 0;
};

/** The door of the product: Qt's dialogs. */
class DesktopDoor final : public ModalDoor {
public:
    void open(QDialog* dialog) override;
    void ask(QWidget* parent, const Question& question, std::function<void(bool)> answer) override;
    void chooseFolder(
        QWidget* parent, const QString& title, std::function<void(const QString&)> answer) override;
    void chooseFiles(QWidget* parent, const QString& title, const QString& filter,
        std::function<void(const QStringList&)> answer) override;
    void chooseSaveFile(QWidget* parent, const QString& title, const QString& proposal,
        std::function<void(const QString&)> answer) override;
    bool showPath(const QString& path) override;
};

} // namespace peraku::ui
