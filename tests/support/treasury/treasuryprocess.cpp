#include <support/treasuryprocess.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/prctl.h>

namespace peraku::support {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int startMs = 30000;
constexpr int stopMs = 20000;

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeBio {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Memory = std::unique_ptr<BIO, FreeBio>;

QByteArray contentOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return { data, qsizetype(size) };
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, path);
    return file.readAll();
}

bool signs(const domain::Officer& officer)
{
    return officer.has(domain::Role::Checker) || officer.has(domain::Role::Approver)
        || officer.has(domain::Role::Receiver);
}

domain::Officer officerOf(const QJsonObject& object)
{
    domain::Officer officer;
    officer.ic = domain::Ic::parse(object.value(QStringLiteral("ic")).toString()).value_or(domain::Ic());
    officer.name = object.value(QStringLiteral("name")).toString();
    officer.email = object.value(QStringLiteral("email")).toString();
    officer.post = object.value(QStringLiteral("post")).toString();
    officer.office = domain::OfficeCode(object.value(QStringLiteral("office")).toString());
    for (const auto& word : object.value(QStringLiteral("roles")).toArray()) {
        if (const auto role = domain::fromWire<domain::Role>(word.toString()))
            officer.roles.append(*role);
    }
    officer.limit = domain::Money::fromDecimal(object.value(QStringLiteral("limit")).toString());
    return officer;
}

/** A key of its own and a certificate of the treasury's authority for it. */
Result<Done> certify(TreasuryProcess::DemoOfficer& demo, const QStringList& treasury, const QString& scratch)
{
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Memory privatePem(BIO_new(BIO_s_mem()));
    const Memory publicPem(BIO_new(BIO_s_mem()));
    if (!key
        || PEM_write_bio_PKCS8PrivateKey(privatePem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            != 1
        || PEM_write_bio_PUBKEY(publicPem.get(), key.get()) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("key"));
    QFile file(scratch + QStringLiteral("/public.pem"));
    if (!file.open(QIODevice::WriteOnly) || file.write(contentOf(publicPem.get())) < 0)
        return fail(ErrorCode::StorageFailed, file.errorString());
    file.close();
    const auto out = scratch + QStringLiteral("/certificate.pem");
    auto issued = TreasuryProcess::run(QStringList { QStringLiteral("certificate"), QStringLiteral("issue") }
        + treasury
        + QStringList { QStringLiteral("--ic"), demo.officer.ic.digits(), QStringLiteral("--public-key"),
            file.fileName(), QStringLiteral("--out"), out });
    if (!issued)
        return fail(issued.error());
    auto certificate = readFile(out);
    if (!certificate)
        return fail(certificate.error());
    demo.certificatePem = *certificate;
    demo.keyPem = contentOf(privatePem.get());
    return Done {};
}

/** What names the HSM's token, where the folder does not do so yet. */
QStringList hsmArguments()
{
    return { QStringLiteral("--hsm-module"), QStringLiteral("/usr/lib/softhsm/libsofthsm2.so"),
        QStringLiteral("--hsm-token"), QStringLiteral("treasury") };
}

} // namespace

QString TreasuryProcess::program(const QString& name)
{
    const auto override = qEnvironmentVariable("PERAKU_BIN");
    const QDir folder(override.isEmpty() ? QCoreApplication::applicationDirPath() : override);
    const auto path = folder.filePath(name);
    return QFileInfo(path).isExecutable() ? path : QString();
}

