#include "authorityprivate.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <openssl/rand.h>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr auto rootLabel = "peraku-root-ca";
constexpr auto issuingLabel = "peraku-issuing-ca";
constexpr auto ocspLabel = "peraku-ocsp";
constexpr auto tsaLabel = "peraku-tsa";
constexpr auto sealLabel = "peraku-seal";
constexpr int rootYears = 20;
constexpr int issuingYears = 12;
constexpr int serviceYears = 5;
constexpr qint64 timestampSerialBlock = 1000;

QByteArray toJson(const AuthorityProfile& profile)
{
    return QJsonDocument(
        QJsonObject { { QStringLiteral("country"), profile.country },
            { QStringLiteral("organisation"), profile.organisation },
            { QStringLiteral("rootName"), profile.rootName },
            { QStringLiteral("issuingName"), profile.issuingName },
            { QStringLiteral("baseUrl"), profile.baseUrl }, { QStringLiteral("caKeys"), int(profile.caKeys) },
            { QStringLiteral("serviceKeys"), int(profile.serviceKeys) },
            { QStringLiteral("backdatedYears"), profile.backdatedYears },
            { QStringLiteral("crlHours"), profile.crlHours } })
        .toJson(QJsonDocument::Compact);
}

Result<AuthorityProfile> profileFromJson(const QByteArray& json)
{
    const auto object = QJsonDocument::fromJson(json).object();
    if (object.isEmpty())
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("profile of the certificate register"));
    AuthorityProfile profile;
    profile.country = object.value(QLatin1String("country")).toString();
    profile.organisation = object.value(QLatin1String("organisation")).toString();
    profile.rootName = object.value(QLatin1String("rootName")).toString();
    profile.issuingName = object.value(QLatin1String("issuingName")).toString();
    profile.baseUrl = object.value(QLatin1String("baseUrl")).toString();
    profile.caKeys = KeyAlgorithm(object.value(QLatin1String("caKeys")).toInt());
    profile.serviceKeys = KeyAlgorithm(object.value(QLatin1String("serviceKeys")).toInt());
    profile.backdatedYears = object.value(QLatin1String("backdatedYears")).toInt();
    profile.crlHours = object.value(QLatin1String("crlHours")).toInt();
    return profile;
}

Result<Done> checkProfile(const AuthorityProfile& profile)
{
    // It becomes part of extension values, where a comma or line break would begin another one.
    static const QRegularExpression url(
        QStringLiteral("\\Ahttps?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/\\-]*)?\\z"));
    if (!url.match(profile.baseUrl).hasMatch() || profile.baseUrl.endsWith(QLatin1Char('/')))
        return fail(ErrorCode::InvalidInput, QStringLiteral("baseUrl"));
    if (profile.crlHours < 1 || profile.backdatedYears < 0 || profile.backdatedYears > 10)
        return fail(ErrorCode::InvalidInput, QStringLiteral("crlHours or backdatedYears"));
    return Done {};
}

Result<PrivateKey> ensureKey(KeyProvider& keys, const char* label, KeyAlgorithm algorithm)
{
    auto key = keys.find(QLatin1String(label));
    if (key || key.error().code != ErrorCode::KeyMissing)
        return key;
    return keys.generate(QLatin1String(label), algorithm);
}

QByteArray randomSerial()
{
    QByteArray serial(16, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(serial.data()), int(serial.size())) != 1)
        return {};
    // Positive and of constant length: the top bit clear, the next one set.
    serial[0] = char((uchar(serial.at(0)) & 0x3f) | 0x40);
    return serial;
}

} // namespace

QDateTime CertificateAuthority::Private::now() const
{
    // Certificates know whole seconds only.
    return QDateTime::fromSecsSinceEpoch(clock->nowUtc().toSecsSinceEpoch(), Qt::UTC);
}

QList<ExtensionSpec> CertificateAuthority::Private::leafExtensions(const char* policy) const
{
    const auto base = profile.baseUrl.toLatin1();
    return { { NID_basic_constraints, "critical,CA:FALSE" }, { NID_subject_key_identifier, "hash" },
        { NID_authority_key_identifier, "keyid:always" }, { NID_certificate_policies, policy },
        { NID_crl_distribution_points, "URI:" + base + "/issuing.crl" },
        { NID_info_access, "OCSP;URI:" + base + "/ocsp,caIssuers;URI:" + base + "/issuing.crt" } };
}

