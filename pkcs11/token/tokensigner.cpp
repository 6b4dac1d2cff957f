#include "ckrmap.h"
#include "modulehost.h"

#include <domain/credentials.h>
#include <token/tokensigner.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>

#include <algorithm>
#include <optional>
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
    if (!(flags & CKF_TOKEN_INITIALIZED))
        return PinState::Unknown;
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

bool signsFor(const SlotFacts& slot, domain::KeyKind kind)
{
    return kind == domain::KeyKind::Rsa ? slot.rsaPkcs1 || slot.rsaPss
                                        : kind == domain::KeyKind::Ec && slot.ecdsa;
}

/** Why this credential cannot sign for `officer` now; the reason that lasts longest comes first. */
std::optional<domain::Error> obstacle(
    const Credential& credential, const SlotFacts& slot, const domain::Ic& officer, const QDateTime& now)
{
    if (auto reason = domain::obstacle(credential.certificate, officer, now))
        return reason;
    if (!signsFor(slot, credential.certificate.keyKind))
        return because(ErrorCode::MechanismMissing);
    if (credential.pinState == PinState::Locked)
        return because(ErrorCode::PinLocked);
    if (credential.pinState == PinState::MustChange)
        return because(ErrorCode::PinMustChange);
    return {};
}

/** Why nothing in this slot can be used, apart from its certificates. */
std::optional<domain::Error> obstacle(const SlotFacts& slot)
{
    if (!slot.failure.function.isEmpty())
        return readingError(slot.failure);
    if (!slot.tokenPresent)
        return because(ErrorCode::TokenMissing);
    if (!(slot.tokenFlags & CKF_TOKEN_INITIALIZED))
        return because(ErrorCode::TokenBlank);
    if (slot.keys.isEmpty())
        return because(ErrorCode::TokenNotUsable);
    return {};
}

struct Place {
    ModuleHost* host = nullptr;
    QString serial;
    QByteArray certificateSha256;
    bool pinPad = false;
    PinState pinState = PinState::Unknown;
};

/** Ends the host's work on an order when the one who waits for it gives up. */
template <typename T> void passCancelOn(const domain::Async<T>& future, ModuleHost* host, quint64 number)
{
    auto* watcher = new QFutureWatcher<Result<T>>(host);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, host, [host, number] { host->cancel(number); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);
}

secret::SecureBuffer joined(const secret::SecureBuffer& first, const secret::SecureBuffer& second)
{
    secret::SecureBuffer both(first.size() + second.size());
    std::copy(first.view().begin(), first.view().end(), both.data());
    std::copy(second.view().begin(), second.view().end(), both.data() + first.size());
    return both;
}

/** What all modules answered, in the order of the modules, whichever came first. */
struct Gathering {
    QPromise<Result<MediumInventory>> promise;
    std::vector<std::optional<Result<Reply>>> answers;
    std::size_t missing = 0;
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

