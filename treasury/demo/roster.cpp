#include "roster.h"

#include "chance.h"
#include "tokens.h"

#include <domain/pinrules.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace peraku::demo {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

// Known on purpose: whoever tries the demo must be able to log in as anyone in it.
constexpr auto demoPassword = "Peraku-Demo-2026!";

bool signsInTheJourney(const DemoOfficer& officer)
{
    return officer.persona == u"penyemak" || officer.persona == u"pelulus" || officer.persona == u"penerima";
}

/** Six digits that satisfy the rules for PINs. */
secret::SecureBuffer newPin(const domain::Ic& officer)
{
    Chance chance;
    secret::SecureBuffer pin(6);
    do {
        for (std::size_t i = 0; i < pin.size();) {
            unsigned char byte = 0;
            chance.fill(&byte, 1);
            if (byte < 250)
                pin.bytes()[i++] = static_cast<unsigned char>('0' + byte % 10);
        }
    } while (!domain::pinFindings(pin, officer).isEmpty());
    return pin;
}

QString textOf(const secret::SecureBuffer& secret)
{
    return QString::fromLatin1(reinterpret_cast<const char*>(secret.bytes()), qsizetype(secret.size()));
}

QJsonObject describe(const DemoOfficer& each, const domain::Office& office)
{
    QJsonArray roles;
    for (const auto role : each.officer.roles)
        roles.append(domain::toWire(role));
    QJsonObject object { { u"ic"_s, each.officer.ic.digits() }, { u"name"_s, each.officer.name },
        { u"post"_s, each.officer.post }, { u"email"_s, each.officer.email }, { u"roles"_s, roles },
        { u"office"_s, each.officer.office.value() }, { u"officeName"_s, office.name },
        { u"password"_s, QLatin1String(demoPassword) } };
    if (!each.persona.isEmpty())
        object.insert(u"persona"_s, each.persona);
    if (each.officer.limit)
        object.insert(u"limit"_s, each.officer.limit->toDecimal());
    return object;
}

Result<QJsonObject> equip(treasury::Admin& admin, pki::CertificateAuthority& authority,
    const DemoOfficer& each, const domain::Office& office, const QString& tool, const QString& directory)
{
    const auto pin = newPin(each.officer.ic);
    const auto label = u"Peraku %1"_s.arg(each.persona);
    auto token = makeToken(tool, directory + u'/' + each.persona, label, pin,
        { each.officer.ic, each.officer.name, office.name, each.officer.email }, authority);
    if (!token)
        return fail(token.error());
    if (auto registered = admin.registerCertificate(each.officer.ic, token->certificate); !registered)
        return fail(registered.error());
    return QJsonObject { { u"dir"_s, token->directory }, { u"config"_s, token->config },
        { u"label"_s, token->label }, { u"pin"_s, textOf(pin) },
        { u"certificateSerial"_s, token->serialHex } };
}

/** The checker's key is EC and the approver's RSA, so that both kinds are tried. */
std::optional<domain::KeyKind> roamingKeyOf(const DemoOfficer& officer)
{
    if (officer.persona == u"penyemak")
        return domain::KeyKind::Ec;
    if (officer.persona == u"pelulus")
        return domain::KeyKind::Rsa;
    return std::nullopt;
}

Result<QJsonObject> enrol(const DemoOptions& options, const DemoOfficer& each, domain::KeyKind kind)
{
    const auto pin = newPin(each.officer.ic);
    const auto credential = options.enrolRoaming(each.officer, kind, pin);
    if (!credential)
        return fail(credential.error());
    return QJsonObject { { u"credential"_s, *credential }, { u"pin"_s, textOf(pin) },
        { u"key"_s, kind == domain::KeyKind::Ec ? u"ec"_s : u"rsa"_s } };
}

} // namespace

Result<QByteArray> employ(treasury::Admin& admin, pki::CertificateAuthority& authority, const World& world,
    const DemoOptions& options)
{
    auto hash = admin.hashPassword(secret::SecureBuffer::copyOf(std::string_view(demoPassword)));
    if (!hash)
        return fail(hash.error());
    if (!options.tokens.isEmpty() && !QDir().mkpath(options.tokens))
        return fail(ErrorCode::StorageFailed, options.tokens);
    const auto directory = QDir(options.tokens).absolutePath();
    QJsonArray roster;
    for (const auto& each : world.state().officers) {
        if (auto added = admin.addOfficerWithHash(each.officer, *hash, false); !added)
            return fail(added.error());
        if (options.tokens.isEmpty())
            continue;
        const auto& office = world.officeAt(world.officeIndex(each.officer.office));
        auto object = describe(each, office);
        if (signsInTheJourney(each)) {
            auto token = equip(admin, authority, each, office, options.tokenTool, directory);
            if (!token)
                return fail(token.error());
            object.insert(u"token"_s, *token);
        }
        if (const auto kind = roamingKeyOf(each); kind && options.enrolRoaming) {
            auto roaming = enrol(options, each, *kind);
            if (!roaming)
                return fail(roaming.error());
            object.insert(u"roaming"_s, *roaming);
        }
        roster.append(object);
    }
    if (options.tokens.isEmpty())
        return QByteArray();
    return QJsonDocument(QJsonObject { { u"officers"_s, roster } }).toJson();
}

Result<Done> publish(const QByteArray& roster, const DemoOptions& options)
{
    if (options.tokens.isEmpty())
        return Done {};
    QSaveFile file(options.tokens + u"/demo-officers.json"_s);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(roster) != roster.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, file.errorString());
    return Done {};
}

} // namespace peraku::demo
