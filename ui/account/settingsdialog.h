#pragma once

#include "base/dialog.h"

#include <ui/context.h>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace peraku::ui {

/** Every setting that this desk was started with, and who set it, for reading and copying; and the one choice
 * that has no button elsewhere. */
class SettingsDialog final : public Dialog {
    Q_OBJECT
public:
    explicit SettingsDialog(Context& context, QWidget* parent = nullptr);

private:
    void retranslate() override;
    /** As lines of text, for a mail to the help desk; holds no secret, since no setting is one. */
    QString asText() const;

    Context& m_context;
    QLabel* m_heading;
    QLabel* m_advice;
    QTreeWidget* m_table;
    QCheckBox* m_notices;
    QPushButton* m_copy;
    QPushButton* m_close;
};

} // namespace peraku::ui
