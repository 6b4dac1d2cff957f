#include "batchdialog.h"

#include "batchreviewpage.h"
#include "batchtable.h"
#include "certificate/mediawatch.h"
#include "decide/credentialpage.h"
#include "decide/otppanel.h"
#include "decide/signpage.h"

#include <domain/messages.h>

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShowEvent>
#include <QStackedWidget>

#include <algorithm>

namespace peraku::ui {

using services::BatchOutcome;
using services::BatchPlan;
using services::BatchResult;

BatchDialog::~BatchDialog()
{
    m_made.cancel();
}

void BatchDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous())
        m_media.refresh();
}

void BatchDialog::turnTo(Page page)
{
    m_page = page;
    // Only where nothing is left to decide may Enter close the dialog.
    m_close->setAutoDefault(page == ResultPage);
    m_stack->setCurrentIndex(page);
    retranslate();
    judge();
    m_next->setDefault(page == ChoosePage || page == ReviewPage);
    switch (page) {
    case ChoosePage:
        m_credentials->focusList();
        break;
    case ReviewPage:
        m_review->focusList();
        break;
    case SigningPage:
        m_sign->focusSecrets();
        break;
    case ProgressPage:
        m_close->setFocus(Qt::OtherFocusReason);
        break;
    case ResultPage:
        m_resultTable->setFocus(Qt::OtherFocusReason);
        break;
    }
}

void BatchDialog::judge()
{
    m_next->setVisible(m_page == ChoosePage || m_page == ReviewPage);
    m_next->setEnabled(!m_busy
        && (m_page == ReviewPage ? !m_review->plan().items.isEmpty() : bool(m_credentials->chosen())));
    m_signButton->setVisible(m_page == SigningPage);
    m_signButton->setEnabled(!m_busy && m_sign->readyToSign());
    m_back->setVisible(m_page == ReviewPage || (m_page == SigningPage && m_results.isEmpty()));
    m_back->setEnabled(!m_busy);
    m_again->setVisible(m_page == ChoosePage);
    m_retry->setVisible(m_page == ResultPage && !failed().isEmpty());
    m_close->setEnabled(!m_stopping);
    m_planning->setVisible(m_busy && m_page == ChoosePage);
}

void BatchDialog::mediaChanged()
{
    m_credentials->update();
    if (m_media.isAsking() || m_busy)
        return;
    if (m_page == ChoosePage) {
        if (std::exchange(m_autoAdvance, false) && m_media.usable() == 1)
            next();
    } else if (m_page == ReviewPage || m_page == SigningPage) {
        const auto standing = m_media.standing(m_plan.credential);
        if (standing)
            return m_sign->setCredential(*standing);
        m_credentials->showError(standing.error().code == domain::ErrorCode::NotFound
                ? tr("The certificate that you chose is not there any more. Nothing more was signed.")
                : domain::errorSentence(standing.error()));
        forgetPin();
        if (m_results.isEmpty())
            return turnTo(ChoosePage);
        showResults();
        turnTo(ResultPage);
    }
}

void BatchDialog::next()
{
    if (m_page == ChoosePage) {
        if (const auto* credential = m_credentials->chosen())
            plan(*credential);
    } else if (m_page == ReviewPage) {
        m_plan = m_review->plan();
        beginChunk(0);
    }
}

void BatchDialog::goBack()
{
    m_credentials->showError({});
    turnTo(m_page == SigningPage ? ReviewPage : ChoosePage);
}

void BatchDialog::plan(const domain::Credential& credential)
{
    m_busy = true;
    m_results.clear();
    m_stopped.reset();
    judge();
    m_made = m_context.desk.batch.plan(m_ids, credential);
    domain::onFinished<BatchPlan>(m_made, this, [this](domain::Result<BatchPlan> answer) {
        m_busy = false;
        if (!answer) {
            m_credentials->showError(domain::errorSentence(answer.error()));
            return turnTo(ChoosePage);
        }
        m_credentials->showError({});
        m_plan = std::move(*answer);
        m_review->setPlan(m_plan);
        turnTo(ReviewPage);
    });
}

void BatchDialog::beginChunk(int chunk)
{
    m_chunk = chunk;
    m_sign->setBatch(m_plan, chunk);
    m_sign->setPinKept(!m_pin.isEmpty());
    turnTo(SigningPage);
    // After a refused try the officer asks for the next code, so that nobody is flooded with them.
    m_sign->otp().sendIfNeeded();
}

void BatchDialog::sign()
{
    if (m_busy || !m_sign->readyToSign())
        return;
    m_busy = true;
    m_stopping = false;
    m_sign->setSigning(true);
    showProgress({ 0, int(m_plan.chunk(m_chunk).size()), -1 });
    auto secrets = takeSecrets();
    // A reader's own keypad is asked for on the signing screen, with its countdown.
    if (m_plan.credential.pinPad)
        judge();
    else
        turnTo(ProgressPage);
    m_outcome = m_context.desk.batch.sign(m_plan, m_chunk, std::move(secrets));
    m_listening = std::make_unique<QObject>();
    domain::onFinished<BatchOutcome>(m_outcome, m_listening.get(),
        [this](const domain::Result<BatchOutcome>& answer) { signedOrFailed(answer); });
}

domain::SigningSecrets BatchDialog::takeSecrets()
{
    auto secrets = m_sign->takeSecrets();
    if (!m_pin.isEmpty())
        secrets.pin = std::move(m_pin);
    if (m_chunk + 1 < m_plan.chunks())
        m_pin = secrets.pin.clone();
    return secrets;
}

