#include "attachmentlist.h"
#include "base/banner.h"
#include "base/format.h"
#include "fieldrow.h"
#include "gridview.h"
#include "journalform.h"
#include "linedelegate.h"
#include "linemodel.h"
#include "outbox/outboxtext.h"
#include "paymentform.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <services/desk.h>
#include <ui/forms/dateedit.h>
#include <ui/forms/vouchereditor.h>
#include <ui/icons.h>
#include <ui/theme.h>

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>

namespace peraku::ui {

void VoucherEditor::build()
{
    m_heading = new QLabel(this);
    m_queryNotice = new QLabel(this);
    m_conflict = new Banner(this);
    m_scroll = new QScrollArea(this);
    m_process = new QComboBox;
    m_date = new DateEdit;
    m_narration = new QPlainTextEdit;
    m_payment = new PaymentForm;
    m_journal = new JournalForm;
    m_linesTitle = new QLabel;
    m_lines = new LineModel(this);
    m_lineGrid = new GridView;
    m_lineDelegate = new LineDelegate(*m_lines, this);
    m_lineFinding = new QLabel;
    m_totals = new QLabel;
    m_words = new QLabel;
    m_attachments = new AttachmentList;
    m_summary = new QLabel(this);
    m_saveState = new QLabel(this);
    m_discard = new QPushButton(this);
    m_close = new QPushButton(this);
    m_save = new QPushButton(this);
    m_submit = new QPushButton(this);
    setLook(m_submit, "primary");
    setLook(m_discard, "quiet");
    m_discard->setIcon(icon(QStringLiteral("discard")));
    setLook(m_heading, "title");
    setLook(m_summary, "muted");
    setLook(m_saveState, "muted");
    setLook(m_queryNotice, "caution");
    setLook(m_totals, "strong");

    m_queryNotice->setWordWrap(true);
    m_queryNotice->setMargin(8);
    m_narration->setTabChangesFocus(true);
    m_narration->setMaximumHeight(m_narration->fontMetrics().lineSpacing() * 3 + 14);
    m_lineGrid->setModel(m_lines);
    m_lineGrid->setItemDelegate(m_lineDelegate);
    // Segment names are longer than their codes.
    m_lineGrid->setHeaderLines(2);
    m_linesTitle->setBuddy(m_lineGrid);
    m_lineFinding->setWordWrap(true);
    m_lineFinding->hide();
    m_words->setWordWrap(true);
    m_totals->setAlignment(Qt::AlignRight);
    m_words->setAlignment(Qt::AlignRight);
    m_saveState->setWordWrap(true);

    const std::pair<QObject*, const char*> names[]
        = { { this, "voucherEditor" }, { m_heading, "editorHeading" }, { m_lineGrid, "lineGrid" },
              { m_lineFinding, "finding.lines" }, { m_totals, "totals" }, { m_words, "amountInWords" },
              { m_summary, "findingSummary" }, { m_saveState, "saveState" }, { m_queryNotice, "queryNotice" },
              { m_conflict, "conflictNotice" }, { m_discard, "discardDraft" }, { m_close, "closeEditor" },
              { m_save, "saveDraft" }, { m_submit, "submitVoucher" } };
    for (const auto& [object, name] : names)
        object->setObjectName(QLatin1String(name));

    auto* form = new QWidget(this);
    auto* grid = new QGridLayout(form);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 1);
    const auto row = [this](const char* path, QWidget* editor) {
        auto* field = new FieldRow(QLatin1String(path), editor);
        m_rows.append(field);
        return field;
    };
    grid->addWidget(row("processNo", m_process), 0, 0);
    grid->addWidget(row("date", m_date), 0, 1);
    grid->addWidget(m_payment, 1, 0, 1, 2);
    grid->addWidget(m_journal, 2, 0, 1, 2);
    grid->addWidget(row("narration", m_narration), 3, 0, 1, 2);
    grid->addWidget(m_linesTitle, 4, 0, 1, 2);
    grid->addWidget(m_lineGrid, 5, 0, 1, 2);
    grid->addWidget(m_lineFinding, 6, 0, 1, 2);
    grid->addWidget(m_totals, 7, 0, 1, 2);
    grid->addWidget(m_words, 8, 0, 1, 2);
    grid->addWidget(m_attachments, 9, 0, 1, 2);
    grid->setRowStretch(10, 1);
    m_rows += m_payment->rows();
    m_rows += m_journal->rows();
    for (auto* field : std::as_const(m_rows))
        field->editor()->installEventFilter(this);

