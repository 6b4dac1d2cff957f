#include "loginpage.h"

#include "base/banner.h"
#include "base/choices.h"

#include <domain/messages.h>
#include <ui/icons.h>
#include <ui/secretedit.h>

#include <QAccessible>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace peraku::ui {

LoginPage::LoginPage(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_mark(new QLabel(this))
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_locked(new QLabel(this))
    , m_another(new QPushButton(this))
    , m_icLabel(new QLabel(this))
    , m_ic(new QLineEdit(this))
    , m_icError(new QLabel(this))
    , m_passwordLabel(new QLabel(this))
    , m_password(new SecretEdit(this))
    , m_capsLock(new QLabel(this))
    , m_passwordError(new QLabel(this))
    , m_treasury(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_logIn(new QPushButton(this))
    , m_verify(new QPushButton(this))
    , m_diagnosis(new QPushButton(this))
    , m_language(new QPushButton(this))
    , m_theme(new QPushButton(this))
{
    setObjectName(QStringLiteral("loginPage"));
    m_ic->setObjectName(QStringLiteral("loginIc"));
    m_ic->setMaxLength(14);
    m_ic->setPlaceholderText(QStringLiteral("YYMMDD-PB-####"));
    m_icLabel->setBuddy(m_ic);
    m_password->setObjectName(QStringLiteral("loginPassword"));
    m_passwordLabel->setBuddy(m_password);
    m_icError->setObjectName(QStringLiteral("loginIcError"));
    m_passwordError->setObjectName(QStringLiteral("loginError"));
    for (auto* error : { m_icError, m_passwordError }) {
        setLook(error, "error");
        error->setWordWrap(true);
        error->hide();
    }
    setLook(m_capsLock, "warning");
    m_capsLock->hide();
    setLook(m_title, "title");
    setLook(m_subtitle, "muted");
    setLook(m_treasury, "muted");
    m_subtitle->setWordWrap(true);
    m_locked->setObjectName(QStringLiteral("loginLocked"));
    m_locked->setWordWrap(true);
    m_locked->hide();
    m_treasury->setWordWrap(true);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_logIn->setObjectName(QStringLiteral("logIn"));
    setLook(m_logIn, "primary");
    m_logIn->setMinimumHeight(36);
    m_verify->setObjectName(QStringLiteral("loginVerify"));
    m_verify->setIcon(icon(QStringLiteral("verify")));
    setLook(m_verify, "quiet");
    m_diagnosis->setObjectName(QStringLiteral("loginDiagnosis"));
    m_diagnosis->setIcon(icon(QStringLiteral("info")));
    setLook(m_diagnosis, "quiet");
    m_language->setObjectName(QStringLiteral("loginLanguage"));
    m_language->setIcon(icon(QStringLiteral("language")));
    setLook(m_language, "quiet");
    m_another->setObjectName(QStringLiteral("loginAnother"));
    setLook(m_another, "quiet");
    m_another->hide();
    m_theme->setObjectName(QStringLiteral("loginTheme"));
    setLook(m_theme, "quiet");

    auto* card = new QFrame(this);
    setLook(card, "card");
    card->setFixedWidth(400);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(space::xl + space::s, space::xl, space::xl + space::s, space::xl);
    inside->setSpacing(space::xs);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::m);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    head->addWidget(m_mark);
    head->addLayout(words, 1);
    inside->addLayout(head);
    inside->addSpacing(space::l);
    inside->addWidget(m_locked);
    for (auto* widget :
        { static_cast<QWidget*>(m_icLabel), static_cast<QWidget*>(m_ic), static_cast<QWidget*>(m_icError) })
        inside->addWidget(widget);
    inside->addSpacing(space::s);
    for (auto* widget : { static_cast<QWidget*>(m_passwordLabel), static_cast<QWidget*>(m_password),
             static_cast<QWidget*>(m_capsLock), static_cast<QWidget*>(m_passwordError) })
        inside->addWidget(widget);
    inside->addSpacing(space::m);
    inside->addWidget(m_logIn);
    inside->addWidget(m_another);
    inside->addWidget(m_progress);
    inside->addSpacing(space::s);
    inside->addWidget(m_treasury);

    auto* top = new QHBoxLayout;
    top->addWidget(m_verify);
    top->addWidget(m_diagnosis);
    top->addStretch();
    top->addWidget(m_theme);
    top->addWidget(m_language);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->addLayout(top);
    column->addStretch(2);
    auto* middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(card);
    middle->addStretch();
    column->addLayout(middle);
    column->addStretch(3);

    setTabOrder(m_ic, m_password);
    setTabOrder(m_password, m_logIn);
    setTabOrder(m_logIn, m_another);
    setTabOrder(m_another, m_verify);
    setTabOrder(m_verify, m_diagnosis);
    setTabOrder(m_diagnosis, m_theme);
    setTabOrder(m_theme, m_language);
    connect(m_ic, &QLineEdit::textEdited, this, &LoginPage::formatIc);
    connect(m_ic, &QLineEdit::returnPressed, m_password, [this] { m_password->setFocus(); });
    connect(m_password, &SecretEdit::returnPressed, this, &LoginPage::logIn);
    connect(m_password, &SecretEdit::changed, m_passwordError, [this] {
        if (!m_password->isEmpty())
            m_passwordError->hide();
    });
    connect(m_password, &SecretEdit::capsLockChanged, m_capsLock, &QLabel::setVisible);
    connect(m_logIn, &QPushButton::clicked, this, &LoginPage::logIn);
    connect(m_another, &QPushButton::clicked, this, &LoginPage::anotherWanted);
    connect(m_verify, &QPushButton::clicked, this, &LoginPage::verifyWanted);
    connect(m_diagnosis, &QPushButton::clicked, this, &LoginPage::diagnosisWanted);
    connect(m_language, &QPushButton::clicked, this, [this] { switchChoice(m_context, Choice::Language); });
    connect(m_theme, &QPushButton::clicked, this, [this] { switchChoice(m_context, Choice::Appearance); });
    connect(&m_context.theme, &Theme::changed, this, &LoginPage::retranslate);
    setBusy(false);
    retranslate();
}

void LoginPage::retranslate()
{
    m_mark->setPixmap(iconPixmap(QStringLiteral("peraku"), {}, 48, devicePixelRatioF()));
    m_title->setText(QStringLiteral("Peraku"));
    m_subtitle->setText(tr("The certifying officer's desk"));
    m_locked->setText(lockedText());
    m_another->setText(tr("Log in as another &officer"));
    m_icLabel->setText(tr("&IC number"));
    m_ic->setAccessibleName(tr("IC number"));
    m_passwordLabel->setText(tr("&Password"));
    m_password->setAccessibleName(tr("Password"));
    m_capsLock->setText(tr("Caps Lock seems to be on."));
    m_logIn->setText(tr("&Log in"));
    m_progress->setAccessibleName(tr("You are being logged in"));
    m_treasury->setText(
        m_context.treasuryName.isEmpty() ? QString() : tr("Treasury: %1").arg(m_context.treasuryName));
    m_verify->setText(tr("&Verify a file…"));
    m_verify->setToolTip(QStringLiteral("Ctrl+7"));
    m_diagnosis->setText(tr("Diag&nosis…"));
    m_diagnosis->setToolTip(QStringLiteral("F12"));
    // The other language is named in itself, for those who cannot read this one.
    m_language->setText(
        m_context.language.isMalay() ? QStringLiteral("&English") : QStringLiteral("Bahasa &Melayu"));
    m_theme->setText(m_context.theme.isDark() ? tr("Li&ght") : tr("&Dark"));
    m_theme->setIcon(icon(m_context.theme.isDark() ? QStringLiteral("light") : QStringLiteral("dark")));
    dressChoice(*m_language, m_context, Choice::Language);
    dressChoice(*m_theme, m_context, Choice::Appearance);
}

QString LoginPage::lockedText() const
{
    QStringList sentences {
        tr("The desk is locked for %1.").arg(m_officer.isEmpty() ? QString() : m_officer.masked())
    };
    switch (m_work.draft) {
    case LockedWork::Draft::None:
        break;
    case LockedWork::Draft::Saving:
        sentences << tr("What was typed is being saved…");
        break;
    case LockedWork::Draft::Saved:
        sentences << tr("What was typed is saved.");
        break;
    case LockedWork::Draft::Unsaved:
        sentences << (m_work.why.isEmpty() ? tr("What was typed could not be saved in time.")
                                           : tr("What was typed could not be saved: %1").arg(m_work.why));
        break;
    }
    if (m_work.form)
        sentences << tr("The form that was open was not sent; PIN and password have to be typed again.");
    if (m_work.form || m_work.draft == LockedWork::Draft::Unsaved)
        sentences << tr(
            "What was typed is kept in this window only: log in here to go on with it, and do not "
            "close the program.");
    sentences << tr("What was not confirmed is not signed. Log in to go on in the same place.");
    return sentences.join(QLatin1Char(' '));
}

void LoginPage::start()
{
    m_ic->clear();
    m_password->clear();
    m_icError->hide();
    m_passwordError->hide();
    showOfficer({});
    m_ic->setFocus();
}

void LoginPage::startLocked(const domain::Ic& officer, const LockedWork& work)
{
    start();
    m_work = work;
    showOfficer(officer);
    m_password->setFocus();
}

void LoginPage::showOfficer(const domain::Ic& officer)
{
    m_officer = officer;
    const bool locked = !officer.isEmpty();
    m_locked->setVisible(locked);
    m_another->setVisible(locked);
    m_icLabel->setVisible(!locked);
    m_ic->setVisible(!locked);
    retranslate();
}

void LoginPage::formatIc()
{
    m_icError->hide();
    setFlag(m_ic, "invalid", false);
    int digitsBefore = 0;
    QString digits;
    const QString typed = m_ic->text();
    for (qsizetype i = 0; i < typed.size(); ++i) {
        if (!typed.at(i).isDigit() || digits.size() == 12)
            continue;
        digits += typed.at(i);
        digitsBefore += i < m_ic->cursorPosition();
    }
    QString dashed = digits.left(6);
    if (digits.size() > 6)
        dashed += QLatin1Char('-') + digits.mid(6, 2);
    if (digits.size() > 8)
        dashed += QLatin1Char('-') + digits.mid(8);
    if (dashed == typed)
        return;
    m_ic->setText(dashed);
    m_ic->setCursorPosition(digitsBefore + (digitsBefore > 6) + (digitsBefore > 8));
}

void LoginPage::setBusy(bool busy)
{
    m_busy = busy;
    m_progress->setVisible(busy);
    for (auto* widget :
        { static_cast<QWidget*>(m_ic), static_cast<QWidget*>(m_password), static_cast<QWidget*>(m_logIn) })
        widget->setEnabled(!busy);
}

void LoginPage::showError(const domain::Error& error)
{
    m_passwordError->setText(domain::errorSentence(error));
    m_passwordError->show();
    m_password->setInvalid(true);
    QAccessibleEvent alert(m_passwordError, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void LoginPage::logIn()
{
    if (m_busy)
        return;
    const auto ic = m_officer.isEmpty() ? domain::Ic::parse(m_ic->text()) : std::optional(m_officer);
    if (!ic) {
        m_icError->setText(
            tr("An IC has 12 digits that begin with a date of birth, for example 800101-14-5001."));
        m_icError->show();
        setFlag(m_ic, "invalid", true);
        m_ic->setFocus();
        return;
    }
    if (m_password->isEmpty()) {
        m_passwordError->setText(tr("Type your password."));
        m_passwordError->show();
        m_password->setFocus();
        return;
    }
    setBusy(true);
    domain::onFinished<domain::Done>(m_context.desk.session.logIn(*ic, m_password->take()), this,
        [this](domain::Result<domain::Done> answer) {
            setBusy(false);
            if (answer)
                return;
            showError(answer.error());
            m_password->setFocus();
            if (const int unsent = answer.error().args.value(0).toInt();
                answer.error().code == domain::ErrorCode::AccountInactive && unsent > 0)
                askToGiveUp(unsent);
        });
}

void LoginPage::askToGiveUp(int unsent)
{
    const Question question { tr("Account closed"),
        tr("The treasury has closed this account, and its vouchers are gone from this PC. %n change(s) that "
           "it "
           "never received stay here, sealed: if the account is opened again, log in and they are sent.",
            nullptr, unsent),
        tr("Give them up"), tr("Keep them"), true };
    m_context.door.ask(this, question, [this](bool accepted) {
        if (!accepted)
            return;
        domain::onFinished<domain::Done>(m_context.desk.session.giveUpClosedAccount(), this,
            [this](const domain::Result<domain::Done>& done) {
                if (!done)
                    showError(done.error());
            });
    });
}

void LoginPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
