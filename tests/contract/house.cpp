#include "house.h"

#include <QFile>
#include <QProcess>

#include <resources/resources.h>

namespace peraku::test {

using domain::Role;
using domain::Voucher;

void ContractHouse::open(const TreasuryProcess::Options& options)
{
    resources::registerAll();
    m_catalogue = domain::ProcessCatalogue::fromCsv(resources::processCatalogueCsv()).value();
    auto treasury = TreasuryProcess::start(options);
    if (!treasury)
        qFatal("treasuryd: %s", qPrintable(treasury.error().detail));
    m_treasury = std::move(*treasury);
    if (const auto* clerk = m_treasury->find(Role::Preparer))
        m_office = clerk->officer.office;
    m_log = std::make_unique<TrafficLog>(m_folder.filePath(QStringLiteral("traffic.jsonl")));
    m_client = std::make_unique<HttpClient>(m_treasury->port(), m_treasury->caFile(), m_log.get());
    const auto issuing = m_client->send("GET", "/pki/issuing.crt");
    if (issuing.status != 200)
        qFatal("issuing certificate: %d", issuing.status);
    m_issuing = issuing.body;
}

const TreasuryProcess::DemoOfficer& ContractHouse::demo(Role role) const
{
    const auto* found = m_treasury->find(role, m_office);
    if (!found)
        qFatal("no officer of role %s", qPrintable(domain::toWire(role)));
    return *found;
}

Actor ContractHouse::actor(const TreasuryProcess::DemoOfficer& officer) const
{
    return Actor(*m_client, officer, m_issuing);
}

QByteArray ContractHouse::pathOf(const Voucher& voucher)
{
    return "/v1/vouchers/" + voucher.id.value().toLatin1();
}

Voucher ContractHouse::submitted(const Actor& clerk, qint64 sen) const
{
    const auto id = randomHex(16);
    clerk.upload(Actor::document(), "application/pdf");
    const auto saved = clerk.saveNew(id, clerk.payment(clerk.reference(), sen));
    if (saved.status != 201)
        qFatal("draft: %d %s", saved.status, saved.body.constData());
    const auto answer = clerk.change("POST", "/v1/vouchers/" + id + "/submission", {}, 1);
    if (answer.status != 200)
        qFatal("submission: %d %s", answer.status, answer.body.constData());
    return wire::decodeVoucher(answer.body).value();
}

HttpAnswer ContractHouse::certify(const Actor& officer, const Voucher& voucher) const
{
    return officer.change("POST", pathOf(voucher) + "/decisions", officer.certification(voucher, m_catalogue),
        voucher.revision);
}

bool ContractHouse::write(const char* name, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray ContractHouse::read(const char* name) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray ContractHouse::tool(const char* program, const char* command) const
{
    auto arguments = QString::fromLatin1(command).split(QLatin1Char(' '));
    std::replace(arguments.begin(), arguments.end(), QStringLiteral("CA"), m_treasury->caFile());
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QLatin1String(program), arguments);
    process.waitForFinished();
    return process.readAll();
}

} // namespace peraku::test
