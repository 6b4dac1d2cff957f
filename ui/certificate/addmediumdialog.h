#pragma once

#include "base/dialog.h"

#include <domain/requests.h>
#include <ui/context.h>

class QLabel;
class QPushButton;
class QTableWidget;

namespace peraku::ui {

class Banner;

/** An administrator's list of officers who need a medium (G18); another administrator confirms it. */
class AddMediumDialog final : public Dialog {
    Q_OBJECT
public:
    explicit AddMediumDialog(Context& context, QWidget* parent = nullptr);
    void reject() override;
    Interrupted interrupted() const override;
    void setLines(const QList<QStringList>& lines);

Q_SIGNALS:
    void sent(const peraku::domain::MediumRequest& request);

private:
    void retranslate() override;
    void addLine();
    void removeLine();
    domain::MediumRequest written() const;
    void mark(const QList<domain::Finding>& findings);
    void tellAboutCell();
    void send();

    Context& m_context;
    QLabel* m_heading;
    QLabel* m_explanation;
    QTableWidget* m_table;
    QLabel* m_problem;
    Banner* m_banner;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_back;
    QPushButton* m_send;
    bool m_busy = false;
};

} // namespace peraku::ui
