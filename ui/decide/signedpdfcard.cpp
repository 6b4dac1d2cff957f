#include "signedpdfcard.h"

#include "base/banner.h"
#include "certificate/reportview.h"

#include <domain/canonical.h>
#include <ui/icons.h>

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace peraku::ui {

SignedPdfCard::SignedPdfCard(ModalDoor& door, QWidget* parent)
    : QFrame(parent)
    , m_door(door)
    , m_title(new QLabel(this))
    , m_target(new QLabel(this))
    , m_elsewhere(new QPushButton(this))
    , m_report(new ReportView(this))
{
    setObjectName(QStringLiteral("signedPdf"));
    setLook(this, "card");
    setLook(m_title, "strong");
    m_target->setObjectName(QStringLiteral("pdfTarget"));
    m_target->setTextFormat(Qt::PlainText);
    m_target->setWordWrap(true);
    m_target->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_elsewhere->setObjectName(QStringLiteral("pdfElsewhere"));
    m_elsewhere->setAutoDefault(false);
    m_elsewhere->setIcon(icon(QStringLiteral("save")));
    setLook(m_elsewhere, "quiet");
    m_report->setObjectName(QStringLiteral("pdfReport"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_target, 1);
    row->addWidget(m_elsewhere);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->addWidget(m_title);
    column->addLayout(row);
    column->addWidget(m_report);
    connect(m_elsewhere, &QPushButton::clicked, this, &SignedPdfCard::choose);
    retranslate();
}

void SignedPdfCard::setPdf(const services::SignedPdf& pdf)
{
    m_path = pdf.target;
    m_report->setReport(pdf.report);
    retranslate();
}

void SignedPdfCard::focusTarget()
{
    m_elsewhere->setFocus(Qt::OtherFocusReason);
    for (auto* above = parentWidget(); above; above = above->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(above))
            area->ensureWidgetVisible(m_elsewhere);
    }
}

void SignedPdfCard::choose()
{
    m_door.chooseSaveFile(
        this, tr("Where shall the signed PDF be saved?"), m_path, [this](const QString& path) {
            if (path.isEmpty())
                return;
            m_path = path;
            retranslate();
            Q_EMIT targetChosen(path);
        });
}

void SignedPdfCard::retranslate()
{
    m_title->setText(tr("Signed PDF"));
    m_target->setText(
        tr("Will be saved as %1").arg(domain::escapedForDisplay(QDir::toNativeSeparators(m_path))));
    m_elsewhere->setText(tr("Save &elsewhere…"));
}

void SignedPdfCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
