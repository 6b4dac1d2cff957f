#include "attachmentlist.h"

#include "fieldrow.h"

#include <domain/canonical.h>
#include <domain/messages.h>

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

namespace peraku::ui {

AttachmentList::AttachmentList(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_add(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_finding(new QLabel(this))
{
    setAcceptDrops(true);
    m_list->setObjectName(QStringLiteral("attachments"));
    m_add->setObjectName(QStringLiteral("addAttachment"));
    m_remove->setObjectName(QStringLiteral("removeAttachment"));
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_title->setBuddy(m_list);
    m_list->setMaximumHeight(m_list->fontMetrics().height() * 5);
    m_finding->setWordWrap(true);
    m_finding->setObjectName(QStringLiteral("finding.attachments"));
    m_finding->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* header = new QHBoxLayout;
    header->addWidget(m_title);
    header->addStretch();
    header->addWidget(m_add);
    header->addWidget(m_remove);
    column->addLayout(header);
    column->addWidget(m_list);
    column->addWidget(m_finding);

    connect(m_add, &QPushButton::clicked, this, &AttachmentList::addRequested);
    connect(m_remove, &QPushButton::clicked, this, &AttachmentList::removeCurrent);
    connect(
        m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
    retranslate();
    rebuild();
}

void AttachmentList::setAttachments(const QList<domain::Attachment>& attachments)
{
    m_attachments = attachments;
    rebuild();
}

void AttachmentList::add(const domain::Attachment& attachment)
{
    for (const auto& known : std::as_const(m_attachments)) {
        if (known.sha256 == attachment.sha256)
            return;
    }
    m_attachments.append(attachment);
    rebuild();
    Q_EMIT edited();
}

void AttachmentList::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_attachments.size())
        return;
    m_attachments.removeAt(row);
    rebuild();
    Q_EMIT edited();
}

void AttachmentList::rebuild()
{
    m_list->clear();
    for (const auto& attachment : std::as_const(m_attachments)) {
        m_list->addItem(QStringLiteral("%1   %2").arg(
            domain::escapedForDisplay(attachment.fileName), QLocale().formattedDataSize(attachment.size)));
    }
    m_remove->setEnabled(m_list->currentRow() >= 0);
}

void AttachmentList::showFindings(const QList<domain::Finding>& findings)
{
    for (const auto& finding : findings) {
        if (!finding.field.startsWith(QLatin1String("attachments")))
            continue;
        m_finding->setText(domain::findingSentence(finding));
        styleFinding(m_finding, finding.severity);
        m_finding->show();
        return;
    }
    m_finding->hide();
}

void AttachmentList::showProblem(const QString& sentence)
{
    m_finding->setText(sentence);
    styleFinding(m_finding, domain::Severity::Error);
    m_finding->show();
}

QList<QWidget*> AttachmentList::focusOrder() const
{
    return { m_add, m_list, m_remove };
}

void AttachmentList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AttachmentList::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void AttachmentList::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const auto& url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    if (!paths.isEmpty())
        Q_EMIT filesDropped(paths);
}

void AttachmentList::retranslate()
{
    m_title->setText(tr("Supportin&g documents"));
    m_add->setText(tr("Add docum&ent…"));
    m_remove->setText(tr("Remo&ve document"));
    m_list->setAccessibleName(tr("Supporting documents"));
    m_list->setToolTip(tr("PDF, JPEG or PNG, at most 10 MB each. Files can be dropped here."));
}

} // namespace peraku::ui
