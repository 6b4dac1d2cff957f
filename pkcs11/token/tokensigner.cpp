#include "modulehost.h"

#include <token/tokensigner.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>

#include <p11-kit/pkcs11.h>
#include <vector>

namespace peraku::token {

using domain::Credential;
using domain::ErrorCode;
using domain::MediumInventory;
using domain::PinState;
using domain::Result;

namespace {

PinState pinStateOf(quint64 flags)
{
    if (flags & CKF_USER_PIN_LOCKED)
        return PinState::Locked;
    if ((flags & CKF_USER_PIN_TO_BE_CHANGED) || !(flags & CKF_USER_PIN_INITIALIZED))
        return PinState::MustChange;
    if (flags & CKF_USER_PIN_FINAL_TRY)
        return PinState::FinalTry;
    return flags & CKF_USER_PIN_COUNT_LOW ? PinState::CountLow : PinState::Good;
}

domain::Error because(ErrorCode code, const QString& detail = {})
{
    return { code, detail, {}, false, 0 };
}

/** Why this credential cannot sign for `officer` now; the reason that lasts longest comes first. */
std::optional<domain::Error> obstacle(
    const Credential& credential, const domain::Ic& officer, const QDateTime& now)
{
    const auto& certificate = credential.certificate;
    if (!certificate.nonRepudiation || certificate.certificateAuthority)
        return because(ErrorCode::CertificateWrongUsage);
    if (!officer.isEmpty() && certificate.ic != officer)
        return because(ErrorCode::CertificateWrongOfficer);
    if (now > certificate.notAfter)
        return because(ErrorCode::CertificateExpired);
    if (now < certificate.notBefore)
        return because(ErrorCode::CertificateNotYetValid);
    if (certificate.keyKind == domain::KeyKind::Other)
        return because(ErrorCode::MechanismMissing);
    if (credential.pinState == PinState::Locked)
        return because(ErrorCode::PinLocked);
    if (credential.pinState == PinState::MustChange)
        return because(ErrorCode::PinMustChange);
    return {};
}

struct Place {
    ModuleHost* host = nullptr;
    QString serial;
    QByteArray certificateSha256;
    bool pinPad = false;
};

} // namespace

struct TokenSigner::Private {
    explicit Private(TokenOptions given)
        : options(std::move(given))
    {
    }
    TokenOptions options;
    std::vector<std::unique_ptr<ModuleHost>> hosts;
    QHash<QString, Place> places;

