#include "accountpage.h"

#include "base/banner.h"
#include "base/format.h"
#include "base/scrolled.h"
#include "diagnosticsdialog.h"
#include "mediatext.h"
#include "phonedialog.h"
#include "settingsdialog.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>

#include <QButtonGroup>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {

QVBoxLayout* card(QVBoxLayout* column, QLabel* title)
{
    auto* frame = new QFrame;
    setLook(frame, "card");
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(space::l, space::m, space::l, space::m);
    inside->setSpacing(space::s);
    setLook(title, "strong");
    inside->addWidget(title);
    column->addWidget(frame);
    return inside;
}

} // namespace

AccountPage::AccountPage(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_heading(new QLabel(this))
    , m_banner(new Banner(this))
    , m_channelTitle(new QLabel(this))
    , m_channelAdvice(new QLabel(this))
    , m_byEmail(new QRadioButton(this))
    , m_byApp(new QRadioButton(this))
    , m_phonesTitle(new QLabel(this))
    , m_phones(new QListWidget(this))
    , m_enrol(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_policyTitle(new QLabel(this))
    , m_policy(new QLabel(this))
    , m_refresh(new QPushButton(this))
    , m_settings(new QPushButton(this))
    , m_diagnosis(new QPushButton(this))
{
    setObjectName(QStringLiteral("accountPage"));
    setLook(m_heading, "title");
    m_banner->setObjectName(QStringLiteral("accountBanner"));
    setLook(m_channelAdvice, "muted");
    m_channelAdvice->setObjectName(QStringLiteral("channelAdvice"));
    m_channelAdvice->setWordWrap(true);
    m_byEmail->setObjectName(QStringLiteral("channelEmail"));
    m_byApp->setObjectName(QStringLiteral("channelApp"));
    m_phones->setObjectName(QStringLiteral("phoneList"));
    m_phones->setWordWrap(true);
    m_phones->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_enrol->setObjectName(QStringLiteral("enrolPhone"));
    m_remove->setObjectName(QStringLiteral("removePhone"));
    m_policy->setObjectName(QStringLiteral("mediaPolicy"));
    m_policy->setWordWrap(true);
    m_settings->setObjectName(QStringLiteral("showSettings"));
    m_diagnosis->setObjectName(QStringLiteral("showDiagnosis"));
    m_refresh->setObjectName(QStringLiteral("accountRefresh"));
    m_refresh->setIcon(icon(QStringLiteral("refresh")));

    auto* content = new QWidget(this);
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(space::m);
    auto* channel = card(cards, m_channelTitle);
    channel->addWidget(m_channelAdvice);
    channel->addWidget(m_byEmail);
    channel->addWidget(m_byApp);
    auto* phones = card(cards, m_phonesTitle);
    phones->addWidget(m_phones);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_enrol);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    phones->addLayout(buttons);
    card(cards, m_policyTitle)->addWidget(m_policy);
    cards->addStretch();
    auto* top = new QHBoxLayout;
    top->addWidget(m_heading, 1);
    top->addWidget(m_diagnosis);
    top->addWidget(m_settings);
    top->addWidget(m_refresh);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    column->addLayout(top);
    column->addWidget(m_banner);
    column->addWidget(scrolled(content), 1);

    auto& media = m_context.desk.media;
    connect(&media, &services::MediaService::changed, this, &AccountPage::render);
    connect(m_byEmail, &QRadioButton::clicked, this, [this] { choose(domain::OtpChannel::Email); });
    connect(m_byApp, &QRadioButton::clicked, this, [this] { choose(domain::OtpChannel::App); });
    connect(m_phones, &QListWidget::currentRowChanged, this,
        [this] { m_remove->setEnabled(selectedPhone().has_value()); });
    connect(m_enrol, &QPushButton::clicked, this, [this] { openDialog(std::nullopt); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const auto phone = selectedPhone())
            openDialog(phone);
    });
    connect(m_refresh, &QPushButton::clicked, this, &AccountPage::refresh);
    connect(m_settings, &QPushButton::clicked, this,
        [this] { m_context.door.open(new SettingsDialog(m_context, this)); });
    connect(m_diagnosis, &QPushButton::clicked, this,
        [this] { m_context.door.open(new DiagnosticsDialog(m_context, this)); });
    setFocusProxy(m_byEmail);
    retranslate();
}

