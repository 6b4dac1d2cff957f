#pragma once

#include <domain/ports.h>
#include <signing/cades.h>
#include <signing/certificate.h>
#include <signing/openssl.h>
#include <support/pki.h>

#include <QTimer>

namespace peraku::test {

/** A Signer over a key of the test PKI, which makes one signature a turn of the event loop and stops when it
 * is told. */
class KeySigner : public domain::Signer {
public:
    static constexpr auto userCode = "246810";

    explicit KeySigner(const support::Issued& issued)
        : m_key(issued.key)
    {
        credential.id = QStringLiteral("0001:x");
        credential.certificate = *signing::certificateFacts(issued.der);
        m_profile = *signing::profileFor(credential.certificate, false);
    }

    domain::Credential credential;
    int orders = 0;
    int stopAfter = -1; ///< So many signatures are made, then this error comes.
    domain::Error failure { domain::ErrorCode::TokenRemoved, {}, {}, true, 0 };
    int spoiled = -1; ///< The signature of this digest holds for nothing.
    bool atOnce = false; ///< All are given at the end, as an HSM's service does.
    std::function<void(int made)> afterEach;
    QList<QByteArray> announced; ///< Digests of the last one-time code.
    QList<QByteArray> digests; ///< Of the last order.

    domain::Async<domain::MediumInventory> inventory(const domain::Ic&) override
    {
        domain::MediumInventory found;
        found.credentials = { credential };
        return domain::ready<domain::MediumInventory>(found);
    }
    domain::Async<domain::OtpDelivery> requestOtp(domain::RawSignRequest request) override
    {
        announced = request.digests;
        return domain::ready<domain::OtpDelivery>(domain::OtpDelivery {});
    }
    domain::Async<domain::RawSignatures> sign(
        domain::RawSignRequest request, domain::SigningSecrets secrets) override
    {
        ++orders;
        digests = request.digests;
        if (!equalConstantTime(secrets.pin, secret::SecureBuffer::copyOf(userCode)))
            return domain::readyError<domain::RawSignatures>(
                { domain::ErrorCode::WrongPin, {}, {}, true, 0 });
        m_request = std::move(request);
        m_made.clear();
        m_promise = std::make_unique<QPromise<domain::Result<domain::RawSignatures>>>();
        m_promise->start();
        auto future = m_promise->future();
        QTimer::singleShot(0, this, [this] { next(); });
        return future;
    }

private:
    void next()
    {
        if (m_promise->isCanceled() || m_made.size() == stopAfter)
            return end(failure);
        if (m_made.size() == m_request.digests.size())
            return end({});
        auto raw = *signing::signDigest(m_key.get(), m_profile, m_request.digests.at(m_made.size()));
        if (m_made.size() == spoiled)
            raw = *signing::signDigest(m_key.get(), m_profile, QByteArray(32, 'x'));
        m_made.append(raw);
        if (!atOnce && m_request.onSignature)
            m_request.onSignature(raw);
        if (afterEach)
            afterEach(int(m_made.size()));
        QTimer::singleShot(0, this, [this] { next(); });
    }
    void end(std::optional<domain::Error> reason)
    {
        if (reason && m_made.isEmpty())
            m_promise->addResult(domain::Result<domain::RawSignatures>(domain::fail(*reason)));
        else
            m_promise->addResult(domain::RawSignatures { m_made, reason });
        m_promise->finish();
    }

    support::KeyPtr m_key;
    signing::SigningProfile m_profile;
    domain::RawSignRequest m_request;
    QList<QByteArray> m_made;
    std::unique_ptr<QPromise<domain::Result<domain::RawSignatures>>> m_promise;
};

} // namespace peraku::test
