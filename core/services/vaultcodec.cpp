#include "vaultcodec.h"

#include <domain/canonical.h>
#include <wire/media.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr qsizetype largestBody = 16 * 1024 * 1024;
constexpr quint8 summaryVersion = 2;

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
        { QStringLiteral("reviewed"), base64(parcel.reviewed) },
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
    parcel.reviewed = bytes(read->value(QStringLiteral("reviewed")));
    return parcel;
}

QByteArray encode(const LocalDraft& draft)
{
    QJsonObject written { { QStringLiteral("savedAt"), utc(draft.savedAt) },
        { QStringLiteral("voucher"), base64(wire::encode(draft.voucher)) } };
    if (draft.ancestor.revision > 0) {
        written.insert(QStringLiteral("ancestorRevision"), draft.ancestor.revision);
        written.insert(
            QStringLiteral("ancestor"), base64(wire::encode(wire::DraftBody { draft.ancestor.content })));
    }
    return compact(written);
}

Result<LocalDraft> decodeDraft(const QByteArray& body)
{
    const auto read = object(body);
    if (!read)
        return fail(read.error());
    auto voucher = wire::decodeVoucher(bytes(read->value(QStringLiteral("voucher"))));
    if (!voucher)
        return fail(ErrorCode::StorageCorrupt, voucher.error().detail);
    LocalDraft draft { std::move(*voucher), utc(read->value(QStringLiteral("savedAt"))) };
    if (const int revision = read->value(QStringLiteral("ancestorRevision")).toInt(); revision > 0) {
        auto ancestor = wire::decodeDraftBody(bytes(read->value(QStringLiteral("ancestor"))));
        if (!ancestor)
            return fail(ErrorCode::StorageCorrupt, ancestor.error().detail);
        draft.ancestor = { revision, std::move(ancestor->content) };
    }
    return draft;
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
        { QStringLiteral("tokenEnabled"), policy.tokenEnabled },
        { QStringLiteral("media"), account.media ? base64(wire::encode(*account.media)) : QString() } });
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
    if (const auto media = bytes(read->value(QStringLiteral("media"))); !media.isEmpty()) {
        auto grants = wire::decodeMediaGrants(media);
        if (!grants)
            return fail(ErrorCode::StorageCorrupt, grants.error().detail);
        account.media = std::move(*grants);
    }
    return account;
}

QByteArray encode(const AuditLine& line, const QDateTime& at)
{
    return compact({ { QStringLiteral("at"), utc(at) }, { QStringLiteral("action"), line.action },
        { QStringLiteral("voucher"), line.voucher.value() }, { QStringLiteral("detail"), line.detail } });
}

// A cache of 100,000 rows is read at each log-in, so a summary is a flat record: little-endian numbers, then
// the texts in UTF-8, each behind its length.

namespace {

class RecordWriter {
public:
    template <typename T> void number(T value)
    {
        const auto little = qToLittleEndian(value);
        bytes.append(reinterpret_cast<const char*>(&little), sizeof little);
    }
    void text(const QString& value)
    {
        const auto utf8 = value.toUtf8();
        number(quint32(utf8.size()));
        bytes.append(utf8);
    }
    QByteArray bytes;
};

class RecordReader {
public:
    explicit RecordReader(const QByteArray& bytes)
        : m_at(bytes.constData())
        , m_left(bytes.size())
    {
    }
    template <typename T> T number()
    {
        if (!take(sizeof(T)))
            return {};
        return qFromLittleEndian<T>(m_taken);
    }
    QString text()
    {
        const auto size = number<quint32>();
        return take(size) ? QString::fromUtf8(m_taken, qsizetype(size)) : QString();
    }
    bool isWhole() const { return !m_short && m_left == 0; }

private:
    bool take(std::size_t size)
    {
        if (m_short || qsizetype(size) > m_left) {
            m_short = true;
            return false;
        }
        m_taken = m_at;
        m_at += size;
        m_left -= qsizetype(size);
        return true;
    }
    const char* m_at;
    const char* m_taken = nullptr;
    qsizetype m_left;
    bool m_short = false;
};

} // namespace

QByteArray encode(const domain::VoucherSummary& s)
{
    RecordWriter out;
    out.number(summaryVersion);
    out.number(quint8(s.kind));
    out.number(quint8(s.state));
    out.number(quint8(s.waitsForMe));
    out.number(qint32(s.certifiedSteps));
    out.number(qint32(s.processNo));
    out.number(qint32(s.revision));
    out.number(qint64(s.total.sen()));
    out.number(qint64(s.date.isValid() ? s.date.toJulianDay() : 0));
    out.number(qint64(s.submittedAtMs));
    out.number(qint64(s.updatedAtMs));
    for (const auto* text :
        { &s.id.value(), &s.number, &s.office.value(), &s.counterparty, &s.narration, &s.preparer })
        out.text(*text);
    return out.bytes;
}

Result<domain::VoucherSummary> decodeSummary(const QByteArray& body)
{
    RecordReader in(body);
    domain::VoucherSummary s;
    const auto version = in.number<quint8>();
    const auto kind = in.number<quint8>();
    const auto state = in.number<quint8>();
    s.waitsForMe = in.number<quint8>() != 0;
    s.certifiedSteps = in.number<qint32>();
    s.processNo = in.number<qint32>();
    s.revision = in.number<qint32>();
    s.total = domain::Money::fromSen(in.number<qint64>());
    if (const auto day = in.number<qint64>(); day != 0)
        s.date = QDate::fromJulianDay(day);
    s.submittedAtMs = in.number<qint64>();
    s.updatedAtMs = in.number<qint64>();
    s.id = domain::VoucherId(in.text());
    s.number = in.text();
    s.office = domain::OfficeCode(in.text());
    s.counterparty = in.text();
    s.narration = in.text();
    s.preparer = in.text();
    const bool known = version == summaryVersion && kind <= quint8(domain::VoucherKind::Journal)
        && state <= quint8(domain::VoucherState::Paid);
    if (!in.isWhole() || !known)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("summary"));
    s.kind = domain::VoucherKind(kind);
    s.state = domain::VoucherState(state);
    return s;
}

} // namespace peraku::services
