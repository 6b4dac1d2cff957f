#include "message.h"

#include <domain/canonical.h>

namespace peraku::csc {

using domain::Money;

namespace {

constexpr qsizetype mostLines = 10;
constexpr int malaysiaOffsetSeconds = 8 * 3600;

struct Sum {
    Money total;
    bool known = true;
};
Sum sumOf(const QList<SignedThing>& things)
{
    Sum sum;
    for (const auto& thing : things) {
        const auto more = thing.amount ? sum.total.plus(*thing.amount) : std::nullopt;
        sum.known = sum.known && more;
        sum.total = more.value_or(sum.total);
    }
    return sum;
}

QString linesOf(const QList<SignedThing>& things, QString SignedThing::*text, const QString& more)
{
    QString lines;
    for (qsizetype i = 0; i < things.size() && i < mostLines; ++i)
        lines += QStringLiteral("  - ") + things.at(i).*text + QLatin1Char('\n');
    if (things.size() > mostLines)
        lines += QStringLiteral("  - ") + more.arg(things.size() - mostLines) + QLatin1Char('\n');
    return lines;
}

} // namespace

SignedThing describe(const domain::SigningStatement& statement)
{
    const auto number = domain::escapedForDisplay(statement.voucherNumber);
    const auto amount = statement.content.total();
    const auto shown = amount ? amount->display() : QStringLiteral("?");
    if (const auto* payment = statement.content.payment()) {
        const auto payee = domain::escapedForDisplay(payment->payee.name);
        return { QStringLiteral("Baucar bayaran %1, %2, kepada %3").arg(number, shown, payee),
            QStringLiteral("Payment voucher %1, %2, to %3").arg(number, shown, payee), amount };
    }
    return { QStringLiteral("Baucar jurnal %1, %2").arg(number, shown),
        QStringLiteral("Journal voucher %1, %2").arg(number, shown), amount };
}

SignedThing describePdf(const QString& name)
{
    const auto text = QStringLiteral("PDF \"%1\"").arg(domain::escapedForDisplay(name));
    return { text, text, Money() };
}

IntentText describe(const QList<SignedThing>& things)
{
    const auto count = things.size();
    const auto sum = sumOf(things);
    const auto total = sum.known ? sum.total.display() : QStringLiteral("?");
    IntentText text;
    text.summary
        = count == 1 ? things.first().malay : QStringLiteral("%1 dokumen, jumlah %2").arg(count).arg(total);
    text.subject = QStringLiteral("Kod sekali guna / One-time code: ")
        + (count == 1 ? text.summary : QStringLiteral("%1 dokumen / documents, %2").arg(count).arg(total));
    text.malay = linesOf(things, &SignedThing::malay, QStringLiteral("dan %1 lagi"));
    text.english = linesOf(things, &SignedThing::english, QStringLiteral("and %1 more"));
    if (count > 1) {
        text.malay += QStringLiteral("Bilangan: %1. Jumlah: %2\n").arg(count).arg(total);
        text.english += QStringLiteral("Count: %1. Total: %2\n").arg(count).arg(total);
    }
    return text;
}

treasury::CodeMessage codeMessage(const domain::Ic& officer, const IntentText& text, const QString& nonceId,
    const QDateTime& emailExpiresAt, const QDateTime& appExpiresAt)
{
    const auto until
        = emailExpiresAt.toOffsetFromUtc(malaysiaOffsetSeconds).toString(QStringLiteral("HH:mm"));
    return { officer, text.subject,
        QStringLiteral("Kod di bawah menandatangani dokumen berikut sahaja:\n") + text.malay
            + QStringLiteral("\nThe code below signs these documents only:\n") + text.english
            + QStringLiteral("\nKod / Code:\n"),
        QStringLiteral(
            "\nSah sehingga %1, untuk sekali guna. Jangan berikan kod atau PIN anda kepada sesiapa. "
            "Jika anda tidak memintanya, jangan gunakan dan maklumkan kepada perbendaharaan.\n"
            "\nGood until %1, once. Never give your code or PIN to anyone. If you did not ask for it, do "
            "not use it and tell the treasury.\n")
            .arg(until),
        nonceId, text.summary, emailExpiresAt, appExpiresAt };
}

} // namespace peraku::csc
