#include "roaming.h"

#include <treasury/admin.h>
#include <wire/messages.h>

#include <QFile>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;

namespace {

domain::Result<Ic> icOf(const Command& command)
{
    const auto ic = Ic::parse(command.value("ic"));
    return ic ? domain::Result<Ic>(*ic) : fail(ErrorCode::InvalidInput, QStringLiteral("ic"));
}

domain::Result<domain::Officer> officerOf(const Command& command)
{
    const auto ic = icOf(command);
    if (!ic)
        return fail(ic.error());
    domain::Officer officer;
    officer.ic = *ic;
    officer.name = command.value("name").simplified();
    officer.email = command.value("email");
    officer.post = command.value("post").simplified();
    officer.office = domain::OfficeCode(command.value("office"));
    for (const auto& word : command.value("roles").split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto role = domain::fromWire<domain::Role>(word);
        if (!role)
            return fail(ErrorCode::InvalidInput, QStringLiteral("role ") + word);
        officer.roles.append(*role);
    }
    for (const auto& code : command.value("serves").split(QLatin1Char(','), Qt::SkipEmptyParts))
        officer.servedOffices.append(domain::OfficeCode(code));
    if (command.options.isSet(QStringLiteral("limit"))) {
        officer.limit = domain::Money::fromDecimal(command.value("limit"));
        if (!officer.limit)
            return fail(ErrorCode::InvalidInput, QStringLiteral("limit"));
    }
    return officer;
}

template <typename F> int withOfficer(Command& command, F work)
{
    const auto ic = icOf(command);
    if (!ic)
        return complain(ic.error());
    return withAdmin(command, [&](Admin& admin) { return work(admin, *ic); });
}

} // namespace

int addOfficer(Command& command)
{
    const auto officer = officerOf(command);
    if (!officer)
        return complain(officer.error());
    const auto password = readPassword(command);
    if (!password)
        return complain(password.error());
    return withAdmin(command, [&](Admin& admin) { return admin.addOfficer(*officer, *password, true); });
}

int setOfficerPassword(Command& command)
{
    const auto password = readPassword(command);
    if (!password)
        return complain(password.error());
    return withOfficer(
        command, [&](Admin& admin, const Ic& ic) { return admin.setPassword(ic, *password, true); });
}

int unlockOfficer(Command& command)
{
    return withOfficer(command, [](Admin& admin, const Ic& ic) { return admin.unlock(ic); });
}

int activateOfficer(Command& command)
{
    return withOfficer(command, [](Admin& admin, const Ic& ic) { return admin.setActive(ic, true); });
}

int deactivateOfficer(Command& command)
{
    return withOfficer(command, [](Admin& admin, const Ic& ic) { return admin.setActive(ic, false); });
}

int listOfficers(Command& command)
{
    return withAdmin(command, [](Admin& admin) -> domain::Result<domain::Done> {
        const auto officers = admin.officers();
        if (!officers)
            return fail(officers.error());
        for (const auto& officer : *officers)
            printLine(wire::encode(officer));
        return domain::Done {};
    });
}

int setReference(Command& command)
{
    QFile file(command.value("file"));
    if (!file.open(QIODevice::ReadOnly))
        return complain(file.errorString());
    const auto reference = wire::decodeReference(file.readAll());
    if (!reference)
        return complain(reference.error());
    return withAdmin(command, [&](Admin& admin) { return admin.setReference(*reference); });
}

} // namespace peraku::treasury