Result<RegisterEntry> CertificateAuthority::Private::issue(CertificateKind kind, CertificateSpec spec,
    EVP_PKEY* subjectKey, const Identity* issuer, const PrivateKey& issuerKey,
    const std::optional<domain::Ic>& ic)
{
    spec.serial = randomSerial();
    if (spec.serial.isEmpty())
        return fail(sslError(ErrorCode::Internal, "random serial"));
    auto certificate
        = buildCertificate(spec, subjectKey, issuer ? issuer->certificate.get() : nullptr, issuerKey.get());
    if (!certificate)
        return fail(certificate.error());
    RegisterEntry entry;
    entry.serialHex = QString::fromLatin1(spec.serial.toHex().toUpper());
    entry.kind = kind;
    entry.subject = signing::dnText(X509_get_subject_name(certificate->get()));
    entry.ic = ic;
    entry.der = signing::derOf(certificate->get(), i2d_X509);
    entry.notBefore = spec.notBefore;
    entry.notAfter = spec.notAfter;
    if (entry.der.isEmpty())
        return fail(sslError(ErrorCode::Internal, "i2d_X509"));
    // The primary key refuses a serial that was given before.
    if (auto kept = store->insert(entry); !kept)
        return fail(kept.error());
    return entry;
}

Result<Done> CertificateAuthority::Private::establish()
{
    struct Wanted {
        Identity& identity;
        const char* keyLabel;
        CertificateKind kind;
        KeyAlgorithm algorithm;
        QString name;
        int years;
        QList<ExtensionSpec> extensions;
    };
    const auto base = profile.baseUrl.toLatin1();
    auto ocspExtensions = leafExtensions(oid::servicePolicy);
    ocspExtensions += { { NID_key_usage, "critical,digitalSignature" }, { NID_ext_key_usage, "OCSPSigning" },
        { NID_id_pkix_OCSP_noCheck, "yes" } };
    auto tsaExtensions = leafExtensions(oid::servicePolicy);
    tsaExtensions
        += { { NID_key_usage, "critical,digitalSignature" }, { NID_ext_key_usage, "critical,timeStamping" } };
    const Wanted wanted[] = {
        { root, rootLabel, CertificateKind::RootCa, profile.caKeys, profile.rootName, rootYears,
            { { NID_basic_constraints, "critical,CA:TRUE" },
                { NID_key_usage, "critical,keyCertSign,cRLSign" }, { NID_subject_key_identifier, "hash" } } },
        { issuing, issuingLabel, CertificateKind::IssuingCa, profile.caKeys, profile.issuingName,
            issuingYears,
            { { NID_basic_constraints, "critical,CA:TRUE,pathlen:0" },
                { NID_key_usage, "critical,keyCertSign,cRLSign" }, { NID_subject_key_identifier, "hash" },
                { NID_authority_key_identifier, "keyid:always" }, { NID_certificate_policies, "2.5.29.32.0" },
                { NID_crl_distribution_points, "URI:" + base + "/root.crl" },
                { NID_info_access, "caIssuers;URI:" + base + "/root.crt" } } },
        { ocsp, ocspLabel, CertificateKind::OcspResponder, profile.serviceKeys,
            profile.organisation + QStringLiteral(" OCSP"), serviceYears, ocspExtensions },
        { tsa, tsaLabel, CertificateKind::TimestampAuthority, profile.serviceKeys,
            profile.organisation + QStringLiteral(" TSA"), issuingYears, tsaExtensions },
    };
    const auto begin = now().addYears(-profile.backdatedYears);
    for (const auto& each : wanted) {
        auto key = ensureKey(*keys, each.keyLabel, each.algorithm);
        if (!key)
            return fail(key.error());
        each.identity.key = *key;
        const Identity* issuer = each.kind == CertificateKind::RootCa ? nullptr
            : each.kind == CertificateKind::IssuingCa                 ? &root
                                                                      : &issuing;
        CertificateSpec spec;
        spec.subject = { { "C", profile.country }, { "O", profile.organisation }, { "CN", each.name } };
        spec.notBefore = begin;
        spec.notAfter
            = begin.addYears(each.years + (each.years == serviceYears ? profile.backdatedYears : 0));
        spec.extensions = each.extensions;
        auto entry = issue(each.kind, spec, key->get(), issuer, issuer ? issuer->key : *key);
        if (!entry)
            return fail(entry.error());
        each.identity.der = entry->der;
        each.identity.certificate = signing::parseCertificate(entry->der);
        if (!each.identity.certificate)
            return fail(sslError(ErrorCode::Internal, each.keyLabel));
    }
    if (auto sealed = makeSeal(begin, serviceYears + profile.backdatedYears); !sealed)
        return sealed;
    return store->setMeta(QStringLiteral("profile"), toJson(profile));
}

