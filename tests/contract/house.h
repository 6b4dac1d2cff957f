#pragma once

#include "actor.h"

#include <QTemporaryDir>

namespace peraku::test {

/** A real treasuryd over TLS with demo officers, and a client of it whose traffic is recorded. */
class ContractHouse {
protected:
    /** Empty, or why the treasury does not run. */
    QString open(TreasuryProcess::Options options);
    /** What openapi.yaml does not allow in the traffic so far; empty if nothing. */
    QByteArray faults() const { return contractFaults(*m_log); }

    /** Of the preparer's office; the program ends where there is none. */
    const TreasuryProcess::DemoOfficer& demo(domain::Role role) const;
    Actor actor(const TreasuryProcess::DemoOfficer& officer) const
    {
        return Actor(*m_client, officer, m_issuing);
    }
    Actor actor(domain::Role role) const { return actor(demo(role)); }
    /** A payment voucher with its document, as the clerk submitted it. */
    static domain::Voucher submitted(const Actor& clerk, qint64 sen = 12345);

    QTemporaryDir m_folder;
    std::unique_ptr<TreasuryProcess> m_treasury;
    std::unique_ptr<TrafficLog> m_log;
    std::unique_ptr<HttpClient> m_client;
    domain::ProcessCatalogue m_catalogue;
    QByteArray m_issuing;
};

inline QByteArray pathOf(const domain::Voucher& voucher)
{
    return "/v1/vouchers/" + voucher.id.value().toLatin1();
}

} // namespace peraku::test