void AccountPage::retranslate()
{
    m_heading->setText(tr("Account"));
    m_channelTitle->setText(tr("One-time codes for signing"));
    m_byApp->setText(tr("By the &phone app"));
    m_phonesTitle->setText(tr("My phones"));
    m_phones->setAccessibleName(tr("My phones"));
    m_enrol->setText(tr("Enrol a p&hone…"));
    m_remove->setText(tr("Remo&ve…"));
    m_policyTitle->setText(tr("What the treasury accepts"));
    m_refresh->setText(tr("Look a&gain"));
    m_settings->setText(tr("&Settings of this desk…"));
    m_diagnosis->setText(tr("Diag&nosis…"));
    m_settings->setToolTip(QStringLiteral("Ctrl+,"));
    render();
}

void AccountPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void AccountPage::refresh()
{
    auto& media = m_context.desk.media;
    await(media.profile());
    domain::onFinished<domain::MediaGrants>(
        media.grants(0), this, [this](const domain::Result<domain::MediaGrants>&) { render(); });
}

void AccountPage::await(domain::Async<domain::SigningProfile> profile)
{
    domain::onFinished<domain::SigningProfile>(
        profile, this, [this, asked = ++m_asked](const domain::Result<domain::SigningProfile>& answer) {
            // An answer to an earlier question says less than the one that is on its way.
            if (asked == m_asked)
                take(answer);
        });
}

void AccountPage::take(const domain::Result<domain::SigningProfile>& answer)
{
    m_busy = false;
    if (answer)
        m_profile = *answer;
    m_banner->tell(Banner::Kind::Caution, answer ? QString() : domain::errorSentence(answer.error()));
    render();
}

void AccountPage::render()
{
    const auto profile = m_profile.value_or(domain::SigningProfile {});
    const bool known = m_profile.has_value() && !m_busy;
    m_byEmail->setText(
        profile.maskedEmail.isEmpty() ? tr("By &e-mail") : tr("By &e-mail (%1)").arg(profile.maskedEmail));
    (profile.channel == domain::OtpChannel::App ? m_byApp : m_byEmail)->setChecked(true);
    m_byEmail->setEnabled(known);
    m_byApp->setEnabled(known);
    m_enrol->setEnabled(known && profile.phones.size() < domain::limits::phones);
    m_channelAdvice->setText(
        profile.phones.isEmpty() ? tr(
            "With Roaming + OTP each signing needs a code of six digits. Enrol a phone to receive it in the "
            "app; until then it comes by e-mail.")
                                 : tr("With Roaming + OTP each signing needs a code of six digits. Choose "
                                      "e-mail where phones are not "
                                      "allowed or have no coverage."));
    renderPhones();
    const auto grants = m_context.desk.media.lastHeard();
    m_policy->setText(grants
            ? policyText(*grants, m_context.desk.reference.catalogue()).join(QLatin1Char('\n'))
            : tr("The treasury was not heard yet."));
}

void AccountPage::renderPhones()
{
    const QSignalBlocker quiet(m_phones);
    const int kept = m_phones->currentRow();
    m_phones->clear();
    for (const auto& phone : m_profile.value_or(domain::SigningProfile {}).phones)
        new QListWidgetItem(tr("%1\nEnrolled %2, last seen %3")
                                .arg(domain::escapedForDisplay(phone.name), shortTime(phone.enrolledAt),
                                    shortTime(phone.lastSeen)),
            m_phones);
    m_phones->setCurrentRow(std::min(kept, m_phones->count() - 1));
    m_phones->setFixedHeight(fontMetrics().lineSpacing() * (m_phones->count() > 0 ? 8 : 2));
    m_remove->setEnabled(selectedPhone().has_value());
}

std::optional<domain::Phone> AccountPage::selectedPhone() const
{
    const int row = m_phones->currentRow();
    if (!m_profile || row < 0 || row >= m_profile->phones.size())
        return std::nullopt;
    return m_profile->phones.at(row);
}

void AccountPage::choose(domain::OtpChannel channel)
{
    if (!m_profile || m_profile->channel == channel)
        return;
    m_busy = true;
    await(m_context.desk.media.setChannel(channel));
}

void AccountPage::openDialog(const std::optional<domain::Phone>& phone)
{
    auto* dialog = new PhoneDialog(m_context, phone, this);
    connect(dialog, &QDialog::finished, this, &AccountPage::refresh);
    m_context.door.open(dialog);
}

void AccountPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
