#pragma once

#include <domain/requests.h>
#include <ui/context.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace peraku::ui {

class Banner;

/** An administrator's list of officers who need a medium (G18); another administrator confirms it. */
class AddMediumDialog final : public QDialog {
    Q_OBJECT
public:
    explicit AddMediumDialog(Context& context, QWidget* parent = nullptr);
    void reject() override;

Q_SIGNALS:
    void sent(const peraku::domain::MediumRequest& request);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
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
