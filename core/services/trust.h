#pragma once

#include <domain/ports.h>
#include <remote/endpoints.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <optional>

namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Result;

/** What officers' signatures are checked against: the pinned roots, and what the authority publishes. All
 * DER. */
struct TrustMaterial {
    QList<QByteArray> roots;
    QByteArray issuingCertificate;
    QByteArray rootCrl;
    QByteArray issuingCrl;

    bool isComplete() const
    {
        return !roots.isEmpty() && !issuingCertificate.isEmpty() && !rootCrl.isEmpty()
            && !issuingCrl.isEmpty();
    }
    bool operator==(const TrustMaterial&) const = default;
};

/** Keeps the authority's certificate and CRLs, public data, as plain files for work without the treasury. */
class Trust : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 freshSeconds = 6 * 3600;

    Trust(QList<QByteArray> roots, QString directory, remote::Client& client, domain::Clock& clock,
        QObject* parent = nullptr);

    /** What stands here now, perhaps old. */
    const TrustMaterial& material() const { return m_material; }
    /** Material not older than freshSeconds if the treasury can be reached, else what stands here. CrlMissing
     * without any. */
    Async<TrustMaterial> current(bool force = false);
    /** UTC; when the treasury was last asked, in this run or, by the file's time, in an earlier one. */
    QDateTime fetchedAt() const { return m_fetchedOn; }

private:
    void load();
    Result<Done> store() const;
    Async<TrustMaterial> fetch();

    QString m_directory;
    remote::Client& m_client;
    domain::Clock& m_clock;
    TrustMaterial m_material;
    std::optional<qint64> m_fetchedAt; ///< Monotonic milliseconds of this run.
    QDateTime m_fetchedOn;
};

} // namespace peraku::services
