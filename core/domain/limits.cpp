#include <domain/validation.h>

namespace peraku::domain {

namespace {

class Checker {
public:
    void text(const QString& field, const QString& value, int most)
    {
        if (value.size() > most)
            m_findings.append(
                { field, Severity::Error, QStringLiteral("finding.too-long"), { QString::number(most) } });
        for (const auto c : value) {
            // Unpaired halves cannot be written as UTF-8, so the statement could never be made canonical.
            if (c.unicode() < 0x20 && c != QLatin1Char('\n')) {
                m_findings.append(
                    { field, Severity::Error, QStringLiteral("finding.control-character"), {} });
                break;
            }
        }
        if (!value.isValidUtf16())
            m_findings.append({ field, Severity::Error, QStringLiteral("finding.control-character"), {} });
    }
    void count(const QString& field, qsizetype items, int most)
    {
        if (items > most)
            m_findings.append(
                { field, Severity::Error, QStringLiteral("finding.too-many"), { QString::number(most) } });
    }
    void add(const QString& field, const char* key)
    {
        m_findings.append({ field, Severity::Error, QLatin1String(key), {} });
    }
    QList<Finding> findings() const { return m_findings; }

private:
    QList<Finding> m_findings;
};

void checkPayment(Checker& checker, const PaymentDetails& payment)
{
    checker.text(QStringLiteral("payee.name"), payment.payee.name, limits::shortText);
    checker.text(QStringLiteral("payee.registrationId"), payment.payee.registrationId, limits::shortText);
    checker.text(QStringLiteral("payee.bankCode"), payment.payee.bankCode, limits::shortText);
    checker.text(QStringLiteral("payee.bankAccount"), payment.payee.bankAccount, limits::shortText);
    checker.text(QStringLiteral("orderNumber"), payment.orderNumber, limits::shortText);
    checker.text(QStringLiteral("contractNumber"), payment.contractNumber, limits::shortText);
    checker.count(QStringLiteral("invoices"), payment.invoices.size(), limits::invoices);
    for (qsizetype i = 0; i < payment.invoices.size(); ++i)
        checker.text(
            QStringLiteral("invoices[%1].number").arg(i), payment.invoices.at(i).number, limits::shortText);
}

void checkAttachments(Checker& checker, const QList<Attachment>& attachments)
{
    checker.count(QStringLiteral("attachments"), attachments.size(), limits::attachments);
    for (qsizetype i = 0; i < attachments.size(); ++i) {
        const auto field = QStringLiteral("attachments[%1]").arg(i);
        const auto& attachment = attachments.at(i);
        checker.text(field, attachment.fileName, limits::shortText);
        if (attachment.size < 1 || attachment.size > limits::attachmentBytes)
            checker.add(field, "finding.attachment-size");
        if (attachment.fileName.isEmpty() || attachment.fileName.contains(QLatin1Char('/'))
            || attachment.fileName.contains(QLatin1Char('\\')))
            checker.add(field, "finding.attachment-name");
        if (attachment.mediaType != QLatin1String("application/pdf")
            && attachment.mediaType != QLatin1String("image/jpeg")
            && attachment.mediaType != QLatin1String("image/png"))
            checker.add(field, "finding.attachment-type");
    }
}

} // namespace

QList<Finding> validateLimits(const VoucherContent& content)
{
    Checker checker;
    checker.text(QStringLiteral("narration"), content.narration, limits::narration);
    checker.text(QStringLiteral("office"), content.office.value(), 8);
    checker.count(QStringLiteral("lines"), content.lines.size(), limits::lines);
    for (qsizetype i = 0; i < content.lines.size(); ++i) {
        const auto& segments = content.lines.at(i).segments;
        for (auto segment = segments.cbegin(); segment != segments.cend(); ++segment)
            checker.text(
                QStringLiteral("lines[%1].%2").arg(i).arg(segment.key()), segment.value(), limits::shortText);
    }
    if (const auto* payment = content.payment())
        checkPayment(checker, *payment);
    if (const auto* journal = content.journal()) {
        checker.text(QStringLiteral("reason"), journal->reason, limits::shortText);
        checker.text(QStringLiteral("period"), journal->period, 7);
        checker.text(QStringLiteral("referenceVoucher"), journal->referenceVoucher, limits::shortText);
    }
    checkAttachments(checker, content.attachments);
    return checker.findings();
}

} // namespace peraku::domain
