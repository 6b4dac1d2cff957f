#pragma once

#include "ledger.h"
#include "requeststore.h"

#include <domain/reference.h>
#include <treasury/config.h>
#include <treasury/roaming.h>
#include <wire/requests.h>

namespace peraku::treasury {

class Courier;

/** The doors through which a decision takes effect; either may be missing. */
struct MediumDoors {
    CertificateAdministration* certificates = nullptr;
    RoamingAdministration* roaming = nullptr;
};

/**
 * The way of a request from the officer to its outcome (G18 to G21), inside the caller's transaction. What it
 * does at the certificate authority and at the roaming service is done last and can be done again, so that a
 * transaction that fails afterwards may be repeated.
 */
class RequestDesk {
public:
    struct Parts {
        Connection& connection;
        const Config& config;
        const domain::ReferenceData& reference;
        domain::Rng& rng;
        MediumDoors doors;
        QDateTime now; ///< UTC
        Courier* courier = nullptr; ///< Carries links and codes; without it no application is taken.
    };
    explicit RequestDesk(const Parts& parts)
        : m_parts(parts)
        , m_store(parts.connection)
        , m_ledger(parts.connection)
    {
    }

    /** What the PIN and the answer became, before any transaction. */
    struct Prepared {
        QByteArray pinHash;
        QByteArray answerHash;
    };
    /** Whether it may be sent, its certificates and medium filled in: NotAllowed, NotFound, InvalidInput,
     * RequestMoved, RoamingMissing, ServerBusy with the seconds to wait after too many applications. */
    Result<domain::MediumRequest> admit(const domain::Officer& applicant, domain::MediumRequest request);
    /** `request` as admit() gave it. An incident's certificates are suspended when this returns. */
    Result<domain::MediumRequest> submit(
        const domain::Officer& applicant, domain::MediumRequest request, const Prepared& prepared);

    /** A new link and a new code to the address of an application that waits for it; the former ones are
     * over. NotFound, RequestMoved, LinkLapsed, ServerBusy with the seconds to wait. */
    Result<domain::MediumRequest> sendAgain(const domain::Officer& applicant, const domain::RequestId& id);

    enum class CodeOutcome { Accepted, Wrong, LinkOver };
    /** LinkOver also for a link that never was. */
    Result<CodeOutcome> confirmEmail(const QByteArray& token, const secret::SecureBuffer& code);
    /** Nullopt where the link is over. */
    Result<std::optional<wire::Confirmation>> confirmation(const QByteArray& token);

    /** NotFound where the administrator may not see it; else as domain::mayDecide(). */
    Result<domain::MediumRequest> decide(const domain::Officer& administrator, const domain::RequestId& id,
        const wire::RequestDecision& decision);
    Result<domain::MediumRequest> decideAsOperator(
        const domain::RequestId& id, const wire::RequestDecision& decision);
    /** The requests whose e-mail address was not confirmed in time. */
    Result<QList<domain::RequestId>> overdue() { return m_store.unconfirmedAt(m_parts.now); }
    /** Ends one of them. */
    Result<Done> lapse(const domain::RequestId& id);

    Result<QList<domain::HeldCertificate>> certificatesOf(const domain::Ic& ic);

private:
    Result<domain::MediumRequest> settle(
        StoredRequest stored, const wire::RequestDecision& decision, const domain::OfficerRef& by);
    Result<Done> confirm(StoredRequest& stored);
    Result<Done> refuse(StoredRequest& stored);
    /** Ends what was prepared for an application that comes to nothing, and destroys its key. */
    Result<Done> dropKey(const StoredRequest& stored);
    Result<Done> issue(StoredRequest& stored);
    Result<Done> revoke(const StoredRequest& stored);
    Result<Done> suspend(const StoredRequest& stored);
    Result<Done> drop(StoredRequest stored, domain::RequestState state);
    /** Completes whom a report of an administrator is about; NotFound "holder". */
    Result<Done> nameHolder(domain::MediumRequest& request);
    Result<Done> checkBudget(const domain::Ic& applicant);
    Result<Done> makeRoom(const domain::Officer& applicant, const domain::MediumRequest& request);
    /** `link` as it was sent before, of which sendings and wrong codes still count. */
    Result<Done> sendLink(const domain::MediumRequest& request, RequestStore::Link link);
    Result<Done> announce(const domain::MediumRequest& request);
    /** The officer's registered address, where the request names another; else empty. */
    Result<QString> otherAddress(const domain::MediumRequest& request);
    Result<Done> tellApplicant(const domain::MediumRequest& request);
    Result<Done> audit(const QString& actor, const char* action, const domain::MediumRequest& request);
    Result<QString> credentialOf(const domain::Ic& ic, const QByteArray& certificate) const;
    QString officeName(const domain::OfficeCode& code) const;
    struct Held {
        domain::HeldCertificate certificate;
        QByteArray der;
        QString credential;
    };
    Result<QList<Held>> held(const domain::Ic& ic);
    /** Runs `work(Held)`, which gives a Result<Done>, for each certificate that the request is about. */
    template <typename Work> Result<Done> forEach(const domain::MediumRequest& request, Work work)
    {
        auto all = held(request.about().ic);
        if (!all)
            return domain::fail(all.error());
        for (const auto& each : *all) {
            if (!request.certificates.contains(each.certificate.sha256))
                continue;
            if (Result<Done> done = work(each); !done)
                return done;
        }
        return Done {};
    }

    Parts m_parts;
    RequestStore m_store;
    Ledger m_ledger;
};

struct Context;
MediumDoors doorsOf(const Context& context);
RequestDesk deskOf(const Context& context, Connection& connection, const QDateTime& now);

/** Stretches the PIN and the answer; `request` as admit() gave it. Takes long: outside any transaction. */
Result<RequestDesk::Prepared> prepareRequest(const domain::MediumRequest& request, const domain::Ic& officer,
    const wire::RequestBody& body, const MediumDoors& doors, const Config& config, domain::Rng& rng);

} // namespace peraku::treasury
