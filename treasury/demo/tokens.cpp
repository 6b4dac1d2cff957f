#include "tokens.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace peraku::demo {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int toolMs = 60'000;

/** SoftHSM2 where distributions put it. */
QString softHsmModule()
{
    for (const auto& path :
        { u"/usr/lib/softhsm/libsofthsm2.so"_s, u"/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"_s,
            u"/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"_s,
            u"/usr/lib64/softhsm/libsofthsm2.so"_s }) {
        if (QFile::exists(path))
            return path;
    }
    return {};
}

/** The token tools of the distribution, as an officer's enrolment desk would use them. */
class Tools {
public:
    Tools(const QString& config, const QString& userPin)
        : m_pin(userPin)
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(u"SOFTHSM2_CONF"_s, config);
        // The PIN goes by the environment, since anyone may read another's command line.
        m_environment.insert(u"PERAKU_TOKEN_PIN"_s, m_pin);
    }

    Result<Done> initToken(const QString& label)
    {
        return run(u"softhsm2-util"_s,
            { u"--init-token"_s, u"--free"_s, u"--label"_s, label, u"--pin"_s, m_pin, u"--so-pin"_s, m_pin });
    }
    Result<Done> pkcs11Tool(const QString& module, const QStringList& arguments)
    {
        return run(u"pkcs11-tool"_s,
            QStringList { u"--module"_s, module, u"--login"_s, u"--pin"_s, u"env:PERAKU_TOKEN_PIN"_s }
                + arguments);
    }

private:
    Result<Done> run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(toolMs)) {
            process.kill();
            process.waitForFinished();
            return fail(ErrorCode::ModuleFailed, program + u": "_s + process.errorString());
        }
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return fail(ErrorCode::ModuleFailed,
                program + u": "_s + QString::fromUtf8(process.readAll()).trimmed().right(300));
        return Done {};
    }
    QString m_pin;
    QProcessEnvironment m_environment;
};

Result<Done> writeText(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, path + u": "_s + file.errorString());
    return Done {};
}

Result<QByteArray> readAll(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, path + u": "_s + file.errorString());
    return file.readAll();
}

} // namespace

Result<DemoToken> makeToken(const QString& directory, const QString& label, const secret::SecureBuffer& pin,
    const pki::OfficerSubject& subject, pki::CertificateAuthority& authority)
{
    const auto module = softHsmModule();
    if (module.isEmpty())
        return fail(ErrorCode::ModuleNotFound, u"libsofthsm2.so"_s);
    if (QDir(directory).exists())
        return fail(ErrorCode::InvalidInput, u"the token's folder exists: "_s + directory);
    DemoToken token;
    token.directory = directory;
    token.config = directory + u"/softhsm2.conf"_s;
    token.label = label;
    const auto tokens = directory + u"/tokens"_s;
    if (!QDir().mkpath(tokens)
        || !QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(ErrorCode::StorageFailed, directory);
    if (auto written = writeText(token.config,
            "directories.tokendir = " + tokens.toUtf8()
                + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        !written)
        return fail(written.error());

    // The demo tells everyone this PIN, which is the one reason why it may stand in a string here.
    Tools tools(
        token.config, QString::fromLatin1(reinterpret_cast<const char*>(pin.bytes()), qsizetype(pin.size())));
    const auto publicKey = directory + u"/public.der"_s;
    const auto certificate = directory + u"/certificate.der"_s;
    auto done = tools.initToken(label);
    if (done)
        done = tools.pkcs11Tool(module,
            { u"--keypairgen"_s, u"--key-type"_s, u"EC:prime256v1"_s, u"--id"_s, u"01"_s, u"--label"_s,
                label });
    if (done)
        done = tools.pkcs11Tool(module,
            { u"--read-object"_s, u"--type"_s, u"pubkey"_s, u"--id"_s, u"01"_s, u"--output-file"_s,
                publicKey });
    if (!done)
        return fail(done.error());
    const auto key = readAll(publicKey);
    if (!key)
        return fail(key.error());
    const auto issued = authority.issueOfficer(subject, *key);
    if (!issued)
        return fail(issued.error());
    token.certificate = issued->der;
    token.serialHex = issued->serialHex;
    done = writeText(certificate, issued->der);
    if (done) {
        done = tools.pkcs11Tool(module,
            { u"--write-object"_s, certificate, u"--type"_s, u"cert"_s, u"--id"_s, u"01"_s, u"--label"_s,
                label });
    }
    if (!done)
        return fail(done.error());
    return token;
}

} // namespace peraku::demo
