#include "mediapolicy.h"

#include "database.h"
#include "digest.h"
#include "ledger.h"
#include "sql.h"

#include <domain/jsonfields.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::SigningMedium;

namespace {
constexpr qsizetype mostOffices = 10000;
constexpr qsizetype officeLength = 8;
} // namespace

QByteArray MediaPolicy::toJson() const
{
    QJsonArray processes;
    for (const int number : roamingOnlyProcesses)
        processes.append(number);
    QJsonArray offices;
    for (const auto& office : roamingOnlyOffices)
        offices.append(office.value());
    return QJsonDocument(QJsonObject { { QStringLiteral("tokenEnabled"), tokenEnabled },
                             { QStringLiteral("roamingOnlyProcesses"), processes },
                             { QStringLiteral("roamingOnlyOffices"), offices } })
        .toJson(QJsonDocument::Compact);
}

Result<MediaPolicy> MediaPolicy::fromJson(const QByteArray& json)
{
    const auto document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return fail(ErrorCode::InvalidInput, QStringLiteral("media policy"));
    domain::JsonFields fields(document.object());
    MediaPolicy policy;
    policy.tokenEnabled = fields.boolean("tokenEnabled");
    for (const auto& number : fields.array("roamingOnlyProcesses", domain::limits::processNo)) {
        policy.roamingOnlyProcesses.append(number.toInt());
        if (number.toInt() < 1 || number.toInt() > domain::limits::processNo)
            fields.wrong("roamingOnlyProcesses");
    }
    for (const auto& code : fields.array("roamingOnlyOffices", mostOffices)) {
        policy.roamingOnlyOffices.append(domain::OfficeCode(code.toString()));
        if (code.toString().isEmpty() || code.toString().size() > officeLength)
            fields.wrong("roamingOnlyOffices");
    }
    fields.refuseUnknown();
    if (fields.error())
        return fail(ErrorCode::InvalidInput, fields.error()->detail);
    std::sort(policy.roamingOnlyProcesses.begin(), policy.roamingOnlyProcesses.end());
    return policy;
}

Result<MediaPolicy> readMediaPolicy(Connection& connection)
{
    QByteArray stored;
    auto read = sql::each(connection, "SELECT value FROM meta WHERE name = 'media-policy'",
        [&](sql::Row& row) { stored = row.blob(0); });
    if (!read)
        return fail(read.error());
    if (stored.isEmpty())
        return MediaPolicy {};
    auto policy = MediaPolicy::fromJson(stored);
    if (!policy)
        return fail(ErrorCode::StorageCorrupt, policy.error().detail);
    return policy;
}

Result<MediaPolicy> mediaPolicyInForce(Connection& connection, const Config& config)
{
    auto policy = readMediaPolicy(connection);
    if (policy)
        policy->tokenEnabled = policy->tokenEnabled && config.policy.tokenEnabled;
    return policy;
}

Result<Done> writeMediaPolicy(Connection& connection, const MediaPolicy& policy, const QDateTime& at)
{
    const auto json = policy.toJson();
    auto written = sql::run(connection,
        "INSERT INTO meta (name, value) VALUES ('media-policy', ?1) ON CONFLICT (name) DO UPDATE SET value = "
        "?1",
        json);
    if (written)
        written = Ledger(connection)
                      .audit({ at, QStringLiteral("operator"), QStringLiteral("media-policy.set"),
                          QStringLiteral("media-policy"), sha256(json), QString::fromUtf8(json) });
    return written;
}

Result<MediaPolicy> mediaPolicy(const QString& databasePath)
{
    auto database = Database::open(databasePath, Database::Mode::ReadOnly, 1);
    if (!database)
        return fail(database.error());
    return (*database)->read([](Connection& connection) { return readMediaPolicy(connection); });
}

std::optional<domain::Error> mediumRefusal(
    const MediaPolicy& policy, const domain::Officer& officer, int processNo, SigningMedium medium)
{
    const auto because = [](ErrorCode code, const char* rule) {
        return domain::Error { code, QLatin1String(rule), {}, false, 0 };
    };
    switch (medium) {
    case SigningMedium::Softcert:
    case SigningMedium::Roaming:
        return because(ErrorCode::MediumUnsupported, "medium");
    case SigningMedium::RoamingOtp:
        return std::nullopt;
    case SigningMedium::Token:
        break;
    }
    if (!policy.tokenEnabled)
        return because(ErrorCode::MediumSwitchedOff, "token");
    if (policy.roamingOnlyOffices.contains(officer.office))
        return because(ErrorCode::MediumSwitchedOff, "office");
    if (policy.roamingOnlyProcesses.contains(processNo))
        return because(ErrorCode::MediumSwitchedOff, "process");
    return std::nullopt;
}

Result<QList<domain::Sha256Hex>> roamingCertificates(
    RoamingAdministration* roaming, const domain::Ic& officer, bool usable)
{
    QList<domain::Sha256Hex> names;
    if (!roaming)
        return names;
    const auto credentials = roaming->credentialsOf(officer);
    if (!credentials)
        return fail(credentials.error());
    for (const auto& each : *credentials) {
        if (!each.certificate.isEmpty() && (!usable || each.state == RoamingState::Active))
            names.append(domain::Sha256Hex(QString::fromLatin1(sha256(each.certificate).toHex())));
    }
    return names;
}

} // namespace peraku::treasury
