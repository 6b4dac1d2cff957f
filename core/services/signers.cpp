#include "signers.h"

#include <domain/task.h>

namespace peraku::services {

using domain::ErrorCode;
using domain::MediumInventory;
using domain::Result;

/** The answers in the order of the signers, whichever came first. */
struct Signers::Gathering {
    QPromise<Result<MediumInventory>> promise;
    QList<MediumInventory> answers;
    qsizetype missing = 0;
};

Signers::Signers(QList<domain::Signer*> signers, QObject* parent)
    : Signer(parent)
    , m_signers(std::move(signers))
{
    for (auto* signer : m_signers) {
        connect(signer, &Signer::inventoryChanged, this, &Signer::inventoryChanged);
        connect(signer, &Signer::pinPadCountdown, this, &Signer::pinPadCountdown);
        connect(signer, &Signer::progressed, this, &Signer::progressed);
        connect(signer, &Signer::serviceWaiting, this, &Signer::serviceWaiting);
    }
}

Async<MediumInventory> Signers::inventory(const domain::Ic& officer)
{
    auto gathering = std::make_shared<Gathering>();
    gathering->promise.start();
    gathering->missing = m_signers.size();
    gathering->answers.resize(m_signers.size());
    auto future = gathering->promise.future();
    for (qsizetype i = 0; i < m_signers.size(); ++i) {
        domain::onFinished<MediumInventory>(
            m_signers.at(i)->inventory(officer), this, [this, gathering, i](Result<MediumInventory> answer) {
                if (answer)
                    gathering->answers[i] = std::move(*answer);
                else
                    gathering->answers[i].moduleErrors.append(answer.error());
                if (--gathering->missing == 0)
                    conclude(*gathering);
            });
    }
    return future;
}

void Signers::conclude(Gathering& gathering)
{
    MediumInventory all;
    for (qsizetype i = 0; i < m_signers.size(); ++i) {
        const auto& part = gathering.answers.at(i);
        all.slotStatus += part.slotStatus;
        all.credentials += part.credentials;
        all.moduleErrors += part.moduleErrors;
        for (const auto& credential : part.credentials)
            m_holders.insert(credential.id, m_signers.at(i));
    }
    // An officer who signs by roaming needs no token software; that it is missing is no news to them, unless
    // the settings name it.
    if (!all.credentials.isEmpty())
        all.moduleErrors.removeIf([](const domain::Error& error) {
            return error.code == ErrorCode::ModuleNotFound && error.detail.isEmpty();
        });
    gathering.promise.addResult(Result<MediumInventory>(std::move(all)));
    gathering.promise.finish();
}

domain::Signer* Signers::holderOf(const QString& credentialId) const
{
    return m_holders.value(credentialId);
}

Async<domain::OtpDelivery> Signers::requestOtp(domain::RawSignRequest request)
{
    auto* holder = holderOf(request.credentialId);
    return holder ? holder->requestOtp(std::move(request))
                  : domain::readyError<domain::OtpDelivery>(
                      { ErrorCode::NotFound, QStringLiteral("unknown credential"), {}, false, 0 });
}

Async<domain::RawSignatures> Signers::sign(domain::RawSignRequest request, domain::SigningSecrets secrets)
{
    auto* holder = holderOf(request.credentialId);
    return holder ? holder->sign(std::move(request), std::move(secrets))
                  : domain::readyError<domain::RawSignatures>(
                      { ErrorCode::TokenRemoved, QStringLiteral("unknown credential"), {}, false, 0 });
}

Async<domain::Done> Signers::changePin(
    const QString& credentialId, secret::SecureBuffer current, secret::SecureBuffer replacement)
{
    auto* holder = holderOf(credentialId);
    return holder ? holder->changePin(credentialId, std::move(current), std::move(replacement))
                  : domain::readyError<domain::Done>(
                      { ErrorCode::TokenRemoved, QStringLiteral("unknown credential"), {}, false, 0 });
}

} // namespace peraku::services
