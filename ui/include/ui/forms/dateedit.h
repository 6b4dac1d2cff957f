#pragma once

#include <QDate>
#include <QLineEdit>

namespace peraku::ui {

/** A date typed as dd/MM/yyyy, ddMMyyyy or ddMMyy; Up and Down move it by a day. Invalid text stays visible
 * and yields an invalid date. */
class DateEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit DateEdit(QWidget* parent = nullptr);
    QDate date() const;
    void setDate(QDate date);
    /** Something is typed that is no date. */
    bool hasInvalidText() const { return !text().trimmed().isEmpty() && !date().isValid(); }

    /** Two-digit years are taken for the 2000s. */
    static QDate parse(const QString& text);

Q_SIGNALS:
    void dateChanged(QDate date);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
};

} // namespace peraku::ui
