#include "command.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <cstdio>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;

namespace {

constexpr std::size_t secretLimit = 256;

/** Echo off for a terminal, restored however the reading ends. */
class SilentTerminal {
public:
    explicit SilentTerminal(int descriptor)
        : m_descriptor(descriptor)
        , m_active(isatty(descriptor) == 1 && tcgetattr(descriptor, &m_before) == 0)
    {
        if (!m_active)
            return;
        auto silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(descriptor, TCSAFLUSH, &silent);
        std::fputs("Password: ", stderr);
    }
    ~SilentTerminal()
    {
        if (m_active) {
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
            std::fputc('\n', stderr);
        }
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

private:
    int m_descriptor;
    termios m_before {};
    bool m_active;
};

domain::Result<SecureBuffer> readLine(int descriptor)
{
    const SilentTerminal silent(descriptor);
    SecureBuffer line;
    char byte = 0;
    while (line.size() <= secretLimit && read(descriptor, &byte, 1) == 1 && byte != '\n')
        line.insert(line.size(), static_cast<std::byte>(byte));
    secret::wipe(&byte, 1);
    if (line.isEmpty() || line.size() > secretLimit)
        return fail(ErrorCode::InvalidInput, QStringLiteral("empty or too long"));
    return line;
}

domain::Result<SecureBuffer> readDescriptor(const Command& command, const QString& option)
{
    bool number = false;
    const int descriptor = command.options.value(option).toInt(&number);
    if (!number || descriptor < 0)
        return fail(ErrorCode::InvalidInput, option);
    return readLine(descriptor);
}

} // namespace

int complain(const domain::Error& error)
{
    std::fprintf(stderr, "treasuryd: %s%s%s\n", qUtf8Printable(domain::errorKey(error.code)),
        error.detail.isEmpty() ? "" : ": ", qUtf8Printable(error.detail));
    return error.code == ErrorCode::AnotherInstance ? ExitInUse : ExitFailed;
}

int complain(const QString& text, ExitCode code)
{
    std::fprintf(stderr, "treasuryd: %s\n", qUtf8Printable(text));
    return code;
}

void printLine(const QByteArray& text)
{
    std::fprintf(stdout, "%s\n", text.constData());
    std::fflush(stdout);
}

domain::Result<std::unique_ptr<QLockFile>> lockFolder(const pki::DataFolder& folder)
{
    if (!QDir().mkpath(folder.root))
        return fail(ErrorCode::StorageFailed, folder.root);
    auto lock = std::make_unique<QLockFile>(folder.root + QStringLiteral("/treasuryd.lock"));
    // A lock is stale only when its process is gone, however old it is.
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0))
        return fail(ErrorCode::AnotherInstance, QStringLiteral("another treasuryd works on this folder"));
    return lock;
}

domain::Result<SecureBuffer> readPassword(const Command& command)
{
    if (!command.options.isSet(QStringLiteral("password-fd")))
        return readLine(STDIN_FILENO);
    return readDescriptor(command, QStringLiteral("password-fd"));
}

domain::Result<SecureBuffer> readPin(const Command& command, const char* name)
{
    const auto descriptor = QLatin1String(name) + QStringLiteral("-fd");
    const auto path = command.options.value(QLatin1String(name) + QStringLiteral("-file"));
    if (command.options.isSet(descriptor))
        return readDescriptor(command, descriptor);
    if (path.isEmpty())
        return SecureBuffer();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::InvalidInput, path + QStringLiteral(": ") + file.errorString());
    struct stat facts { };
    constexpr mode_t others = 077;
    if (fstat(file.handle(), &facts) != 0 || (facts.st_mode & others) != 0)
        return fail(ErrorCode::InvalidInput, path + QStringLiteral(": others may read it; chmod 600"));
    return readLine(file.handle());
}

domain::Result<pki::HsmAccess> hsmAccess(const Command& command)
{
    auto pin = readPin(command, "hsm-pin");
    if (!pin)
        return fail(pin.error());
    return pki::HsmAccess { command.value("hsm-module"), command.value("hsm-token"), std::move(*pin) };
}

domain::Result<pki::HsmAccess> vaultAccess(const Command& command)
{
    auto access = hsmAccess(command);
    auto pin = readPin(command, "roaming-pin");
    if (!pin)
        return fail(pin.error());
    if (access) {
        access->roamingToken = command.value("roaming-token");
        access->roamingPin = std::move(*pin);
    }
    return access;
}

domain::Result<std::unique_ptr<pki::OpenedPki>> openPki(Command& command)
{
    const auto access = vaultAccess(command);
    if (!access)
        return fail(access.error());
    return pki::OpenedPki::open(command.folder(), command.clock, *access);
}

domain::Result<QByteArray> readDer(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput, file.errorString());
    const auto bytes = file.readAll();
    const auto begin = bytes.indexOf("-----\n");
    const auto end = bytes.indexOf("-----END");
    if (!bytes.startsWith("-----BEGIN") || begin < 0 || end < begin)
        return bytes;
    return QByteArray::fromBase64(bytes.mid(begin + 6, end - begin - 6));
}

domain::Result<domain::Done> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, path + QStringLiteral(": ") + file.errorString());
    return domain::Done {};
}

} // namespace peraku::treasury
