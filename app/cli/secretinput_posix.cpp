#include "secretinput.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace peraku::cli {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr std::size_t longestSecret = 1024;

Result<SecureBuffer> readLine(int descriptor)
{
    SecureBuffer line;
    for (;;) {
        unsigned char byte = 0;
        const auto count = ::read(descriptor, &byte, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("the descriptor cannot be read"));
        if (count == 0 || byte == '\n')
            break;
        if (line.size() == longestSecret)
            return fail(ErrorCode::TooLarge, QStringLiteral("secret"));
        line.insert(line.size(), std::byte(byte));
        secret::wipe(&byte, 1);
    }
    if (line.size() > 0 && line.bytes()[line.size() - 1] == '\r')
        line.remove(line.size() - 1, 1);
    if (line.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("empty secret"));
    return line;
}

/** Echo off for as long as it lives. */
class EchoOff {
public:
    explicit EchoOff(int terminal)
        : m_terminal(terminal)
    {
        m_on = ::tcgetattr(terminal, &m_before) == 0;
        auto quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        m_on = m_on && ::tcsetattr(terminal, TCSAFLUSH, &quiet) == 0;
    }
    ~EchoOff()
    {
        if (m_on)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    bool isOn() const { return m_on; }

private:
    int m_terminal;
    termios m_before {};
    bool m_on = false;
};

} // namespace

Result<SecureBuffer> readSecretFrom(int descriptor)
{
    return readLine(descriptor);
}

Result<SecureBuffer> askSecret(const QString& prompt)
{
    // The terminal itself, so that standard input stays free for data.
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return fail(ErrorCode::InvalidInput, QStringLiteral("no terminal to ask at; pass a file descriptor"));
    auto answer = [&]() -> Result<SecureBuffer> {
        const EchoOff quiet(terminal);
        if (!quiet.isOn())
            return fail(
                ErrorCode::InvalidInput, QStringLiteral("the terminal's echo cannot be switched off"));
        const auto text = prompt.toUtf8();
        if (::write(terminal, text.constData(), std::size_t(text.size())) < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("the terminal cannot be written"));
        auto line = readLine(terminal);
        if (::write(terminal, "\n", 1) < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("the terminal cannot be written"));
        return line;
    }();
    ::close(terminal);
    return answer;
}

} // namespace peraku::cli
