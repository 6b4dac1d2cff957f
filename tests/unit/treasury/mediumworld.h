#pragma once

#include "world.h"

#include <pki/administration.h>
#include <pki/softkeys.h>
#include <treasury/roaming.h>
#include <wire/requests.h>

namespace peraku::test {

/** Roaming credentials in memory, with the rules of their life. */
class FakeRoaming : public treasury::RoamingAdministration {
public:
    domain::Result<treasury::RoamingCredential> prepareWithHash(const QString& id, const domain::Ic& officer,
        domain::KeyKind kind, const QByteArray& pinHash) override;
    domain::Result<domain::Done> activate(const QString& id, const QByteArray& certificateDer) override;
    domain::Result<QList<treasury::RoamingCredential>> credentialsOf(const domain::Ic& officer) override;
    domain::Result<domain::Done> changePin(const QString& id, const domain::Ic& officer,
        const secret::SecureBuffer& current, const secret::SecureBuffer& replacement,
        const QString& key) override;
    domain::Result<int> refusedPins(const QString& id) override;
    domain::Result<domain::Done> unblock(const QString& id, const secret::SecureBuffer& pin) override;
    domain::Result<QByteArray> hashPin(const domain::Ic& officer, const secret::SecureBuffer& pin) override;
    domain::Result<domain::Done> unblockWithHash(const QString& id, const QByteArray& pinHash) override;
    domain::Result<domain::Done> suspend(const QString& id) override;
    domain::Result<domain::Done> resume(const QString& id) override;
    domain::Result<domain::Done> end(const QString& id) override;
    domain::Result<domain::Done> discard(const QString& id) override;
    domain::Result<QString> nonceOf(const QByteArray&, const domain::Ic&) override
    {
        return domain::fail(domain::ErrorCode::NotFound); // No officer of these tests signs.
    }

    treasury::RoamingCredential* find(const QString& id);
    QList<treasury::RoamingCredential> credentials;
    QMap<QString, QByteArray> pinHashes;
    QStringList discarded; ///< Whose keys were destroyed.
    int pinChanges = 0;
    int refused = 0;
    int locksAfter = 100; ///< Refused PINs.
    QSet<QString> pinKeys;

private:
    domain::Result<domain::Done> move(
        const QString& id, treasury::RoamingState from, treasury::RoamingState to);
};

/** The small state with a real certificate authority, administrators of office A and roaming keys. */
class MediumWorld : public World {
public:
    MediumWorld();

    domain::Officer administratorOfA, secondOfA;

    /** A token certificate of the officer's, issued and registered. */
    domain::HeldCertificate issueToken(const domain::Officer& officer);
    pki::CertificateStatus statusOf(const domain::HeldCertificate& certificate);

    static domain::MediumRequest application(
        domain::SigningMedium medium = domain::SigningMedium::RoamingOtp);
    static domain::MediumRequest about(domain::RequestKind kind, const domain::HeldCertificate& certificate);
    treasury::Response sendRequest(const domain::Officer& officer, const domain::MediumRequest& request,
        const char* pinDigits = goodDigits, const QByteArray& key = {});
    /** Fails the test where the treasury refuses. */
    domain::MediumRequest sent(const domain::Officer& officer, const domain::MediumRequest& request,
        const char* pinDigits = goodDigits);
    treasury::Response decide(const domain::Officer& officer, const domain::MediumRequest& request,
        domain::RequestAction action, const QString& reason = {});
    domain::MediumRequest stateOf(const domain::MediumRequest& request, const domain::Officer& officer);
    QList<domain::HeldCertificate> certificatesOf(const domain::Officer& officer);

    QList<treasury::Mail> mails(); ///< Delivered since the last call.
    void execute(const QByteArray& sql);
    qint64 number(const char* sql); ///< What the treasury's file answers.
    struct Link {
        QByteArray path;
        QByteArray digits;
    };
    static Link linkIn(const QList<treasury::Mail>& mails);
    treasury::Response confirm(const Link& link, const QByteArray& digits);
    /** Sends an application and confirms its address. */
    domain::MediumRequest submittedApplication(const domain::Officer& officer);

    static constexpr auto goodDigits = "271829";
    FakeRoaming keys;
    std::unique_ptr<pki::CertificateAuthority> authority;

private:
    support::MemoryFolder m_folder;
    pki::SoftKeys m_softKeys;
    std::unique_ptr<pki::OfficerCertificates> m_door;
};

} // namespace peraku::test
