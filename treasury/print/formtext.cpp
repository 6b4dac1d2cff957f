#include "formtext.h"

#include <domain/canonical.h>
#include <domain/statement.h>
#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/verify.h>

namespace peraku::print {

using domain::fail;
using domain::Money;
using domain::Result;
using domain::Side;
using domain::SignatureRecord;
using domain::Voucher;
using treasury::PrintOrder;

namespace {

constexpr auto dateForm = "dd/MM/yyyy";
constexpr auto timeForm = "dd/MM/yyyy HH:mm:ss";
/** The whole country keeps UTC+8 without summer time. */
constexpr int malaysiaSeconds = 8 * 3600;

QString word(domain::StepKind kind)
{
    switch (kind) {
    case domain::StepKind::FirstCertification:
        return QStringLiteral("Perakuan 1 (Penyemak)");
    case domain::StepKind::SecondCertification:
        return QStringLiteral("Perakuan 2 (Pelulus)");
    case domain::StepKind::Acknowledgement:
        return QStringLiteral("Akuan Terima");
    case domain::StepKind::CheckerOnly:
        break;
    }
    return QStringLiteral("Penyemak");
}

QString word(domain::SigningMedium medium)
{
    switch (medium) {
    case domain::SigningMedium::Token:
        return QStringLiteral("Token");
    case domain::SigningMedium::Softcert:
        return QStringLiteral("Softcert");
    case domain::SigningMedium::Roaming:
        return QStringLiteral("Roaming");
    case domain::SigningMedium::RoamingOtp:
        break;
    }
    return QStringLiteral("Roaming + OTP");
}

QString word(domain::JournalType type)
{
    switch (type) {
    case domain::JournalType::Correction:
        return QStringLiteral("Pembetulan");
    case domain::JournalType::Transfer:
        return QStringLiteral("Pindahan");
    case domain::JournalType::Accrual:
        return QStringLiteral("Akruan");
    case domain::JournalType::Reversal:
        break;
    }
    return QStringLiteral("Balikan");
}

QString word(domain::PaymentMode mode)
{
    return mode == domain::PaymentMode::Eft ? QStringLiteral("EFT") : QStringLiteral("Cek");
}

QString text(const QString& string)
{
    return string.isEmpty() ? QStringLiteral("–") : domain::escapedForDisplay(string).toHtmlEscaped();
}

QString text(const QDate& date)
{
    return date.isValid() ? date.toString(QLatin1String(dateForm)) : QStringLiteral("–");
}

QString text(const QDateTime& utc)
{
    return utc.isValid() ? utc.toOffsetFromUtc(malaysiaSeconds).toString(QLatin1String(timeForm))
                         : QStringLiteral("–");
}

QString cell(const QString& html, const char* attributes = "")
{
    return QStringLiteral("<td %1>%2</td>").arg(QLatin1String(attributes), html);
}

QString row(const QStringList& cells)
{
    return QStringLiteral("<tr>%1</tr>").arg(cells.join(QString()));
}

QString heading(const char* words)
{
    return QStringLiteral("<p class='h'>%1</p>").arg(QString::fromUtf8(words));
}

/** A grid with a head that is repeated on every page. */
QString grid(const QStringList& head, const QStringList& rows)
{
    QString cells;
    for (const auto& each : head)
        cells += QStringLiteral("<th>%1</th>").arg(each);
    return QStringLiteral("<table class='g' width='100%' border='1' cellspacing='0' cellpadding='3'>"
                          "<thead><tr>%1</tr></thead>%2</table>")
        .arg(cells, rows.join(QString()));
}

class Facts {
public:
    void add(const char* label, const QString& html)
    {
        m_rows += row({ cell(QString::fromUtf8(label), "width='24%' class='l'"), cell(html, "width='76%'") });
    }
    QString table() const
    {
        return QStringLiteral("<table width='100%' cellspacing='0' cellpadding='2'>%1</table>").arg(m_rows);
    }

private:
    QString m_rows;
};

QDateTime postedAt(const Voucher& voucher)
{
    for (const auto& entry : voucher.history) {
        if (entry.action == domain::HistoryAction::Posted)
            return entry.at;
    }
    return {};
}

QString stamp(const Voucher& voucher)
{
    if (!voucher.paid)
        return QStringLiteral("<p class='posted'>TELAH DIPOS</p>");
    const auto* payment = voucher.content.payment();
    auto reference = text(voucher.paid->reference);
    // Many references name the mode themselves.
    if (payment && !reference.startsWith(word(payment->mode)))
        reference.prepend(word(payment->mode) + QLatin1Char(' '));
    return QStringLiteral(
        "<table align='right' class='s' border='3' cellspacing='0' cellpadding='6'><tr><td "
        "align='center'><span class='paid'>TELAH DIBAYAR</span><br/>%1<br/>%2</td></tr></table>")
        .arg(reference, text(voucher.paid->date));
}

QString header(const PrintOrder& order)
{
    const auto& voucher = order.voucher;
    const auto title
        = QStringLiteral("<p class='t'>%1</p><p class='o'>%2<br/>PTJ %3</p>")
              .arg(titleOf(voucher).toUpper(), text(order.officeName), text(voucher.content.office.value()));
    Facts facts;
    facts.add("No. baucar", QStringLiteral("<b>%1</b>").arg(text(voucher.number)));
    facts.add("Proses",
        QStringLiteral("%1. %2").arg(QString::number(voucher.content.processNo), text(order.processName)));
    facts.add("Tarikh baucar", text(voucher.content.date));
    facts.add("Dikemukakan", text(voucher.submittedAt));
    facts.add("Dipos", text(postedAt(voucher)));
    facts.add("Butiran", text(voucher.content.narration));
    return QStringLiteral("<table width='100%'><tr>") + cell(title, "width='64%'")
        + cell(stamp(voucher), "width='36%' align='right'") + QStringLiteral("</tr></table>") + facts.table();
}

QString paymentPart(const PrintOrder& order, const domain::PaymentDetails& payment)
{
    Facts facts;
    facts.add("Nama", QStringLiteral("<b>%1</b>").arg(text(payment.payee.name)));
    facts.add("No. pendaftaran", text(payment.payee.registrationId));
    facts.add("Bank", text(order.bankName));
    facts.add("No. akaun", text(payment.payee.bankAccount));
    facts.add("Cara bayaran", word(payment.mode));
    facts.add("Jenis",
        payment.type == domain::PaymentType::WithOrder
            ? QStringLiteral("Dengan pesanan %1").arg(text(payment.orderNumber))
            : QStringLiteral("Tanpa pesanan"));
    if (!payment.contractNumber.isEmpty())
        facts.add("No. kontrak", text(payment.contractNumber));
    facts.add("Dokumen lengkap diterima", text(payment.documentsReceived));
    auto html = heading("Penerima") + facts.table();
    QStringList rows;
    for (const auto& invoice : payment.invoices)
        rows += row({ cell(text(invoice.number)), cell(text(invoice.date)),
            cell(invoice.amount.displayPlain(), "align='right'") });
    if (!rows.isEmpty())
        html += heading("Invois")
            + grid({ QStringLiteral("No. invois"), QStringLiteral("Tarikh"), QStringLiteral("Amaun (RM)") },
                rows);
    return html;
}

QString journalPart(const domain::JournalDetails& journal)
{
    Facts facts;
    facts.add("Jenis", word(journal.type));
    facts.add("Tempoh", text(journal.period));
    facts.add("Sebab", text(journal.reason));
    facts.add("Baucar rujukan", text(journal.referenceVoucher));
    return heading("Jurnal") + facts.table();
}

/** The segments that some line bears; empty columns would only take the others' room. */
QList<domain::SegmentRule> usedSegments(const PrintOrder& order)
{
    QList<domain::SegmentRule> used;
    for (const auto& rule : order.mask.segments) {
        for (const auto& line : order.voucher.content.lines) {
            if (line.segment(rule.key).isEmpty())
                continue;
            used.append(rule);
            break;
        }
    }
    return used;
}

QString lines(const PrintOrder& order)
{
    const auto& content = order.voucher.content;
    const auto segments = usedSegments(order);
    const bool journal = content.journal() != nullptr;
    QStringList head { QStringLiteral("Bil.") };
    for (const auto& rule : segments)
        head += text(rule.labelMs);
    head += journal ? QStringList { QStringLiteral("Debit (RM)"), QStringLiteral("Kredit (RM)") }
                    : QStringList { QStringLiteral("Amaun (RM)") };
    const auto amounts = [&](const std::optional<Money>& debit, const std::optional<Money>& credit) {
        const auto amount = [](const std::optional<Money>& money) {
            return cell(money ? money->displayPlain() : QString(), "align='right'");
        };
        return journal ? QStringList { amount(debit), amount(credit) } : QStringList { amount(debit) };
    };
    QStringList rows;
    int number = 0;
    for (const auto& line : content.lines) {
        QStringList cells { cell(QString::number(++number), "align='right'") };
        for (const auto& rule : segments)
            cells += cell(text(line.segment(rule.key)));
        const bool debit = line.side == Side::Debit;
        cells += amounts(debit ? std::optional(line.amount) : std::nullopt,
            debit ? std::nullopt : std::optional(line.amount));
        rows += row(cells);
    }
    const auto span = QStringLiteral("colspan='%1' align='right'").arg(segments.size() + 1).toLatin1();
    rows += row(QStringList { cell(QStringLiteral("<b>Jumlah</b>"), span.constData()) }
        + amounts(content.totalOf(Side::Debit), content.totalOf(Side::Credit)));
    const auto total = content.total();
    return heading("Butir caj") + grid(head, rows)
        + QStringLiteral("<p>Jumlah: <b>%1</b><br/>%2</p>")
              .arg(total ? total->display() : QString(),
                  total ? domain::amountInWordsMalay(*total) : QString());
}

QString person(const domain::OfficerRef& officer)
{
    return QStringLiteral("<b>%1</b><br/>%2<br/>PTJ %3")
        .arg(text(officer.name), text(officer.post), text(officer.office.value()));
}

Result<QString> signatureRow(const SignatureRecord& record)
{
    const auto statement = domain::parseStatement(record.statement);
    if (!statement)
        return fail(statement.error());
    const auto der = signing::signerCertificateOf(record.cms);
    if (!der)
        return fail(der.error());
    const auto certificate = signing::certificateFacts(*der);
    if (!certificate)
        return fail(certificate.error());
    const auto proof
        = QStringLiteral("Sijil %1<br/>%2, hingga %3<br/><span class='f'>SHA-256 tandatangan<br/>%4</span>")
              .arg(certificate->serialHex, word(record.medium), text(certificate->notAfter.date()),
                  signing::sha256Hex(record.cms).value());
    return row({ cell(QStringLiteral("<b>%1</b>").arg(word(statement->stepKind))),
        cell(person(record.signer)), cell(text(statement->time)), cell(proof, "class='x'") });
}

Result<QString> certifications(const PrintOrder& order)
{
    QStringList rows { row({ cell(QStringLiteral("<b>Disediakan oleh</b>"), "width='17%'"),
        cell(person(order.voucher.preparer), "width='25%'"),
        cell(text(order.voucher.submittedAt), "width='13%'"), cell(QStringLiteral("–"), "width='45%'") }) };
    for (const auto& record : order.signatures) {
        const auto html = signatureRow(record);
        if (!html)
            return html;
        rows += *html;
    }
    return heading("Perakuan")
        + grid({ QStringLiteral("Langkah"), QStringLiteral("Pegawai"), QStringLiteral("Masa"),
                   QStringLiteral("Tandatangan digital") },
            rows);
}

QString attachments(const domain::VoucherContent& content)
{
    if (content.attachments.isEmpty())
        return {};
    QStringList rows;
    int number = 0;
    for (const auto& attachment : content.attachments)
        rows += row({ cell(QString::number(++number), "align='right'"), cell(text(attachment.fileName)),
            cell(QString::number((attachment.size + 1023) / 1024) + QStringLiteral(" KB"), "align='right'"),
            cell(attachment.sha256.value(), "class='x'") });
    return heading("Dokumen sokongan")
        + grid({ QStringLiteral("Bil."), QStringLiteral("Fail"), QStringLiteral("Saiz"),
                   QStringLiteral("SHA-256") },
            rows);
}

QString closing(const PrintOrder& order)
{
    auto html = QStringLiteral(
        "<p class='x'>Dicetak pada %1. Borang ini dimeterai secara digital oleh perbendaharaan.")
                    .arg(text(order.at));
    if (!order.signatures.isEmpty())
        html += QStringLiteral(" Penyata dan tandatangan setiap perakuan dilampirkan dalam fail ini "
                               "(langkah-N.json dan langkah-N.p7s).");
    return html + QStringLiteral("</p>");
}

} // namespace

QString titleOf(const Voucher& voucher)
{
    return voucher.content.payment() ? QStringLiteral("Baucar Bayaran") : QStringLiteral("Baucar Jurnal");
}

QString fileNameOf(const SignatureRecord& record)
{
    return QStringLiteral("langkah-%1").arg(record.step);
}

QString contentHash(const domain::VoucherContent& content)
{
    const auto bytes = domain::canonicalJson(domain::toJson(content));
    return bytes ? signing::sha256Hex(*bytes).value() : QString();
}

Result<QString> formText(const PrintOrder& order)
{
    const auto& content = order.voucher.content;
    const auto certified = certifications(order);
    if (!certified)
        return certified;
    return header(order)
        + (content.payment() ? paymentPart(order, *content.payment()) : journalPart(*content.journal()))
        + lines(order) + *certified + attachments(content) + closing(order);
}

} // namespace peraku::print
