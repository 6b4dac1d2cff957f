#include "passwordpage.h"

#include "base/banner.h"

#include <domain/messages.h>
#include <ui/secretedit.h>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
enum Field { Current, Fresh, Repeated };
constexpr int shortest = 12; ///< Characters.
} // namespace

PasswordPage::PasswordPage(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_rules(new QLabel(this))
    , m_error(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_send(new QPushButton(this))
    , m_logOut(new QPushButton(this))
{
    setObjectName(QStringLiteral("passwordPage"));
    setLook(m_title, "title");
    setLook(m_advice, "muted");
    m_advice->setWordWrap(true);
    m_rules->setObjectName(QStringLiteral("passwordRules"));
    m_rules->setWordWrap(true);
    setLook(m_error, "error");
    m_error->setObjectName(QStringLiteral("passwordError"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_send->setObjectName(QStringLiteral("changePassword"));
    setLook(m_send, "primary");
    m_logOut->setObjectName(QStringLiteral("passwordLogOut"));
    setLook(m_logOut, "quiet");
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();

    auto* card = new QFrame(this);
    setLook(card, "card");
    card->setFixedWidth(440);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(space::xl + space::s, space::xl, space::xl + space::s, space::xl);
    inside->setSpacing(space::xs);
    inside->addWidget(m_title);
    inside->addWidget(m_advice);
    inside->addSpacing(space::m);
    const char* names[] = { "passwordCurrent", "passwordNew", "passwordRepeat" };
    for (int i = 0; i < 3; ++i) {
        m_labels[i] = new QLabel(this);
        m_fields[i] = new SecretEdit(this);
        m_fields[i]->setObjectName(QString::fromLatin1(names[i]));
        m_labels[i]->setBuddy(m_fields[i]);
        inside->addWidget(m_labels[i]);
        inside->addWidget(m_fields[i]);
        inside->addSpacing(space::xs);
        connect(m_fields[i], &SecretEdit::changed, this, &PasswordPage::judge);
        connect(m_fields[i], &SecretEdit::returnPressed, this,
            [this, i] { i < 2 ? m_fields[i + 1]->setFocus() : send(); });
    }
    inside->addWidget(m_rules);
    inside->addWidget(m_error);
    inside->addSpacing(space::s);
    inside->addWidget(m_send);
    inside->addWidget(m_progress);
    inside->addWidget(m_logOut);
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    auto* middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(card);
    middle->addStretch();
    column->addLayout(middle);
    column->addStretch(3);
    connect(m_send, &QPushButton::clicked, this, &PasswordPage::send);
    connect(m_logOut, &QPushButton::clicked, this, [this] {
        domain::onFinished<domain::Done>(
            m_context.desk.session.logOut(), this, [](const domain::Result<domain::Done>&) {
                // The window follows the session's own signal; a log-out that failed leaves this page as it
                // is.
            });
    });
    retranslate();
}

void PasswordPage::start()
{
    for (auto* field : m_fields)
        field->clear();
    m_error->hide();
    m_fields[Current]->setFocus();
}

void PasswordPage::retranslate()
{
    m_title->setText(tr("Choose a new password"));
    m_progress->setAccessibleName(tr("The password is being changed"));
    m_advice->setText(
        tr("Your password was set by someone else or has lapsed. Only you may know the new one."));
    const QString texts[] = { tr("&Current password"), tr("&New password"), tr("New password a&gain") };
    for (int i = 0; i < 3; ++i) {
        m_labels[i]->setText(texts[i]);
        m_fields[i]->setAccessibleName(QString(texts[i]).remove(QLatin1Char('&')));
    }
    m_send->setText(tr("C&hange password"));
    m_logOut->setText(tr("Log &out"));
    judge();
}

QStringList PasswordPage::unmetRules() const
{
    bool lower = false, upper = false, digit = false, special = false;
    for (const auto byte : m_fields[Fresh]->secret().view()) {
        const auto c = static_cast<unsigned char>(byte);
        lower |= c >= 'a' && c <= 'z';
        upper |= c >= 'A' && c <= 'Z';
        digit |= c >= '0' && c <= '9';
        special |= c > 127
            || (c > 32 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')));
    }
    QStringList unmet;
    if (m_fields[Fresh]->characterCount() < shortest)
        unmet << tr("at least %1 characters").arg(shortest);
    if (!lower)
        unmet << tr("a small letter");
    if (!upper)
        unmet << tr("a capital letter");
    if (!digit)
        unmet << tr("a digit");
    if (!special)
        unmet << tr("a special character");
    if (!m_fields[Fresh]->isEmpty() && m_fields[Fresh]->equals(*m_fields[Current]))
        unmet << tr("different from the current one");
    if (!m_fields[Fresh]->equals(*m_fields[Repeated]))
        unmet << tr("the same in both fields");
    return unmet;
}

void PasswordPage::judge()
{
    const auto unmet = unmetRules();
    m_rules->setText(unmet.isEmpty() ? tr("The new password meets every rule.")
                                     : tr("Still missing: %1.").arg(unmet.join(QStringLiteral(", "))));
    setLook(m_rules, unmet.isEmpty() ? "success" : "muted");
    m_send->setEnabled(!m_busy && unmet.isEmpty() && !m_fields[Current]->isEmpty());
}

void PasswordPage::send()
{
    if (!m_send->isEnabled())
        return;
    m_busy = true;
    m_progress->show();
    m_error->hide();
    auto current = m_fields[Current]->take();
    auto fresh = m_fields[Fresh]->take();
    m_fields[Repeated]->clear();
    domain::onFinished<domain::Done>(
        m_context.desk.session.changePassword(std::move(current), std::move(fresh)), this,
        [this](domain::Result<domain::Done> answer) {
            m_busy = false;
            m_progress->hide();
            judge();
            if (answer) {
                Q_EMIT changed();
                return;
            }
            m_error->setText(domain::errorSentence(answer.error()));
            m_error->show();
            m_fields[Current]->setFocus();
        });
}

void PasswordPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
