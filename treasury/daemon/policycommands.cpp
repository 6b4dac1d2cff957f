#include "command.h"
#include "operatorinbox.h"

#include <treasury/admin.h>
#include <treasury/mediapolicy.h>

namespace peraku::treasury {

namespace {

QStringList listOf(const Command& command, const char* name)
{
    return command.value(name).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

/** The policy that holds, changed by the options that are given. */
domain::Result<MediaPolicy> wantedPolicy(const Command& command)
{
    auto policy = mediaPolicy(command.folder().database());
    if (!policy)
        return domain::fail(policy.error());
    const auto given = [&](const char* name) { return command.options.isSet(QLatin1String(name)); };
    if (given("token")) {
        const auto word = command.value("token");
        if (word != QLatin1String("on") && word != QLatin1String("off"))
            return domain::fail(domain::ErrorCode::InvalidInput, QStringLiteral("--token wants on or off"));
        policy->tokenEnabled = word == QLatin1String("on");
    }
    if (given("roaming-only-processes")) {
        policy->roamingOnlyProcesses.clear();
        for (const auto& word : listOf(command, "roaming-only-processes"))
            policy->roamingOnlyProcesses.append(word.toInt());
    }
    if (given("roaming-only-offices")) {
        policy->roamingOnlyOffices.clear();
        for (const auto& word : listOf(command, "roaming-only-offices"))
            policy->roamingOnlyOffices.append(domain::OfficeCode(word));
    }
    return MediaPolicy::fromJson(policy->toJson());
}

} // namespace

int showPolicy(Command& command)
{
    const auto policy = mediaPolicy(command.folder().database());
    if (!policy)
        return complain(policy.error());
    printLine(policy->toJson());
    return ExitOk;
}

int setPolicy(Command& command)
{
    const auto wanted = wantedPolicy(command);
    if (!wanted)
        return complain(wanted.error());
    const auto folder = command.folder();
    domain::Result<domain::Done> set = domain::Done {};
    if (const auto lock = lockFolder(folder)) {
        const auto admin = Admin::open(folder.database(), {}, command.clock, command.rng);
        if (!admin)
            return complain(admin.error());
        set = (*admin)->setMediaPolicy(*wanted);
    } else if (lock.error().code != domain::ErrorCode::AnotherInstance) {
        set = domain::fail(lock.error());
    } else {
        set = OperatorInbox(folder).post(wanted->toJson(), command.rng);
    }
    if (!set)
        return complain(set.error());
    return showPolicy(command);
}

} // namespace peraku::treasury
