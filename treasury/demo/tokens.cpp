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

/** `treasuryd token ...` over one SoftHSM2 store, as an officer's enrolment desk would use it. */
class TokenTool {
public:
    TokenTool(QString program, const QString& config, const QString& label, const secret::SecureBuffer& pin)
        : m_program(std::move(program))
        // The demo tells everyone this PIN, which is the one reason why it may stand in a byte array here.
        , m_line(reinterpret_cast<const char*>(pin.bytes()), qsizetype(pin.size()))
        , m_access { u"--hsm-module"_s, softHsmModule(), u"--hsm-token"_s, label, u"--hsm-pin-fd"_s, u"0"_s }
        , m_environment(QProcessEnvironment::systemEnvironment())
    {
        m_line += '\n';
        m_environment.insert(u"SOFTHSM2_CONF"_s, config);
    }

    Result<Done> run(const QString& verb, const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(m_program, QStringList { u"token"_s, verb } + m_access + arguments);
        // Once for the user's PIN and once for the security officer's.
        process.write(m_line + m_line);
        process.closeWriteChannel();
        if (!process.waitForFinished(toolMs)) {
            process.kill();
            process.waitForFinished();
            return fail(ErrorCode::ModuleFailed, m_program + u": "_s + process.errorString());
        }
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return fail(ErrorCode::ModuleFailed,
                u"token "_s + verb + u": "_s + QString::fromUtf8(process.readAll()).trimmed().right(300));
        return Done {};
    }

private:
    QString m_program;
    QByteArray m_line;
    QStringList m_access;
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

Result<DemoToken> makeToken(const QString& program, const QString& directory, const QString& label,
    const secret::SecureBuffer& pin, const pki::OfficerSubject& subject, pki::CertificateAuthority& authority)
{
    if (softHsmModule().isEmpty())
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

    const TokenTool tool(program, token.config, label, pin);
    const auto publicKey = directory + u"/public.der"_s;
    const auto certificate = directory + u"/certificate.der"_s;
    auto done = tool.run(u"init"_s, { u"--so-pin-fd"_s, u"0"_s });
    if (done)
        done = tool.run(u"key"_s, { u"--label"_s, label, u"--out"_s, publicKey });
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
    if (done)
        done = tool.run(u"certificate"_s, { u"--label"_s, label, u"--file"_s, certificate });
    if (!done)
        return fail(done.error());
    return token;
}

} // namespace peraku::demo
