#pragma once

#include "interrupted.h"

#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QShowEvent>

class QLabel;
class QVBoxLayout;

namespace peraku::ui {

/** What a dialog may take of the screen, less its frame and what must stay in sight around it. */
inline QSize roomFor(const QWidget& dialog)
{
    return dialog.screen()->availableSize() - QSize(40, 60);
}

/** A dialog that changes its language while it is open. */
class Dialog : public QDialog {
public:
    using QDialog::QDialog;
    /** What was typed and would be lost if a lock closed the dialog now. */
    virtual Interrupted interrupted() const { return {}; }

protected:
    void showEvent(QShowEvent* event) override
    {
        QDialog::showEvent(event);
        // Qt gives a dialog two thirds of the screen at most, and would cut its texts where that is little.
        if (const int wanted = layout()->totalHeightForWidth(width());
            !event->spontaneous() && wanted > height())
            resize(width(), std::min(wanted, std::max(height(), roomFor(*this).height())));
    }
    /** The dialog's column, begun with a heading and a line of advice; `size` as far as the screen goes. */
    QVBoxLayout* beginColumn(QLabel* heading, QLabel* advice, const QSize& size);
    /** Sets every text; also at once, by the constructor of the class that has them. */
    virtual void retranslate() = 0;
    void changeEvent(QEvent* event) override
    {
        QDialog::changeEvent(event);
        if (event->type() == QEvent::LanguageChange)
            retranslate();
    }
};

} // namespace peraku::ui
