#include "base/banner.h"
#include "workspace.h"

#include <domain/messages.h>
#include <ui/forms/vouchereditor.h>

#include <QStackedWidget>

namespace peraku::ui {

void Workspace::submit(const domain::Voucher& voucher)
{
    const auto findings = m_context.desk.drafts.check(voucher.content);
    if (domain::hasErrors(findings)) {
        openEditor(voucher);
        return m_editor->submit();
    }
    domain::onFinished<domain::Done>(
        m_context.desk.drafts.submit(voucher), this, [this](domain::Result<domain::Done> answer) {
            if (answer)
                m_notice->tell(Banner::Kind::Good, tr("The voucher was submitted for checking."));
            else
                m_notice->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
        });
}

void Workspace::discard(const domain::Voucher& voucher)
{
    const int documents = int(voucher.content.attachments.size());
    const Question question { tr("Discard this draft?"),
        tr("Everything in this draft is lost, with its %n supporting document(s), here and at the treasury. "
           "It has no number yet, so no record of it stays.",
            nullptr, documents),
        tr("Discard draft"), tr("Keep draft"), true };
    const auto discarded = [this](const domain::Result<domain::Done>& answer) {
        // Nothing was typed yet: there is nothing to throw away.
        const bool gone = answer || answer.error().code == domain::ErrorCode::NotFound;
        if (gone && m_editor)
            closeEditor(m_before);
        m_notice->tell(gone ? Banner::Kind::Good : Banner::Kind::Bad,
            gone ? tr("The draft was discarded.") : domain::errorSentence(answer.error()));
    };
    m_context.door.ask(this, question, [this, id = voucher.id, discarded](bool accepted) {
        if (!accepted)
            return;
        // A save under way would bring the draft back.
        leaveEditor([this, id, discarded] {
            domain::onFinished<domain::Done>(m_context.desk.drafts.discard(id), this, discarded);
        });
    });
}

void Workspace::prepare(domain::VoucherKind kind)
{
    const auto& reference = m_context.desk.reference.reference();
    int process = 0;
    for (const auto& row : m_context.desk.reference.catalogue().all())
        if (process == 0 && row.voucherKind() == kind && !row.steps.isEmpty()
            && (reference.processes.isEmpty() || reference.processes.contains(row.no)))
            process = row.no;
    leaveEditor([this, kind, process] { openEditor(m_context.desk.drafts.newDraft(kind, process)); });
}

void Workspace::openEditor(const domain::Voucher& voucher)
{
    m_notice->clear();
    if (!m_editor)
        m_before = m_place;
    delete std::exchange(m_editor, nullptr);
    m_editor = new VoucherEditor(m_context.desk, this);
    connect(
        m_editor, &VoucherEditor::closed, this, [this] { closeEditor(m_before); }, Qt::QueuedConnection);
    connect(
        m_editor, &VoucherEditor::submitted, this,
        [this] {
            closeEditor(m_before);
            m_notice->tell(Banner::Kind::Good, tr("The voucher was submitted for checking."));
        },
        Qt::QueuedConnection);
    connect(
        m_editor, &VoucherEditor::saved, this,
        [this] {
            m_afterFailure = nullptr;
            if (m_afterSave)
                std::exchange(m_afterSave, nullptr)();
        },
        Qt::QueuedConnection);
    connect(m_editor, &VoucherEditor::saveFailed, this, [this](const domain::Error& why) {
        m_afterSave = nullptr;
        if (m_afterFailure)
            std::exchange(m_afterFailure, nullptr)(why);
    });
    connect(m_editor, &VoucherEditor::comparisonRequested, this, &Workspace::compareTyped);
    connect(m_editor, &VoucherEditor::discardRequested, this, [this] { discard(m_editor->voucher()); });
    connect(m_editor, &VoucherEditor::attachRequested, this, [this] {
        m_context.door.chooseFiles(this, tr("Attach supporting documents"),
            tr("Documents (*.pdf *.jpg *.jpeg *.png)"),
            [this, editor = QPointer<VoucherEditor>(m_editor)](const QStringList& paths) {
                if (editor && !paths.isEmpty())
                    editor->attachFiles(paths);
            });
    });
    m_editor->setVoucher(voucher);
    m_stack->addWidget(m_editor);
    m_stack->setCurrentWidget(m_editor);
    m_place = Place::Editor;
    m_navigation->setPlace(Place::Editor);
    m_editor->setFocus();
    Q_EMIT stateChanged();
}

void Workspace::closeEditor(Place next)
{
    if (!m_editor)
        return;
    m_stack->removeWidget(m_editor);
    std::exchange(m_editor, nullptr)->deleteLater();
    m_afterSave = nullptr;
    m_afterFailure = nullptr;
    go(next == Place::Editor ? Place::Drafts : next);
}

bool Workspace::hasUnsavedChanges() const
{
    return m_editor && m_editor->hasUnsavedChanges();
}

domain::Voucher Workspace::typed() const
{
    return m_editor->voucher();
}

void Workspace::saveEditor()
{
    if (hasUnsavedChanges())
        m_editor->saveNow();
}

void Workspace::leaveEditor(std::function<void()> next, std::function<void(const domain::Error&)> failed)
{
    if (!hasUnsavedChanges())
        return next();
    m_afterSave = std::move(next);
    m_afterFailure = std::move(failed);
    m_editor->saveNow();
}

} // namespace peraku::ui
