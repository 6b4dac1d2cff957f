#include <ui/secretedit.h>
#include <ui/theme.h>

#include <QChar>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleHints>
#include <QTimerEvent>

namespace peraku::ui {

SecretEdit::SecretEdit(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // Without an input method no other process keeps a copy of what is typed.
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
}

SecretEdit::~SecretEdit() = default;

void SecretEdit::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    update();
}

secret::SecureBuffer SecretEdit::take()
{
    auto taken = std::move(m_secret);
    clear();
    return taken;
}

void SecretEdit::clear()
{
    m_secret.clear();
    m_lengths.clear();
    m_cursor = 0;
    m_allSelected = false;
    edited();
}

void SecretEdit::setInvalid(bool invalid)
{
    m_invalid = invalid;
    update();
}

QSize SecretEdit::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 26, fontMetrics().height() + 14 };
}

QSize SecretEdit::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 10, fontMetrics().height() + 14 };
}

std::size_t SecretEdit::offsetOf(qsizetype character) const
{
    std::size_t offset = 0;
    for (qsizetype i = 0; i < character; ++i)
        offset += m_lengths.at(i);
    return offset;
}

void SecretEdit::type(char32_t character)
{
    if (m_allSelected)
        clear();
    if (characterCount() >= m_maximum)
        return;
    unsigned char utf8[4];
    int length = 0;
    if (character < 0x80) {
        utf8[length++] = static_cast<unsigned char>(character);
    } else if (character < 0x800) {
        utf8[length++] = static_cast<unsigned char>(0xc0 | (character >> 6));
        utf8[length++] = static_cast<unsigned char>(0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
        utf8[length++] = static_cast<unsigned char>(0xe0 | (character >> 12));
        utf8[length++] = static_cast<unsigned char>(0x80 | ((character >> 6) & 0x3f));
        utf8[length++] = static_cast<unsigned char>(0x80 | (character & 0x3f));
    } else {
        utf8[length++] = static_cast<unsigned char>(0xf0 | (character >> 18));
        utf8[length++] = static_cast<unsigned char>(0x80 | ((character >> 12) & 0x3f));
        utf8[length++] = static_cast<unsigned char>(0x80 | ((character >> 6) & 0x3f));
        utf8[length++] = static_cast<unsigned char>(0x80 | (character & 0x3f));
    }
    const auto offset = offsetOf(m_cursor);
    for (int i = 0; i < length; ++i)
        m_secret.insert(offset + std::size_t(i), std::byte { utf8[i] });
    secret::wipe(utf8, sizeof utf8);
    m_lengths.insert(m_cursor, quint8(length));
    ++m_cursor;
    edited();
}

void SecretEdit::removeAt(qsizetype character)
{
    if (character < 0 || character >= m_lengths.size())
        return;
    m_secret.remove(offsetOf(character), m_lengths.at(character));
    m_lengths.removeAt(character);
    m_cursor = std::min<qsizetype>(character, m_lengths.size());
    edited();
}

void SecretEdit::edited()
{
    m_invalid = false;
    m_caretVisible = hasFocus();
    update();
    Q_EMIT changed();
}

void SecretEdit::watchCapsLock(char32_t character, Qt::KeyboardModifiers modifiers)
{
    const bool upper = QChar::isUpper(character);
    if (!upper && !QChar::isLower(character))
        return;
    const bool on = upper != modifiers.testFlag(Qt::ShiftModifier);
    if (on == m_capsLock)
        return;
    m_capsLock = on;
    Q_EMIT capsLockChanged(on);
}

bool SecretEdit::event(QEvent* event)
{
    // Letters typed here never trigger a shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (!(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
            && !key->text().isEmpty() && key->key() != Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    return QWidget::event(event);
}

void SecretEdit::keyPressEvent(QKeyEvent* event)
{
    const bool chord = event->modifiers() & (Qt::AltModifier | Qt::MetaModifier | Qt::ControlModifier);
    // AltGr arrives as Ctrl+Alt on Windows and types a character.
    const bool altGr
        = event->modifiers().testFlag(Qt::ControlModifier) && event->modifiers().testFlag(Qt::AltModifier);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT returnPressed();
        return;
    case Qt::Key_Backspace:
        m_allSelected || event->modifiers().testFlag(Qt::ControlModifier) ? clear() : removeAt(m_cursor - 1);
        return;
    case Qt::Key_Delete:
        m_allSelected ? clear() : removeAt(m_cursor);
        return;
    case Qt::Key_Left:
        m_cursor = std::max<qsizetype>(0, m_cursor - 1);
        break;
    case Qt::Key_Right:
        m_cursor = std::min<qsizetype>(m_lengths.size(), m_cursor + 1);
        break;
    case Qt::Key_Home:
        m_cursor = 0;
        break;
    case Qt::Key_End:
        m_cursor = m_lengths.size();
        break;
    default: {
        if (event->key() == Qt::Key_A && event->modifiers() == Qt::ControlModifier) {
            m_allSelected = !m_lengths.isEmpty();
            update();
            return;
        }
        const auto characters = QStringView(event->text()).toUcs4();
        if ((chord && !altGr) || characters.isEmpty() || !QChar::isPrint(characters.first())) {
            QWidget::keyPressEvent(event);
            return;
        }
        for (const char32_t character : characters) {
            watchCapsLock(character, event->modifiers());
            if (m_content == Content::Password || (character >= U'0' && character <= U'9'))
                type(character);
        }
        return;
    }
    }
    m_allSelected = false;
    m_caretVisible = true;
    update();
}

