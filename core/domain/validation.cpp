#include <domain/validation.h>

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace peraku::domain {

namespace {

constexpr int paymentDays = 14; // Treasury Instruction 103(a)

class Rules {
public:
    Rules(const VoucherContent& content, const ReferenceData& reference, QDate today)
        : m_content(content)
        , m_reference(reference)
        , m_today(today)
    {
        for (const auto& rule : reference.mask.segments)
            m_shapes.insert(rule.key, QRegularExpression(QRegularExpression::anchoredPattern(rule.pattern)));
        for (const auto& value : reference.values)
            m_codes[value.segment].insert(value.code);
    }

    void error(const QString& field, const char* key, const QStringList& args = {})
    {
        add(field, Severity::Error, key, args);
    }
    void warning(const QString& field, const char* key, const QStringList& args = {})
    {
        add(field, Severity::Warning, key, args);
    }
    void required(const char* field, const QString& value)
    {
        if (value.trimmed().isEmpty())
            error(QLatin1String(field), "finding.required");
    }

    void head(const ProcessCatalogue& catalogue);
    void lines();
    void payment(const PaymentDetails& payment);
    void journal(const JournalDetails& journal);
    QList<Finding> findings;

private:
    void add(const QString& field, Severity severity, const char* key, const QStringList& args)
    {
        findings.append({ field, severity, QLatin1String(key), args });
    }
    void line(qsizetype index);
    void payee(const PaymentDetails& payment);
    void personalPayee(const QString& id);
    void knownPayee(const Payee& payee);
    void invoices(const PaymentDetails& payment);

    const VoucherContent& m_content;
    const ReferenceData& m_reference;
    QDate m_today;
    QHash<QString, QRegularExpression> m_shapes;
    QHash<QString, QSet<QString>> m_codes; ///< Known codes of each segment that has a list.
};

void Rules::head(const ProcessCatalogue& catalogue)
{
    const auto* process = catalogue.find(m_content.processNo);
    if (!process || !m_reference.processes.contains(m_content.processNo)
        || process->voucherKind() != m_content.kind())
        error(QStringLiteral("processNo"), "finding.process-unknown");
    const bool known = std::any_of(m_reference.offices.cbegin(), m_reference.offices.cend(),
        [&](const auto& office) { return office.code == m_content.office; });
    if (!known)
        error(QStringLiteral("office"), "finding.office-unknown");
    if (!m_content.date.isValid())
        error(QStringLiteral("date"), "finding.required");
    else if (m_content.date > m_today)
        error(QStringLiteral("date"), "finding.date-future");
    else if (m_content.date.year() < m_today.year())
        warning(QStringLiteral("date"), "finding.date-prior-year");
    required("narration", m_content.narration);
    if (m_content.attachments.isEmpty())
        error(QStringLiteral("attachments"), "finding.documents-missing");
}

void Rules::line(qsizetype index)
{
    const auto& line = m_content.lines.at(index);
    const auto path = QStringLiteral("lines[%1].").arg(index);
    for (const auto& rule : m_reference.mask.segments) {
        const auto value = line.segment(rule.key);
        if (value.isEmpty()) {
            if (rule.required)
                error(path + rule.key, "finding.segment-missing", { rule.labelMs });
            continue;
        }
        if (!m_shapes.value(rule.key).match(value).hasMatch()) {
            error(path + rule.key, "finding.segment-malformed", { rule.labelMs });
            continue;
        }
        const auto codes = m_codes.constFind(rule.key);
        if (codes != m_codes.constEnd() && !codes->contains(value))
            error(path + rule.key, "finding.segment-unknown", { rule.labelMs });
    }
    for (auto segment = line.segments.cbegin(); segment != line.segments.cend(); ++segment) {
        if (!m_reference.mask.find(segment.key()))
            error(path + segment.key(), "finding.segment-unexpected");
    }
    if (line.amount.isZero() || line.amount.isNegative())
        error(path + QStringLiteral("amount"), "finding.amount-positive");
}

void Rules::lines()
{
    if (m_content.lines.isEmpty())
        error(QStringLiteral("lines"), "finding.lines-missing");
    for (qsizetype i = 0; i < m_content.lines.size(); ++i)
        line(i);
    if (!m_content.totalOf(Side::Debit) || !m_content.totalOf(Side::Credit))
        error(QStringLiteral("lines"), "finding.total-overflow");
}

/** Company numbers have 12 digits too and begin with their year, 19.. or 20..; a person's IC like that is a
 * child's, unless dashed. */
void Rules::personalPayee(const QString& id)
{
    static const QRegularExpression dashed(QStringLiteral("\\A[0-9]{6}-[0-9]{2}-[0-9]{4}\\z"));
    static const QRegularExpression company(QStringLiteral("\\A(19|20)[0-9]{10}\\z"));
    if (company.match(id).hasMatch())
        return;
    const auto ic = Ic::parse(id);
    if (!ic && dashed.match(id).hasMatch())
        error(QStringLiteral("payee.registrationId"), "finding.ic-malformed");
    else if (ic && !ic->hasKnownPlaceOfBirth())
        warning(QStringLiteral("payee.registrationId"), "finding.ic-place-unknown");
}

/** Money diverted to another account is the common fraud, so an unfamiliar account of a familiar payee is
 * shown. */
void Rules::knownPayee(const Payee& payee)
{
    bool familiar = false;
    for (const auto& each : m_reference.payees) {
        if (each.registrationId != payee.registrationId)
            continue;
        if (each.bankCode == payee.bankCode && each.bankAccount == payee.bankAccount)
            return;
        familiar = true;
    }
    if (familiar)
        warning(QStringLiteral("payee.bankAccount"), "finding.payee-account-differs");
}

void Rules::payee(const PaymentDetails& payment)
{
    required("payee.name", payment.payee.name);
    required("payee.registrationId", payment.payee.registrationId);
    personalPayee(payment.payee.registrationId);
    if (payment.mode != PaymentMode::Eft)
        return;
    required("payee.bankAccount", payment.payee.bankAccount);
    required("payee.bankCode", payment.payee.bankCode);
    if (payment.payee.bankCode.isEmpty() || payment.payee.bankAccount.isEmpty())
        return;
    knownPayee(payment.payee);
    const auto bank = std::find_if(m_reference.banks.cbegin(), m_reference.banks.cend(),
        [&](const auto& each) { return each.code == payment.payee.bankCode; });
    if (bank == m_reference.banks.cend()) {
        error(QStringLiteral("payee.bankCode"), "finding.bank-unknown");
        return;
    }
    const auto& account = payment.payee.bankAccount;
    const bool digits = std::all_of(account.cbegin(), account.cend(),
        [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    if (!digits)
        error(QStringLiteral("payee.bankAccount"), "finding.bank-account-digits");
    else if (account.size() < bank->accountMin || account.size() > bank->accountMax)
        error(QStringLiteral("payee.bankAccount"), "finding.bank-account-length",
            { QString::number(bank->accountMin), QString::number(bank->accountMax) });
}

void Rules::invoices(const PaymentDetails& payment)
{
    if (payment.invoices.isEmpty())
        error(QStringLiteral("invoices"), "finding.invoices-missing");
    std::optional<Money> sum = Money();
    QStringList seen;
    for (qsizetype i = 0; i < payment.invoices.size(); ++i) {
        const auto& invoice = payment.invoices.at(i);
        const auto path = QStringLiteral("invoices[%1].").arg(i);
        const auto number = invoice.number.trimmed();
        if (number.isEmpty())
            error(path + QStringLiteral("number"), "finding.required");
        else if (seen.contains(number, Qt::CaseInsensitive))
            error(path + QStringLiteral("number"), "finding.invoice-twice");
        seen.append(number);
        if (!invoice.date.isValid())
            error(path + QStringLiteral("date"), "finding.required");
        else if (invoice.date > m_today)
            error(path + QStringLiteral("date"), "finding.date-future");
        else if (invoice.date.year() < m_today.year())
            warning(path + QStringLiteral("date"), "finding.invoice-prior-year");
        if (invoice.amount.isZero() || invoice.amount.isNegative())
            error(path + QStringLiteral("amount"), "finding.amount-positive");
        sum = sum ? sum->plus(invoice.amount) : std::nullopt;
    }
    const auto total = m_content.total();
    if (!payment.invoices.isEmpty() && total && sum != total)
        error(QStringLiteral("invoices"), "finding.invoice-sum",
            { sum.value_or(Money()).display(), total->display() });
}

void Rules::payment(const PaymentDetails& payment)
{
    payee(payment);
    invoices(payment);
    if (payment.type == PaymentType::WithOrder)
        required("orderNumber", payment.orderNumber);
    if (!payment.documentsReceived.isValid())
        error(QStringLiteral("documentsReceived"), "finding.required");
    else if (payment.documentsReceived > m_today)
        error(QStringLiteral("documentsReceived"), "finding.date-future");
    else if (payment.documentsReceived.daysTo(m_today) > paymentDays)
        warning(QStringLiteral("documentsReceived"), "finding.fourteen-days");
    for (qsizetype i = 0; i < m_content.lines.size(); ++i) {
        if (m_content.lines.at(i).side != Side::Debit)
            error(QStringLiteral("lines[%1].side").arg(i), "finding.payment-credit");
    }
}

void Rules::journal(const JournalDetails& journal)
{
    static const QRegularExpression month(QStringLiteral("\\A[0-9]{4}-(0[1-9]|1[0-2])\\z"));
    if (!month.match(journal.period).hasMatch())
        error(QStringLiteral("period"), "finding.period-malformed");
    else if (journal.period > m_today.toString(QStringLiteral("yyyy-MM")))
        error(QStringLiteral("period"), "finding.period-future");
    else if (!journal.period.startsWith(m_today.toString(QStringLiteral("yyyy"))))
        warning(QStringLiteral("period"), "finding.period-prior-year");
    required("reason", journal.reason);
    if (journal.type == JournalType::Reversal)
        required("referenceVoucher", journal.referenceVoucher);
    else if (journal.type == JournalType::Correction && journal.referenceVoucher.trimmed().isEmpty())
        warning(QStringLiteral("referenceVoucher"), "finding.reference-missing");
    const auto debit = m_content.totalOf(Side::Debit);
    const auto credit = m_content.totalOf(Side::Credit);
    if (debit && credit && debit != credit)
        error(QStringLiteral("lines"), "finding.journal-unbalanced", { debit->display(), credit->display() });
}

} // namespace

bool hasErrors(const QList<Finding>& findings)
{
    return std::any_of(findings.cbegin(), findings.cend(),
        [](const auto& finding) { return finding.severity == Severity::Error; });
}

QList<Finding> validate(const VoucherContent& content, const ProcessCatalogue& catalogue,
    const ReferenceData& reference, QDate today)
{
    Rules rules(content, reference, today);
    rules.findings = validateLimits(content);
    rules.head(catalogue);
    rules.lines();
    if (const auto* payment = content.payment())
        rules.payment(*payment);
    if (const auto* journal = content.journal())
        rules.journal(*journal);
    return rules.findings;
}

} // namespace peraku::domain
