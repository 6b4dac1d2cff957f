#pragma once

#include "interrupted.h"

#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QShowEvent>

namespace peraku::ui {

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
        const auto room = screen()->availableSize() - QSize(40, 60);
        if (const int wanted = layout()->totalHeightForWidth(width());
            !event->spontaneous() && wanted > height())
            resize(width(), std::min(wanted, std::max(height(), room.height())));
    }
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
