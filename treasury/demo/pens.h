#pragma once

#include "story.h"
#include "world.h"

#include <domain/statement.h>
#include <pki/authority.h>
#include <pki/responders.h>
#include <signing/truststore.h>

#include <QHash>

#include <memory>

namespace peraku::demo {

/** A certificate of an officer of the history with its key in memory. */
struct Pen {
    pki::PrivateKey key;
    QByteArray certificate;
    domain::CertificateFacts facts;
};

/**
 * Keys and certificates of all who ever signed in the history; each is renewed before it ends, as officers
 * must. One officer lost a token in the middle of it (revoked, replaced) and one misses theirs since the last
 * evening (suspended); what they signed before stands.
 */
class PenCase {
public:
    static domain::Result<std::unique_ptr<PenCase>> make(
        const World& world, pki::CertificateAuthority& authority, const Calendar& calendar);
    /** The pen that the officer used at that time. */
    const Pen& of(const domain::Ic& officer, const QDateTime& at) const;
    /** Every certificate with its owner, to be registered. */
    QList<QPair<domain::Ic, QByteArray>> certificates() const;
    /** Those that sign no more, to be withdrawn once the history is written. */
    const QList<domain::Sha256Hex>& withdrawn() const { return m_withdrawn; }

private:
    enum class Fate { Kept, Lost, Missed };
    domain::Result<domain::Done> equip(const domain::Officer& officer, const QString& office, int index,
        Fate fate, pki::CertificateAuthority& authority, const Calendar& calendar);

    QHash<domain::Ic, QList<Pen>> m_pens;
    QList<domain::Sha256Hex> m_withdrawn;
};

/** One certification of the history, ready to be handed in. */
struct Signed {
    QByteArray statement;
    QByteArray cms;
};

/** Signs the history with real statements, CAdES and timestamps of the time. sign() may be called from
 * several threads. */
class HistorySigner {
public:
    static domain::Result<std::unique_ptr<HistorySigner>> make(const PenCase& pens,
        pki::CertificateAuthority& authority, const domain::ProcessCatalogue& catalogue,
        const DemoOptions& options);

    /** All certifications of a story in their order; `submitted` is the voucher after its first submission.
     */
    domain::Result<QList<Signed>> sign(const Story& story, const domain::Voucher& submitted) const;
    /** The issuing CA's CRL in the week of `at`, kept as evidence. One thread. */
    domain::Result<QByteArray> crlAt(const QDateTime& at);

private:
    HistorySigner() = default;
    domain::Result<QByteArray> signOne(
        const QByteArray& statement, const Pen& pen, const QDateTime& at) const;

    const PenCase* m_pens = nullptr;
    pki::CertificateAuthority* m_authority = nullptr;
    const domain::ProcessCatalogue* m_catalogue = nullptr;
    std::unique_ptr<pki::TimestampAuthority> m_tsa;
    std::shared_ptr<const signing::TrustStore> m_trust;
    bool m_sign = true;
    bool m_timestamps = true;
    QHash<QDate, QByteArray> m_crls;
};

} // namespace peraku::demo