    m_scroll->setWidget(form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    auto* column = new QVBoxLayout(this);
    column->addWidget(m_heading);
    column->addWidget(m_queryNotice);
    column->addWidget(m_conflict);
    column->addWidget(m_scroll, 1);
    auto* footer = new QHBoxLayout;
    footer->addWidget(m_summary);
    footer->addWidget(m_saveState, 1);
    footer->addWidget(m_discard);
    footer->addWidget(m_close);
    footer->addWidget(m_save);
    footer->addWidget(m_submit);
    column->addLayout(footer);
    for (auto* button : { m_discard, m_close, m_save, m_submit })
        button->setAutoDefault(false);
    orderFocus();

    connect(m_process, &QComboBox::currentIndexChanged, this, &VoucherEditor::edited);
    connect(m_date, &DateEdit::dateChanged, this, &VoucherEditor::edited);
    connect(m_narration, &QPlainTextEdit::textChanged, this, &VoucherEditor::edited);
    connect(m_payment, &PaymentForm::edited, this, &VoucherEditor::edited);
    connect(m_journal, &JournalForm::edited, this, &VoucherEditor::edited);
    connect(m_lines, &LineModel::edited, this, &VoucherEditor::edited);
    connect(m_attachments, &AttachmentList::edited, this, &VoucherEditor::edited);
    connect(m_attachments, &AttachmentList::addRequested, this, &VoucherEditor::attachRequested);
    connect(m_attachments, &AttachmentList::filesDropped, this, &VoucherEditor::attachFiles);
    const auto refused = [this](const QString& text) {
        tellSaveState(
            tr("“%1” was not taken: it is neither an amount such as 1,234.50 nor a date such as 31/12/2026.")
                .arg(domain::escapedForDisplay(text.left(30))),
            true);
    };
    connect(m_lines, &LineModel::amountRefused, this, refused);
    connect(m_payment, &PaymentForm::valueRefused, this, refused);
    connect(m_lineGrid, &GridView::removeRowRequested, m_lines, &LineModel::removeLine);
    connect(m_lineGrid, &GridView::copyFromAboveRequested, m_lines,
        [this](const QModelIndex& at) { m_lines->copyFromAbove(at.row(), at.column()); });
    connect(&m_desk.outbox, &services::OutboxService::changed, this, &VoucherEditor::tellConflict);
    connect(m_conflict, &Banner::taken, this, [this] {
        if (const auto conflict = conflictOf(m_desk.outbox, m_voucher.id))
            Q_EMIT comparisonRequested(conflict->id);
    });
    connect(m_discard, &QPushButton::clicked, this, &VoucherEditor::discardRequested);
    connect(m_close, &QPushButton::clicked, this, &VoucherEditor::close);
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_dirty = true;
        saveNow();
    });
    connect(m_submit, &QPushButton::clicked, this, &VoucherEditor::submit);
    const auto shortcut = [this](const QKeySequence& keys, QPushButton* button) {
        auto* action = new QShortcut(keys, this);
        action->setContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QShortcut::activated, button, &QPushButton::click);
    };
    shortcut(QKeySequence::Save, m_save);
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), m_submit);
    shortcut(QKeySequence(Qt::Key_Escape), m_close);
}

void VoucherEditor::orderFocus()
{
    QList<QWidget*> order { m_process, m_date };
    for (auto* field : m_payment->rows())
        order.append(field->editor());
    order.append(m_payment->invoiceGrid());
    for (auto* field : m_journal->rows())
        order.append(field->editor());
    order += { m_narration, m_lineGrid };
    order += m_attachments->focusOrder();
    order += { m_submit, m_save, m_close, m_discard };
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
    setFocusProxy(m_process);
}

void VoucherEditor::tellConflict()
{
    const bool conflict = conflictOf(m_desk.outbox, m_voucher.id).has_value();
    m_conflict->offer(conflict ? tr("Compare &versions…") : QString());
    m_conflict->tell(Banner::Kind::Caution,
        conflict ? tr("This draft was changed elsewhere too. What you type is kept here; nothing is sent "
                      "before you choose between the two versions.")
                 : QString());
}

void VoucherEditor::retranslate()
{
    tellConflict();
    const bool journal = m_voucher.content.kind() == domain::VoucherKind::Journal;
    const QString kind = domain::label(m_voucher.content.kind());
    m_heading->setText(m_voucher.number.isEmpty() ? tr("%1, draft").arg(kind)
                                                  : QStringLiteral("%1 %2").arg(kind, m_voucher.number));
    const QString labels[] = { tr("Work &process"), tr("Voucher d&ate"), tr("&Narration") };
    for (int i = 0; i < 3; ++i)
        m_rows.at(i)->setLabel(labels[i]);
    m_linesTitle->setText(journal ? tr("Debit and credit &lines") : tr("Charge &lines"));
    m_lineGrid->setAccessibleName(journal ? tr("Debit and credit lines") : tr("Charge lines"));
    m_lineGrid->setToolTip(tr(
        "Enter goes on, Ctrl+D copies from above, Ctrl+Delete removes the line, Ctrl+Tab leaves the grid."));
    m_lines->retranslate();
    m_discard->setText(tr("Discard dra&ft…"));
    m_discard->setVisible(m_voucher.state == domain::VoucherState::Draft);
    m_close->setText(tr("&Close"));
    m_save->setText(tr("&Save"));
    m_submit->setText(tr("S&ubmit"));
    m_save->setToolTip(tr("Save (Ctrl+S)"));
    m_submit->setToolTip(tr("Submit for Perakuan 1 (Ctrl+Enter)"));

    m_queryNotice->hide();
    if (m_voucher.state != domain::VoucherState::Queried)
        return;
    for (auto entry = m_voucher.history.crbegin(); entry != m_voucher.history.crend(); ++entry) {
        if (entry->action != domain::HistoryAction::Queried)
            continue;
        m_queryNotice->setText(tr("Returned by %1 on %2: %3. %4")
                                   .arg(domain::escapedForDisplay(entry->actor.name), shortTime(entry->at),
                                       reasonLabel(entry->reasonCode, m_desk.reference.reference()),
                                       domain::escapedForDisplay(entry->reasonText)));
        m_queryNotice->show();
        return;
    }
}

} // namespace peraku::ui