    Credential credentialOf(
        const SlotFacts& slot, const SlotFacts::Key& key, const domain::CertificateFacts& certificate) const
    {
        Credential credential;
        credential.id = slot.tokenSerial + QLatin1Char(':') + certificate.sha256.value();
        credential.mediumLabel = slot.tokenLabel;
        credential.mediumSerial = slot.tokenSerial;
        credential.slotLabel = slot.slotLabel;
        credential.certificate = certificate;
        credential.pinState = pinStateOf(slot.tokenFlags);
        credential.pinPad = (slot.tokenFlags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
        credential.alwaysAuthenticate = key.alwaysAuthenticate;
        credential.pssOnly = slot.rsaPss && !slot.rsaPkcs1;
        return credential;
    }

    void collect(ModuleHost& host, const SlotFacts& slot, const domain::Ic& officer, MediumInventory& into)
    {
        domain::SlotStatus status { QFileInfo(host.module()).fileName(), slot.slotLabel, slot.tokenLabel,
            slot.tokenSerial, pinStateOf(slot.tokenFlags), 0, obstacle(slot) };
        bool usable = false;
        for (const auto& key : slot.keys) {
            const auto certificate = options.readCertificate(key.certificate);
            if (!certificate) {
                status.unusable = certificate.error();
                continue;
            }
            auto credential = credentialOf(slot, key, *certificate);
            credential.unusable = obstacle(credential, slot, officer, options.clock.nowUtc());
            ++status.certificates;
            if (credential.unusable)
                status.unusable = credential.unusable;
            usable = usable || !credential.unusable;
            // The same token seen through a second module is one credential; the first module serves it.
            const auto same = [&](const Credential& other) { return other.id == credential.id; };
            if (std::any_of(into.credentials.cbegin(), into.credentials.cend(), same))
                continue;
            places.insert(credential.id,
                { &host, slot.tokenSerial, QByteArray::fromHex(certificate->sha256.value().toLatin1()),
                    credential.pinPad, credential.pinState });
            into.credentials.append(credential);
        }
        if (usable)
            status.unusable.reset();
        into.slotStatus.append(status);
    }

    void conclude(Gathering& gathering, const domain::Ic& officer)
    {
        MediumInventory inventory;
        for (std::size_t i = 0; i < hosts.size(); ++i) {
            const auto& answer = *gathering.answers[i];
            if (!answer)
                inventory.moduleErrors.append(answer.error());
            else
                for (const auto& slot : answer->slotFacts)
                    collect(*hosts[i], slot, officer, inventory);
        }
        gathering.promise.addResult(Result<MediumInventory>(std::move(inventory)));
        gathering.promise.finish();
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
    auto gathering = std::make_shared<Gathering>();
    gathering->promise.start();
    gathering->missing = m_d->hosts.size();
    gathering->answers.resize(m_d->hosts.size());
    auto future = gathering->promise.future();
    if (m_d->hosts.empty()) {
        MediumInventory nothing;
        nothing.moduleErrors.append(because(ErrorCode::ModuleNotFound));
        gathering->promise.addResult(Result<MediumInventory>(nothing));
        gathering->promise.finish();
        return future;
    }
    for (std::size_t i = 0; i < m_d->hosts.size(); ++i) {
        m_d->hosts[i]->perform({ Operation::Inventory, {} }, {}, m_d->options.watchdogMs, false,
            [this, gathering, officer, i](Result<Reply> reply) {
                gathering->answers[i] = std::move(reply);
                if (--gathering->missing == 0)
                    m_d->conclude(*gathering, officer);
            });
    }
    return future;
}

domain::Async<domain::RawSignatures> TokenSigner::sign(
    domain::RawSignRequest request, domain::SigningSecrets secrets)
{
    using Signatures = domain::RawSignatures;
    auto pin = std::move(secrets.pin);
    const auto place = m_d->places.constFind(request.credentialId);
    if (place == m_d->places.constEnd())
        return domain::readyError<Signatures>(
            because(ErrorCode::TokenRemoved, QStringLiteral("unknown credential")));
    if (request.digests.isEmpty() || request.digests.size() > maxItems)
        return domain::readyError<Signatures>(because(ErrorCode::InvalidInput, QStringLiteral("digests")));
    if (pin.size() > maxPin || (pin.isEmpty() && !place->pinPad))
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
    auto* host = place->host;
    const bool stateKnown = place->pinState == PinState::Good;
    auto made = std::make_shared<QList<QByteArray>>();
    const auto number = host->perform(
        std::move(order), std::move(pin), timeout, place->pinPad,
        [this, promise, stateKnown, made](const Result<Reply>& reply) {
            // A wrong PIN, or a right one after wrong ones, changes what the token tells of the PIN.
            if (!stateKnown || !reply)
                Q_EMIT inventoryChanged();
            if (reply)
                promise->addResult(Signatures { *made });
            else if (made->isEmpty())
                promise->addResult(Result<Signatures>(domain::fail(reply.error())));
            else
                promise->addResult(Signatures { *made, reply.error() });
            promise->finish();
        },
        [this, made, onSignature = request.onSignature](const QByteArray& signature) {
            made->append(signature);
            if (onSignature)
                onSignature(signature);
            Q_EMIT progressed(int(made->size()));
        });
    passCancelOn(future, host, number);
    return future;
}

domain::Async<domain::Done> TokenSigner::changePin(
    const QString& credentialId, secret::SecureBuffer current, secret::SecureBuffer replacement)
{
    using domain::Done;
    const auto place = m_d->places.constFind(credentialId);
    if (place == m_d->places.constEnd())
        return domain::readyError<Done>(
            because(ErrorCode::TokenRemoved, QStringLiteral("unknown credential")));
    if (place->pinPad) {
        current.clear();
        replacement.clear();
    } else if (current.isEmpty() || replacement.isEmpty() || current.size() > maxPin
        || replacement.size() > maxPin) {
        return domain::readyError<Done>(because(ErrorCode::PinLengthWrong));
    }
    Request order;
    order.operation = Operation::ChangePin;
    order.pins = { place->serial, quint32(current.size()), quint32(replacement.size()) };
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    auto future = promise->future();
    const int timeout = place->pinPad ? m_d->options.pinPadMs : m_d->options.watchdogMs;
    auto* host = place->host;
    const auto number = host->perform(std::move(order), joined(current, replacement), timeout, place->pinPad,
        [this, promise](const Result<Reply>& reply) {
            Q_EMIT inventoryChanged();
            promise->addResult(reply ? Result<Done>(Done {}) : Result<Done>(domain::fail(reply.error())));
            promise->finish();
        });
    passCancelOn(future, host, number);
    return future;
}

} // namespace peraku::token
