#include "differencetext.h"

#include "base/format.h"

#include <domain/canonical.h>
#include <domain/messages.h>

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace peraku::ui {

namespace {

using domain::Difference;
using domain::Side;
using domain::Version;
using domain::VoucherContent;

/** Gives the texts of these functions a context in the catalogue. */
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Difference)
};

QString separated(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString processText(int number, const domain::ProcessCatalogue& catalogue)
{
    const auto* process = catalogue.find(number);
    return process ? separated({ process->module, process->name }) : QString::number(number);
}

QString lineText(const domain::ChargeLine& line, const domain::ReferenceData& reference, bool journal)
{
    const auto side = !journal     ? QString()
        : line.side == Side::Debit ? Words::tr("Debit")
                                   : Words::tr("Credit");
    return separated({ line.display(reference.mask), side, line.amount.display() });
}

QString detailsText(const VoucherContent& content)
{
    const auto kind = domain::label(content.kind());
    if (const auto* payment = content.payment())
        return separated({ kind, payment->payee.name });
    return separated({ kind, content.journal()->reason });
}

QString paymentValue(
    const domain::PaymentDetails& payment, const QString& field, const DifferenceNames& names)
{
    if (field == QLatin1String("payee.name"))
        return payment.payee.name;
    if (field == QLatin1String("payee.registrationId"))
        return payment.payee.registrationId;
    if (field == QLatin1String("payee.bankAccount"))
        return separated(
            { payment.payee.bankCode.isEmpty() ? QString()
                                               : bankText(payment.payee.bankCode, names.reference),
                payment.payee.bankAccount });
    if (field == QLatin1String("mode"))
        return domain::label(payment.mode);
    if (field == QLatin1String("type"))
        return domain::label(payment.type);
    if (field == QLatin1String("orderNumber"))
        return payment.orderNumber;
    if (field == QLatin1String("contractNumber"))
        return payment.contractNumber;
    return payment.documentsReceived.isValid() ? shortDate(payment.documentsReceived) : QString();
}

QString journalValue(const domain::JournalDetails& journal, const QString& field)
{
    if (field == QLatin1String("type"))
        return domain::label(journal.type);
    if (field == QLatin1String("period"))
        return shortPeriod(journal.period);
    return field == QLatin1String("reason") ? journal.reason : journal.referenceVoucher;
}

QString fieldValue(const VoucherContent& content, const QString& field, const DifferenceNames& names)
{
    if (field == QLatin1String("processNo"))
        return processText(content.processNo, names.catalogue);
    if (field == QLatin1String("office"))
        return officeText(content.office, names.reference);
    if (field == QLatin1String("date"))
        return content.date.isValid() ? shortDate(content.date) : QString();
    if (field == QLatin1String("narration"))
        return content.narration;
    if (field == QLatin1String("details"))
        return detailsText(content);
    if (const auto* payment = content.payment())
        return paymentValue(*payment, field, names);
    return journalValue(*content.journal(), field);
}

QString rowValue(const VoucherContent& content, const QString& field, int row, const DifferenceNames& names)
{
    if (field == QLatin1String("lines"))
        return lineText(content.lines.at(row), names.reference, content.journal());
    if (field == QLatin1String("invoices")) {
        const auto& invoice = content.payment()->invoices.at(row);
        return separated({ invoice.number, shortDate(invoice.date), invoice.amount.display() });
    }
    const auto& attachment = content.attachments.at(row);
    return separated({ attachment.fileName,
        QLocale().formattedDataSize(attachment.size, 1, QLocale::DataSizeTraditionalFormat) });
}

bool isRow(const Difference& difference)
{
    return difference.mineRow >= 0 || difference.theirsRow >= 0;
}

} // namespace

QString differenceLabel(const Difference& difference)
{
    if (isRow(difference)) {
        const int number = 1 + (difference.mineRow >= 0 ? difference.mineRow : difference.theirsRow);
        if (difference.field == QLatin1String("lines"))
            return Words::tr("Charge line %1").arg(number);
        return difference.field == QLatin1String("invoices") ? Words::tr("Invoice %1").arg(number)
                                                             : Words::tr("Document %1").arg(number);
    }
    static const QHash<QString, const char*> names {
        { QStringLiteral("processNo"), QT_TRANSLATE_NOOP("Difference", "Work process") },
        { QStringLiteral("office"), QT_TRANSLATE_NOOP("Difference", "Office") },
        { QStringLiteral("date"), QT_TRANSLATE_NOOP("Difference", "Voucher date") },
        { QStringLiteral("narration"), QT_TRANSLATE_NOOP("Difference", "Narration") },
        { QStringLiteral("details"), QT_TRANSLATE_NOOP("Difference", "Kind of voucher") },
        { QStringLiteral("payee.name"), QT_TRANSLATE_NOOP("Difference", "Payee") },
        { QStringLiteral("payee.registrationId"),
            QT_TRANSLATE_NOOP("Difference", "Payee's registration no. or IC") },
        { QStringLiteral("payee.bankAccount"), QT_TRANSLATE_NOOP("Difference", "Bank and account") },
        { QStringLiteral("mode"), QT_TRANSLATE_NOOP("Difference", "Payment mode") },
        { QStringLiteral("type"), QT_TRANSLATE_NOOP("Difference", "Type") },
        { QStringLiteral("orderNumber"), QT_TRANSLATE_NOOP("Difference", "Order number") },
        { QStringLiteral("contractNumber"), QT_TRANSLATE_NOOP("Difference", "Contract number") },
        { QStringLiteral("documentsReceived"), QT_TRANSLATE_NOOP("Difference", "Documents received") },
        { QStringLiteral("period"), QT_TRANSLATE_NOOP("Difference", "Accounting period") },
        { QStringLiteral("reason"), QT_TRANSLATE_NOOP("Difference", "Reason for the journal") },
        { QStringLiteral("referenceVoucher"), QT_TRANSLATE_NOOP("Difference", "Reference voucher") },
    };
    const auto* name = names.value(difference.field);
    return name ? QCoreApplication::translate("Difference", name) : difference.field;
}

QString differenceValue(const VoucherContent& content, const Difference& difference, Version version,
    const DifferenceNames& names)
{
    if (!isRow(difference)) {
        const auto value = fieldValue(content, difference.field, names);
        return value.isEmpty() ? Words::tr("(empty)") : value;
    }
    const int row = version == Version::Mine ? difference.mineRow : difference.theirsRow;
    return row < 0 ? Words::tr("(not there)") : rowValue(content, difference.field, row, names);
}

QString totalText(const VoucherContent& content)
{
    const auto sum = [&](Side side) {
        const auto total = content.totalOf(side);
        return total ? total->display() : Words::tr("too large");
    };
    if (!content.journal())
        return sum(Side::Debit);
    return Words::tr("debit %1, credit %2").arg(sum(Side::Debit), sum(Side::Credit));
}

QString historyText(const QList<domain::HistoryEntry>& entries, const domain::ReferenceData& reference)
{
    QStringList lines;
    for (const auto& entry : entries) {
        const auto who = entry.actor.name.isEmpty() ? Words::tr("the treasury")
                                                    : domain::escapedForDisplay(entry.actor.name);
        const auto reason
            = separated({ entry.reasonCode.isEmpty() ? QString() : reasonLabel(entry.reasonCode, reference),
                domain::escapedForDisplay(entry.reasonText) });
        const auto line = Words::tr("%1 by %2 on %3", "what, who, when")
                              .arg(domain::label(entry.action), who, shortTime(entry.at));
        lines << (reason.isEmpty() ? line : QStringLiteral("%1: %2").arg(line, reason));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace peraku::ui
