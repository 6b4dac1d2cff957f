#include "newpinfields.h"

#include "base/banner.h"

#include <domain/messages.h>
#include <domain/pinrules.h>
#include <ui/secretedit.h>
#include <ui/theme.h>

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
enum Field { Fresh, Repeated };

QString sentenceOf(const QString& key)
{
    return domain::findingSentence({ {}, domain::Severity::Error, key, {} });
}
} // namespace

NewPinFields::NewPinFields(const domain::Ic& officer, QWidget* parent)
    : QWidget(parent)
    , m_officer(officer)
    , m_rules(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    const char* names[] = { "pinNew", "pinRepeat" };
    for (int i = 0; i < 2; ++i) {
        m_labels[i] = new QLabel(this);
        m_fields[i] = new SecretEdit(this);
        m_fields[i]->setObjectName(QString::fromLatin1(names[i]));
        m_fields[i]->setContent(SecretEdit::Content::Digits);
        m_fields[i]->setMaximumCharacters(int(domain::pinDigitsMax));
        m_labels[i]->setBuddy(m_fields[i]);
        column->addWidget(m_labels[i]);
        column->addWidget(m_fields[i]);
        connect(m_fields[i], &SecretEdit::changed, this, &NewPinFields::judge);
    }
    connect(m_fields[Fresh], &SecretEdit::returnPressed, this, [this] { m_fields[Repeated]->setFocus(); });
    connect(m_fields[Repeated], &SecretEdit::returnPressed, this, &NewPinFields::returnPressed);
    m_rules->setObjectName(QStringLiteral("pinRules"));
    m_rules->setWordWrap(true);
    column->addWidget(m_rules);
    retranslate();
}

void NewPinFields::setCurrent(const SecretEdit* current)
{
    m_current = current;
    connect(m_current, &SecretEdit::changed, this, &NewPinFields::judge);
}

QStringList NewPinFields::unmet() const
{
    QStringList keys = domain::pinFindings(m_fields[Fresh]->secret(), m_officer);
    if (m_current && !m_fields[Fresh]->isEmpty() && m_fields[Fresh]->equals(*m_current))
        keys << QStringLiteral("finding.pin-same");
    if (!m_fields[Fresh]->equals(*m_fields[Repeated]))
        keys << QStringLiteral("finding.pin-unlike");
    return keys;
}

bool NewPinFields::met() const
{
    return unmet().isEmpty();
}

secret::SecureBuffer NewPinFields::take()
{
    auto fresh = m_fields[Fresh]->take();
    m_fields[Repeated]->clear();
    return fresh;
}

void NewPinFields::clear()
{
    for (auto* field : m_fields)
        field->clear();
}

void NewPinFields::focusFirst()
{
    m_fields[Fresh]->setFocus();
}

void NewPinFields::judge()
{
    QStringList lines;
    for (const auto& key : unmet())
        lines << QStringLiteral("• ") + sentenceOf(key);
    m_rules->setText(lines.isEmpty()
            ? tr("The new PIN meets every rule.")
            : tr("Still missing:") + QLatin1Char('\n') + lines.join(QLatin1Char('\n')));
    setLook(m_rules, lines.isEmpty() ? "success" : "muted");
    Q_EMIT changed();
}

void NewPinFields::retranslate()
{
    const QString texts[] = { tr("Ne&w PIN"), tr("New PIN a&gain") };
    for (int i = 0; i < 2; ++i) {
        m_labels[i]->setText(texts[i]);
        m_fields[i]->setAccessibleName(QString(texts[i]).remove(QLatin1Char('&')));
    }
    judge();
}

void NewPinFields::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
