#pragma once

#include <domain/comparison.h>

#include <QFrame>

#include <optional>

class QLabel;
class QRadioButton;

namespace peraku::ui {

/** One difference: both values side by side with what differs in them marked, and the choice between them. */
class DifferenceCard final : public QFrame {
    Q_OBJECT
public:
    struct Texts {
        QString label; ///< Name of the field or row.
        QString hint; ///< Who changed it; may be empty.
        QString mineTitle;
        QString theirsTitle;
        QString mine;
        QString theirs;
    };

    /** Without `choosable` it only shows. */
    DifferenceCard(int number, bool choosable, QWidget* parent = nullptr);
    void setTexts(const Texts& texts);
    void choose(domain::Version version);
    std::optional<domain::Version> choice() const;
    void focusChoice();

Q_SIGNALS:
    void chosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Half {
        QFrame* frame;
        QRadioButton* button; ///< nullptr where nothing is chosen.
        QLabel* title; ///< nullptr where a button says it.
        QLabel* value;
    };
    Half makeHalf(const char* name, int number, bool choosable);
    void fill(const Half& half, const QString& title, const QString& value, const QString& other);
    void render();
    void showChoice();

    Texts m_texts;
    QLabel* m_label;
    QLabel* m_hint;
    Half m_mine;
    Half m_theirs;
};

} // namespace peraku::ui
