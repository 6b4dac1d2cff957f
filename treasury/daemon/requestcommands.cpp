#include "roaming.h"

#include <pki/administration.h>
#include <treasury/admin.h>

namespace peraku::treasury {

namespace {

int decide(Command& command, domain::RequestAction action)
{
    const auto desk = openDesk(command);
    if (!desk)
        return complain(desk.error());
    pki::OfficerCertificates certificates((*desk)->pki->authority());
    const auto decided = (*desk)->admin->decideRequest(domain::RequestId(command.value("id")),
        { action, command.value("reason") }, certificates, (*desk)->roaming.get());
    if (!decided)
        return complain(decided.error());
    printLine(wire::encode(*decided));
    return ExitOk;
}

} // namespace

int listRequests(Command& command)
{
    return withAdmin(command, [](Admin& admin) -> domain::Result<domain::Done> {
        const auto requests = admin.openRequests();
        if (!requests)
            return domain::fail(requests.error());
        for (const auto& request : *requests)
            printLine(wire::encode(request));
        return domain::Done {};
    });
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
