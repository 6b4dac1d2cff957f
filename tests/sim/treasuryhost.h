#pragma once

#include "history.h"
#include "virtualtime.h"

#include <remote/transport.h>
#include <support/realpki.h>
#include <treasury/cadesverifier.h>
#include <treasury/treasury.h>

#include <QHash>

#include <memory>
#include <optional>

namespace peraku::sim {

/** The authority, whose lists stay those of the first hour. */
class StillPki : public support::RealPki {
public:
    StillPki()
        : RealPki(SimClock::epoch())
        , m_rootCrl(RealPki::rootCrl())
        , m_issuingCrl(RealPki::issuingCrl())
        , m_trust(*RealPki::trust())
    {
    }
    treasury::PkiReply rootCrl() override { return m_rootCrl; }
    treasury::PkiReply issuingCrl() override { return m_issuingCrl; }
    domain::Result<Trust> trust() override { return m_trust; }

private:
    treasury::PkiReply m_rootCrl;
    treasury::PkiReply m_issuingCrl;
    Trust m_trust;
};

/** People and their keys, the same in every run. */
class Cast {
public:
    Cast();
    struct Member {
        domain::Officer officer;
        std::optional<support::Issued> key;
    };
    static constexpr char password[] = "Rahsia#2026-kenari";
    static constexpr char pin[] = "71936482";
    static secret::SecureBuffer secretOf(const char* text)
    {
        return secret::SecureBuffer::copyOf(std::string_view(text));
    }

    QList<Member> clerks; ///< The last one also checks: rules must hold against them too.
    QList<Member> signers;
    StillPki pki;
    /** A database with all of them in it; made once, copied for each run. */
    const QByteArray& database() const { return m_database; }

private:
    QByteArray m_database;
};

/** The treasury as a process that ends and begins again over its one file. */
class TreasuryHost {
public:
    TreasuryHost(VirtualTime& time, History& history, Cast& cast, const QString& folder, quint64 seed);

    bool isUp() const { return bool(m_treasury); }
    void start();
    void crash() { m_treasury.reset(); }
    /** A restart during which the operator changed an officer; what they may see begins a new feed. */
    void changeOfficer(Random& random);
    /** As after the restore of a backup: every cursor is void. */
    void beginFeedAnew();
    void housekeep();
    /** nullopt while it is down. */
    std::optional<remote::HttpResponse> handle(remote::HttpRequest request, const Sender& sender);

    QString path() const { return m_path; }
    domain::Officer officer(const domain::Ic& ic) const { return m_officers.value(ic.digits()); }
    /** Pages of the feed are this small. */
    int pageSize = 500;
    SimClock clock;

    static treasury::Config config();

private:
    void observe(const treasury::Request& asked, const treasury::Response& said, const Sender& sender);

    VirtualTime& m_time;
    History& m_history;
    Cast& m_cast;
    QString m_path;
    Random m_random;
    treasury::CadesVerifier m_verifier;
    QHash<QString, domain::Officer> m_officers;
    std::unique_ptr<treasury::Treasury> m_treasury;
};

} // namespace peraku::sim