Result<Done> CertificateAuthority::Private::makeSeal(const QDateTime& from, int years)
{
    auto key = ensureKey(*keys, sealLabel, profile.serviceKeys);
    if (!key)
        return fail(key.error());
    CertificateSpec spec;
    spec.subject = { { "C", profile.country }, { "O", profile.organisation },
        { "CN", profile.organisation + QStringLiteral(" Meterai") } };
    spec.notBefore = from;
    spec.notAfter = from.addYears(years);
    spec.extensions = leafExtensions(oid::sealPolicy);
    spec.extensions.append({ NID_key_usage, "critical,nonRepudiation" });
    auto entry = issue(CertificateKind::Seal, spec, key->get(), &issuing, issuing.key);
    if (!entry)
        return fail(entry.error());
    seal = { *key, signing::parseCertificate(entry->der), entry->der };
    if (!seal.certificate)
        return fail(sslError(ErrorCode::Internal, sealLabel));
    return Done {};
}

Result<Done> CertificateAuthority::Private::loadSeal()
{
    auto entries = store->ofKind(CertificateKind::Seal);
    if (!entries)
        return fail(entries.error());
    if (!entries->isEmpty() && now() < entries->last().notAfter)
        return loadIdentity(seal, sealLabel, CertificateKind::Seal);
    return store->transaction([&] { return makeSeal(now(), serviceYears); });
}

Result<Done> CertificateAuthority::Private::loadIdentity(
    Identity& identity, const char* keyLabel, CertificateKind kind)
{
    auto entries = store->ofKind(kind);
    if (!entries)
        return fail(entries.error());
    if (entries->isEmpty())
        return fail(ErrorCode::StorageCorrupt,
            QStringLiteral("the register lacks the certificate of %1").arg(QLatin1String(keyLabel)));
    auto key = keys->find(QLatin1String(keyLabel));
    if (!key)
        return fail(key.error());
    identity.key = *key;
    identity.der = entries->last().der;
    identity.certificate = signing::parseCertificate(identity.der);
    if (!identity.certificate
        || EVP_PKEY_eq(X509_get0_pubkey(identity.certificate.get()), identity.key.get()) != 1)
        return fail(ErrorCode::KeyMissing,
            QStringLiteral("the key of %1 does not fit its certificate").arg(QLatin1String(keyLabel)));
    return Done {};
}

Result<Done> CertificateAuthority::Private::load()
{
    auto stored = store->meta(QStringLiteral("profile"));
    if (!stored)
        return fail(stored.error());
    if (stored->isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("the certificate register is not initialised"));
    auto read = profileFromJson(*stored);
    if (!read)
        return fail(read.error());
    profile = *read;
    auto done = loadIdentity(root, rootLabel, CertificateKind::RootCa);
    if (done)
        done = loadIdentity(issuing, issuingLabel, CertificateKind::IssuingCa);
    if (done)
        done = loadIdentity(ocsp, ocspLabel, CertificateKind::OcspResponder);
    if (done)
        done = loadIdentity(tsa, tsaLabel, CertificateKind::TimestampAuthority);
    if (done)
        done = loadSeal();
    return done;
}

Result<qint64> CertificateAuthority::Private::timestampSerial()
{
    if (nextTimestampSerial == timestampSerialsEnd) {
        auto begin = store->advance(QStringLiteral("timestampSerial"), timestampSerialBlock);
        if (!begin)
            return begin;
        nextTimestampSerial = *begin;
        timestampSerialsEnd = *begin + timestampSerialBlock;
    }
    return ++nextTimestampSerial;
}

Result<std::unique_ptr<CertificateAuthority>> CertificateAuthority::create(
    const QString& registerPath, const AuthorityProfile& profile, KeyProvider& keys, domain::Clock& clock)
{
    if (auto sound = checkProfile(profile); !sound)
        return fail(sound.error());
    auto d = std::make_unique<Private>();
    d->profile = profile;
    d->keys = &keys;
    d->clock = &clock;
    auto store = RegisterStore::open(registerPath);
    if (!store)
        return fail(store.error());
    d->store = std::move(*store);
    auto established = d->store->meta(QStringLiteral("profile"));
    if (!established)
        return fail(established.error());
    if (!established->isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("the certificate register exists"));
    if (auto done = d->store->transaction([&] { return d->establish(); }); !done)
        return fail(done.error());
    return std::unique_ptr<CertificateAuthority>(new CertificateAuthority(std::move(d)));
}

Result<std::unique_ptr<CertificateAuthority>> CertificateAuthority::open(
    const QString& registerPath, KeyProvider& keys, domain::Clock& clock)
{
    auto d = std::make_unique<Private>();
    d->keys = &keys;
    d->clock = &clock;
    auto store = RegisterStore::open(registerPath);
    if (!store)
        return fail(store.error());
    d->store = std::move(*store);
    if (auto done = d->load(); !done)
        return fail(done.error());
    return std::unique_ptr<CertificateAuthority>(new CertificateAuthority(std::move(d)));
}

} // namespace peraku::pki
