#include "attachmentlist.h"
#include "base/banner.h"
#include "fieldrow.h"
#include "gridview.h"
#include "journalform.h"
#include "linedelegate.h"
#include "linemodel.h"
#include "paymentform.h"

#include <domain/messages.h>
#include <services/desk.h>
#include <ui/forms/dateedit.h>
#include <ui/forms/vouchereditor.h>

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

namespace peraku::ui {

using domain::Severity;
using domain::VoucherKind;

namespace {
constexpr int saveDelayMs = 2000;
constexpr int checkDelayMs = 150;

/** Enter goes to the next field, but is a new line in a text of several and a choice in an open list. */
bool takesEnter(QObject* field, const QKeyEvent& event)
{
    if ((event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        || event.modifiers() != Qt::NoModifier)
        return false;
    if (const auto* combo = qobject_cast<QComboBox*>(field))
        return !combo->view()->isVisible();
    const auto* line = qobject_cast<QLineEdit*>(field);
    return line && !(line->completer() && line->completer()->popup()->isVisible());
}
} // namespace

VoucherEditor::VoucherEditor(services::Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    build();
    m_saveTimer.setSingleShot(true);
    m_checkTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &VoucherEditor::saveNow);
    connect(&m_checkTimer, &QTimer::timeout, this, &VoucherEditor::recheck);
    connect(&m_desk.reference, &services::ReferenceService::referenceChanged, this,
        &VoucherEditor::loadReference);
    loadReference();
    retranslate();
}

VoucherEditor::~VoucherEditor() = default;

void VoucherEditor::loadReference()
{
    const bool wasLoading = m_loading;
    m_loading = true;
    const auto& reference = m_desk.reference.reference();
    m_payment->setReference(reference);
    m_lineDelegate->setReference(reference);
    m_lines->setMask(reference.mask, m_voucher.content.kind() == VoucherKind::Journal);
    m_loading = wasLoading;
    if (!m_voucher.id.isEmpty())
        recheck();
}

void VoucherEditor::setVoucher(const domain::Voucher& voucher)
{
    m_loading = true;
    m_voucher = voucher;
    m_touched.clear();
    m_submitTried = false;
    m_dirty = false;
    m_closing = false;
    const bool journal = voucher.content.kind() == VoucherKind::Journal;
    m_payment->setVisible(!journal);
    m_journal->setVisible(journal);
    const auto& reference = m_desk.reference.reference();
    m_process->clear();
    for (const auto& process : m_desk.reference.catalogue().all()) {
        const bool accepted = reference.processes.isEmpty() || reference.processes.contains(process.no);
        if ((accepted && process.voucherKind() == voucher.content.kind() && !process.steps.isEmpty())
            || process.no == voucher.content.processNo)
            m_process->addItem(QStringLiteral("%1 – %2").arg(process.module, process.name), process.no);
    }
    m_process->setCurrentIndex(m_process->findData(voucher.content.processNo));
    m_date->setDate(voucher.content.date);
    m_narration->setPlainText(voucher.content.narration);
    if (const auto* payment = voucher.content.payment())
        m_payment->setDetails(*payment);
    if (const auto* details = voucher.content.journal())
        m_journal->setDetails(*details);
    m_lines->setMask(reference.mask, journal);
    QMap<QString, QString> defaults { { QStringLiteral("office"), voucher.content.office.value() } };
    for (const auto& office : reference.offices) {
        if (office.code == voucher.content.office)
            defaults.insert(QStringLiteral("controllingOfficer"), office.controllingOfficer);
    }
    m_lines->setDefaults(defaults);
    m_lines->setLines(voucher.content.lines);
    layLineGrid(defaults);
    m_attachments->setAttachments(voucher.content.attachments);
    m_saveState->clear();
    m_loading = false;
    retranslate();
    recheck();
}

void VoucherEditor::layLineGrid(const QMap<QString, QString>& defaults)
{
    QList<int> shares;
    int entry = 0;
    for (int column = 0; column < m_lines->columnCount(); ++column) {
        shares.append(m_lines->isAmountColumn(column) ? 14 : 10);
        if (entry == column && !defaults.value(m_lines->segmentKey(column)).isEmpty())
            ++entry;
    }
    m_lineGrid->setColumnShares(shares);
    m_lineGrid->setEntryColumn(entry);
    m_lineGrid->setCurrentIndex(m_lines->index(0, m_lines->lines().isEmpty() ? entry : 0));
}

domain::Voucher VoucherEditor::voucher() const
{
    domain::Voucher voucher = m_voucher;
    auto& content = voucher.content;
    content.processNo = m_process->currentData().toInt();
    content.date = m_date->date();
    content.narration = m_narration->toPlainText().trimmed();
    content.lines = m_lines->lines();
    if (content.kind() == VoucherKind::Payment)
        content.details = m_payment->details();
    else
        content.details = m_journal->details();
    content.attachments = m_attachments->attachments();
    return voucher;
}

void VoucherEditor::edited()
{
    if (m_loading)
        return;
    m_dirty = true;
    tellSaveState(tr("Not saved yet"));
    m_saveTimer.start(saveDelayMs);
    m_checkTimer.start(checkDelayMs);
    showTotals();
}

void VoucherEditor::restore(const domain::Voucher& typed)
{
    setVoucher(typed);
    edited();
}

void VoucherEditor::saveNow()
{
    m_saveTimer.stop();
    if (m_saving || !m_dirty) {
        if (m_closing && !m_saving)
            Q_EMIT closed();
        return;
    }
    m_dirty = false;
    m_saving = true;
    tellSaveState(tr("Saving…"));
    domain::onFinished(
        m_desk.drafts.save(voucher()), this, [this](domain::Result<services::DraftSaved> done) {
            m_saving = false;
            if (done) {
                saveFinished(*done);
                return;
            }
            m_dirty = true;
            m_closing = false;
            tellSaveState(tr("Not saved: %1").arg(domain::errorSentence(done.error())), true);
            Q_EMIT saveFailed(done.error());
        });
}

void VoucherEditor::tellSaveState(const QString& text, bool trouble)
{
    m_saveState->setText(text);
    setLook(m_saveState, trouble ? "error" : "muted");
}

void VoucherEditor::saveFinished(const services::DraftSaved& done)
{
    m_voucher.id = done.id;
    if (m_dirty) {
        // Something was typed while the save was under way.
        saveNow();
        return;
    }
    tellSaveState(tr("Saved at %1").arg(done.at.toLocalTime().toString(QStringLiteral("HH:mm:ss"))));
    Q_EMIT saved(done.id);
    if (m_closing)
        Q_EMIT closed();
}

void VoucherEditor::close()
{
    m_closing = true;
    saveNow();
}

void VoucherEditor::submit()
{
    m_submitTried = true;
    recheck();
    if (domain::hasErrors(m_findings)) {
        for (const auto& finding : std::as_const(m_findings)) {
            if (finding.severity == Severity::Error) {
                focusFinding(finding.field);
                break;
            }
        }
        return;
    }
    m_saveTimer.stop();
    m_submit->setEnabled(false);
    tellSaveState(tr("Submitting…"));
    domain::onFinished(m_desk.drafts.submit(voucher()), this, [this](domain::Result<domain::Done> done) {
        m_submit->setEnabled(true);
        if (!done) {
            tellSaveState(tr("Not submitted: %1").arg(domain::errorSentence(done.error())), true);
            if (m_dirty)
                m_saveTimer.start(saveDelayMs);
            return;
        }
        m_dirty = false;
        Q_EMIT submitted(m_voucher.id);
    });
}

void VoucherEditor::attachFiles(const QStringList& paths)
{
    for (const auto& path : paths) {
        domain::onFinished(
            m_desk.drafts.attach(m_voucher.id, path), this, [this](domain::Result<domain::Attachment> done) {
                if (done)
                    m_attachments->add(*done);
                else
                    m_attachments->showProblem(domain::errorSentence(done.error()));
            });
    }
}

void VoucherEditor::recheck()
{
    m_checkTimer.stop();
    m_findings = m_desk.drafts.check(voucher().content);
    if (m_date->hasInvalidText())
        m_touched.append(QStringLiteral("date"));
    showFindings();
    showTotals();
}

bool VoucherEditor::isShown(const domain::Finding& finding) const
{
    // A form that has just been opened must not look like a list of mistakes.
    return m_submitTried || m_touched.contains(finding.field) || finding.severity == Severity::Warning;
}

void VoucherEditor::showFindings()
{
    QList<domain::Finding> shown;
    int errors = 0;
    int warnings = 0;
    for (const auto& finding : std::as_const(m_findings)) {
        if (isShown(finding))
            shown.append(finding);
        (finding.severity == Severity::Error ? errors : warnings) += 1;
    }
    for (auto* row : std::as_const(m_rows)) {
        QList<domain::Finding> own;
        for (const auto& finding : std::as_const(shown)) {
            if (finding.field == row->fieldPath())
                own.append(finding);
        }
        row->showFindings(own);
    }
    m_payment->showFindings(shown);
    m_lines->showFindings(shown);
    m_attachments->showFindings(shown);
    const domain::Finding* line = nullptr;
    for (const auto& finding : std::as_const(shown)) {
        if (finding.field.startsWith(QLatin1String("lines")) && (!line || line->severity < finding.severity))
            line = &finding;
    }
    m_lineFinding->setVisible(line);
    if (line) {
        m_lineFinding->setText(domain::findingSentence(*line));
        styleFinding(m_lineFinding, line->severity);
    }
    if (errors == 0 && warnings == 0)
        m_summary->setText(tr("Ready to submit"));
    else if (errors == 0)
        m_summary->setText(tr("Ready to submit, %n warning(s)", nullptr, warnings));
    else
        m_summary->setText(tr("%n field(s) to complete", nullptr, errors));
}

void VoucherEditor::showTotals()
{
    domain::VoucherContent content;
    content.lines = m_lines->lines();
    const auto debit = content.totalOf(domain::Side::Debit);
    const auto credit = content.totalOf(domain::Side::Credit);
    if (!debit || !credit) {
        m_totals->setText(tr("The total is too large"));
        m_words->clear();
        return;
    }
    if (m_voucher.content.kind() == VoucherKind::Journal) {
        const auto difference = debit->minus(*credit);
        m_totals->setText(
            tr("Debit %1   Credit %2   Difference %3")
                .arg(debit->display(), credit->display(), difference ? difference->display() : QString()));
    } else {
        m_totals->setText(tr("Total %1").arg(debit->display()));
    }
    m_words->setText(domain::amountInWordsMalay(*debit));
}

void VoucherEditor::focusFinding(const QString& field)
{
    for (auto* row : std::as_const(m_rows)) {
        if (row->fieldPath() == field) {
            row->editor()->setFocus(Qt::OtherFocusReason);
            m_scroll->ensureWidgetVisible(row);
            return;
        }
    }
    QWidget* target = field.startsWith(QLatin1String("invoices"))
        ? static_cast<QWidget*>(m_payment->invoiceGrid())
        : field.startsWith(QLatin1String("attachments"))
        ? static_cast<QWidget*>(m_attachments->findChild<QPushButton*>(QStringLiteral("addAttachment")))
        : static_cast<QWidget*>(m_lineGrid);
    target->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(target);
}

bool VoucherEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && takesEnter(watched, *static_cast<QKeyEvent*>(event))) {
        focusNextPrevChild(true);
        return true;
    }
    if (event->type() == QEvent::FocusOut && !m_loading) {
        for (auto* row : std::as_const(m_rows)) {
            if (row->editor() == watched && !m_touched.contains(row->fieldPath())) {
                m_touched.append(row->fieldPath());
                m_checkTimer.start(checkDelayMs);
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void VoucherEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        recheck();
    }
    QWidget::changeEvent(event);
}

} // namespace peraku::ui
