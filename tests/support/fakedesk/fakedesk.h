#pragma once

#include "fakebatch.h"
#include "fakediagnostics.h"
#include "fakepdf.h"

#include <services/desk.h>

#include <QPromise>

#include <memory>

/** Made-up services with the real rules of the domain, for trying screens without a treasury or a token. */
namespace peraku::fake {

class FakeClock final : public domain::Clock {
public:
    QDateTime now = QDateTime(QDate(2026, 11, 20), QTime(2, 15), Qt::UTC);
    QDateTime nowUtc() const override { return now; }
    qint64 monotonicMs() const override { return now.toMSecsSinceEpoch(); }
};

class FakeDesk;

class FakeSession final : public services::SessionService {
    Q_OBJECT
public:
    services::SessionState current = services::SessionState::LoggedOut;
    domain::Officer who;
    bool mustChange = false;
    QList<domain::Error> notices;
    domain::Officer willLogIn; ///< Who stands behind the next log-in.
    std::optional<domain::Error> refuse; ///< Answer of the next log-in or change instead of success.
    QByteArray lastPasswordHash; ///< SHA-256 of what was typed, to compare without keeping it.

    services::SessionState state() const override { return current; }
    domain::Officer officer() const override { return who; }
    bool passwordMustChange() const override { return mustChange; }
    QList<domain::Error> storageNotices() const override { return notices; }
    domain::Async<qint64> verifyAudit() override { return domain::ready<qint64>(0); }
    domain::Async<domain::Done> logIn(const domain::Ic& ic, secret::SecureBuffer password) override;
    domain::Async<domain::Done> changePassword(
        secret::SecureBuffer current, secret::SecureBuffer replacement) override;
    domain::Async<domain::Done> logOut() override;
    int givenUp = 0;
    domain::Async<domain::Done> giveUpClosedAccount() override
    {
        ++givenUp;
        return domain::ready<domain::Done>(domain::Done {});
    }
    qint64 offsetMs = 0;
    int idleMinutes = 15;
    int idleLockMinutes() const override { return idleMinutes; }
    qint64 clockOffsetMs() const override { return offsetMs; }
};

class FakeSync final : public services::SyncService {
    Q_OBJECT
public:
    services::SyncStatus current;
    int asked = 0;
    services::SyncStatus status() const override { return current; }
    domain::Async<domain::Done> syncNow() override;
    bool attended = true;
    bool cancelled = false;
    void cancel() override { cancelled = true; }
    void setAttended(bool on) override { attended = on; }
    void start() override { }
    void stop() override { }
};

class FakeList final : public services::VoucherList {
    Q_OBJECT
public:
    explicit FakeList(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    bool indexReady() const override { return true; }
    QList<quint32> query(const services::ListQuery& query) const override;
    domain::VoucherSummary row(quint32 key) const override;
    int inboxCount() const override;
    int draftCount() const override;
    domain::Async<domain::Voucher> voucher(const domain::VoucherId& id) override;

private:
    FakeDesk& m_desk;
};

class FakeReference final : public services::ReferenceService {
    Q_OBJECT
public:
    domain::ProcessCatalogue processes;
    domain::ReferenceData data;
    const domain::ProcessCatalogue& catalogue() const override { return processes; }
    const domain::ReferenceData& reference() const override { return data; }
};

class FakeDrafts final : public services::DraftService {
    Q_OBJECT
public:
    explicit FakeDrafts(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    std::optional<domain::Error> refuse;
    /** While it stands, save() answers when the test lets it. */
    std::shared_ptr<QPromise<domain::Result<services::DraftSaved>>> held;
    domain::Voucher newDraft(domain::VoucherKind kind, int processNo) const override;
    QList<domain::Finding> check(const domain::VoucherContent& content) const override;
    domain::Async<services::DraftSaved> save(const domain::Voucher& draft) override;
    domain::Async<domain::Attachment> attach(const domain::VoucherId& id, const QString& path) override;
    domain::Async<QByteArray> attachmentBytes(const domain::Attachment& attachment) override;
    domain::Async<domain::Done> discard(const domain::VoucherId& id) override;
    domain::Async<domain::Done> submit(const domain::Voucher& draft) override;

private:
    FakeDesk& m_desk;
};

class FakeDecisions final : public services::DecisionService {
    Q_OBJECT
public:
    explicit FakeDecisions(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    std::optional<domain::Error> refuse;
    domain::Result<domain::Transition> check(
        const domain::Voucher& voucher, domain::Action action) const override;
    domain::Async<domain::Done> query(const domain::VoucherId& id, const domain::Reason& reason) override;
    domain::Async<domain::Done> cancel(const domain::VoucherId& id, const domain::Reason& reason) override;

private:
    domain::Async<domain::Done> decide(
        const domain::VoucherId& id, domain::Action action, const domain::Reason& reason);
    FakeDesk& m_desk;
};

class FakeCertify final : public services::CertifyService {
    Q_OBJECT
public:
    explicit FakeCertify(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    domain::MediumInventory inventory;
    std::optional<domain::Error> refuseFreeze;
    std::optional<domain::Error> refuseSign;
    std::optional<domain::Error> refuseConfirm;
    bool badReport = false;
    int signCalls = 0;
    /** While it stands, sign() answers when the test lets it. */
    std::shared_ptr<QPromise<domain::Result<services::SignedDecision>>> held;
    int confirmCalls = 0;
    domain::Async<domain::MediumInventory> media() override;
    domain::Async<services::Review> freeze(
        const domain::VoucherId& id, const domain::Credential& credential) override;
    domain::Result<services::Review> freezeNow(
        const domain::VoucherId& id, const domain::Credential& credential) const;
    std::optional<domain::Error> refuseOtp;
    int otpCalls = 0;
    /** While it stands, requestOtp() answers when the test lets it. */
    std::shared_ptr<QPromise<domain::Result<domain::OtpDelivery>>> heldOtp;
    QByteArray lastOtpHash; ///< SHA-256 of the code that came with the PIN.
    /** While it stands, codes and signatures come from it, over the statement's own hash. */
    domain::Signer* signer = nullptr;
    domain::Async<domain::OtpDelivery> requestOtp(const services::Review& review) override;
    domain::Async<services::SignedDecision> sign(
        const services::Review& review, domain::SigningSecrets secrets) override;
    domain::Async<domain::Done> confirm(
        const services::Review& review, const services::SignedDecision& decision) override;

private:
    services::SignedDecision decisionOf(const services::Review& review) const;
    FakeDesk& m_desk;
};

class FakeOutbox final : public services::OutboxService {
    Q_OBJECT
public:
    QList<services::OutboxRow> list;
    QList<services::OutboxRow> rows() const override { return list; }
    int pendingCount() const override { return int(list.size()); }
    domain::Async<domain::Done> retry(qint64 row) override;
    domain::Async<domain::Done> discard(qint64 row) override;
};

/** Answers with what the test sets up, and remembers what was chosen. */
class FakeConflicts final : public services::ConflictService {
    Q_OBJECT
public:
    explicit FakeConflicts(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    services::VoucherConflict known; ///< Answer for its row; NotFound for others.
    /** Puts row 7 into the outbox, in conflict: the first draft of whoever is logged in, changed here and
     * elsewhere, or the first voucher that waits for them, decided on here and gone on elsewhere. */
    void collide(services::OutboxOperation operation, domain::Action action);
    std::optional<domain::Error> refuse;
    std::optional<domain::VoucherContent> resolved;
    int resolvedUpon = 0; ///< Revision that was shown with it.
    bool discarded = false;
    bool copied = false;
    domain::Async<services::VoucherConflict> compare(qint64 row) override;
    domain::Async<domain::Done> resolve(
        const services::VoucherConflict& shown, const domain::VoucherContent& merged) override;
    domain::Async<domain::Done> discardAnyway(const services::VoucherConflict& shown) override;
    domain::Async<domain::VoucherId> keepCopy(const services::VoucherConflict& shown) override;

private:
    void settle(qint64 row);
    FakeDesk& m_desk;
};

class FakeEvidence final : public services::EvidenceService {
    Q_OBJECT
public:
    explicit FakeEvidence(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    QString savedTo;
    bool bad = false;
    domain::Async<QList<domain::SignatureRecord>> signatures(const domain::VoucherId& id) override;
    domain::Async<domain::VerificationReport> verify(const domain::SignatureRecord& record) override;
    services::EvidenceForm savedForm = services::EvidenceForm::Folder;
    domain::Async<QStringList> save(const QList<domain::SignatureRecord>& records, const QString& directory,
        services::EvidenceForm form) override;
    domain::Async<domain::VerificationReport> verifyFolder(const QString& directory) override;

private:
    FakeDesk& m_desk;
};

/** A treasury that knows one password and enrols a phone when the test says so. */
class FakeMedia final : public services::MediaService {
    Q_OBJECT
public:
    explicit FakeMedia(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    domain::MediaGrants general; ///< Answer for whatever process; announce() after changing it.
    domain::SigningProfile signing;
    std::optional<domain::Error> refuse;
    /** Answers profile() when the test says so. */
    std::shared_ptr<QPromise<domain::Result<domain::SigningProfile>>> held;
    QString enrolling; ///< Name of the phone that a code was asked for.
    static constexpr auto password = "Contoh-Rahsia-1";

    void announce() { Q_EMIT changed(); }
    domain::Async<domain::MediaGrants> grants(int processNo) override;
    std::optional<domain::MediaGrants> lastHeard() const override { return general; }
    domain::Async<domain::SigningProfile> profile() override;
    domain::Async<domain::SigningProfile> setChannel(domain::OtpChannel channel) override;
    domain::Async<domain::EnrolmentCode> enrolPhone(
        const QString& name, secret::SecureBuffer password) override;
    domain::Async<domain::Done> removePhone(const QString& id, secret::SecureBuffer password) override;

private:
    std::optional<domain::Error> refusal(const secret::SecureBuffer& given) const;
    FakeDesk& m_desk;
};

class FakeRequests final : public services::RequestService {
    Q_OBJECT
public:
    explicit FakeRequests(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    QList<domain::MediumRequest> list;
    QList<domain::HeldCertificate> held;
    std::optional<domain::Error> heldTrouble;
    std::optional<domain::Error> refuse; ///< Answer of the next send, decision or change.
    int sentAgain = 0;
    int pinChanges = 0;
    QByteArray lastPinHash; ///< SHA-256 of the new PIN, to compare without keeping it.
    domain::Async<QList<domain::MediumRequest>> requests() override;
    domain::Async<QList<domain::HeldCertificate>> certificates() override;
    domain::Async<domain::MediumRequest> send(
        const domain::MediumRequest& request, services::RequestSecrets secrets) override;
    domain::Async<domain::MediumRequest> decide(
        const domain::RequestId& id, domain::RequestAction action, const QString& reason) override;
    domain::Async<domain::MediumRequest> sendAgain(const domain::RequestId& id) override;
    domain::Async<domain::Done> changePin(const domain::Credential& credential, secret::SecureBuffer current,
        secret::SecureBuffer replacement) override;

private:
    FakeDesk& m_desk;
};

class FakeVerify final : public services::VerifyService {
    Q_OBJECT
public:
    explicit FakeVerify(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    QStringList asked;
    std::optional<domain::Error> refuse;
    /** While it stands, verifyFiles() answers when the test lets it. */
    std::shared_ptr<QPromise<domain::Result<services::FilesVerified>>> held;
    std::optional<services::FilesVerified> answer; ///< Else one good signature for each path.
    services::RevocationAge age;
    domain::Async<services::FilesVerified> verifyFiles(const QStringList& paths) override;
    services::RevocationAge revocationAge() const override { return age; }

private:
    FakeDesk& m_desk;
};

class FakePrint final : public services::PrintService {
    Q_OBJECT
public:
    explicit FakePrint(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    QString savedTo;
    bool sealHolds = true;
    bool timestamped = true;
    domain::Async<services::PrintForm> form(const domain::VoucherId& id) override;
    domain::Async<domain::Done> save(const services::PrintForm& form, const QString& path) override;

private:
    FakeDesk& m_desk;
};

/** All of it; seeded with one office, three officers and `count` vouchers in every state. */
class FakeDesk {
public:
    explicit FakeDesk(int count = 60);
    services::Desk desk();
    void logIn(domain::Role role);
    void changed(const domain::VoucherId& id);
    domain::Voucher* find(const domain::VoucherId& id);
    /** First voucher that waits for the officer who is logged in. */
    domain::VoucherId waiting() const;
    domain::Officer officer(domain::Role role) const;
    domain::Credential credential(const domain::Officer& officer) const;
    domain::VerificationReport report(bool good) const;

    FakeClock clock;
    QList<domain::Voucher> vouchers;
    FakeSession session;
    FakeSync sync;
    FakeList list { *this };
    FakeReference reference;
    FakeDrafts drafts { *this };
    FakeDecisions decisions { *this };
    FakeCertify certify { *this };
    FakeBatch batch { *this };
    FakePdf pdf { *this };
    FakeOutbox outbox;
    FakeConflicts conflicts { *this };
    FakeEvidence evidence { *this };
    FakeMedia media { *this };
    FakeRequests requests { *this };
    FakeVerify verify { *this };
    FakePrint print { *this };
    FakeDiagnostics diagnostics;
};

} // namespace peraku::fake