void BatchDialog::forgetPin()
{
    m_pin.clear();
    m_sign->setPinKept(false);
}

void BatchDialog::signedOrFailed(const domain::Result<BatchOutcome>& answer)
{
    m_busy = false;
    m_stopping = false;
    m_sign->setSigning(false);
    // The PIN state that the next try meets comes from the token, not from a count kept here.
    m_media.refresh();
    const bool nothing = !answer
        || std::all_of(answer->results.begin(), answer->results.end(),
            [](const BatchResult& result) { return result.error.has_value(); });
    const auto stopped = answer ? answer->stopped : std::optional(answer.error());
    // A refusal does not tell whether the PIN or the code was wrong.
    if (stopped)
        forgetPin();
    if (nothing && stopped) {
        // Nothing came of it, so that the same review stands for another try.
        m_sign->showError(domain::errorSentence(*stopped));
        return turnTo(SigningPage);
    }
    merge(*answer);
    m_stopped = stopped;
    if (!stopped && m_chunk + 1 < m_plan.chunks())
        return beginChunk(m_chunk + 1);
    showResults();
    turnTo(ResultPage);
}

void BatchDialog::merge(const BatchOutcome& outcome)
{
    for (const auto& result : outcome.results) {
        // What a lock kept from being signed was not tried.
        const bool untried = outcome.stopped && result.error && result.error->code == outcome.stopped->code;
        if (!m_interrupted || !untried)
            m_results.insert(result.voucher, result);
    }
}

void BatchDialog::showProgress(const services::BatchProgress& progress)
{
    m_progress->setRange(0, std::max(1, progress.total));
    m_progress->setValue(progress.done);
    const auto certified = progress.done - progress.failed;
    const auto done = progress.failed == 0
        ? tr("%1 of %2 certified").arg(certified).arg(progress.total)
        : tr("%1 of %2 certified, %3 not").arg(certified).arg(progress.total).arg(progress.failed);
    const int minutes = (progress.secondsLeft + 59) / 60;
    m_progressText->setText(progress.secondsLeft < 0 || progress.done == 0 ? done
            : progress.secondsLeft <= 60
            ? tr("%1 · %n second(s) left", nullptr, progress.secondsLeft).arg(done)
            : tr("%1 · about %n minute(s) left", nullptr, minutes).arg(done));
    if (m_busy && m_page == SigningPage && progress.done > 0)
        turnTo(ProgressPage);
}

QList<domain::VoucherId> BatchDialog::failed() const
{
    QList<domain::VoucherId> ids;
    for (const auto& item : m_plan.items) {
        const auto result = m_results.constFind(item.voucher);
        if (result == m_results.constEnd() || result->error)
            ids.append(item.voucher);
    }
    return ids;
}

void BatchDialog::showResults()
{
    QList<BatchRow> good;
    QList<BatchRow> rows;
    for (const auto& item : std::as_const(m_plan.items)) {
        BatchRow row { item.voucher, item.number, item.counterparty, item.total, {} };
        const auto result = m_results.constFind(item.voucher);
        const bool known = result != m_results.constEnd();
        if (known && !result->error) {
            row.mark = BatchRow::Mark::Good;
            row.note = tr("Certified");
            good.append(row);
            continue;
        }
        row.mark = BatchRow::Mark::Bad;
        row.note = known ? domain::errorSentence(*result->error) : tr("Not tried.");
        rows.append(row);
    }
    const auto certified = good.size();
    const auto bad = rows.size();
    // What needs the officer comes first.
    m_resultTable->rows().setRows(rows + good);
    m_resultTable->select(0);
    m_resultHeading->setText(bad == 0 ? tr("%n voucher(s) certified", nullptr, int(certified))
                                      : tr("%1 certified, %2 not").arg(certified).arg(bad));
    QStringList text;
    if (m_interrupted && bad > 0)
        text << tr("The desk was locked before the batch was through.");
    if (m_stopped)
        text << domain::errorSentence(*m_stopped);
    if (certified > 0)
        text << (m_context.desk.sync.status().online
                ? tr("The signatures are stored and on their way to the treasury, which checks them again.")
                : tr("The signatures are stored on this PC. They are sent by themselves as soon as the "
                     "treasury can be reached."));
    if (bad > 0)
        text << tr("The others stand as they were before.");
    m_resultText->setText(text.join(QLatin1Char(' ')));
}

void BatchDialog::tryAgain()
{
    m_ids = failed();
    m_plan = {};
    m_interrupted = false;
    m_autoAdvance = true;
    turnTo(ChoosePage);
    m_media.refresh();
}

void BatchDialog::reject()
{
    if (isSigning()) {
        m_stopping = true;
        forgetPin();
        judge();
        m_context.desk.batch.stop();
        return;
    }
    if (m_page == SigningPage && !m_results.isEmpty()) {
        // A further code was asked for and not given; the officer still reads what came of the rest.
        forgetPin();
        showResults();
        return turnTo(ResultPage);
    }
    if (m_page == ResultPage)
        QDialog::accept();
    else
        QDialog::reject();
}

void BatchDialog::done(int result)
{
    forgetPin();
    m_listening.reset();
    // What was signed by now is still stored.
    if (isSigning())
        m_context.desk.batch.stop();
    QDialog::done(result);
}

void BatchDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_page == ResultPage)
            showResults();
    }
}

} // namespace peraku::ui
