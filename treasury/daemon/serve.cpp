#include "command.h"
#include "mailsetup.h"
#include "mailthread.h"
#include "operatorinbox.h"
#include "roaming.h"

#include <pki/administration.h>
#include <pki/endpoints.h>
#include <pki/seal.h>
#include <treasury/audit.h>
#include <treasury/cadesverifier.h>
#include <treasury/treasury.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>
#include <http/server.h>
#include <print/keptforms.h>
#include <print/printer.h>
#include <pthread.h>

namespace peraku::treasury {

namespace {

constexpr qint64 stampEveryMs = 10'000;
constexpr qint64 expireEveryMs = 60LL * 60 * 1000;
constexpr qint64 headEveryMs = 10LL * 60 * 1000;
constexpr int drainMs = 10000;

struct Address {
    QString host;
    quint16 port = 0;
};

/** "127.0.0.1:8443" or "[::1]:8443". */
std::optional<Address> parseListen(const QString& text)
{
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    bool number = false;
    const auto port = text.mid(colon + 1).toUShort(&number);
    auto host = text.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    if (colon <= 0 || !number || host.isEmpty())
        return std::nullopt;
    return Address { host, port };
}

domain::Result<secret::SecureBuffer> readKey(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return domain::fail(domain::ErrorCode::KeyMissing, path);
    secret::SecureBuffer key(std::size_t(file.size()));
    if (file.read(reinterpret_cast<char*>(key.data()), file.size()) != file.size())
        return domain::fail(domain::ErrorCode::KeyMissing, path);
    return key;
}

/** The chain's end beside the database, so that rows cut off there still show. */
domain::Result<domain::Done> keepHead(const pki::DataFolder& folder)
{
    const auto head = auditHead(folder.database());
    if (!head)
        return domain::fail(head.error());
    QFile file(auditHeadsFile(folder));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(head->toJson() + '\n') < 0)
        return domain::fail(domain::ErrorCode::StorageFailed, file.errorString());
    return domain::Done {};
}

/** The work that the clock asks for, done by the main thread between signals. */
class Timers {
public:
    Timers(Treasury& treasury, csc::Service* roaming, const pki::DataFolder& folder, domain::Clock& clock,
        int payEverySeconds)
        : m_treasury(treasury)
        , m_roaming(roaming)
        , m_folder(folder)
        , m_inbox(folder)
        , m_clock(clock)
        , m_payEveryMs(qint64(payEverySeconds) * 1000)
        , m_paid(clock.monotonicMs())
    {
    }
    void run()
    {
        if (m_payEveryMs > 0 && due(m_paid, m_payEveryMs))
            report(m_treasury.payDue());
        m_inbox.take([this](const QByteArray& json) -> domain::Result<domain::Done> {
            const auto policy = MediaPolicy::fromJson(json);
            return policy ? m_treasury.setMediaPolicy(*policy) : domain::fail(policy.error());
        });
        if (due(m_stamped, stampEveryMs))
            report(m_treasury.completeTimestamps());
        if (due(m_expired, expireEveryMs)) {
            report(m_treasury.expire());
            if (m_roaming)
                report(m_roaming->expire());
        }
        if (due(m_headed, headEveryMs))
            report(keepHead(m_folder));
    }

private:
    bool due(qint64& last, qint64 every)
    {
        const auto now = m_clock.monotonicMs();
        if (last >= 0 && now - last < every)
            return false;
        last = now;
        return true;
    }
    template <typename T> static void report(const domain::Result<T>& result)
    {
        if (!result)
            complain(result.error());
    }

    Treasury& m_treasury;
    csc::Service* m_roaming; ///< Null without one.
    const pki::DataFolder& m_folder;
    OperatorInbox m_inbox;
    domain::Clock& m_clock;
    qint64 m_payEveryMs;
    qint64 m_paid;
    qint64 m_stamped = -1;
    qint64 m_expired = -1;
    qint64 m_headed = -1;
};

sigset_t endingSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

void serveUntilSignal(Timers& timers, const sigset_t& signals)
{
    const timespec tick { 0, 200 * 1000 * 1000 };
    for (;;) {
        timers.run();
        if (sigtimedwait(&signals, nullptr, &tick) > 0)
            return;
    }
}

} // namespace

