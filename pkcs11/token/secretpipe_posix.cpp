#include "secretpipe.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace peraku::token {

namespace {
constexpr int childEnd = 3;
}

bool SecretPipe::prepare(QProcess& process, QString& argument)
{
    close();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return false;
    m_read = ends[0];
    m_write = ends[1];
    // The child's end must not itself be number 3, or dup2 would leave it marked close-on-exec.
    if (ends[0] == childEnd) {
        m_read = ::fcntl(ends[0], F_DUPFD_CLOEXEC, childEnd + 1);
        ::close(ends[0]);
    }
    std::signal(SIGPIPE, SIG_IGN);
    process.setChildProcessModifier([read = int(m_read)] { ::dup2(read, childEnd); });
    argument = QString::number(childEnd);
    return true;
}

void SecretPipe::started()
{
    if (m_read >= 0)
        ::close(int(m_read));
    m_read = -1;
}

bool SecretPipe::send(const secret::SecureBuffer& secret)
{
    const auto* at = secret.bytes();
    auto left = secret.size();
    while (left > 0) {
        const auto put = ::write(int(m_write), at, left);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        left -= std::size_t(put);
    }
    return true;
}

void SecretPipe::close()
{
    started();
    if (m_write >= 0)
        ::close(int(m_write));
    m_write = -1;
}

} // namespace peraku::token
