#include "headerwatch.h"

#include <sys/socket.h>

namespace peraku::treasury::http {

HeaderWatch::HeaderWatch(std::chrono::seconds limit)
    : m_limit(limit)
    , m_thread([this] { run(); })
{
}

HeaderWatch::~HeaderWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_ending.notify_one();
    m_thread.join();
}

void HeaderWatch::begin(int socket)
{
    const std::lock_guard lock(m_mutex);
    m_waiting[socket] = Clock::now();
}

void HeaderWatch::end(int socket)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.erase(socket);
}

void HeaderWatch::run()
{
    constexpr auto tick = std::chrono::milliseconds(500);
    std::unique_lock lock(m_mutex);
    while (!m_ending.wait_for(lock, tick, [this] { return m_ended; })) {
        const auto oldest = Clock::now() - m_limit;
        std::erase_if(m_waiting, [&](const auto& each) {
            const bool late = each.second < oldest;
            // The server sees the end of the stream and closes the socket itself.
            if (late)
                ::shutdown(each.first, SHUT_RDWR);
            return late;
        });
    }
}

} // namespace peraku::treasury::http
