#include "roaming.h"

#include <signing/certificate.h>
#include <signing/digest.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::treasury {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

template <typename Work> int with(Command& command, Work work)
{
    const auto desk = openDesk(command);
    if (!desk)
        return complain(desk.error());
    if (!(*desk)->roaming)
        return complain(QStringLiteral("roaming keys need an HSM: this treasury keeps its keys in files"));
    const Result<Done> done = work(**desk);
    return done ? ExitOk : complain(done.error());
}

const char* wordOf(RoamingState state)
{
    switch (state) {
    case RoamingState::Pending:
        return "pending";
    case RoamingState::Active:
        return "active";
    case RoamingState::Locked:
        return "locked";
    case RoamingState::Suspended:
        return "suspended";
    case RoamingState::Ended:
        break;
    }
    return "ended";
}

QByteArray lineOf(const RoamingCredential& credential)
{
    QJsonObject json { { QStringLiteral("id"), credential.id },
        { QStringLiteral("ic"), credential.officer.digits() },
        { QStringLiteral("state"), QLatin1String(wordOf(credential.state)) },
        { QStringLiteral("key"),
            credential.keyKind == domain::KeyKind::Ec ? QStringLiteral("ec") : QStringLiteral("rsa") },
        { QStringLiteral("failures"), credential.failures } };
    if (const auto facts = signing::certificateFacts(credential.certificate)) {
        json.insert(QStringLiteral("serial"), facts->serialHex);
        json.insert(QStringLiteral("notAfter"), facts->notAfter.toString(Qt::ISODate));
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<RoamingCredential> find(Desk& desk, const QString& id)
{
    const auto all = desk.roaming->allCredentials();
    if (!all)
        return fail(all.error());
    for (const auto& each : *all) {
        if (each.id == id)
            return each;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("credential"));
}

/** Runs `change(Desk&, RoamingCredential)` and prints how the credential stands then. */
template <typename Change> int changeOne(Command& command, Change change)
{
    return with(command, [&](Desk& desk) -> Result<Done> {
        const auto credential = find(desk, command.value("id"));
        if (!credential)
            return fail(credential.error());
        if (auto done = change(desk, *credential); !done)
            return done;
        const auto now = find(desk, credential->id);
        if (!now)
            return fail(now.error());
        printLine(lineOf(*now));
        return Done {};
    });
}

Result<QString> serialOf(const RoamingCredential& credential)
{
    return signing::certificateFacts(credential.certificate).map([](const auto& facts) {
        return facts.serialHex;
    });
}

} // namespace

int createRoaming(Command& command)
{
    const auto ic = domain::Ic::parse(command.value("ic"));
    if (!ic)
        return complain(QStringLiteral("--ic wants 12 digits"), ExitUsage);
    const auto kind = command.value("kind");
    if (!kind.isEmpty() && kind != QLatin1String("rsa") && kind != QLatin1String("ec"))
        return complain(QStringLiteral("--kind wants rsa or ec"), ExitUsage);
    const auto pin = readPin(command, "pin");
    if (!pin)
        return complain(pin.error());
    if (pin->isEmpty())
        return complain(QStringLiteral("--pin-fd or --pin-file is required"), ExitUsage);
    return with(command, [&](Desk& desk) -> Result<Done> {
        const auto officer = desk.admin->officer(*ic);
        if (!officer)
            return fail(officer.error());
        const auto made = enrolRoaming(*desk.roaming, *desk.admin, desk.pki->authority(), *officer,
            kind == QLatin1String("ec") ? domain::KeyKind::Ec : domain::KeyKind::Rsa, *pin);
        if (!made)
            return fail(made.error());
        printLine(lineOf(*made));
        return Done {};
    });
}

int listRoaming(Command& command)
{
    return with(command, [&](Desk& desk) -> Result<Done> {
        const auto all = desk.roaming->allCredentials();
        if (!all)
            return fail(all.error());
        for (const auto& each : *all) {
            if (command.value("ic").isEmpty() || each.officer.digits() == command.value("ic"))
                printLine(lineOf(each));
        }
        return Done {};
    });
}

int unblockRoaming(Command& command)
{
    const auto pin = readPin(command, "pin");
    if (!pin)
        return complain(pin.error());
    return changeOne(command, [&](Desk& desk, const RoamingCredential& credential) {
        return desk.roaming->unblock(credential.id, *pin);
    });
}

int suspendRoaming(Command& command)
{
    return changeOne(command, [](Desk& desk, const RoamingCredential& credential) -> Result<Done> {
        const auto serial = serialOf(credential);
        if (!serial)
            return fail(serial.error());
        if (auto done = desk.roaming->suspend(credential.id); !done)
            return done;
        return desk.pki->authority().suspend(*serial).map([](const auto&) { return Done {}; });
    });
}

int resumeRoaming(Command& command)
{
    return changeOne(command, [](Desk& desk, const RoamingCredential& credential) -> Result<Done> {
        const auto serial = serialOf(credential);
        if (!serial)
            return fail(serial.error());
        if (auto released = desk.pki->authority().release(*serial); !released)
            return fail(released.error());
        return desk.roaming->resume(credential.id);
    });
}

int endRoaming(Command& command)
{
    return changeOne(command, [](Desk& desk, const RoamingCredential& credential) -> Result<Done> {
        if (auto done = desk.roaming->end(credential.id); !done)
            return done;
        // One that was never certified has nothing to revoke.
        if (credential.certificate.isEmpty())
            return Done {};
        const auto serial = serialOf(credential);
        if (!serial)
            return fail(serial.error());
        if (auto revoked = desk.pki->authority().revoke(*serial, pki::RevocationReason::CessationOfOperation);
            !revoked)
            return fail(revoked.error());
        return desk.admin->withdrawCertificate(signing::sha256Hex(credential.certificate));
    });
}

} // namespace peraku::treasury
