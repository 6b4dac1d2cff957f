#include "phonedialog.h"

#include "base/banner.h"
#include "base/format.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/secretedit.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace peraku::ui {

PhoneDialog::PhoneDialog(Context& context, const std::optional<domain::Phone>& phone, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_phone(phone)
    , m_heading(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_nameLabel(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_secretLabel(new QLabel(this))
    , m_secret(new SecretEdit(this))
    , m_banner(new Banner(this))
    , m_send(new QPushButton(this))
    , m_back(new QPushButton(this))
{
    setObjectName(phone ? QStringLiteral("removePhoneDialog") : QStringLiteral("enrolPhoneDialog"));
    setMinimumWidth(440);
    setLook(m_heading, "heading");
    m_heading->setWordWrap(true);
    m_explanation->setObjectName(QStringLiteral("phoneExplanation"));
    m_explanation->setWordWrap(true);
    m_name->setObjectName(QStringLiteral("phoneName"));
    m_name->setMaxLength(domain::limits::phoneName);
    m_nameLabel->setBuddy(m_name);
    m_nameLabel->setVisible(!phone);
    m_name->setVisible(!phone);
    m_secret->setObjectName(QStringLiteral("phonePassword"));
    m_secretLabel->setBuddy(m_secret);
    m_send->setObjectName(QStringLiteral("phoneSend"));
    m_send->setAutoDefault(false);
    setLook(m_send, phone ? "danger" : "primary");
    m_back->setObjectName(QStringLiteral("phoneBack"));
    m_back->setAutoDefault(false);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::s);
    column->addWidget(m_heading);
    column->addWidget(m_explanation);
    column->addSpacing(space::s);
    column->addWidget(m_nameLabel);
    column->addWidget(m_name);
    column->addWidget(m_secretLabel);
    column->addWidget(m_secret);
    column->addWidget(m_banner);
    column->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    column->addLayout(buttons);

    connect(m_name, &QLineEdit::textChanged, this, &PhoneDialog::judge);
    connect(m_name, &QLineEdit::returnPressed, m_secret, qOverload<>(&QWidget::setFocus));
    connect(m_secret, &SecretEdit::changed, this, &PhoneDialog::judge);
    connect(m_secret, &SecretEdit::returnPressed, this, &PhoneDialog::send);
    connect(m_send, &QPushButton::clicked, this, &PhoneDialog::send);
    connect(m_back, &QPushButton::clicked, this, &PhoneDialog::reject);
    retranslate();
    phone ? m_secret->setFocus() : m_name->setFocus();
}

void PhoneDialog::retranslate()
{
    const auto name = m_phone ? domain::escapedForDisplay(m_phone->name) : QString();
    setWindowTitle(m_phone ? tr("Remove a phone") : tr("Enrol a phone"));
    m_heading->setText(m_phone ? tr("Remove %1").arg(name) : tr("Enrol a phone"));
    if (m_sent)
        m_explanation->setText(
            tr("A code was sent to %1. Open the app on the phone and type your IC number and this "
               "code there before %2. The phone then appears in the list.")
                .arg(m_sent->maskedEmail, shortTime(m_sent->expiresAt)));
    else if (m_phone)
        m_explanation->setText(
            tr("It receives no more codes from this moment. Remove a phone that was lost or given "
               "away at once."));
    else
        m_explanation->setText(
            tr("The phone shows the codes that you sign with. Enrol only your own: letting others "
               "use it is lending your signature. First a code is sent to your e-mail address."));
    m_nameLabel->setText(tr("&Name of the phone"));
    m_name->setAccessibleName(tr("Name of the phone"));
    m_name->setPlaceholderText(tr("For example: my blue phone"));
    m_secretLabel->setText(tr("Your &password"));
    m_secret->setAccessibleName(tr("Your password"));
    m_send->setText(m_phone ? tr("&Remove phone") : tr("&Send code"));
    m_back->setText(m_sent ? tr("&Close") : tr("&Back"));
    judge();
}

void PhoneDialog::judge()
{
    const bool named = m_phone || !m_name->text().trimmed().isEmpty();
    m_send->setEnabled(!m_busy && named && !m_secret->isEmpty());
}

void PhoneDialog::send()
{
    if (!m_send->isEnabled())
        return;
    m_busy = true;
    m_banner->clear();
    auto& media = m_context.desk.media;
    auto given = m_secret->take();
    judge();
    if (m_phone) {
        domain::onFinished<domain::Done>(media.removePhone(m_phone->id, std::move(given)), this,
            [this](domain::Result<domain::Done> answer) {
                m_busy = false;
                answer ? accept() : refused(answer.error());
            });
        return;
    }
    domain::onFinished<domain::EnrolmentCode>(media.enrolPhone(m_name->text().trimmed(), std::move(given)),
        this, [this](domain::Result<domain::EnrolmentCode> answer) {
            m_busy = false;
            answer ? codeSent(*answer) : refused(answer.error());
        });
}

void PhoneDialog::codeSent(const domain::EnrolmentCode& code)
{
    m_sent = code;
    const auto fields = { static_cast<QWidget*>(m_nameLabel), static_cast<QWidget*>(m_name),
        static_cast<QWidget*>(m_secretLabel), static_cast<QWidget*>(m_secret),
        static_cast<QWidget*>(m_send) };
    for (auto* field : fields)
        field->hide();
    retranslate();
    m_banner->tell(Banner::Kind::Good, tr("The code is on its way."));
    m_back->setFocus();
}

void PhoneDialog::refused(const domain::Error& error)
{
    m_banner->tell(Banner::Kind::Bad, domain::errorSentence(error));
    m_secret->setFocus();
    judge();
}

void PhoneDialog::reject()
{
    if (!m_busy)
        QDialog::reject();
}

} // namespace peraku::ui