void SecretEdit::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& tokens = tokensOf(palette());
    const bool focused = hasFocus();
    const qreal pen = focused ? 2.0 : 1.0;
    painter.setPen(QPen(!isEnabled() ? tokens.line
            : m_invalid              ? tokens.danger
            : focused                ? tokens.focus
                                     : tokens.border,
        pen));
    painter.setBrush(isEnabled() ? tokens.surface : tokens.sunken);
    painter.drawRoundedRect(QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), 5, 5);

    const int left = 9;
    const qreal middle = height() / 2.0;
    const qreal step = 11.0;
    painter.setClipRect(rect().adjusted(4, 2, -4, -2));
    if (m_lengths.isEmpty()) {
        painter.setPen(tokens.muted);
        painter.drawText(rect().adjusted(left, 0, -left, 0), Qt::AlignVCenter | Qt::AlignLeft, m_placeholder);
    }
    const qreal needed = left + step * qreal(m_cursor) + 8;
    const qreal scroll = std::max(0.0, needed - width());
    if (m_allSelected) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accentSoft);
        painter.drawRect(QRectF(left - 2 - scroll, middle - 9, step * qreal(m_lengths.size()) + 2, 18));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? tokens.text : tokens.muted);
    for (qsizetype i = 0; i < m_lengths.size(); ++i)
        painter.drawEllipse(QPointF(left + step * qreal(i) + 4 - scroll, middle), 3.4, 3.4);
    if (focused && m_caretVisible) {
        painter.setPen(QPen(tokens.text, 1));
        const qreal x = left + step * qreal(m_cursor) - 1.5 - scroll;
        painter.drawLine(QPointF(x, middle - 8), QPointF(x, middle + 8));
    }
}

void SecretEdit::focusInEvent(QFocusEvent* event)
{
    m_caretVisible = true;
    const int flash = QGuiApplication::styleHints()->cursorFlashTime();
    if (flash > 0 && m_blinkTimer == 0)
        m_blinkTimer = startTimer(flash / 2);
    QWidget::focusInEvent(event);
    update();
}

void SecretEdit::focusOutEvent(QFocusEvent* event)
{
    if (m_blinkTimer)
        killTimer(std::exchange(m_blinkTimer, 0));
    m_caretVisible = false;
    m_allSelected = false;
    QWidget::focusOutEvent(event);
    update();
}

void SecretEdit::mousePressEvent(QMouseEvent*)
{
    m_cursor = m_lengths.size();
    m_allSelected = false;
    update();
}

void SecretEdit::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_blinkTimer)
        return QWidget::timerEvent(event);
    m_caretVisible = !m_caretVisible;
    update();
}

} // namespace peraku::ui
