#include "arguments.h"

#include "exitcodes.h"

#include <services/desk.h>

#include <QCommandLineParser>

#include <algorithm>

namespace peraku::cli {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

struct CommandInfo {
    const char* name;
    int operandsMin;
    int operandsMax;
    bool logIn;
    const char* usage;
};
constexpr CommandInfo commands[] = {
    { "login", 0, 0, true, "login                 Log in and say who one is" },
    { "sync", 0, 0, true, "sync                  Send the outbox, fetch what is new" },
    { "list", 0, 0, true,
        "list                  Vouchers: --list inbox|drafts|all, --text, --state, --kind, --limit" },
    { "show", 1, 1, true, "show VOUCHER          A voucher, by number or id" },
    { "prepare", 0, 1, true,
        "prepare [FILE]        Save a draft from JSON (standard input without FILE); --attach, --submit" },
    { "submit", 1, 1, true, "submit VOUCHER        Submit a draft" },
    { "query", 1, 1, true, "query VOUCHER         Return it: --reason CODE --text WHY" },
    { "cancel", 1, 1, true, "cancel VOUCHER        Cancel it: --reason CODE --text WHY" },
    { "certify", 0, services::BatchService::largest, true,
        "certify VOUCHER...    Sign the step that waits, of one or of many under one PIN; --all-waiting,\n"
        "                        --medium token|roaming, --credential, --pin-fd, --otp-fd (roaming: the "
        "code\n"
        "                        is sent after the PIN was given); --pdf, --pdf-out for a PDF that is "
        "signed\n"
        "                        with one voucher" },
    { "sign-pdf", 1, 1, true,
        "sign-pdf FILE         Sign a PDF of one's own (PAdES): --out, --medium, --credential, --pin-fd, "
        "--otp-fd" },
    { "history", 1, 1, true, "history VOUCHER       What was done to it, by whom" },
    { "evidence", 2, 2, true,
        "evidence VOUCHER DIR  Write statement, signature, chain and CRL of every signature; --form" },
    { "verify", 1, 100, false,
        "verify FILE...        Verify evidence from anywhere: folder, .asics, .asice, .p7s and its file; no "
        "log-in" },
    { "print", 1, 1, true, "print VOUCHER         Write its sealed print form: --out FILE" },
    { "outbox", 0, 0, true, "outbox                What waits to be sent; --retry ROW, --discard ROW" },
    { "audit", 0, 0, true, "audit                 Whether this desk's own audit is whole, line by line" },
    { "diagnostics", 0, 0, false, "diagnostics           Treasury, trust, tokens and files; no log-in" },
};

const CommandInfo* find(const QString& name)
{
    const auto* found = std::find_if(std::begin(commands), std::end(commands),
        [&](const CommandInfo& c) { return name == QLatin1String(c.name); });
    return found == std::end(commands) ? nullptr : found;
}

QString overview()
{
    QString text = QStringLiteral("The desk of certifying officers without a window.\n\nCommands:\n");
    for (const auto& command : commands)
        text += QStringLiteral("  %1\n").arg(QLatin1String(command.usage));
    return text + QLatin1Char('\n') + exitTable();
}

void addOptions(QCommandLineParser& parser)
{
    common::addSettingsOptions(parser);
    parser.addOptions({
        { QStringLiteral("ic"), QStringLiteral("The officer's IC (or PERAKU_IC)."),
            QStringLiteral("number") },
        { QStringLiteral("password-fd"), QStringLiteral("Read the log-in secret from this descriptor."),
            QStringLiteral("n") },
        { QStringLiteral("pin-fd"), QStringLiteral("Read the PIN from this descriptor."),
            QStringLiteral("n") },
        { QStringLiteral("otp-fd"), QStringLiteral("Read the one-time code from this descriptor."),
            QStringLiteral("n") },
        { QStringLiteral("medium"),
            QStringLiteral("certify, sign-pdf: token or roaming; either if not given."),
            QStringLiteral("name") },
        { QStringLiteral("credential"), QStringLiteral("Sign with this credential, if several fit."),
            QStringLiteral("id") },
        { QStringLiteral("json"), QStringLiteral("JSON on standard output.") },
        { QStringLiteral("offline"), QStringLiteral("Work from the cache, do not sync first.") },
        { QStringLiteral("submit"), QStringLiteral("prepare: submit the draft at once.") },
        { QStringLiteral("all-waiting"), QStringLiteral("certify: everything that waits for the officer.") },
        { QStringLiteral("attach"), QStringLiteral("prepare: a supporting document; may be given again."),
            QStringLiteral("file") },
        { QStringLiteral("list"), QStringLiteral("inbox, drafts or all."), QStringLiteral("name"),
            QStringLiteral("inbox") },
        { QStringLiteral("text"), QStringLiteral("list: words to find. query, cancel: the reason in words."),
            QStringLiteral("words") },
        { QStringLiteral("state"), QStringLiteral("list: only this state."), QStringLiteral("state") },
        { QStringLiteral("kind"), QStringLiteral("list: payment or journal."), QStringLiteral("kind") },
        { QStringLiteral("limit"), QStringLiteral("list: at most so many rows."), QStringLiteral("n"),
            QStringLiteral("50") },
        { QStringLiteral("reason"), QStringLiteral("query, cancel: reason code."), QStringLiteral("code") },
        { QStringLiteral("form"), QStringLiteral("evidence: folder, asics or asice."), QStringLiteral("name"),
            QStringLiteral("folder") },
        { QStringLiteral("out"), QStringLiteral("print, sign-pdf: the file to write."),
            QStringLiteral("file") },
        { QStringLiteral("pdf"), QStringLiteral("certify: a PDF to be signed under the same PIN and code."),
            QStringLiteral("file") },
        { QStringLiteral("pdf-out"), QStringLiteral("certify: the signed PDF; never an existing file."),
            QStringLiteral("file") },
        { QStringLiteral("retry"), QStringLiteral("outbox: send this row again."), QStringLiteral("row") },
        { QStringLiteral("discard"), QStringLiteral("outbox: give this row up."), QStringLiteral("row") },
    });
}

template <typename Number>
Result<std::optional<Number>> number(const QCommandLineParser& parser, const QString& option)
{
    if (!parser.isSet(option))
        return std::optional<Number> {};
    bool ok = false;
    const auto value = parser.value(option).toLongLong(&ok);
    if (!ok || value < 0 || value > std::numeric_limits<Number>::max())
        return fail(ErrorCode::InvalidInput, QStringLiteral("--%1 needs a number").arg(option));
    return std::optional<Number>(Number(value));
}

} // namespace

