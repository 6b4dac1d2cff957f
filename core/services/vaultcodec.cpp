#include "vaultcodec.h"

#include <domain/canonical.h>

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr qsizetype largestBody = 16 * 1024 * 1024;
constexpr quint8 summaryVersion = 1;

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}
QString utc(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}
QDateTime utc(const QJsonValue& text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}
QString base64(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}
QByteArray bytes(const QJsonValue& text)
{
    return QByteArray::fromBase64(text.toString().toLatin1());
}
Result<QJsonObject> object(const QByteArray& body)
{
    const auto parsed = domain::parseStrictJson(body, largestBody);
    if (!parsed || !parsed->isObject())
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("a sealed body is no object"));
    return parsed->toObject();
}

QJsonValue errorJson(const std::optional<Error>& error)
{
    if (!error)
        return {};
    return QJsonObject { { QStringLiteral("code"), domain::errorKey(error->code) },
        { QStringLiteral("detail"), error->detail },
        { QStringLiteral("args"), error->args.join(QLatin1Char('\n')) },
        { QStringLiteral("retryable"), error->retryable } };
}
std::optional<Error> errorFrom(const QJsonValue& value)
{
    if (!value.isObject())
        return std::nullopt;
    const auto read = value.toObject();
    const auto code = domain::errorCodeOf(read.value(QStringLiteral("code")).toString());
    return Error { code.value_or(ErrorCode::Internal), read.value(QStringLiteral("detail")).toString(),
        read.value(QStringLiteral("args")).toString().split(QLatin1Char('\n'), Qt::SkipEmptyParts),
        read.value(QStringLiteral("retryable")).toBool(), 0 };
}

} // namespace

QByteArray encode(const Parcel& parcel)
{
    return compact({ { QStringLiteral("title"), parcel.row.title },
        { QStringLiteral("operation"), int(parcel.row.operation) },
        { QStringLiteral("action"), domain::toWire(parcel.row.action) },
        { QStringLiteral("createdAt"), utc(parcel.row.createdAt) },
        { QStringLiteral("attempts"), parcel.row.attempts },
        { QStringLiteral("reason"), errorJson(parcel.row.reason) },
        { QStringLiteral("key"), parcel.key.value() }, { QStringLiteral("base"), parcel.baseRevision },
        { QStringLiteral("acknowledged"), parcel.acknowledgedRevision },
        { QStringLiteral("body"), base64(parcel.body) } });
}

Result<Parcel> decodeParcel(const QByteArray& body)
{
    const auto read = object(body);
    if (!read)
        return fail(read.error());
    const auto operation = read->value(QStringLiteral("operation")).toInt(-1);
    const auto action = domain::fromWire<domain::Action>(read->value(QStringLiteral("action")).toString());
    if (operation < 0 || operation > int(OutboxOperation::Attach) || !action)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("outbox row"));
    Parcel parcel;
    parcel.row.title = read->value(QStringLiteral("title")).toString();
    parcel.row.operation = OutboxOperation(operation);
    parcel.row.action = *action;
    parcel.row.createdAt = utc(read->value(QStringLiteral("createdAt")));
    parcel.row.attempts = read->value(QStringLiteral("attempts")).toInt();
    parcel.row.reason = errorFrom(read->value(QStringLiteral("reason")));
    parcel.key = domain::IdempotencyKey(read->value(QStringLiteral("key")).toString());
    parcel.baseRevision = read->value(QStringLiteral("base")).toInt();
    parcel.acknowledgedRevision = read->value(QStringLiteral("acknowledged")).toInt();
    parcel.body = bytes(read->value(QStringLiteral("body")));
    return parcel;
}

QByteArray encode(const LocalDraft& draft)
{
    return compact({ { QStringLiteral("savedAt"), utc(draft.savedAt) },
        { QStringLiteral("voucher"), base64(wire::encode(draft.voucher)) } });
}

Result<LocalDraft> decodeDraft(const QByteArray& body)
{
    const auto read = object(body);
    if (!read)
        return fail(read.error());
    auto voucher = wire::decodeVoucher(bytes(read->value(QStringLiteral("voucher"))));
    if (!voucher)
        return fail(ErrorCode::StorageCorrupt, voucher.error().detail);
    return LocalDraft { std::move(*voucher), utc(read->value(QStringLiteral("savedAt"))) };
}

QByteArray encode(const Account& account)
{
    const auto& policy = account.policy;
    return compact({ { QStringLiteral("officer"), base64(wire::encode(account.officer)) },
        { QStringLiteral("passwordMustChange"), account.passwordMustChange },
        { QStringLiteral("lastOnline"), utc(account.lastOnline) },
        { QStringLiteral("offlineDays"), policy.offlineDays },
        { QStringLiteral("signatureMaxAgeMinutes"), policy.signatureMaxAgeMinutes },
        { QStringLiteral("idleLockMinutes"), policy.idleLockMinutes },
        { QStringLiteral("tokenEnabled"), policy.tokenEnabled } });
}

Result<Account> decodeAccount(const QByteArray& body)
{
    const auto read = object(body);
    if (!read)
        return fail(read.error());
    auto officer = wire::decodeOfficer(bytes(read->value(QStringLiteral("officer"))));
    if (!officer)
        return fail(ErrorCode::StorageCorrupt, officer.error().detail);
    Account account;
    account.officer = std::move(*officer);
    account.passwordMustChange = read->value(QStringLiteral("passwordMustChange")).toBool();
    account.lastOnline = utc(read->value(QStringLiteral("lastOnline")));
    account.policy = { read->value(QStringLiteral("offlineDays")).toInt(),
        read->value(QStringLiteral("signatureMaxAgeMinutes")).toInt(),
        read->value(QStringLiteral("idleLockMinutes")).toInt(),
        read->value(QStringLiteral("tokenEnabled")).toBool() };
    return account;
}

QByteArray encode(const AuditLine& line, const QDateTime& at)
{
    return compact({ { QStringLiteral("at"), utc(at) }, { QStringLiteral("action"), line.action },
        { QStringLiteral("voucher"), line.voucher.value() }, { QStringLiteral("detail"), line.detail } });
}

QByteArray encode(const domain::VoucherSummary& s)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << summaryVersion << s.id.value() << s.number << quint8(s.kind) << quint8(s.state) << s.certifiedSteps
        << s.processNo << s.revision << s.office.value() << s.counterparty << s.narration
        << qint64(s.total.sen()) << s.date << s.preparer << s.submittedAtMs << s.updatedAtMs << s.waitsForMe;
    return body;
}

Result<domain::VoucherSummary> decodeSummary(const QByteArray& body)
{
    QDataStream in(body);
    in.setVersion(QDataStream::Qt_6_4);
    quint8 version = 0;
    quint8 kind = 0;
    quint8 state = 0;
    QString id;
    QString office;
    qint64 sen = 0;
    domain::VoucherSummary s;
    in >> version >> id >> s.number >> kind >> state >> s.certifiedSteps >> s.processNo >> s.revision
        >> office >> s.counterparty >> s.narration >> sen >> s.date >> s.preparer >> s.submittedAtMs
        >> s.updatedAtMs >> s.waitsForMe;
    const bool known = version == summaryVersion && kind <= quint8(domain::VoucherKind::Journal)
        && state <= quint8(domain::VoucherState::Paid);
    if (in.status() != QDataStream::Ok || !known)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("summary"));
    s.id = domain::VoucherId(id);
    s.kind = domain::VoucherKind(kind);
    s.state = domain::VoucherState(state);
    s.office = domain::OfficeCode(office);
    s.total = domain::Money::fromSen(sen);
    return s;
}

} // namespace peraku::services
