#pragma once

#include <secret/securebuffer.h>

#include <QList>
#include <QWidget>

namespace peraku::ui {

/**
 * A field for a PIN, code or password. Keys go straight into a wiped buffer; the text never exists as a
 * QString beyond the key event, is never drawn, copied, pasted, dragged or undone, and assistive software
 * sees a password field without content.
 */
class SecretEdit final : public QWidget {
    Q_OBJECT
public:
    enum class Content {
        Password, ///< Any character, UTF-8.
        Digits
    };

    explicit SecretEdit(QWidget* parent = nullptr);
    ~SecretEdit() override;

    void setContent(Content content) { m_content = content; }
    void setMaximumCharacters(int count) { m_maximum = count; }
    void setPlaceholder(const QString& text);
    QString placeholder() const { return m_placeholder; }

    bool isEmpty() const { return m_secret.isEmpty(); }
    int characterCount() const { return int(m_lengths.size()); }
    /** Hands the secret over and leaves the field empty. */
    secret::SecureBuffer take();
    /** Whether both fields hold the same, in constant time. */
    bool equals(const SecretEdit& other) const { return equalConstantTime(m_secret, other.m_secret); }
    /** Lets a rule look at the secret where it stands; the view dies with the call. */
    const secret::SecureBuffer& secret() const { return m_secret; }
    void clear();
    bool capsLockSeen() const { return m_capsLock; }
    void setInvalid(bool invalid); ///< Draws the field in the error colour.

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();
    void returnPressed();
    void capsLockChanged(bool on);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    void type(char32_t character);
    void removeAt(qsizetype character);
    std::size_t offsetOf(qsizetype character) const;
    void watchCapsLock(char32_t character, Qt::KeyboardModifiers modifiers);
    void edited();

    secret::SecureBuffer m_secret;
    QList<quint8> m_lengths; ///< Bytes of each character, so that one key removes one character.
    qsizetype m_cursor = 0;
    bool m_allSelected = false;
    bool m_capsLock = false;
    bool m_invalid = false;
    bool m_caretVisible = false;
    int m_blinkTimer = 0;
    int m_maximum = 128;
    Content m_content = Content::Password;
    QString m_placeholder;
};

/** Tells assistive software that a SecretEdit is a password field; call once after the application object
 * stands. */
void installSecretEditAccessibility();

} // namespace peraku::ui
