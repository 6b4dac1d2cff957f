#include <domain/canonical.h>
#include <domain/jsonfields.h>
#include <domain/jsontext.h>
#include <domain/statement.h>
#include <domain/workflow.h>

namespace peraku::domain {

namespace {

constexpr qsizetype largestStatement = 2 * 1024 * 1024;
constexpr int largestRevision = 1'000'000;
constexpr int mostSteps = 10;

void readVoucher(JsonFields& fields, SigningStatement& statement)
{
    JsonFields voucher(fields.object("voucher"), QStringLiteral("voucher"));
    statement.voucherId = VoucherId(voucher.hex("id", 16));
    statement.voucherNumber = voucher.text("number", 64);
    statement.contentRevision = int(voucher.integer("contentRevision", 1, largestRevision));
    auto content = contentFromJson(voucher.object("content"));
    if (content)
        statement.content = std::move(*content);
    else
        voucher.adopt(content.error());
    auto preparer = officerRefFromJson(voucher.object("preparer"));
    if (preparer)
        statement.preparer = std::move(*preparer);
    else
        voucher.adopt(preparer.error());
    if (voucher.error())
        fields.adopt(*voucher.error());
}

Result<SigningStatement> fromJson(const QJsonObject& object)
{
    JsonFields fields(object);
    SigningStatement statement;
    if (fields.text("type", 64) != QLatin1String(SigningStatement::type))
        fields.wrong("type");
    if (fields.text("action", 16) != toWire(Action::Certify))
        fields.wrong("action");
    statement.processNo = int(fields.integer("process", 1, 50));
    statement.step = int(fields.integer("step", 1, mostSteps));
    statement.stepKind = fields.word<StepKind>("stepKind");
    readVoucher(fields, statement);
    if (statement.content.processNo != statement.processNo)
        fields.wrong("process");
    for (const auto& hash : fields.array("earlierSignatures", mostSteps)) {
        JsonFields item({ { QStringLiteral("earlierSignatures"), hash } });
        statement.earlierSignatures.append(Sha256Hex(item.hex("earlierSignatures", 32)));
        if (item.error())
            fields.adopt(*item.error());
    }
    JsonFields signer(fields.object("signer"), QStringLiteral("signer"));
    statement.signerIc = signer.ic("ic");
    statement.signerCertificate = Sha256Hex(signer.hex("certificate", 32));
    if (signer.error())
        fields.adopt(*signer.error());
    statement.statementsVersion = fields.text("statementsVersion", 16);
    statement.time = fields.time("time");
    if (fields.error())
        return fail(*fields.error());
    return statement;
}

} // namespace

Result<QByteArray> canonicalBytes(const SigningStatement& statement)
{
    JsonText out;
    out.object([&] {
        out.member("action", toWire(Action::Certify));
        out.key("earlierSignatures");
        out.array(statement.earlierSignatures, [&](const Sha256Hex& hash) { out.text(hash.value()); });
        out.member("process", statement.processNo);
        out.key("signer");
        out.object([&] {
            out.member("certificate", statement.signerCertificate.value());
            out.member("ic", statement.signerIc.digits());
        });
        out.member("statementsVersion", statement.statementsVersion);
        out.member("step", statement.step);
        out.member("stepKind", toWire(statement.stepKind));
        out.member("time", timeToJson(statement.time, true));
        out.member("type", QString::fromLatin1(SigningStatement::type));
        out.key("voucher");
        out.object([&] {
            out.key("content");
            writeJson(out, statement.content);
            out.member("contentRevision", statement.contentRevision);
            out.member("id", statement.voucherId.value());
            out.member("number", statement.voucherNumber);
            out.key("preparer");
            writeJson(out, statement.preparer);
        });
    });
    if (!out.isWellFormed())
        return fail(ErrorCode::InvalidInput, QStringLiteral("lone surrogate"));
    return out.bytes();
}

Result<SigningStatement> parseStatement(const QByteArray& bytes)
{
    const auto malformed
        = [](const Error& error) { return fail(ErrorCode::StatementMalformed, error.detail); };
    const auto json = parseStrictJson(bytes, largestStatement);
    if (!json)
        return malformed(json.error());
    if (!json->isObject())
        return fail(ErrorCode::StatementMalformed, QStringLiteral("not an object"));
    auto statement = fromJson(json->toObject());
    if (!statement)
        return malformed(statement.error());
    // What was understood, written again, must be the very same bytes: so nothing was ignored and nothing has
    // two spellings.
    const auto again = canonicalBytes(*statement);
    if (!again || *again != bytes)
        return fail(ErrorCode::StatementMalformed, QStringLiteral("not canonical"));
    return statement;
}

QString dataHeader(const SigningStatement& statement)
{
    return QStringLiteral("%1 r%2 %3")
        .arg(statement.voucherNumber)
        .arg(statement.contentRevision)
        .arg(statement.signerIc.digits());
}

} // namespace peraku::domain