Result<QByteArray> TreasuryProcess::run(const QStringList& arguments, const QByteArray& input, int timeoutMs)
{
    const auto path = program(QStringLiteral("treasuryd"));
    if (path.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("treasuryd is not built"));
    QProcess process;
    process.start(path, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return fail(ErrorCode::Timeout, arguments.first());
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(ErrorCode::Internal, QString::fromUtf8(process.readAllStandardError()));
    return process.readAllStandardOutput();
}

Result<std::unique_ptr<TreasuryProcess>> TreasuryProcess::start(const Options& options)
{
    auto process = std::unique_ptr<TreasuryProcess>(new TreasuryProcess);
    process->m_options = options;
    const auto data = process->dataDirectory();
    const auto tokens = process->m_directory.filePath(QStringLiteral("tokens"));
    if (options.hsm) {
        if (auto made = process->makeHsm(); !made)
            return fail(made.error());
    }
    const auto treasury = QStringList { QStringLiteral("--data"), data } + process->pinArguments();
    auto init = QStringList { QStringLiteral("init") } + treasury;
    if (options.hsm)
        init += hsmArguments();
    if (auto done = run(init); !done)
        return fail(done.error());
    auto filled = run(QStringList { QStringLiteral("demo") } + treasury
        + QStringList { QStringLiteral("--offices"), QString::number(options.offices),
            QStringLiteral("--officers"), QString::number(options.officers), QStringLiteral("--vouchers"),
            QString::number(options.vouchers), QStringLiteral("--seed"), QString::number(options.seed),
            QStringLiteral("--tokens"), tokens });
    if (!filled)
        return fail(filled.error());
    const auto list = readFile(tokens + QStringLiteral("/demo-officers.json"));
    if (!list)
        return fail(list.error());
    for (const auto& each :
        QJsonDocument::fromJson(*list).object().value(QStringLiteral("officers")).toArray()) {
        const auto object = each.toObject();
        DemoOfficer demo { officerOf(object), object.value(QStringLiteral("password")).toString().toUtf8(),
            {}, {}, {}, {} };
        const auto roaming = object.value(QStringLiteral("roaming")).toObject();
        demo.roamingCredential = roaming.value(QStringLiteral("credential")).toString();
        demo.roamingSecret = roaming.value(QStringLiteral("pin")).toString();
        if (signs(demo.officer)) {
            if (auto done = certify(demo, treasury, process->m_directory.path()); !done)
                return fail(done.error());
        }
        process->m_officers.append(std::move(demo));
    }
    if (auto serving = process->serve(); !serving)
        return fail(serving.error());
    return process;
}

QString TreasuryProcess::hsmFile(const char* name) const
{
    return m_directory.filePath(QStringLiteral("hsm/") + QLatin1String(name));
}

QStringList TreasuryProcess::pinArguments() const
{
    return m_options.hsm ? QStringList { QStringLiteral("--hsm-pin-file"), hsmFile("pin") } : QStringList();
}

Result<Done> TreasuryProcess::makeHsm()
{
    QFile config(hsmFile("softhsm2.conf"));
    QFile pin(hsmFile("pin"));
    if (!QDir().mkpath(hsmFile("tokens")) || !config.open(QIODevice::WriteOnly)
        || config.write("directories.tokendir = " + hsmFile("tokens").toUtf8()
               + "\nobjectstore.backend = file\nlog.level = ERROR\n")
            < 0
        || !pin.open(QIODevice::WriteOnly) || !pin.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || pin.write("made-up-pin\n") < 0)
        return fail(ErrorCode::StorageFailed, hsmFile(""));
    config.close();
    pin.close();
    // Inherited by every treasuryd that this program starts; the test itself loads no module.
    qputenv("SOFTHSM2_CONF", config.fileName().toUtf8());
    auto made = run(QStringList { QStringLiteral("token"), QStringLiteral("init") } + hsmArguments()
        + pinArguments() + QStringList { QStringLiteral("--so-pin-file"), hsmFile("pin") });
    return made ? Result<Done>(Done {}) : fail(made.error());
}

Result<Done> TreasuryProcess::serve()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // A test that dies takes its treasury along, which would hold the runner's pipes for ever.
    m_process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process->start(program(QStringLiteral("treasuryd")),
        QStringList { QStringLiteral("serve"), QStringLiteral("--data"), dataDirectory() } + pinArguments()
            + QStringList { QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(m_port),
                QStringLiteral("--pay-every"), QString::number(m_options.paySeconds) }
            + m_options.extraArguments);
    QByteArray line;
    while (!line.contains('\n')) {
        if (!m_process->waitForReadyRead(startMs))
            return fail(ErrorCode::Timeout, QStringLiteral("treasuryd did not begin to serve"));
        line += m_process->readAllStandardOutput();
    }
    m_port = quint16(QJsonDocument::fromJson(line).object().value(QStringLiteral("port")).toInt());
    return Done {};
}

Result<QByteArray> TreasuryProcess::operate(const QStringList& command, const QByteArray& input) const
{
    return run(command + QStringList { QStringLiteral("--data"), dataDirectory() } + pinArguments(), input);
}

TreasuryProcess::~TreasuryProcess()
{
    if (m_process && m_process->state() != QProcess::NotRunning)
        stop();
}

QUrl TreasuryProcess::url() const
{
    return QUrl(QStringLiteral("https://127.0.0.1:%1").arg(m_port));
}
QString TreasuryProcess::dataDirectory() const
{
    return m_directory.filePath(QStringLiteral("data"));
}
QString TreasuryProcess::caFile() const
{
    return dataDirectory() + QStringLiteral("/pki/root.pem");
}
qint64 TreasuryProcess::processId() const
{
    return m_process ? m_process->processId() : 0;
}

const TreasuryProcess::DemoOfficer* TreasuryProcess::find(
    domain::Role role, const domain::OfficeCode& office) const
{
    for (const auto& demo : m_officers) {
        if (demo.officer.has(role) && (office.isEmpty() || demo.officer.office == office))
            return &demo;
    }
    return nullptr;
}

void TreasuryProcess::kill()
{
    m_process->kill();
    m_process->waitForFinished(stopMs);
}

int TreasuryProcess::stop()
{
    m_process->terminate();
    if (!m_process->waitForFinished(stopMs)) {
        kill();
        return -1;
    }
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

Result<Done> TreasuryProcess::restart()
{
    if (m_process->state() != QProcess::NotRunning)
        stop();
    return serve();
}

} // namespace peraku::support
