#include "attachments.h"
#include "digest.h"
#include "replies.h"
#include "routes.h"
#include "visibility.h"

#include <QRegularExpression>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::Sha256Hex;

QString sniffMediaType(const QByteArray& bytes)
{
    if (bytes.startsWith("%PDF-"))
        return QStringLiteral("application/pdf");
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return QStringLiteral("image/png");
    if (bytes.startsWith("\xff\xd8\xff"))
        return QStringLiteral("image/jpeg");
    return {};
}

namespace {

domain::Error errorOf(ErrorCode code, const QString& detail)
{
    return { code, detail, {}, false, 0 };
}

bool isName(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    return shape.match(text).hasMatch();
}

domain::Result<bool> mayRead(
    Call& call, Ledger& ledger, const Sha256Hex& name, const Ledger::StoredAttachment& stored)
{
    if (stored.uploader == call.officer().ic.digits())
        return true;
    auto users = ledger.usersOf(name);
    if (!users)
        return domain::fail(users.error());
    for (const auto& id : *users) {
        auto voucher = ledger.voucher(id);
        if (!voucher)
            return domain::fail(voucher.error());
        if (*voucher && isVisible(**voucher, call.officer()))
            return true;
    }
    return false;
}

} // namespace

Response storeAttachment(Call& call)
{
    const auto& request = call.request;
    const Sha256Hex name(call.args.first());
    if (!isName(name.value()))
        return problemReply(errorOf(ErrorCode::InvalidInput, QStringLiteral("name")));
    const auto mediaType = sniffMediaType(request.body);
    const auto claimed = QString::fromLatin1(request.header("content-type"));
    if (mediaType.isEmpty() || claimed != mediaType)
        return preconditionReply(Precondition::MediaTypeUnsupported,
            QStringLiteral("application/pdf, image/jpeg, image/png, and the bytes must be so"));
    if (sha256(request.body).toHex() != name.value().toLatin1())
        return problemReply(
            errorOf(ErrorCode::InvalidInput, QStringLiteral("the bytes have another SHA-256")));

    auto response = call.context.database->write([&](Connection& connection) {
        Ledger ledger(connection);
        auto stored = ledger.attachment(name);
        if (!stored)
            return problemReply(stored.error());
        if (*stored)
            return emptyReply(204);
        auto unused = ledger.unusedBytesOf(call.officer().ic);
        if (!unused)
            return problemReply(unused.error());
        if (*unused + request.body.size() > call.context.config.attachmentQuotaBytes)
            return problemReply(
                errorOf(ErrorCode::TooLarge, QStringLiteral("too many uploads that no voucher names")));
        auto written = ledger.addAttachment(name, mediaType, request.body, call.officer().ic, call.now);
        if (written)
            written
                = ledger.audit({ call.now, call.officer().ic.digits(), QStringLiteral("attachment.stored"),
                    name.value(), QByteArray::fromHex(name.value().toLatin1()), mediaType });
        return written ? emptyReply(201) : problemReply(written.error());
    });
    return response ? std::move(*response) : problemReply(response.error());
}

Response readAttachment(Call& call)
{
    const Sha256Hex name(call.args.first());
    auto ledger = call.ledger();
    auto stored = ledger.attachment(name);
    if (!stored)
        return problemReply(stored.error());
    if (!*stored)
        return problemReply(errorOf(ErrorCode::NotFound, QStringLiteral("attachment")));
    auto allowed = mayRead(call, ledger, name, **stored);
    if (!allowed)
        return problemReply(allowed.error());
    if (!*allowed)
        return problemReply(errorOf(ErrorCode::NotFound, QStringLiteral("attachment")));
    auto bytes = ledger.attachmentBytes(name);
    if (!bytes)
        return problemReply(bytes.error());
    Response response;
    response.addHeader("Content-Type", (*stored)->mediaType.toLatin1());
    response.addHeader("Content-Disposition", "attachment");
    response.addHeader("X-Content-Type-Options", "nosniff");
    response.body = *bytes;
    return response;
}

} // namespace peraku::treasury