bool needsLogIn(const QString& command)
{
    const auto* info = find(command);
    return info && info->logIn;
}

Result<Arguments> parseArguments(const QStringList& arguments, const QProcessEnvironment& environment)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(overview());
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("What to do, see above."));
    addOptions(parser);

    Arguments parsed;
    if (!parser.parse(arguments))
        return fail(ErrorCode::InvalidInput, parser.errorText());
    if (parser.isSet(help) || parser.isSet(version)) {
        parsed.helpOnly = true;
        parsed.output
            = parser.isSet(help) ? parser.helpText() : QStringLiteral("peraku-cli " PERAKU_VERSION "\n");
        return parsed;
    }
    parsed.operands = parser.positionalArguments();
    if (parsed.operands.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("no command; see --help"));
    parsed.command = parsed.operands.takeFirst();
    const auto* info = find(parsed.command);
    if (!info)
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("unknown command '%1'; see --help").arg(parsed.command));
    if (parsed.operands.size() < info->operandsMin || parsed.operands.size() > info->operandsMax)
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("usage: peraku-cli %1").arg(QLatin1String(info->usage)));

    auto settings = common::readSettings(parser, environment);
    if (!settings)
        return fail(settings.error());
    parsed.settings = std::move(*settings);
    parsed.ic = parser.isSet(QStringLiteral("ic")) ? parser.value(QStringLiteral("ic"))
                                                   : environment.value(QStringLiteral("PERAKU_IC"));
    parsed.credential = parser.value(QStringLiteral("credential"));
    parsed.json = parser.isSet(QStringLiteral("json"));
    parsed.offline = parser.isSet(QStringLiteral("offline"));
    parsed.submit = parser.isSet(QStringLiteral("submit"));
    parsed.allWaiting = parser.isSet(QStringLiteral("all-waiting"));
    if (parsed.command == QLatin1String("certify") && parsed.operands.isEmpty() != parsed.allWaiting)
        return fail(ErrorCode::InvalidInput, QStringLiteral("certify takes vouchers, or --all-waiting"));
    parsed.pdf = parser.value(QStringLiteral("pdf"));
    parsed.pdfOut = parser.value(QStringLiteral("pdf-out"));
    if (!parsed.pdf.isEmpty() && (parsed.command != QLatin1String("certify") || parsed.operands.size() != 1))
        return fail(ErrorCode::InvalidInput, QStringLiteral("--pdf goes with certify and one voucher"));
    if (!parsed.pdfOut.isEmpty() && parsed.pdf.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("--pdf-out needs --pdf"));
    parsed.list = parser.value(QStringLiteral("list"));
    parsed.text = parser.value(QStringLiteral("text"));
    parsed.state = parser.value(QStringLiteral("state"));
    parsed.kind = parser.value(QStringLiteral("kind"));
    parsed.reasonCode = parser.value(QStringLiteral("reason"));
    parsed.reasonText = parser.value(QStringLiteral("text"));
    parsed.form = parser.value(QStringLiteral("form"));
    parsed.outFile = parser.value(QStringLiteral("out"));
    parsed.attachments = parser.values(QStringLiteral("attach"));

    const auto secretFd = number<int>(parser, QStringLiteral("password-fd"));
    const auto pinFd = number<int>(parser, QStringLiteral("pin-fd"));
    const auto otpFd = number<int>(parser, QStringLiteral("otp-fd"));
    const auto limit = number<int>(parser, QStringLiteral("limit"));
    const auto retry = number<qint64>(parser, QStringLiteral("retry"));
    const auto discard = number<qint64>(parser, QStringLiteral("discard"));
    for (const auto* option : { &secretFd, &pinFd, &otpFd, &limit }) {
        if (!*option)
            return fail(option->error());
    }
    for (const auto* option : { &retry, &discard }) {
        if (!*option)
            return fail(option->error());
    }
    parsed.secretDescriptor = *secretFd;
    parsed.pinDescriptor = *pinFd;
    parsed.otpDescriptor = *otpFd;
    parsed.limit = limit->value_or(parsed.limit);
    parsed.retryRow = *retry;
    parsed.discardRow = *discard;
    if (const auto medium = parser.value(QStringLiteral("medium")); !medium.isEmpty()) {
        if (medium != QLatin1String("token") && medium != QLatin1String("roaming"))
            return fail(ErrorCode::InvalidInput, QStringLiteral("--medium is token or roaming"));
        parsed.medium = medium == QLatin1String("token") ? domain::SigningMedium::Token
                                                         : domain::SigningMedium::RoamingOtp;
    }
    if (info->logIn && !domain::Ic::parse(parsed.ic))
        return fail(ErrorCode::InvalidInput, QStringLiteral("give the officer's IC with --ic (12 digits)"));
    return parsed;
}

} // namespace peraku::cli
