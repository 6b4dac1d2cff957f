#include "diagnostics.h"

#include "newfile.h"

#include <signing/digest.h>
#include <store/officerfiles.h>

#include <QCoreApplication>
#include <QDirIterator>
#include <QMap>
#include <QStorageInfo>
#include <QSysInfo>

namespace peraku::services {

using domain::LinkStages;
using domain::MediumInventory;
using remote::HttpResponse;

namespace {

constexpr int errorsKept = 50;
constexpr int httpsPort = 443;

QString hostOf(const QUrl& server)
{
    const auto port = server.port(httpsPort);
    return port == httpsPort ? server.host() : QStringLiteral("%1:%2").arg(server.host()).arg(port);
}

/** The words of a path; what varies is an id. */
QString operationOf(const QByteArray& path)
{
    auto parts = QString::fromLatin1(path.split('?').constFirst()).split(QLatin1Char('/'));
    for (auto& part : parts) {
        const bool isWord = std::all_of(part.cbegin(), part.cend(),
            [](QChar c) { return c.isLower() || c == QLatin1Char('-') || c == QLatin1Char('.'); });
        const bool isVersion = part.size() == 2 && part.startsWith(QLatin1Char('v'));
        const bool isCall = part == QLatin1String("signHash") || part == QLatin1String("signPolling");
        if (!isWord && !isVersion && !isCall)
            part = QStringLiteral("*");
    }
    return parts.join(QLatin1Char('/'));
}

/** Only names that the desk gave: what else stands there may be named after somebody. */
QString kindOf(const QString& name)
{
    for (const auto* known : { "work.backup", "work.db.damaged", "work.db", "cache.db" }) {
        if (name.startsWith(QLatin1String(known)))
            return QLatin1String(known);
    }
    return QStringLiteral("*");
}

QList<FilesOfAKind> filesBelow(const QString& dataDir)
{
    QMap<QString, FilesOfAKind> kinds;
    QDirIterator each(dataDir, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        each.next();
        const auto info = each.fileInfo();
        const auto kind = kindOf(info.fileName());
        auto& sum = kinds[kind];
        sum.kind = kind;
        ++sum.count;
        sum.bytes += info.size();
    }
    return kinds.values();
}

} // namespace

Diagnostics::Diagnostics(Parts parts, std::vector<Host> hosts, QObject* parent)
    : DiagnosticService(parent)
    , m_parts(std::move(parts))
    , m_hosts(std::move(hosts))
{
    for (const auto& host : std::as_const(m_hosts))
        connect(&host.client, &remote::Client::callFailed, this, &Diagnostics::note);
}

void Diagnostics::note(const QByteArray& path, const Error& error)
{
    m_errors.prepend({ m_parts.clock.nowUtc(), operationOf(path), error.code });
    if (m_errors.size() > errorsKept)
        m_errors.removeLast();
}

Async<Diagnosis> Diagnostics::examine()
{
    auto diagnosis = std::make_shared<Diagnosis>();
    diagnosis->at = m_parts.clock.nowUtc();
    diagnosis->versions = { { QStringLiteral("Peraku"), QCoreApplication::applicationVersion() },
        { QStringLiteral("Qt"), QString::fromLatin1(qVersion()) },
        { QStringLiteral("OpenSSL"), signing::libraryVersion() },
        { QStringLiteral("SQLite"), store::libraryVersion() },
        { QSysInfo::prettyProductName(),
            QSysInfo::kernelVersion() + QLatin1Char(' ') + QSysInfo::currentCpuArchitecture() } };
    auto done = domain::ready<Done>(Done {});
    for (std::size_t i = 0; i < m_hosts.size(); ++i)
        done = domain::andThen<Done>(
            done, this, [this, diagnosis, i](Done) { return examineHost(diagnosis, i); });
    done = domain::andThen<Done>(done, this, [this, diagnosis](Done) { return examineDesk(diagnosis); });
    using Files = QPair<QList<FilesOfAKind>, qint64>;
    auto counted = domain::andThen<Done>(done, this, [this](Done) {
        return domain::runOn<Files>(m_parts.workers, [dataDir = m_parts.dataDir]() -> Result<Files> {
            return Files { filesBelow(dataDir), QStorageInfo(dataDir).bytesAvailable() };
        });
    });
    return domain::andThen<Files>(counted, this, [this, diagnosis](const Files& files) {
        diagnosis->files = files.first;
        diagnosis->freeBytes = files.second;
        diagnosis->errors = m_errors;
        return Result<Diagnosis>(*diagnosis);
    });
}

Async<Done> Diagnostics::save(const QString& text, const QString& path)
{
    return domain::runOn<Done>(m_parts.workers, [text, path] { return writeNewFile(path, text.toUtf8()); });
}

Async<Done> Diagnostics::examineHost(const std::shared_ptr<Diagnosis>& diagnosis, std::size_t number)
{
    const auto& host = m_hosts.at(number);
    auto probed = domain::then<LinkStages>(remote::probeLink(host.network, this), this,
        [diagnosis, name = hostOf(host.network.server)](Result<LinkStages> stages) -> Result<Done> {
            diagnosis->hosts.append({ name, stages.value_or(LinkStages()), {}, false });
            return Done {};
        });
    return domain::andThen<Done>(probed, this, [this, diagnosis, number](Done) -> Async<Done> {
        const auto& asked = m_hosts.at(number);
        remote::Call call;
        call.request.path = asked.question;
        call.authorised = false;
        call.probe = true;
        if (asked.question.endsWith("/info")) { // of the CSC's API
            call.request.method = remote::Method::Post;
            call.request.headers = { { "Content-Type", "application/json" } };
            call.request.body = "{}";
        }
        return domain::then<HttpResponse>(asked.client.call(std::move(call)), this,
            [this, diagnosis, number](const Result<HttpResponse>& answer) -> Result<Done> {
                auto& found = diagnosis->hosts.last();
                found.answered = answer.has_value();
                if (!answer)
                    found.refusal = answer.error();
                const auto& client = m_hosts.at(number).client;
                if (number == 0) {
                    diagnosis->clockHeard = client.clockHeard();
                    diagnosis->clockOffsetMs = client.clockOffsetMs();
                }
                return Done {};
            });
    });
}

Async<Done> Diagnostics::examineDesk(const std::shared_ptr<Diagnosis>& diagnosis)
{
    diagnosis->session = m_parts.session.state();
    diagnosis->sync = m_parts.sync.status();
    for (const auto& row : m_parts.outbox.rows())
        ++diagnosis->outbox[row.state];
    for (const auto& notice : m_parts.session.storageNotices())
        diagnosis->storageNotices.append(notice.code);
    auto audited = domain::ready<Done>(Done {});
    if (m_parts.workspace.isOpen())
        audited = domain::then<qint64>(m_parts.workspace.vault().verifyAudit(), this,
            [diagnosis](const Result<qint64>& lines) -> Result<Done> {
                diagnosis->audit = lines;
                return Done {};
            });
    return domain::andThen<Done>(audited, this, [this, diagnosis](Done) {
        return domain::then<MediumInventory>(
            m_parts.certify.media(), this, [diagnosis](const Result<MediumInventory>& media) -> Result<Done> {
                if (media)
                    diagnosis->media = *media;
                else
                    diagnosis->mediaError = media.error();
                return Done {};
            });
    });
}

} // namespace peraku::services