QString auditHeadsFile(const pki::DataFolder& folder)
{
    return folder.root + QStringLiteral("/audit-heads.jsonl");
}

int serve(Command& command)
{
    const auto folder = command.folder();
    const auto listen
        = parseListen(command.options.isSet(QStringLiteral("listen")) ? command.value("listen")
                                                                      : QStringLiteral("127.0.0.1:8443"));
    if (!listen)
        return complain(QStringLiteral("--listen wants ADDRESS:PORT"), ExitUsage);
    const auto lock = lockFolder(folder);
    if (!lock)
        return complain(lock.error());

    // Worker threads inherit the mask, so that the main thread alone hears the signals.
    const auto signals = endingSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const auto mailer = makeMailer(command);
    if (!mailer)
        return complain(mailer.error());
    auto opened = openPki(command);
    if (!opened)
        return complain(opened.error());
    pki::PkiService endpoints((*opened)->authority(), command.clock);
    pki::SealKeeper seal((*opened)->authority());
    pki::OfficerCertificates certificates((*opened)->authority());
    CadesVerifier verifier(endpoints, &endpoints, &command.rng);
    print::SealedPrinter printer(seal, endpoints, command.rng);
    print::KeptForms forms(printer);
    Config config;
    if (command.options.isSet(QStringLiteral("public-url")))
        config.publicUrl = command.value("public-url");
    auto treasury = Treasury::open(folder.database(), config,
        { command.clock, command.rng, verifier, endpoints, &seal, &forms, &certificates });
    if (!treasury)
        return complain(treasury.error());
    auto roaming = openRoaming(command, **opened, endpoints, (*treasury)->courier());
    if (!roaming)
        return complain(roaming.error());
    if (*roaming) {
        (*treasury)->attach(**roaming);
        (*treasury)->attachCredentials(**roaming);
    }

    QFile certificate(folder.tlsCertificate());
    auto key = readKey(folder.tlsKey());
    if (!certificate.open(QIODevice::ReadOnly) || !key)
        return complain(QStringLiteral("the TLS certificate or key cannot be read"));
    http::ServerOptions options;
    options.address = listen->host;
    options.port = listen->port;
    options.certificatePem = certificate.readAll();
    options.keyPem = std::move(*key);
    auto server = http::Server::start(
        std::move(options), [&](const Request& request) { return (*treasury)->handle(request); },
        [&](const Request& request) { return (*treasury)->refuseUnread(request); });
    if (!server)
        return complain(server.error());
    printLine(QJsonDocument(QJsonObject { { QStringLiteral("listen"), listen->host },
                                { QStringLiteral("port"), (*server)->port() } })
                  .toJson(QJsonDocument::Compact));

    Timers timers(**treasury, roaming->get(), folder, command.clock, command.number("pay-every"));
    {
        const MailThread mail(**treasury, **mailer);
        serveUntilSignal(timers, signals);
        (*server)->drain(drainMs);
        server->reset();
    }
    // Its background work may still ask the treasury's courier.
    roaming->reset();
    treasury->reset();
    if (auto kept = keepHead(folder); !kept)
        return complain(kept.error());
    return ExitOk;
}

int payNow(Command& command)
{
    const auto folder = command.folder();
    const auto lock = lockFolder(folder);
    if (!lock)
        return complain(lock.error());
    auto opened = openPki(command);
    if (!opened)
        return complain(opened.error());
    pki::PkiService endpoints((*opened)->authority(), command.clock);
    CadesVerifier verifier(endpoints);
    auto treasury
        = Treasury::open(folder.database(), {}, { command.clock, command.rng, verifier, endpoints });
    if (!treasury)
        return complain(treasury.error());
    const auto paid = (*treasury)->payDue();
    if (!paid)
        return complain(paid.error());
    printLine(
        QJsonDocument(QJsonObject { { QStringLiteral("paid"), *paid } }).toJson(QJsonDocument::Compact));
    return ExitOk;
}

} // namespace peraku::treasury
