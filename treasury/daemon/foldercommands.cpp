#include "command.h"
#include "roaming.h"

#include <treasury/admin.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <demo/demo.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr int progressEvery = 1000;

/** A whole number from an option, or `fallback` where it is not given; nullopt if it is no number. */
std::optional<int> countOf(const Command& command, const char* name, int fallback)
{
    if (!command.options.isSet(QLatin1String(name)))
        return fallback;
    bool number = false;
    const int count = command.value(name).toInt(&number);
    return number && count >= 0 ? std::optional<int>(count) : std::nullopt;
}

domain::Result<demo::DemoOptions> demoOptions(const Command& command)
{
    demo::DemoOptions options;
    const auto offices = countOf(command, "offices", options.offices);
    const auto officers = countOf(command, "officers", options.officers);
    const auto vouchers = countOf(command, "vouchers", options.vouchers);
    const auto seed = countOf(command, "seed", int(options.seed));
    if (!offices || !officers || !vouchers || !seed)
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("offices, officers, vouchers and seed are whole numbers"));
    options.offices = *offices;
    options.officers = *officers;
    options.vouchers = *vouchers;
    options.seed = quint64(*seed);
    options.sign = !command.options.isSet(QStringLiteral("no-signatures"));
    options.tokens = command.value("tokens");
    options.tokenTool = QCoreApplication::applicationFilePath();
    options.today = command.clock.nowUtc().toOffsetFromUtc(8 * 3600).date();
    if (command.options.isSet(QStringLiteral("today"))) {
        options.today = QDate::fromString(command.value("today"), Qt::ISODate);
        if (!options.today.isValid())
            return fail(ErrorCode::InvalidInput, QStringLiteral("today"));
    }
    options.progress = [](int done, int total) {
        if (done % progressEvery == 0 || done == total)
            std::fprintf(stderr, "%d of %d vouchers\n", done, total);
    };
    return options;
}

} // namespace

int initFolder(Command& command)
{
    pki::InitOptions options;
    auto hsm = vaultAccess(command);
    if (!hsm)
        return complain(hsm.error());
    options.hsm = std::move(*hsm);
    if (options.hsm.module.isEmpty() != options.hsm.token.isEmpty())
        return complain(QStringLiteral("--hsm-module and --hsm-token go together"), ExitUsage);
    if (command.options.isSet(QStringLiteral("base-url")))
        options.profile.baseUrl = command.value("base-url");
    if (command.options.isSet(QStringLiteral("tls-names")))
        options.tlsNames = command.value("tls-names").split(QLatin1Char(','), Qt::SkipEmptyParts);
    // The lock file would make a new folder look foreign; initTreasury itself refuses what is not its own.
    auto folder = pki::initTreasury(command.folder().root, options, command.clock, command.rng);
    if (!folder)
        return complain(folder.error());
    const auto lock = lockFolder(*folder);
    if (!lock)
        return complain(lock.error());
    auto admin = Admin::open(folder->database(), {}, command.clock, command.rng);
    if (!admin)
        return complain(admin.error());
    printLine(QJsonDocument(QJsonObject { { QStringLiteral("data"), folder->root },
                                { QStringLiteral("root"), folder->rootPem() } })
                  .toJson(QJsonDocument::Compact));
    return ExitOk;
}

int fillDemo(Command& command)
{
    auto options = demoOptions(command);
    if (!options)
        return complain(options.error());
    const auto opened = openDesk(command);
    if (!opened)
        return complain(opened.error());
    auto& desk = **opened;
    if (desk.roaming)
        options->enrolRoaming = [&](const domain::Officer& officer, domain::KeyKind kind,
                                    const secret::SecureBuffer& pin) -> domain::Result<QString> {
            const auto made
                = enrolRoaming(*desk.roaming, *desk.admin, desk.pki->authority(), officer, kind, pin);
            return made.map([](const RoamingCredential& credential) { return credential.id; });
        };
    const auto report = demo::fillTreasury(*desk.admin, desk.pki->authority(), *options);
    if (!report)
        return complain(report.error());
    printLine(QJsonDocument(
        QJsonObject { { QStringLiteral("vouchers"), report->vouchers },
            { QStringLiteral("signatures"), report->signatures },
            { QStringLiteral("contentHash"), QString::fromLatin1(report->contentHash.toHex()) } })
                  .toJson(QJsonDocument::Compact));
    return ExitOk;
}

} // namespace peraku::treasury
