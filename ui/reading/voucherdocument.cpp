#include "base/format.h"
#include "htmlwriter.h"
#include "list/voucherdelegate.h"

#include <domain/messages.h>
#include <domain/officer.h>
#include <ui/theme.h>
#include <ui/voucherdocument.h>

#include <QCoreApplication>
#include <QLocale>
#include <QTextBrowser>

namespace peraku::ui {

namespace {
using domain::Side;
using domain::Voucher;
using domain::VoucherContent;

/** Gives the texts of these functions a context in the catalogue. */
struct Words {
    Q_DECLARE_TR_FUNCTIONS(VoucherDocument)
};

QString person(const domain::OfficerRef& ref, const domain::ReferenceData& reference)
{
    QStringList parts { ref.name, ref.ic.dashed() };
    if (!ref.post.isEmpty())
        parts << ref.post;
    if (!ref.office.isEmpty())
        parts << officeText(ref.office, reference);
    return parts.join(QStringLiteral(" · "));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

void paymentFacts(HtmlWriter& out, const domain::PaymentDetails& payment, const DocumentContext& context)
{
    out.section(Words::tr("Payee"));
    out.beginFacts();
    out.fact(Words::tr("Name"), payment.payee.name, true);
    out.fact(Words::tr("Registration no. / IC"), payment.payee.registrationId);
    out.fact(Words::tr("Mode of payment"), domain::label(payment.mode));
    if (payment.mode == domain::PaymentMode::Eft) {
        out.fact(Words::tr("Bank"), bankText(payment.payee.bankCode, context.reference));
        out.fact(Words::tr("Account number"), payment.payee.bankAccount);
    }
    out.fact(Words::tr("Type"), domain::label(payment.type));
    out.fact(Words::tr("Order number"), payment.orderNumber);
    out.fact(Words::tr("Contract number"), payment.contractNumber);
    out.fact(Words::tr("Documents received"), shortDate(payment.documentsReceived));
    out.endFacts();
    if (payment.invoices.isEmpty())
        return;
    out.section(Words::tr("Invoices"));
    out.beginTable(
        { Words::tr("Invoice number"), Words::tr("Date"), Words::tr("Amount (RM)") }, { false, false, true });
    for (const auto& invoice : payment.invoices)
        out.row({ invoice.number, shortDate(invoice.date), invoice.amount.displayPlain() });
    out.endTable();
}

void journalFacts(HtmlWriter& out, const domain::JournalDetails& journal)
{
    out.section(Words::tr("Journal"));
    out.beginFacts();
    out.fact(Words::tr("Type"), domain::label(journal.type), true);
    out.fact(Words::tr("Accounting period"), shortPeriod(journal.period));
    out.fact(Words::tr("Reason"), journal.reason);
    out.fact(Words::tr("Reference voucher"), journal.referenceVoucher);
    out.endFacts();
}

void chargeLines(HtmlWriter& out, const VoucherContent& content, const DocumentContext& context)
{
    const bool journal = content.journal() != nullptr;
    out.section(Words::tr("Charge lines"));
    out.beginTable(journal
            ? QStringList { Words::tr("No."), Words::tr("Charge line"), Words::tr("Debit (RM)"),
                Words::tr("Credit (RM)") }
            : QStringList { Words::tr("No."), Words::tr("Charge line"), Words::tr("Amount (RM)") },
        journal ? QList<bool> { false, false, true, true } : QList<bool> { false, false, true });
    int number = 0;
    for (const auto& line : content.lines) {
        const QString place = QString::number(++number);
        const QString charge = line.display(context.reference.mask);
        const QString amount = line.amount.displayPlain();
        if (!journal)
            out.row({ place, charge, amount });
        else
            out.row({ place, charge, line.side == Side::Debit ? amount : QString(),
                line.side == Side::Credit ? amount : QString() });
    }
    const auto sum = [&](Side side) {
        const auto total = content.totalOf(side);
        return total ? total->displayPlain() : Words::tr("too large");
    };
    if (journal)
        out.row({ QString(), Words::tr("Total"), sum(Side::Debit), sum(Side::Credit) }, true);
    else
        out.row({ QString(), Words::tr("Total"), sum(Side::Debit) }, true);
    out.endTable();
}

void contentHtml(HtmlWriter& out, const VoucherContent& content, const DocumentContext& context)
{
    if (const auto total = content.total())
        out.amount(Words::tr("Total"), total->display(),
            readsMalay() ? domain::amountInWordsMalay(*total) : domain::amountInWordsEnglish(*total));
    if (const auto* payment = content.payment())
        paymentFacts(out, *payment, context);
    if (const auto* journal = content.journal())
        journalFacts(out, *journal);
    out.section(Words::tr("Description"));
    out.note(content.narration.isEmpty() ? Words::tr("No description.") : content.narration);
    chargeLines(out, content, context);
    out.section(Words::tr("Supporting documents"));
    if (content.attachments.isEmpty())
        out.note(Words::tr("None attached."));
    for (qsizetype i = 0; i < content.attachments.size(); ++i) {
        const auto& attachment = content.attachments.at(i);
        out.link(QStringLiteral("attachment:%1").arg(i), attachment.fileName,
            QStringLiteral("%1 · SHA-256 %2…")
                .arg(sizeText(attachment.size), attachment.sha256.value().left(12)));
    }
}

void history(HtmlWriter& out, const Voucher& voucher, const DocumentContext& context)
{
    out.section(Words::tr("History"));
    const auto* process = context.catalogue.find(voucher.content.processNo);
    for (const auto& entry : voucher.history) {
        QString what = domain::label(entry.action);
        if (entry.action == domain::HistoryAction::Certified && process && entry.step >= 1
            && entry.step <= process->steps.size())
            what = domain::label(process->steps.at(entry.step - 1));
        if (entry.voided)
            what += QStringLiteral(" – ") + Words::tr("no longer counts, the voucher was returned");
        QString reason;
        if (!entry.reasonCode.isEmpty() || !entry.reasonText.isEmpty())
            reason = QStringLiteral("%1: %2").arg(
                reasonLabel(entry.reasonCode, context.reference), entry.reasonText);
        const QString who
            = entry.actor.name.isEmpty() ? Words::tr("Treasury") : person(entry.actor, context.reference);
        out.step(what, who, shortTime(entry.at), reason, entry.voided);
    }
    if (voucher.history.isEmpty())
        out.note(Words::tr("Nothing was sent to the treasury yet."));
    if (voucher.paid)
        out.step(domain::label(domain::HistoryAction::Paid), voucher.paid->reference,
            shortDate(voucher.paid->date), {}, false);
}
} // namespace

QString voucherHtml(const Voucher& voucher, const DocumentContext& context)
{
    HtmlWriter out(context.tokens);
    const auto chip = chipColors(voucher.state, context.tokens);
    const auto kind = domain::label(voucher.content.kind());
    out.title(voucher.number.isEmpty() ? kind : voucher.number, domain::label(voucher.state),
        chip.back.name(), chip.text.name());
    out.subtitle(QStringLiteral("%1 · %2 · %3")
                     .arg(kind, shortDate(voucher.content.date),
                         officeText(voucher.content.office, context.reference)));
    const auto* process = context.catalogue.find(voucher.content.processNo);
    out.beginFacts();
    out.fact(Words::tr("Where it stands"), domain::stateWithStep(voucher, context.catalogue), true);
    out.fact(Words::tr("Work process"), process ? process->name : QString());
    out.fact(Words::tr("Prepared by"),
        voucher.preparer.name.isEmpty() ? QString() : person(voucher.preparer, context.reference));
    out.endFacts();
    contentHtml(out, voucher.content, context);
    history(out, voucher, context);
    return out.html();
}

QString statementHtml(const domain::SigningStatement& statement, const DocumentContext& context)
{
    HtmlWriter out(context.tokens);
    const auto* process = context.catalogue.find(statement.processNo);
    out.title(
        statement.voucherNumber.isEmpty() ? domain::label(statement.content.kind()) : statement.voucherNumber,
        domain::label(statement.stepKind), context.tokens.infoSoft.name(), context.tokens.info.name());
    out.subtitle(QStringLiteral("%1 · %2 · %3")
                     .arg(domain::label(statement.content.kind()), shortDate(statement.content.date),
                         officeText(statement.content.office, context.reference)));
    out.beginFacts();
    out.fact(Words::tr("You certify"),
        QStringLiteral("%1 (%2 %3)")
            .arg(domain::label(statement.stepKind), Words::tr("revision"))
            .arg(statement.contentRevision),
        true);
    out.fact(Words::tr("Work process"), process ? process->name : QString());
    out.fact(Words::tr("Prepared by"), person(statement.preparer, context.reference));
    out.fact(Words::tr("Signer's IC"), statement.signerIc.dashed());
    out.fact(Words::tr("Time in the statement"), shortTime(statement.time));
    out.fact(Words::tr("Earlier signatures"),
        statement.earlierSignatures.isEmpty() ? Words::tr("none")
                                              : QString::number(statement.earlierSignatures.size()));
    out.endFacts();
    contentHtml(out, statement.content, context);
    return out.html();
}

void prepareForReview(QTextBrowser& browser)
{
    constexpr int leastLines = 9; // A smaller window scrolls the page that it stands in.
    browser.setOpenLinks(false);
    browser.document()->setDocumentMargin(space::l);
    browser.setMinimumHeight(browser.fontMetrics().lineSpacing() * leastLines);
}

} // namespace peraku::ui
