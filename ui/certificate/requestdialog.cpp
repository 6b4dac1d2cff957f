#include "requestdialog.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "credentialtext.h"
#include "forms/fieldrow.h"
#include "newpinfields.h"
#include "requesttext.h"

#include <domain/messages.h>
#include <ui/secretedit.h>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace peraku::ui {

using domain::MediumRequest;
using domain::RequestKind;

RequestDialog::RequestDialog(Context& context, MediumRequest draft, Whose whose, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_draft(std::move(draft))
    , m_whose(whose)
    , m_heading(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_banner(new Banner(this))
    , m_back(new QPushButton(this))
    , m_send(new QPushButton(this))
{
    setObjectName(QStringLiteral("requestDialog"));
    setMinimumWidth(520);
    setLook(m_heading, "heading");
    m_explanation->setWordWrap(true);
    setLook(m_explanation, "muted");
    m_send->setObjectName(QStringLiteral("requestSend"));
    m_back->setObjectName(QStringLiteral("requestBack"));
    for (auto* button : { m_back, m_send })
        button->setAutoDefault(false);
    setLook(m_send, m_draft.kind == RequestKind::Incident ? "danger" : "primary");

    auto* inside = new QWidget(this);
    m_form = new QVBoxLayout(inside);
    m_form->setContentsMargins(0, 0, space::s, 0);
    m_form->setSpacing(space::s);
    if (m_draft.isApplication())
        buildApplication();
    else
        buildIncident();
    if (m_draft.needsPin()) {
        m_pin = new NewPinFields(context.desk.session.officer().ic, this);
        connect(m_pin, &NewPinFields::changed, this, &RequestDialog::judge);
        m_form->addWidget(m_pin);
    }
    if (m_draft.isApplication()) {
        m_declaration = new QLabel(this);
        m_declaration->setWordWrap(true);
        m_form->addWidget(m_declaration);
        m_declared = new QCheckBox(this);
        addRow("declared", m_declared);
        connect(m_declared, &QCheckBox::toggled, this, &RequestDialog::judge);
    }
    m_form->addStretch();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_explanation);
    m_area = scrolled(inside);
    column->addWidget(m_area, 1);
    column->addWidget(m_banner);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    connect(m_send, &QPushButton::clicked, this, &RequestDialog::send);
    connect(m_back, &QPushButton::clicked, this, &RequestDialog::reject);
    retranslate();
    makeRoom();
    m_first->setFocus();
}

void RequestDialog::makeRoom()
{
    // A scroll area asks for less than its content.
    const int more = std::max(0, m_area->widget()->sizeHint().height() - m_area->sizeHint().height());
    const QSize content(560, sizeHint().height() + more);
    const QSize wanted = isVisible() ? content.expandedTo(size()) : content;
    resize(wanted.boundedTo(roomFor(*this)));
}

FieldRow* RequestDialog::addRow(const char* field, QWidget* editor)
{
    auto* row = new FieldRow(QLatin1String(field), editor, this);
    m_rows[QLatin1String(field)] = row;
    if (!m_first)
        m_first = editor;
    m_form->addWidget(row);
    return row;
}

QLineEdit* RequestDialog::addLine(const char* field)
{
    auto* line = new QLineEdit(this);
    line->setMaxLength(domain::limits::requestText);
    addRow(field, line);
    m_lines[QLatin1String(field)] = line;
    connect(line, &QLineEdit::textChanged, this, &RequestDialog::judge);
    return line;
}

void RequestDialog::buildApplication()
{
    if (m_draft.needsPin()) {
        m_keyKind = new QComboBox(this);
        m_keyKind->addItem(QStringLiteral("RSA"), int(domain::KeyKind::Rsa));
        m_keyKind->addItem(QStringLiteral("ECC"), int(domain::KeyKind::Ec));
        addRow("keyKind", m_keyKind);
        m_keyKind->setCurrentIndex(std::max(0, m_keyKind->findData(int(m_draft.keyKind))));
    }
    const auto& own = m_context.desk.session.officer().email;
    addLine("email")->setText(m_draft.email.isEmpty() ? own : m_draft.email);
    addLine("system")->setText(m_draft.system.isEmpty() ? QStringLiteral("Peraku") : m_draft.system);
    addLine("officeAddress")->setText(m_draft.officeAddress);
    addLine("phone")->setText(m_draft.phone);
    addLine("securityQuestion")->setText(m_draft.securityQuestion);
    m_answer = new SecretEdit(this);
    addRow("securityAnswer", m_answer);
    connect(m_answer, &SecretEdit::changed, this, &RequestDialog::judge);
}

void RequestDialog::buildIncident()
{
    if (m_whose == Whose::AnothersToken) {
        auto* holder = addLine("holder");
        holder->setMaxLength(14);
        holder->setPlaceholderText(QStringLiteral("YYMMDD-PB-####"));
    }
    if (m_draft.kind == RequestKind::Incident) {
        m_incident = new QComboBox(this);
        addRow("incident", m_incident);
    }
    if (m_draft.kind == RequestKind::Incident && m_whose == Whose::Own) {
        m_certificates = new QComboBox(this);
        addRow("certificates", m_certificates);
        // A token that is lost is not plugged in: the treasury knows of it.
        domain::onFinished<QList<domain::HeldCertificate>>(m_context.desk.requests.certificates(), this,
            [this](domain::Result<QList<domain::HeldCertificate>> answer) {
                m_heldKnown = true;
                if (answer)
                    m_held = std::move(*answer);
                else
                    m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
                fillCertificates();
                judge();
            });
    }
    m_text = new QPlainTextEdit(m_draft.explanation, this);
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    m_text->setMaximumHeight(fontMetrics().lineSpacing() * 5);
    addRow("explanation", m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &RequestDialog::judge);
}

void RequestDialog::fillCertificates()
{
    const auto chosen = m_draft.certificates.isEmpty() ? QString() : m_draft.certificates.first().value();
    const QVariant kept = m_certificates->count() > 0 ? m_certificates->currentData() : QVariant(chosen);
    m_certificates->clear();
    m_certificates->addItem(tr("Every token of mine"), QString());
    for (const auto& each : m_held)
        if (each.state == domain::HeldCertificate::State::Good)
            m_certificates->addItem(tr("%1, serial number %2, until %3")
                                        .arg(mediumText(each.medium), serialText(each.serialHex),
                                            shortDate(each.notAfter.toLocalTime().date())),
                each.sha256.value());
    // What the officer chose is what is reported, whether or not the treasury's list is there and names it.
    if (!chosen.isEmpty() && m_certificates->findData(chosen) < 0)
        m_certificates->addItem(tr("The certificate that you chose"), chosen);
    m_certificates->setCurrentIndex(std::max(0, m_certificates->findData(kept)));
}

MediumRequest RequestDialog::written() const
{
    auto request = m_draft;
    const auto line = [this](const char* field) {
        const auto found = m_lines.find(QLatin1String(field));
        return found == m_lines.end() ? QString() : found->second->text().simplified();
    };
    request.email = line("email");
    request.system = line("system");
    request.officeAddress = line("officeAddress");
    request.phone = line("phone");
    request.securityQuestion = line("securityQuestion");
    if (m_keyKind)
        request.keyKind = domain::KeyKind(m_keyKind->currentData().toInt());
    if (m_declared)
        request.declared = m_declared->isChecked();
    if (m_text)
        request.explanation = m_text->toPlainText().trimmed();
    if (m_incident)
        request.incident = domain::IncidentKind(m_incident->currentData().toInt());
    if (m_whose == Whose::AnothersToken)
        request.holder.ic = domain::Ic::parse(line("holder")).value_or(domain::Ic());
    if (m_certificates) {
        const auto name = m_certificates->currentData().toString();
        request.certificates.clear();
        if (name.isEmpty())
            request.medium = domain::SigningMedium::Token;
        else
            request.certificates = { domain::Sha256Hex(name) };
        for (const auto& each : m_held) {
            if (each.sha256.value() == name)
                request.medium = each.medium;
        }
    }
    return request;
}

QList<domain::Finding> RequestDialog::findings() const
{
    const auto request = written();
    auto all = requestFindings(request);
    if (m_whose == Whose::AnothersToken && request.holder.ic.isEmpty())
        all.prepend({ QStringLiteral("holder"), domain::Severity::Error,
            QStringLiteral("finding.ic-malformed"), {} });
    if (m_answer && m_answer->isEmpty())
        all.append({ QStringLiteral("securityAnswer"), domain::Severity::Error,
            QStringLiteral("finding.answer-missing"), {} });
    return all;
}

void RequestDialog::judge()
{
    const auto all = findings();
    for (const auto& [field, row] : m_rows) {
        QList<domain::Finding> own;
        for (const auto& finding : all)
            if (finding.field == field)
                own.append(finding);
        row->showFindings(m_tried ? own : QList<domain::Finding>());
    }
    m_send->setEnabled(!m_busy && (!m_certificates || m_heldKnown));
}

void RequestDialog::send()
{
    m_tried = true;
    judge();
    const auto all = findings();
    if (!all.isEmpty()) {
        if (const auto row = m_rows.find(all.first().field); row != m_rows.end()) {
            row->second->editor()->setFocus();
            // Later: the layout has not made room for what is wrong yet.
            QMetaObject::invokeMethod(this, &RequestDialog::makeRoom, Qt::QueuedConnection);
            bringIntoSight(row->second);
        }
        return;
    }
    if (m_pin && !m_pin->met())
        return m_pin->focusFirst();
    m_busy = true;
    m_banner->clear();
    judge();
    services::RequestSecrets secrets;
    if (m_pin)
        secrets.pin = m_pin->take();
    if (m_answer)
        secrets.securityAnswer = m_answer->take();
    domain::onFinished<MediumRequest>(m_context.desk.requests.send(written(), std::move(secrets)), this,
        [this](domain::Result<MediumRequest> answer) {
            m_busy = false;
            if (answer) {
                Q_EMIT sent(*answer);
                QDialog::accept();
                return;
            }
            // Secrets are gone once they were sent; asking for them again must not look like a mistake.
            m_tried = false;
            judge();
            m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
        });
}

bool RequestDialog::isTouched() const
{
    const auto typed = [this](const char* field) {
        const auto found = m_lines.find(QLatin1String(field));
        return found != m_lines.end() && !found->second->text().trimmed().isEmpty();
    };
    return typed("holder") || typed("officeAddress") || typed("phone") || typed("securityQuestion")
        || (m_text && !m_text->toPlainText().trimmed().isEmpty());
}

Interrupted RequestDialog::interrupted() const
{
    // What is on its way may have arrived; the list of requests tells, and a second one is never proposed.
    if (m_busy || !isTouched())
        return {};
    Interrupted form { Interrupted::Form::Request, written() };
    form.anothersToken = m_whose == Whose::AnothersToken;
    if (form.anothersToken)
        form.holder = m_lines.at(QStringLiteral("holder"))->text();
    return form;
}

void RequestDialog::setHolder(const QString& ic)
{
    m_lines.at(QStringLiteral("holder"))->setText(ic);
}

void RequestDialog::reject()
{
    if (m_busy)
        return;
    if (!isTouched())
        return QDialog::reject();
    m_context.door.ask(this,
        { tr("Discard what you wrote?"), tr("The request was not sent and would be lost."), tr("Discard it"),
            tr("Keep writing"), true },
        [this](bool accepted) {
            if (accepted)
                QDialog::reject();
        });
}

} // namespace peraku::ui
