#pragma once

#include "interrupted.h"

#include <QDialog>
#include <QEvent>

namespace peraku::ui {

/** A dialog that changes its language while it is open. */
class Dialog : public QDialog {
public:
    using QDialog::QDialog;
    /** What was typed and would be lost if a lock closed the dialog now. */
    virtual Interrupted interrupted() const { return {}; }

protected:
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
