#include "channel.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace peraku::token {

namespace {

bool readAll(int from, void* data, std::size_t size)
{
    auto* at = static_cast<char*>(data);
    while (size > 0) {
        const auto got = ::read(from, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= std::size_t(got);
    }
    return true;
}

std::mutex& outputMutex()
{
    static std::mutex mutex;
    return mutex;
}

} // namespace

Channel::Channel(const QByteArray& secretHandle)
    : m_input(::fcntl(0, F_DUPFD_CLOEXEC, 10))
    , m_output(::fcntl(1, F_DUPFD_CLOEXEC, 10))
    , m_secret(secretHandle.toInt())
{
    std::signal(SIGPIPE, SIG_IGN);
#ifdef __linux__
    // A module that hangs would outlive a desk that died.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
        ::dup2(nothing, 0);
        ::close(nothing);
    }
    ::dup2(2, 1);
    ::fcntl(int(m_secret), F_SETFD, FD_CLOEXEC);
}

bool Channel::readExactly(void* data, std::size_t size)
{
    return readAll(int(m_input), data, size);
}

bool Channel::readSecret(secret::SecureBuffer& into)
{
    return into.isEmpty() || readAll(int(m_secret), into.data(), into.size());
}

bool Channel::send(const QByteArray& frame)
{
    const std::lock_guard lock(outputMutex());
    const char* at = frame.constData();
    auto left = std::size_t(frame.size());
    while (left > 0) {
        const auto put = ::write(int(m_output), at, left);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        left -= std::size_t(put);
    }
    return true;
}

void allowLibrariesBeside(const QString&) { } // A module names its own folders.

void leave(int status)
{
    ::_exit(status);
}

} // namespace peraku::token
