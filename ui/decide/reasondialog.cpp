#include "reasondialog.h"

#include "base/banner.h"
#include "base/format.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
constexpr int shortest = 5; ///< Characters of a reason, the workflow's own rule.
}

ReasonDialog::ReasonDialog(
    Context& context, const domain::Voucher& voucher, domain::Action action, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_id(voucher.id)
    , m_number(domain::escapedForDisplay(voucher.number))
    , m_action(action)
    , m_heading(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_codeLabel(new QLabel(this))
    , m_code(new QComboBox(this))
    , m_textLabel(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
    , m_counter(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_banner(new Banner(this))
    , m_send(new QPushButton(this))
    , m_back(new QPushButton(this))
{
    setObjectName(
        action == domain::Action::Query ? QStringLiteral("queryDialog") : QStringLiteral("cancelDialog"));
    setMinimumWidth(480);
    setLook(m_heading, "heading");
    m_heading->setWordWrap(true);
    m_explanation->setWordWrap(true);
    m_code->setObjectName(QStringLiteral("reasonCode"));
    m_codeLabel->setBuddy(m_code);
    m_text->setObjectName(QStringLiteral("reasonText"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_textLabel->setBuddy(m_text);
    setLook(m_counter, "muted");
    setLook(m_problem, "error");
    m_problem->setObjectName(QStringLiteral("reasonProblem"));
    m_problem->setWordWrap(true);
    m_send->setObjectName(QStringLiteral("sendReason"));
    m_send->setAutoDefault(false);
    setLook(m_send, action == domain::Action::Cancel ? "danger" : "primary");
    m_back->setObjectName(QStringLiteral("reasonBack"));
    m_back->setAutoDefault(false);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_explanation);
    column->addSpacing(space::s);
    column->addWidget(m_codeLabel);
    column->addWidget(m_code);
    column->addSpacing(space::xs);
    column->addWidget(m_textLabel);
    column->addWidget(m_text, 1);
    auto* under = new QHBoxLayout;
    under->addWidget(m_problem, 1);
    under->addWidget(m_counter);
    column->addLayout(under);
    column->addWidget(m_banner);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    column->addLayout(buttons);

    connect(m_text, &QPlainTextEdit::textChanged, this, &ReasonDialog::judge);
    connect(m_code, &QComboBox::currentIndexChanged, this, &ReasonDialog::judge);
    connect(m_send, &QPushButton::clicked, this, &ReasonDialog::send);
    connect(m_back, &QPushButton::clicked, this, &ReasonDialog::reject);
    retranslate();
    m_code->setFocus();
}

void ReasonDialog::loadReasons()
{
    const QSignalBlocker quiet(m_code);
    const QVariant kept = m_code->currentData();
    m_code->clear();
    m_code->addItem(tr("Choose a reason"), QString());
    for (const auto& reason : m_context.desk.reference.reference().reasons)
        if (m_action == domain::Action::Query ? reason.forQuery : reason.forCancel)
            m_code->addItem(reasonLabel(reason.code, m_context.desk.reference.reference()), reason.code);
    m_code->setCurrentIndex(std::max(0, kept.isValid() ? m_code->findData(kept) : 0));
}

void ReasonDialog::retranslate()
{
    const bool query = m_action == domain::Action::Query;
    setWindowTitle(query ? tr("Return with a query") : tr("Cancel the voucher"));
    m_heading->setText(query ? tr("Return %1 to its preparer").arg(m_number) : tr("Cancel %1").arg(m_number));
    m_explanation->setText(query ? tr("The preparer sees your reason and can amend the voucher. "
                                      "Certifications made so far no longer count; every step signs again.")
                                 : tr("A cancelled voucher cannot be opened again; it is entered anew. "
                                      "Cancel when the office or PTJ code is wrong."));
    m_codeLabel->setText(tr("&Reason"));
    m_code->setAccessibleName(tr("Reason"));
    m_textLabel->setText(tr("&Explanation"));
    m_text->setAccessibleName(tr("Explanation"));
    m_text->setPlaceholderText(tr("Say what must be put right, so that the preparer need not ask."));
    m_send->setText(query ? tr("Return with &query") : tr("&Cancel the voucher"));
    m_back->setText(tr("&Back"));
    loadReasons();
    judge();
}

void ReasonDialog::judge()
{
    const auto length = m_text->toPlainText().trimmed().size();
    m_counter->setText(QStringLiteral("%1 / %2").arg(length).arg(domain::limits::reasonText));
    QString problem;
    if (m_code->currentData().toString().isEmpty())
        problem = tr("Choose a reason.");
    else if (length < shortest)
        problem = tr("Write at least %1 characters.").arg(shortest);
    else if (length > domain::limits::reasonText)
        problem = tr("Write at most %1 characters.").arg(domain::limits::reasonText);
    m_problem->setText(problem);
    // A form that has just been opened must not look like a mistake.
    setLook(m_problem, length == 0 ? "muted" : "error");
    m_send->setEnabled(problem.isEmpty() && !m_sending);
    m_send->setToolTip(problem);
}

void ReasonDialog::send()
{
    m_sending = true;
    judge();
    const domain::Reason reason { m_code->currentData().toString(), m_text->toPlainText().trimmed() };
    auto& decisions = m_context.desk.decisions;
    domain::onFinished<domain::Done>(
        m_action == domain::Action::Query ? decisions.query(m_id, reason) : decisions.cancel(m_id, reason),
        this, [this](domain::Result<domain::Done> answer) {
            m_sending = false;
            judge();
            if (!answer)
                return m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            Q_EMIT done(m_id);
            QDialog::accept();
        });
}

Interrupted ReasonDialog::interrupted() const
{
    const auto text = m_text->toPlainText();
    if (text.trimmed().isEmpty())
        return {};
    Interrupted form { Interrupted::Form::Reason };
    form.voucher = m_id;
    form.action = m_action;
    form.reason = { m_code->currentData().toString(), text };
    return form;
}

void ReasonDialog::setReason(const domain::Reason& reason)
{
    m_code->setCurrentIndex(std::max(0, m_code->findData(reason.code)));
    m_text->setPlainText(reason.text);
}

void ReasonDialog::reject()
{
    if (m_sending)
        return;
    if (m_text->toPlainText().trimmed().isEmpty())
        return QDialog::reject();
    m_context.door.ask(this,
        { tr("Discard what you wrote?"), tr("Your explanation was not sent and would be lost."),
            tr("Discard it"), tr("Keep writing"), true },
        [this](bool accepted) {
            if (accepted)
                QDialog::reject();
        });
}

} // namespace peraku::ui
