#pragma once

#include <domain/requests.h>
#include <ui/context.h>

#include <QWidget>

#include <optional>

class QAction;
class QMenu;
class QPushButton;

namespace peraku::ui {

/** What an officer can do next about a credential. */
enum class MediumStep { ChangePin, Renew, Unblock, Report, Cancel, ApplyRoaming, AddMedium, ReportOther };

class RequestDialog;
struct Interrupted;

/** The step that the state of a credential asks for; none while all is well. */
std::optional<MediumStep> stepFor(const domain::Credential& credential, const QDateTime& nowUtc);

/** The next step as a button and the others in a menu; opens their dialogs. */
class CredentialActions final : public QWidget {
    Q_OBJECT
public:
    explicit CredentialActions(Context& context, QWidget* parent = nullptr);
    void setCredential(std::optional<domain::Credential> credential);
    void take(MediumStep step);
    void resume(const Interrupted& form); ///< A request that a lock closed.

Q_SIGNALS:
    /** A sentence for the page to show. */
    void told(const QString& text);
    void pinChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void judge();
    QString textOf(MediumStep step) const;
    bool offers(MediumStep step) const;
    void changePin();
    void request(domain::RequestKind kind, domain::SigningMedium medium);
    void openRequest(RequestDialog* dialog);
    void openOfficers(const QList<QStringList>& lines);

    Context& m_context;
    std::optional<domain::Credential> m_credential;
    MediumStep m_next = MediumStep::ChangePin;
    QPushButton* m_button;
    QPushButton* m_more;
    QMenu* m_menu;
    QList<QAction*> m_actions; ///< In the order of MediumStep.
};

} // namespace peraku::ui
