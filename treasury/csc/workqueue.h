#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace peraku::csc {

/** Some threads that work off what was posted, in its order; all of it is done before this is gone. */
class WorkQueue {
public:
    explicit WorkQueue(int threads);
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;
    void post(std::function<void()> work);

private:
    void run();
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace peraku::csc
