#include "pemkey.h"
#include "vault.h"

#include <pki/setup.h>
#include <pki/softkeys.h>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int format = 1;
constexpr auto product = "peraku-treasury";

/** What the marker file says of a folder. */
struct Marker {
    enum class State { Empty, Begun, Finished };
    State state = State::Empty;
    QString module; ///< Empty = keys in files.
    QString token;
    QString roamingToken; ///< Empty = the same.

    QByteArray toJson() const
    {
        QJsonObject object { { QStringLiteral("product"), QLatin1String(product) },
            { QStringLiteral("format"), format }, { QStringLiteral("finished"), state == State::Finished } };
        if (!module.isEmpty())
            object.insert(QStringLiteral("hsm"),
                QJsonObject { { QStringLiteral("module"), module }, { QStringLiteral("token"), token },
                    { QStringLiteral("roamingToken"), roamingToken } });
        return QJsonDocument(object).toJson();
    }
};

Result<Marker> markerOf(const DataFolder& folder)
{
    const QDir directory(folder.root);
    QFile marker(folder.marker());
    if (!marker.exists()) {
        if (directory.exists()
            && !directory.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
            return fail(
                ErrorCode::InvalidInput, QStringLiteral("the folder holds something else: ") + folder.root);
        return Marker();
    }
    if (!marker.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, marker.errorString());
    const auto object = QJsonDocument::fromJson(marker.read(4096)).object();
    if (object.value(QLatin1String("product")) != QLatin1String(product))
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("the folder holds something else: ") + folder.root);
    if (object.value(QLatin1String("format")).toInt() > format)
        return fail(ErrorCode::StorageTooNew, folder.root);
    const auto hsm = object.value(QLatin1String("hsm")).toObject();
    return Marker { object.value(QLatin1String("finished")).toBool() ? Marker::State::Finished
                                                                     : Marker::State::Begun,
        hsm.value(QLatin1String("module")).toString(), hsm.value(QLatin1String("token")).toString(),
        hsm.value(QLatin1String("roamingToken")).toString() };
}

/** The keys of a folder that exists; `given` may name another path of the same HSM's module. */
Result<Vault> openVault(const DataFolder& folder, const Marker& marker, const HsmAccess& given)
{
    const bool inFiles = marker.module.isEmpty();
    if ((inFiles && !given.module.isEmpty()) || (!given.token.isEmpty() && given.token != marker.token))
        return fail(ErrorCode::InvalidInput,
            inFiles ? QStringLiteral("this treasury keeps its keys in files, not in an HSM")
                    : QStringLiteral("this treasury's keys are in the token ") + marker.token);
    if (!given.roamingToken.isEmpty() && given.roamingToken != marker.roamingToken)
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("this treasury keeps its officers' keys in the token ")
                + (marker.roamingToken.isEmpty() ? marker.token : marker.roamingToken));
    if (inFiles)
        return openFileVault(folder);
    if (given.pin.isEmpty())
        return fail(ErrorCode::WrongPin,
            QStringLiteral("the token %1 holds this treasury's keys: give its PIN").arg(marker.token));
    return openHsmVault(
        { given.module.isEmpty() ? marker.module : given.module, marker.token, given.pin.clone(),
            marker.roamingToken, given.roamingPin.isEmpty() ? given.pin.clone() : given.roamingPin.clone() });
}

