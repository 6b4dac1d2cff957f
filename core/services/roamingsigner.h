#pragma once

#include "patience.h"

#include <domain/ports.h>
#include <remote/cscclient.h>

#include <QHash>

namespace peraku::services {

using domain::Async;

/**
 * Signs with the officer's keys in a remote service by PIN and one-time code. A code is good for the digests
 * that it was asked for and for one try; the authorisation that PIN and code buy lives in memory until its
 * signatures are there, and nothing is asked twice by itself.
 */
class RoamingSigner final : public domain::Signer {
    Q_OBJECT
public:
    struct Provider {
        QString host; ///< For people, and part of the credentials' ids.
        bool treasury = true; ///< Else a foreign host, which learns only at authorisation what is signed.
        QByteArray path = {}; ///< Of the API; empty = the usual places.
    };
    /** How long those who look for any credential wait for this host's. */
    static constexpr qint64 inventoryMs = 8'000;

    RoamingSigner(remote::Client& client, domain::Clock& clock, domain::Scheduler& scheduler,
        Provider provider, QObject* parent = nullptr);

    /** Empty without an officer, and where the host offers no roaming signing. */
    Async<domain::MediumInventory> inventory(const domain::Ic& officer) override;
    Async<domain::OtpDelivery> requestOtp(domain::RawSignRequest request) override;
    /** AuthorisationLapsed without a code that was asked for exactly these digests. SignatureFailed where the
     * authorisation was spent and no answer came. */
    Async<domain::RawSignatures> sign(
        domain::RawSignRequest request, domain::SigningSecrets secrets) override;

private:
    using Info = wire::csc::CredentialInfo;
    /** What a code was asked for. */
    struct Asked {
        QList<QByteArray> digests;
        QString clientData;
    };
    domain::MediumInventory arranged(const QList<Info>& infos, const domain::Ic& officer);
    domain::Credential credentialOf(
        const Info& info, const domain::CertificateFacts& facts, const domain::Ic& officer) const;
    domain::Result<Info> find(const domain::RawSignRequest& request) const;
    Async<domain::OtpDelivery> challenge(
        const Info& info, const domain::RawSignRequest& request, const QString& clientData);
    Async<domain::RawSignatures> signWith(
        wire::csc::Authorization authorization, wire::csc::HashRequest request);

    remote::Client& m_client;
    domain::Clock& m_clock;
    Patience m_patience;
    Provider m_provider;
    remote::CscClient m_service;
    QHash<QString, Info> m_known; ///< By the credential's id.
    QHash<QString, Asked> m_asked; ///< By the credential's id.
};

} // namespace peraku::services
