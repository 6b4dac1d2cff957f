#include "command.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;

namespace {

constexpr std::size_t passwordLimit = 256;

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

} // namespace

int complain(const domain::Error& error)
{
    std::fprintf(stderr, "treasuryd: %s%s%s\n", qUtf8Printable(domain::errorKey(error.code)),
        error.detail.isEmpty() ? "" : ": ", qUtf8Printable(error.detail));
    return ExitFailed;
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

std::unique_ptr<QLockFile> lockFolder(const pki::DataFolder& folder)
{
    if (!QDir().mkpath(folder.root))
        return nullptr;
    auto lock = std::make_unique<QLockFile>(folder.root + QStringLiteral("/treasuryd.lock"));
    // A lock is stale only when its process is gone, however old it is.
    lock->setStaleLockTime(0);
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

domain::Result<SecureBuffer> readPassword(const Command& command)
{
    const auto text = command.value("password-fd");
    bool number = true;
    const int descriptor = text.isEmpty() ? STDIN_FILENO : text.toInt(&number);
    if (!number || descriptor < 0)
        return fail(ErrorCode::InvalidInput, QStringLiteral("password-fd"));
    const SilentTerminal silent(descriptor);
    SecureBuffer password;
    char byte = 0;
    while (password.size() <= passwordLimit && read(descriptor, &byte, 1) == 1 && byte != '\n')
        password.insert(password.size(), static_cast<std::byte>(byte));
    secret::wipe(&byte, 1);
    if (password.isEmpty() || password.size() > passwordLimit)
        return fail(ErrorCode::InvalidInput, QStringLiteral("password"));
    return password;
}

} // namespace peraku::treasury