Result<Done> makeFolders(const DataFolder& folder)
{
    for (const auto& path : { folder.root, folder.root + QStringLiteral("/pki"),
             folder.root + QStringLiteral("/tls"), folder.mail() }) {
        if (!QDir().mkpath(path))
            return fail(ErrorCode::StorageFailed, path);
    }
    // Keys, officers and vouchers are nobody else's business.
    if (!QFile::setPermissions(folder.root, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(ErrorCode::StorageFailed, folder.root);
    return Done {};
}

Result<Done> makeTls(const DataFolder& folder, CertificateAuthority& authority, const QStringList& names)
{
    auto key = SoftKeys::make(KeyAlgorithm::P256);
    if (!key)
        return fail(key.error());
    auto publicKey = publicKeyDer(*key);
    if (!publicKey)
        return fail(publicKey.error());
    auto issued = authority.issueTlsServer(names.value(0), names, *publicKey);
    if (!issued)
        return fail(issued.error());
    if (auto written = writeKey(folder.tlsKey(), key->get(), nullptr); !written)
        return written;
    return writeFile(folder.tlsCertificate(), pem(issued->der) + pem(authority.issuingCertificate()), false);
}

Result<std::unique_ptr<CertificateAuthority>> openOrCreate(
    const DataFolder& folder, const AuthorityProfile& profile, KeyProvider& keys, domain::Clock& clock)
{
    auto opened = CertificateAuthority::open(folder.certificateRegister(), keys, clock);
    if (opened || opened.error().code != ErrorCode::NotFound)
        return opened;
    return CertificateAuthority::create(folder.certificateRegister(), profile, keys, clock);
}

} // namespace

Result<DataFolder> initTreasury(
    const QString& directory, const InitOptions& options, domain::Clock& clock, domain::Rng& rng)
{
    const DataFolder folder { QDir(directory).absolutePath() };
    auto marker = markerOf(folder);
    if (!marker)
        return fail(marker.error());
    if (marker->state == Marker::State::Finished)
        return folder;
    if (marker->state == Marker::State::Empty) {
        marker->state = Marker::State::Begun;
        marker->module = options.hsm.module;
        marker->token = options.hsm.token;
        if (options.hsm.module.isEmpty() && !options.hsm.roamingToken.isEmpty())
            return fail(ErrorCode::InvalidInput, QStringLiteral("a token for roaming keys wants an HSM"));
        // A token is logged in to once.
        if (options.hsm.roamingToken != options.hsm.token)
            marker->roamingToken = options.hsm.roamingToken;
    }
    // A wrong PIN or token leaves no folder behind.
    Result<Vault> vault = Vault();
    if (!marker->module.isEmpty())
        vault = openVault(folder, *marker, options.hsm);
    if (!vault)
        return fail(vault.error());
    auto done = makeFolders(folder);
    // The marker comes first, so that an interrupted set-up is known as ours.
    if (done)
        done = writeFile(folder.marker(), marker->toJson(), false);
    if (!done)
        return fail(done.error());
    if (!*vault)
        vault = makeFileVault(folder, rng);
    if (!vault)
        return fail(vault.error());
    auto authority = openOrCreate(folder, options.profile, **vault, clock);
    if (!authority)
        return fail(authority.error());
    done = writeFile(folder.rootPem(), pem((*authority)->rootCertificate()), false);
    if (done)
        done = writeFile(folder.issuingPem(), pem((*authority)->issuingCertificate()), false);
    if (done)
        done = makeTls(folder, **authority, options.tlsNames);
    marker->state = Marker::State::Finished;
    if (done)
        done = writeFile(folder.marker(), marker->toJson(), false);
    if (!done)
        return fail(done.error());
    return folder;
}

struct OpenedPki::Private {
    // Keys must not outlive the vault, so the authority goes first.
    Vault vault;
    std::unique_ptr<CertificateAuthority> authority;
};

OpenedPki::OpenedPki(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}
OpenedPki::~OpenedPki() = default;

CertificateAuthority& OpenedPki::authority()
{
    return *m_d->authority;
}

hsm::Token* OpenedPki::token()
{
    return m_d->vault->token();
}

Result<std::unique_ptr<OpenedPki>> OpenedPki::open(
    const DataFolder& folder, domain::Clock& clock, const HsmAccess& hsm)
{
    const auto marker = markerOf(folder);
    if (!marker)
        return fail(marker.error());
    if (marker->state != Marker::State::Finished)
        return fail(ErrorCode::NotFound, QStringLiteral("run treasuryd init first: ") + folder.root);
    auto d = std::make_unique<Private>();
    auto vault = openVault(folder, *marker, hsm);
    if (!vault)
        return fail(vault.error());
    d->vault = std::move(*vault);
    auto authority = CertificateAuthority::open(folder.certificateRegister(), *d->vault, clock);
    if (!authority)
        return fail(authority.error());
    d->authority = std::move(*authority);
    return std::unique_ptr<OpenedPki>(new OpenedPki(std::move(d)));
}

} // namespace peraku::pki
