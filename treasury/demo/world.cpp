#include "world.h"

#include "people.h"

#include <QCryptographicHash>

#include <resources/resources.h>

using namespace Qt::StringLiterals;

namespace peraku::demo {

using domain::ErrorCode;
using domain::fail;
using domain::Money;
using domain::Officer;
using domain::Role;

namespace {

constexpr int dedicated = 2; // the auditor and the administrator
constexpr int smallestStaff = 4; // one of each role
constexpr int supplierCount = 240;

struct Seat {
    Role role;
    const char* post;
    std::int64_t limitRinggit; ///< 0 = none.
    const char* persona; ///< For the first office.
};
constexpr Seat seats[] = {
    { Role::Preparer, "Pembantu Tadbir (Kewangan)", 0, "penyedia" },
    { Role::Checker, "Penolong Akauntan", 5'000'000, "penyemak" },
    { Role::Approver, "Akauntan", 5'000'000, "pelulus" },
    { Role::Receiver, "Penolong Pegawai Tadbir", 0, "" },
    { Role::Preparer, "Pembantu Akauntan", 0, "" },
    { Role::Checker, "Penolong Akauntan Kanan", 500'000, "" },
    { Role::Approver, "Ketua Penolong Pengarah (Kewangan)", 1'000'000, "" },
};

QString domainOf(const domain::Office& office)
{
    return u"ptj%1.cendana.invalid"_s.arg(office.code.value());
}

Officer officerOf(const Person& person, const domain::Office& office, Role role, const QString& post)
{
    Officer officer;
    officer.ic = person.ic;
    officer.name = person.name;
    officer.email = mailName(person.name) + u'@' + domainOf(office);
    officer.post = post;
    officer.office = office.code;
    officer.roles = { role };
    return officer;
}

QList<DemoOfficer> appoint(const DemoOptions& options, const QList<domain::Office>& offices, int staffed)
{
    People people(options.seed);
    QList<DemoOfficer> officers;
    for (int i = 0; i < options.officers - dedicated; ++i) {
        const int office = i % staffed;
        const int place = i / staffed;
        const auto& seat = seats[std::size_t(place) < std::size(seats) ? std::size_t(place)
                                                                       : 4 + std::size_t(place - 7) % 3];
        auto officer = officerOf(people.next(), offices.at(office), seat.role, QString::fromUtf8(seat.post));
        if (seat.limitRinggit > 0)
            officer.limit = Money::fromSen(seat.limitRinggit * 100);
        // The receiving office is another one: each receives for its neighbour.
        if (seat.role == Role::Receiver && staffed > 1)
            officer.servedOffices = { offices.at((office + staffed - 1) % staffed).code };
        QString persona = office == 0 && place < 3 ? QString::fromUtf8(seat.persona) : QString();
        if (place == 3 && office == 1 % staffed)
            persona = u"penerima"_s;
        officers.append({ officer, persona });
    }
    officers.append(
        { officerOf(people.next(), offices.first(), Role::Auditor, u"Juruaudit Dalam"_s), u"juruaudit"_s });
    officers.append({ officerOf(people.next(), offices.first(), Role::Administrator, u"Pentadbir Sistem"_s),
        u"pentadbir"_s });
    return officers;
}

} // namespace

domain::Result<World> World::make(const DemoOptions& options)
{
    if (options.offices < 1 || options.offices > 999)
        return fail(ErrorCode::InvalidInput, u"offices: 1 to 999"_s);
    if (options.officers < smallestStaff + dedicated || options.officers > 10'000)
        return fail(ErrorCode::InvalidInput, u"officers: 6 to 10000"_s);
    if (options.vouchers < 0 || options.vouchers > 1'000'000)
        return fail(ErrorCode::InvalidInput, u"vouchers: 0 to 1000000"_s);
    if (!options.today.isValid())
        return fail(ErrorCode::InvalidInput, u"today"_s);
    auto catalogue = domain::ProcessCatalogue::fromCsv(resources::processCatalogueCsv());
    if (!catalogue)
        return fail(catalogue.error());

    World world;
    auto& reference = world.m_state.reference;
    reference.mask = domain::federalMask();
    reference.offices = inventOffices(options.offices);
    reference.values = chartOfAccounts(reference.offices);
    reference.banks = inventBanks();
    reference.reasons = reasonCodes();
    for (const auto& process : catalogue->all()) {
        if (process.voucherKind())
            reference.processes.append(process.no);
    }
    world.m_suppliers = inventSuppliers(options.seed, supplierCount, reference.banks);
    for (const auto& supplier : world.m_suppliers)
        reference.payees.append(supplier.payee);
    const int staffed = qBound(1, (options.officers - dedicated) / smallestStaff, options.offices);
    world.m_staffed = reference.offices.mid(0, staffed);
    world.m_state.officers = appoint(options, reference.offices, staffed);
    world.index();
    return world;
}

void World::index()
{
    for (qsizetype i = 0; i < m_state.reference.offices.size(); ++i)
        m_officeIndex.insert(m_state.reference.offices.at(i).code, i);
    for (const auto& each : std::as_const(m_state.officers)) {
        if (each.officer.has(Role::Preparer))
            m_preparers[each.officer.office].append(&each.officer);
    }
    for (const auto& supplier : std::as_const(m_suppliers))
        m_byTrade[supplier.trade].append(&supplier);
    for (const auto& value : std::as_const(m_state.reference.values))
        m_codes[value.segment].append(value.code);
}

const QList<const Officer*>& World::preparers(const domain::OfficeCode& office) const
{
    return *m_preparers.constFind(office);
}

QList<const Officer*> World::signers(const domain::OfficeCode& office, domain::StepKind step) const
{
    QList<const Officer*> list;
    for (const auto& each : m_state.officers) {
        if (each.officer.has(domain::roleFor(step)) && each.officer.serves(office))
            list.append(&each.officer);
    }
    return list;
}

const QList<const Supplier*>& World::suppliers(const QString& trade) const
{
    return *m_byTrade.constFind(trade);
}

const QStringList& World::codes(const QString& segment) const
{
    return *m_codes.constFind(segment);
}

domain::Result<DemoState> makeState(const DemoOptions& options)
{
    auto world = World::make(options);
    if (!world)
        return fail(world.error());
    return world->state();
}

} // namespace peraku::demo
