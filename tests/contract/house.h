#pragma once

#include "actor.h"

#include <QTemporaryDir>

namespace peraku::test {

/** What programs of exchanges with a real treasuryd share: the process with its demo officers, a client whose
 * traffic is recorded, and a folder to try OpenSSL's commands in. */
class ContractHouse {
protected:
    /** The program ends where the treasury does not start. */
    void open(const TreasuryProcess::Options& options);
    /** What openapi.yaml does not allow in the traffic so far; empty if nothing. */
    QByteArray faults() const { return contractFaults(*m_log); }

    /** Of m_office; the program ends where there is none. */
    const TreasuryProcess::DemoOfficer& demo(domain::Role role) const;
    Actor actor(const TreasuryProcess::DemoOfficer& officer) const;
    Actor actor(domain::Role role) const { return actor(demo(role)); }

    static QByteArray pathOf(const domain::Voucher& voucher);
    /** A payment with its document, as the clerk submitted it. */
    domain::Voucher submitted(const Actor& clerk, qint64 sen = 12345) const;
    /** Its next step, signed with the officer's demo key. */
    HttpAnswer certify(const Actor& officer, const domain::Voucher& voucher) const;

    bool write(const char* name, const QByteArray& bytes) const;
    QByteArray read(const char* name) const;
    /** What the command says on both channels, in the folder of write(); CA stands for the treasury's root.
     */
    QByteArray tool(const char* program, const char* command) const;
    QByteArray openssl(const char* command) const { return tool("openssl", command); }

    std::unique_ptr<TreasuryProcess> m_treasury;
    domain::OfficeCode m_office; ///< The preparer's, until a test says otherwise.
    QTemporaryDir m_folder;
    std::unique_ptr<TrafficLog> m_log;
    std::unique_ptr<HttpClient> m_client;
    domain::ProcessCatalogue m_catalogue;
    QByteArray m_issuing; ///< DER of the authority that issues officers' certificates.
};

} // namespace peraku::test
