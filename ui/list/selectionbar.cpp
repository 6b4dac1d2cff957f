#include "selectionbar.h"

#include "base/banner.h"

#include <ui/icons.h>
#include <ui/theme.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace peraku::ui {

SelectionBar::SelectionBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_selectAll(new QPushButton(this))
    , m_sign(new QPushButton(this))
{
    m_text->setObjectName(QStringLiteral("selectionText"));
    setLook(m_text, "muted");
    m_selectAll->setObjectName(QStringLiteral("selectAll"));
    setLook(m_selectAll, "quiet");
    m_sign->setObjectName(QStringLiteral("signSelected"));
    m_sign->setIcon(icon(QStringLiteral("certify")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, 0, space::m, space::s);
    row->setSpacing(space::s);
    row->addWidget(m_text, 1);
    row->addWidget(m_selectAll);
    row->addWidget(m_sign);
    connect(m_selectAll, &QPushButton::clicked, this, &SelectionBar::selectAllWanted);
    connect(m_sign, &QPushButton::clicked, this, &SelectionBar::signWanted);
    retranslate();
}

void SelectionBar::show(int vouchers, domain::Money total, int inList)
{
    m_vouchers = vouchers;
    m_total = total;
    m_sign->setEnabled(vouchers > 0);
    m_selectAll->setEnabled(inList > 0);
    setVisible(inList > 1);
    retranslate();
}

void SelectionBar::retranslate()
{
    m_text->setText(m_vouchers > 1 ? tr("%n chosen, %1", nullptr, m_vouchers).arg(m_total.display())
                                   : tr("Ctrl or Shift chooses several."));
    m_selectAll->setText(tr("Select all"));
    m_selectAll->setToolTip(tr("Select all that wait for me (Ctrl+A)"));
    m_sign->setText(tr("Sign selected…"));
    m_sign->setToolTip(QStringLiteral("Ctrl+Shift+Enter"));
}

void SelectionBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
