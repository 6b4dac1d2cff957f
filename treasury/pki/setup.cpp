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

QByteArray markerBytes(bool finished)
{
    return QJsonDocument(QJsonObject { { QStringLiteral("product"), QLatin1String(product) },
                             { QStringLiteral("format"), format }, { QStringLiteral("finished"), finished } })
        .toJson();
}

enum class FolderState { Empty, Begun, Finished };

Result<FolderState> stateOf(const DataFolder& folder)
{
    const QDir directory(folder.root);
    QFile marker(folder.marker());
    if (!marker.exists()) {
        if (directory.exists()
            && !directory.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
            return fail(
                ErrorCode::InvalidInput, QStringLiteral("the folder holds something else: ") + folder.root);
        return FolderState::Empty;
    }
    if (!marker.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, marker.errorString());
    const auto object = QJsonDocument::fromJson(marker.read(4096)).object();
    if (object.value(QLatin1String("product")) != QLatin1String(product))
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("the folder holds something else: ") + folder.root);
    if (object.value(QLatin1String("format")).toInt() > format)
        return fail(ErrorCode::StorageTooNew, folder.root);
    return object.value(QLatin1String("finished")).toBool() ? FolderState::Finished : FolderState::Begun;
}

Result<Done> makeFolders(const DataFolder& folder)
{
    for (const auto& path : { folder.root, folder.root + QStringLiteral("/pki"),
             folder.root + QStringLiteral("/tls"), folder.mail(), folder.hsmTokens() }) {
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
    const auto state = stateOf(folder);
    if (!state)
        return fail(state.error());
    if (*state == FolderState::Finished)
        return folder;
    auto done = makeFolders(folder);
    // The marker comes first, so that an interrupted set-up is known as ours.
    if (done)
        done = writeFile(folder.marker(), markerBytes(false), false);
    if (!done)
        return fail(done.error());
    auto vault = Vault::make(folder, options.hsmModule, rng);
    if (!vault)
        return fail(vault.error());
    auto authority = openOrCreate(folder, options.profile, (*vault)->keys(), clock);
    if (!authority)
        return fail(authority.error());
    done = writeFile(folder.rootPem(), pem((*authority)->rootCertificate()), false);
    if (done)
        done = writeFile(folder.issuingPem(), pem((*authority)->issuingCertificate()), false);
    if (done)
        done = makeTls(folder, **authority, options.tlsNames);
    if (done)
        done = writeFile(folder.marker(), markerBytes(true), false);
    if (!done)
        return fail(done.error());
    return folder;
}

struct OpenedPki::Private {
    // Keys must not outlive the vault, so the authority goes first.
    std::unique_ptr<Vault> vault;
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

Result<std::unique_ptr<OpenedPki>> OpenedPki::open(
    const DataFolder& folder, domain::Clock& clock, const QString& hsmModule)
{
    const auto state = stateOf(folder);
    if (!state)
        return fail(state.error());
    if (*state != FolderState::Finished)
        return fail(ErrorCode::NotFound, QStringLiteral("run treasuryd init first: ") + folder.root);
    auto d = std::make_unique<Private>();
    auto vault = Vault::open(folder, hsmModule);
    if (!vault)
        return fail(vault.error());
    d->vault = std::move(*vault);
    auto authority = CertificateAuthority::open(folder.certificateRegister(), d->vault->keys(), clock);
    if (!authority)
        return fail(authority.error());
    d->authority = std::move(*authority);
    return std::unique_ptr<OpenedPki>(new OpenedPki(std::move(d)));
}

} // namespace peraku::pki
