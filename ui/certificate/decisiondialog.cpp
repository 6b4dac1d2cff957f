#include "decisiondialog.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "credentialtext.h"
#include "requesttext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/theme.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace peraku::ui {

using domain::RequestAction;
using domain::RequestState;

DecisionDialog::DecisionDialog(Context& context, domain::MediumRequest request, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_request(std::move(request))
    , m_heading(new QLabel(this))
    , m_warning(new QLabel(this))
    , m_facts(new QLabel)
    , m_reasonLabel(new QLabel(this))
    , m_reason(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
    , m_banner(new Banner(this))
    , m_back(new QPushButton(this))
    , m_refuse(new QPushButton(this))
    , m_confirm(new QPushButton(this))
{
    setObjectName(QStringLiteral("decisionDialog"));
    setMinimumWidth(520);
    setLook(m_heading, "heading");
    m_warning->setObjectName(QStringLiteral("decisionWarning"));
    m_warning->setWordWrap(true);
    m_warning->setTextFormat(Qt::PlainText);
    setLook(m_warning, "error");
    m_warning->setVisible(!m_request.registeredEmail.isEmpty());
    m_facts->setObjectName(QStringLiteral("decisionFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAlignment(Qt::AlignTop);
    m_reason->setObjectName(QStringLiteral("decisionReason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_reasonLabel->setBuddy(m_reason);
    m_problem->setObjectName(QStringLiteral("decisionProblem"));
    m_problem->setWordWrap(true);
    setLook(m_problem, "error");
    m_back->setObjectName(QStringLiteral("decisionBack"));
    m_refuse->setObjectName(QStringLiteral("decisionRefuse"));
    m_confirm->setObjectName(QStringLiteral("decisionConfirm"));
    setLook(m_confirm, "primary");
    setLook(m_refuse, "danger");
    for (auto* button : { m_back, m_refuse, m_confirm })
        button->setAutoDefault(false);
    const bool complete = m_request.state == RequestState::Confirmed;
    for (auto* widget : { static_cast<QWidget*>(m_reasonLabel), static_cast<QWidget*>(m_reason),
             static_cast<QWidget*>(m_refuse) })
        widget->setVisible(!complete);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_warning);
    column->addWidget(scrolled(m_facts), 1);
    column->addWidget(m_reasonLabel);
    column->addWidget(m_reason);
    column->addWidget(m_problem);
    column->addWidget(m_banner);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch();
    buttons->addWidget(m_refuse);
    buttons->addWidget(m_confirm);
    column->addLayout(buttons);
    connect(m_back, &QPushButton::clicked, this, &DecisionDialog::reject);
    connect(m_refuse, &QPushButton::clicked, this, [this] { decide(RequestAction::Refuse); });
    connect(m_confirm, &QPushButton::clicked, this,
        [this, complete] { decide(complete ? RequestAction::Complete : RequestAction::Confirm); });
    connect(m_reason, &QPlainTextEdit::textChanged, m_problem, &QLabel::clear);
    retranslate();
    m_back->setFocus();
}

QString DecisionDialog::facts() const
{
    QStringList lines;
    const auto fact = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty())
            lines << QStringLiteral("%1: %2").arg(name, domain::escapedForDisplay(value));
    };
    const auto& about = m_request.about();
    fact(tr("Officer"), about.name);
    fact(tr("IC"), about.ic.dashed());
    fact(tr("Post"), about.post);
    fact(tr("Office"), about.office.value());
    if (!m_request.holder.ic.isEmpty())
        fact(tr("Reported by"), m_request.applicant.name);
    fact(tr("Sent"), shortTime(m_request.createdAt));
    fact(tr("State"), requestStateText(m_request.state));
    if (m_request.kind == domain::RequestKind::Incident)
        fact(tr("What happened"), incidentText(m_request.incident));
    fact(tr("Explanation"), m_request.explanation);
    for (const auto& certificate : m_request.certificates)
        fact(tr("Certificate (SHA-256)"), certificate.value());
    if (m_request.isApplication()) {
        fact(tr("E-mail address, confirmed"), m_request.email);
        fact(tr("System"), m_request.system);
        fact(tr("Office address"), m_request.officeAddress);
        fact(tr("Telephone"), m_request.phone);
    }
    for (const auto& officer : m_request.officers)
        lines << QStringLiteral("• ")
                + domain::escapedForDisplay(QStringList { officer.ic.dashed(), officer.name, officer.email,
                    officer.agency, officer.accountingOffice, officer.system }
                                                .join(QStringLiteral(" · ")));
    return lines.join(QLatin1Char('\n'));
}

void DecisionDialog::retranslate()
{
    setWindowTitle(tr("Decide on a request"));
    m_heading->setText(
        requestKindText(m_request.kind) + QStringLiteral(" · ") + mediumText(m_request.medium));
    m_warning->setText(
        tr("This application names another e-mail address than the treasury has for the officer (%1). "
           "Ask the officer in person before you confirm.")
            .arg(domain::escapedForDisplay(m_request.registeredEmail)));
    m_facts->setText(facts());
    m_reasonLabel->setText(tr("&Reason, if you refuse it"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("The officer reads this."));
    m_back->setText(tr("&Back"));
    m_refuse->setText(tr("Re&fuse"));
    m_confirm->setText(m_request.state == RequestState::Confirmed ? tr("It is &done") : tr("&Confirm"));
    judge();
}

void DecisionDialog::judge()
{
    // The rule is told before a button is pressed: nobody decides on their own request.
    const auto action
        = m_request.state == RequestState::Confirmed ? RequestAction::Complete : RequestAction::Confirm;
    const auto may = mayDecide(m_request, action, {}, m_context.desk.session.officer());
    m_confirm->setEnabled(!m_busy && may);
    m_refuse->setEnabled(!m_busy && may);
    if (!may)
        m_banner->tell(Banner::Kind::Caution, domain::errorSentence(may.error()));
}

void DecisionDialog::decide(RequestAction action)
{
    const auto reason = m_reason->toPlainText().trimmed();
    if (const auto may = mayDecide(m_request, action, reason, m_context.desk.session.officer()); !may) {
        m_problem->setText(may.error().code == domain::ErrorCode::ReasonMissing
                ? tr("Write at least %1 characters.").arg(domain::limits::requestReason)
                : domain::errorSentence(may.error()));
        m_reason->setFocus();
        return;
    }
    m_busy = true;
    m_banner->clear();
    judge();
    domain::onFinished<domain::MediumRequest>(m_context.desk.requests.decide(m_request.id, action,
                                                  action == RequestAction::Refuse ? reason : QString()),
        this, [this](domain::Result<domain::MediumRequest> answer) {
            m_busy = false;
            judge();
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            Q_EMIT decided(*answer);
            QDialog::accept();
        });
}

Interrupted DecisionDialog::interrupted() const
{
    // What is on its way may have arrived; the list of requests tells, and a second one is never proposed.
    if (m_busy)
        return {};
    const auto text = m_reason->toPlainText();
    if (text.trimmed().isEmpty())
        return {};
    Interrupted form { Interrupted::Form::Decision, m_request };
    form.reason.text = text;
    return form;
}

void DecisionDialog::setReason(const QString& text)
{
    m_reason->setPlainText(text);
}

void DecisionDialog::reject()
{
    if (m_busy)
        return;
    if (m_reason->toPlainText().trimmed().isEmpty())
        return QDialog::reject();
    m_context.door.ask(this,
        { tr("Discard what you wrote?"), tr("Nothing was decided; your reason would be lost."),
            tr("Discard it"), tr("Keep writing"), true },
        [this](bool accepted) {
            if (accepted)
                QDialog::reject();
        });
}

} // namespace peraku::ui
