#pragma once

#include <domain/money.h>

#include <QWidget>

class QLabel;
class QPushButton;

namespace peraku::ui {

/** What several chosen vouchers come to, and the deed that they can be given at once. */
class SelectionBar final : public QWidget {
    Q_OBJECT
public:
    explicit SelectionBar(QWidget* parent = nullptr);
    void show(int vouchers, domain::Money total, int inList);

Q_SIGNALS:
    void selectAllWanted();
    void signWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    int m_vouchers = 0;
    domain::Money m_total;
    QLabel* m_text;
    QPushButton* m_selectAll;
    QPushButton* m_sign;
};

} // namespace peraku::ui
