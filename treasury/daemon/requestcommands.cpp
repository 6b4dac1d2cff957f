#include "roaming.h"

#include <pki/administration.h>
#include <treasury/admin.h>

namespace peraku::treasury {

namespace {

int decide(Command& command, domain::RequestAction action)
{
    const auto folder = command.folder();
    const auto lock = lockFolder(folder);
    if (!lock)
        return complain(QStringLiteral("another treasuryd works on this folder"), ExitInUse);
    auto opened = openPki(command);
    if (!opened)
        return complain(opened.error());
    auto admin = Admin::open(folder.database(), {}, command.clock, command.rng);
    if (!admin)
        return complain(admin.error());
    pki::PkiService endpoints((*opened)->authority(), command.clock);
    pki::OfficerCertificates certificates((*opened)->authority());
    NoCourier courier;
    const auto roaming = openRoaming(command, **opened, endpoints, courier);
    if (!roaming)
        return complain(roaming.error());
    const auto decided = (*admin)->decideRequest(domain::RequestId(command.value("id")),
        { action, command.value("reason") }, certificates, roaming->get());
    if (!decided)
        return complain(decided.error());
    printLine(wire::encode(*decided));
    return ExitOk;
}

} // namespace

int listRequests(Command& command)
{
    const auto folder = command.folder();
    const auto lock = lockFolder(folder);
    if (!lock)
        return complain(QStringLiteral("another treasuryd works on this folder"), ExitInUse);
    auto admin = Admin::open(folder.database(), {}, command.clock, command.rng);
    if (!admin)
        return complain(admin.error());
    const auto requests = (*admin)->openRequests();
    if (!requests)
        return complain(requests.error());
    for (const auto& request : *requests)
        printLine(wire::encode(request));
    return ExitOk;
}

int confirmRequest(Command& command)
{
    return decide(command, domain::RequestAction::Confirm);
}

int refuseRequest(Command& command)
{
    return decide(command, domain::RequestAction::Refuse);
}

int completeRequest(Command& command)
{
    return decide(command, domain::RequestAction::Complete);
}

} // namespace peraku::treasury
