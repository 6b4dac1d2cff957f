#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace peraku::treasury::http {

/** Cuts connections that do not bring a whole header in time; libmicrohttpd's own limit ends only silent
 * ones. Thread-safe. */
class HeaderWatch {
public:
    explicit HeaderWatch(std::chrono::seconds limit);
    ~HeaderWatch();
    HeaderWatch(const HeaderWatch&) = delete;
    HeaderWatch& operator=(const HeaderWatch&) = delete;

    /** The time for a header of this socket begins now. */
    void begin(int socket);
    /** The header came, or the connection ends and its socket's number may be given to another. */
    void end(int socket);

private:
    using Clock = std::chrono::steady_clock;
    void run();

    const std::chrono::seconds m_limit;
    std::mutex m_mutex;
    std::condition_variable m_ending;
    bool m_ended = false;
    std::unordered_map<int, Clock::time_point> m_waiting;
    std::thread m_thread;
};

} // namespace peraku::treasury::http
