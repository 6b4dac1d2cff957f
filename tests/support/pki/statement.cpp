#include <signing/digest.h>
#include <support/statement.h>

namespace peraku::support {

domain::SigningStatement statementOf(const TestPki& pki, const Issued& signer)
{
    domain::SigningStatement statement;
    statement.processNo = 1;
    statement.step = 1;
    statement.voucherId = domain::VoucherId(QStringLiteral("00112233445566778899aabbccddeeff"));
    statement.voucherNumber = QStringLiteral("BB/12345678/2026/000001");
    statement.contentRevision = 2;
    statement.content.processNo = 1;
    statement.content.office = domain::OfficeCode(QStringLiteral("12345678"));
    statement.content.date = pki.now.date();
    statement.content.narration = QStringLiteral("Bekalan pejabat");
    domain::ChargeLine line;
    line.segments.insert(QStringLiteral("account"), QStringLiteral("B1234567"));
    line.amount = domain::Money::fromSen(123450);
    statement.content.lines.append(line);
    domain::PaymentDetails payment;
    payment.documentsReceived = pki.now.date();
    statement.content.details = payment;
    statement.preparer = { *domain::Ic::parse(QStringLiteral("900202145002")),
        QStringLiteral("Penyedia Ujian"), QStringLiteral("W19"), statement.content.office };
    statement.signerIc = *domain::Ic::parse(QStringLiteral("800101145001"));
    statement.signerCertificate = signing::sha256Hex(signer.der);
    statement.statementsVersion = QLatin1String(domain::currentStatementsVersion);
    statement.time = pki.now;
    return statement;
}

} // namespace peraku::support
