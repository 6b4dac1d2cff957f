#pragma once

#include <domain/statement.h>
#include <support/memoryfolder.h>
#include <treasury/admin.h>
#include <treasury/treasury.h>
#include <wire/messages.h>

#include <atomic>
#include <memory>

namespace peraku::test {

/** Time that moves only when a test says so. */
class FakeClock : public domain::Clock {
public:
    QDateTime now = QDateTime(QDate(2026, 3, 2), QTime(3, 0), Qt::UTC);
    QDateTime nowUtc() const override { return now; }
    qint64 monotonicMs() const override { return now.toMSecsSinceEpoch(); }
    void advance(qint64 seconds) { now = now.addSecs(seconds); }
};

/** A counter's hashes: different every time, the same in every run. */
class FakeRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override;

private:
    std::atomic<quint64> m_count { 0 };
};

/** Takes a signature for good if it is the one that sign() makes of these bytes. */
class FakeVerifier : public treasury::SignatureVerifier {
public:
    domain::Result<treasury::VerifiedSignature> verify(const treasury::SignatureToVerify& signature) override;
    static QByteArray sign(const QByteArray& statement)
    {
        return "signed:" + statement.left(40) + QByteArray::number(qHash(statement));
    }
    domain::Sha256Hex certificate; ///< Of the report's signer.
    std::optional<domain::Error> failure; ///< Makes every signature fail so.
};

class FakePki : public treasury::PkiEndpoints {
public:
    treasury::PkiReply rootCertificate() override { return { 200, "application/pkix-cert", "root" }; }
    treasury::PkiReply issuingCertificate() override { return { 200, "application/pkix-cert", "issuing" }; }
    treasury::PkiReply rootCrl() override { return { 200, "application/pkix-crl", "root-crl" }; }
    treasury::PkiReply issuingCrl() override { return { 200, "application/pkix-crl", "issuing-crl" }; }
    treasury::PkiReply ocsp(const QByteArray& request) override
    {
        return { 200, "application/ocsp-response", request };
    }
    treasury::PkiReply timestamp(const QByteArray& request) override
    {
        return { 200, "application/timestamp-reply", request };
    }
};

inline constexpr auto password = "Contoh-Rahsia-1";

/** A small state in a folder of its own: two offices, officers of every role, reference data. */
class World {
public:
    explicit World(treasury::Config config = fastConfig());

    static treasury::Config fastConfig();

    // Officers; office A unless they say otherwise.
    domain::Officer clerk, otherClerk, checker, approver, poorApprover, receiver, auditor, administrator,
        clerkOfB, checkerOfB, checkerOfBoth;

    /** A request with everything that its route wants; change it, then handle() it. */
    treasury::Request request(const char* method, const QByteArray& path, const domain::Officer& officer,
        const QByteArray& body = {});
    treasury::Response handle(const treasury::Request& request) { return treasury->handle(request); }
    treasury::Response get(const QByteArray& path, const domain::Officer& officer);
    /** With a fresh Idempotency-Key and, from 0 up, If-Match. */
    treasury::Response send(const char* method, const QByteArray& path, const domain::Officer& officer,
        const QByteArray& body, int revision);
    treasury::Response logIn(const domain::Ic& ic, const QByteArray& secret,
        const QString& address = QStringLiteral("10.0.0.1"), const QString& device = {});
    /** The access token of an officer's session, logging in when needed. */
    QByteArray token(const domain::Officer& officer);
    /** After hours, log-ins begin anew. */
    void forgetTokens() { m_tokens.clear(); }
    QByteArray key();

    QByteArray attachmentBytes() const { return "%PDF-1.4 made up"; }
    domain::VoucherContent paymentContent(const domain::OfficeCode& office, qint64 sen = 12345);
    domain::VoucherContent journalContent(const domain::OfficeCode& office);
    domain::VoucherId newId();
    // Each goes through handle() and fails the test where the treasury refuses.
    domain::Voucher draft(const domain::Officer& preparer, const domain::VoucherContent& content);
    domain::Voucher submitted(const domain::Officer& preparer, const domain::VoucherContent& content);
    domain::Voucher certified(const domain::Voucher& voucher, const domain::Officer& officer);
    domain::Voucher read(const domain::VoucherId& id, const domain::Officer& officer);

    domain::SigningStatement statement(const domain::Voucher& voucher, const domain::Officer& signer) const;
    QByteArray certifyBody(const domain::SigningStatement& statement) const;
    treasury::Response certify(const domain::Voucher& voucher, const domain::SigningStatement& statement,
        const domain::Officer& officer);
    domain::Sha256Hex certificateOf(const domain::Officer& officer) const
    {
        return m_certificates.value(officer.ic.digits());
    }

    QString databasePath() const { return m_folder.filePath(QStringLiteral("treasury.db")); }
    /** Closes the treasury and works on its file. */
    std::unique_ptr<treasury::Admin> admin();
    void reopen();

    FakeClock clock;
    FakeRng rng;
    FakeVerifier verifier;
    FakePki pki;
    treasury::CertificateAdministration* certificates = nullptr; ///< Taken at the next reopen().
    treasury::RoamingAdministration* roaming = nullptr;
    treasury::Config config;
    domain::ProcessCatalogue catalogue;
    std::unique_ptr<treasury::Treasury> treasury;

    static const domain::OfficeCode officeA, officeB;
    static constexpr int paymentProcess = 22; ///< Perakuan 1 and 2.
    static constexpr int journalProcess = 34; ///< With Akuan Terima.

private:
    void fill();
    void prepare(const QList<domain::Officer>& signers);
    domain::Officer officer(const char* ic, const char* name, const domain::OfficeCode& office,
        QList<domain::Role> roles, qint64 limitSen);

    support::MemoryFolder m_folder;
    QMap<QString, QByteArray> m_tokens;
    QMap<QString, domain::Sha256Hex> m_certificates;
    int m_ids = 0;
};

domain::ReferenceData smallReference();
QString problemType(const treasury::Response& response);

} // namespace peraku::test