    void collect(
        ModuleHost& host, const QList<SlotFacts>& facts, const domain::Ic& officer, MediumInventory& into)
    {
        for (const auto& slot : facts) {
            domain::SlotStatus status { QFileInfo(host.module()).fileName(), slot.slotLabel, slot.tokenLabel,
                slot.tokenSerial, slot.tokenPresent ? pinStateOf(slot.tokenFlags) : PinState::Unknown, 0,
                {} };
            int usable = 0;
            std::optional<domain::Error> reason;
            for (const auto& key : slot.keys) {
                const auto certificate = options.readCertificate(key.certificate);
                if (!certificate) {
                    reason = certificate.error();
                    continue;
                }
                Credential credential;
                credential.id = slot.tokenSerial + QLatin1Char(':') + certificate->sha256.value();
                credential.mediumLabel = slot.tokenLabel;
                credential.mediumSerial = slot.tokenSerial;
                credential.slotLabel = slot.slotLabel;
                credential.certificate = *certificate;
                credential.pinState = status.pinState;
                credential.pinPad = (slot.tokenFlags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
                credential.alwaysAuthenticate = key.alwaysAuthenticate;
                credential.unusable = obstacle(credential, officer, options.clock.nowUtc());
                places.insert(credential.id,
                    { &host, slot.tokenSerial, QByteArray::fromHex(certificate->sha256.value().toLatin1()),
                        credential.pinPad });
                ++status.certificates;
                if (!credential.unusable)
                    ++usable;
                else
                    reason = credential.unusable;
                into.credentials.append(credential);
            }
            if (usable == 0) {
                if (!slot.tokenPresent)
                    status.unusable = because(ErrorCode::TokenMissing);
                else if (slot.error != 0)
                    status.unusable = because(ErrorCode::TokenNotUsable,
                        QStringLiteral("0x%1").arg(QString::number(slot.error, 16)));
                else
                    status.unusable = reason ? *reason : because(ErrorCode::KeyMissing);
            }
            into.slotStatus.append(status);
        }
    }
};

TokenSigner::TokenSigner(TokenOptions options, QObject* parent)
    : Signer(parent)
    , m_d(std::make_unique<Private>(std::move(options)))
{
    if (m_d->options.helperPath.isEmpty()) {
        const QDir folder(QCoreApplication::applicationDirPath());
#ifdef Q_OS_WIN
        m_d->options.helperPath = folder.filePath(QStringLiteral("peraku-token.exe"));
#else
        m_d->options.helperPath = folder.filePath(QStringLiteral("peraku-token"));
#endif
    }
    for (const auto& module : m_d->options.modulePaths) {
        auto host = std::make_unique<ModuleHost>(m_d->options.helperPath, module);
        connect(host.get(), &ModuleHost::slotsChanged, this, &Signer::inventoryChanged);
        connect(host.get(), &ModuleHost::countdown, this, &Signer::pinPadCountdown);
        m_d->hosts.push_back(std::move(host));
    }
}

TokenSigner::~TokenSigner() = default;

domain::Async<MediumInventory> TokenSigner::inventory(const domain::Ic& officer)
{
    struct Gathering {
        QPromise<Result<MediumInventory>> promise;
        MediumInventory inventory;
        std::size_t missing = 0;
    };
    auto gathering = std::make_shared<Gathering>();
    gathering->promise.start();
    gathering->missing = m_d->hosts.size();
    auto future = gathering->promise.future();
    if (m_d->hosts.empty()) {
        gathering->inventory.moduleErrors.append(because(ErrorCode::ModuleNotFound));
        gathering->promise.addResult(Result<MediumInventory>(gathering->inventory));
        gathering->promise.finish();
        return future;
    }
    m_d->places.clear();
    for (const auto& host : m_d->hosts) {
        host->perform({ Operation::Inventory, {} }, {}, m_d->options.watchdogMs, false,
            [this, gathering, officer, host = host.get()](const Result<Reply>& reply) {
                if (!reply)
                    gathering->inventory.moduleErrors.append(reply.error());
                else
                    m_d->collect(*host, reply->slotFacts, officer, gathering->inventory);
                if (--gathering->missing > 0)
                    return;
                gathering->promise.addResult(Result<MediumInventory>(gathering->inventory));
                gathering->promise.finish();
            });
    }
    return future;
}

domain::Async<QList<QByteArray>> TokenSigner::sign(domain::RawSignRequest request, secret::SecureBuffer pin)
{
    using Signatures = QList<QByteArray>;
    const auto place = m_d->places.constFind(request.credentialId);
    if (place == m_d->places.constEnd())
        return domain::readyError<Signatures>(
            because(ErrorCode::TokenRemoved, QStringLiteral("unknown credential")));
    if (request.digests.isEmpty() || pin.size() > maxPin || (pin.isEmpty() && !place->pinPad))
        return domain::readyError<Signatures>(because(ErrorCode::PinLengthWrong));
    auto promise = std::make_shared<QPromise<Result<Signatures>>>();
    promise->start();
    auto future = promise->future();
    if (place->pinPad)
        pin.clear();
    Request order;
    order.operation = Operation::Sign;
    order.order = { place->serial, place->certificateSha256, request.scheme, request.digestBits,
        request.digests, quint32(pin.size()) };
    const int timeout = place->pinPad ? m_d->options.pinPadMs : m_d->options.watchdogMs;
    place->host->perform(
        std::move(order), std::move(pin), timeout, place->pinPad, [promise](const Result<Reply>& reply) {
            if (!reply)
                promise->addResult(Result<Signatures>(domain::fail(reply.error())));
            else
                promise->addResult(Result<Signatures>(reply->signatures));
            promise->finish();
        });
    return future;
}

} // namespace peraku::token
