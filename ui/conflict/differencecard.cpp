#include "differencecard.h"

#include "base/banner.h"
#include "reading/htmlwriter.h"

#include <ui/theme.h>

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace peraku::ui {

namespace {

/** The part of a text that another text has not: whole words between what both begin and end with. */
struct Part {
    qsizetype from = 0;
    qsizetype to = 0; ///< Behind it.
};

Part differingPart(const QString& text, const QString& other)
{
    const auto shorter = std::min(text.size(), other.size());
    qsizetype head = 0;
    while (head < shorter && text.at(head) == other.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && text.at(text.size() - 1 - tail) == other.at(other.size() - 1 - tail))
        ++tail;
    Part part { head, text.size() - tail };
    while (part.from > 0 && !text.at(part.from - 1).isSpace())
        --part.from;
    while (part.to < text.size() && !text.at(part.to).isSpace())
        ++part.to;
    return part;
}

QString markedHtml(const QString& text, const QString& other, const Tokens& tokens)
{
    const auto part = differingPart(text, other);
    const auto safe = [](const QString& piece) {
        return HtmlWriter::safe(piece).replace(QLatin1Char('\n'), QStringLiteral("<br/>"));
    };
    return safe(text.left(part.from))
        + QStringLiteral("<span style='background-color:%1;color:%2;font-weight:600'>%3</span>")
              .arg(tokens.warningSoft.name(), tokens.text.name(),
                  safe(text.mid(part.from, part.to - part.from)))
        + safe(text.mid(part.to));
}

} // namespace

DifferenceCard::DifferenceCard(int number, bool choosable, QWidget* parent)
    : QFrame(parent)
    , m_label(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_mine(makeHalf("mine", number, choosable))
    , m_theirs(makeHalf("theirs", number, choosable))
{
    setObjectName(QStringLiteral("difference%1").arg(number));
    setLook(this, "card");
    setLook(m_label, "strong");
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    setLook(m_hint, "muted");
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(space::m, space::s, space::m, space::s);
    grid->setHorizontalSpacing(space::m);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_hint, 0, 1);
    grid->addWidget(m_mine.frame, 1, 0);
    grid->addWidget(m_theirs.frame, 1, 1);
    if (!choosable)
        return;
    auto* group = new QButtonGroup(this);
    for (auto* button : { m_mine.button, m_theirs.button }) {
        group->addButton(button);
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            showChoice();
            if (on)
                Q_EMIT chosen();
        });
    }
}

DifferenceCard::Half DifferenceCard::makeHalf(const char* name, int number, bool choosable)
{
    Half half { new QFrame(this), nullptr, nullptr, new QLabel };
    auto* column = new QVBoxLayout(half.frame);
    column->setContentsMargins(space::s, space::xs, space::s, space::xs);
    column->setSpacing(2);
    if (choosable) {
        half.button = new QRadioButton;
        half.button->setObjectName(QStringLiteral("%1%2").arg(QLatin1String(name)).arg(number));
        column->addWidget(half.button);
    } else {
        half.title = new QLabel;
        setLook(half.title, "muted");
        column->addWidget(half.title);
    }
    half.value->setTextFormat(Qt::RichText);
    half.value->setWordWrap(true);
    half.value->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    half.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    half.value->setObjectName(QStringLiteral("%1Value%2").arg(QLatin1String(name)).arg(number));
    column->addWidget(half.value, 1);
    return half;
}

void DifferenceCard::setTexts(const Texts& texts)
{
    m_texts = texts;
    render();
}

void DifferenceCard::render()
{
    m_label->setText(m_texts.label);
    m_hint->setText(m_texts.hint);
    setAccessibleName(m_texts.label);
    fill(m_mine, m_texts.mineTitle, m_texts.mine, m_texts.theirs);
    fill(m_theirs, m_texts.theirsTitle, m_texts.theirs, m_texts.mine);
}

void DifferenceCard::fill(const Half& half, const QString& title, const QString& value, const QString& other)
{
    half.value->setText(markedHtml(value, other, tokensOf(palette())));
    // A screen reader hears the field and the value where the eye sees them around the button.
    const auto spoken = QStringLiteral("%1, %2: %3").arg(m_texts.label, title, value);
    half.value->setAccessibleName(spoken);
    if (half.button) {
        half.button->setText(title);
        half.button->setAccessibleName(spoken);
        half.button->setAccessibleDescription(m_texts.hint);
    } else {
        half.title->setText(title);
    }
}

void DifferenceCard::showChoice()
{
    for (const auto& half : { m_mine, m_theirs })
        setLook(half.frame, half.button->isChecked() ? "info" : "");
}

void DifferenceCard::choose(domain::Version version)
{
    const auto& half = version == domain::Version::Mine ? m_mine : m_theirs;
    if (half.button)
        half.button->setChecked(true);
}

std::optional<domain::Version> DifferenceCard::choice() const
{
    if (m_mine.button && m_mine.button->isChecked())
        return domain::Version::Mine;
    if (m_theirs.button && m_theirs.button->isChecked())
        return domain::Version::Theirs;
    return std::nullopt;
}

void DifferenceCard::focusChoice()
{
    auto* button = m_theirs.button && m_theirs.button->isChecked() ? m_theirs.button : m_mine.button;
    if (button)
        button->setFocus(Qt::TabFocusReason);
}

void DifferenceCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_texts.label.isEmpty())
        render();
}

} // namespace peraku::ui
