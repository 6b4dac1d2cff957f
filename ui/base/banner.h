#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace peraku::ui {

/** A line of text with icon and colour that tells how something stands; hidden while it has no text. */
class Banner final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Good, Caution, Bad };

    explicit Banner(QWidget* parent = nullptr);
    /** Shows the sentence and announces it to assistive software; an empty text hides the banner. */
    void tell(Kind kind, const QString& text);
    void clear() { tell(Kind::Info, {}); }
    Kind kind() const { return m_kind; }
    /** A button beside the text that says what to do next; none for an empty text. */
    void offer(const QString& deed);
    QString text() const;

Q_SIGNALS:
    /** The officer pressed what offer() put there. */
    void taken();

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintIcon();

    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_offer;
    Kind m_kind = Kind::Info;
};

/** Gives a widget a look of the style sheet and makes the style take notice. */
void setLook(QWidget* widget, const char* look);
/** Sets a boolean property that the style sheet reacts to. */
void setFlag(QWidget* widget, const char* property, bool on);

} // namespace peraku::ui
