#include "systemports.h"

#include <chrono>
#include <openssl/rand.h>

namespace peraku::treasury {

QDateTime SystemClock::nowUtc() const
{
    return QDateTime::currentDateTimeUtc();
}

qint64 SystemClock::monotonicMs() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void SystemRng::fill(void* data, qsizetype size)
{
    if (RAND_bytes(static_cast<unsigned char*>(data), int(size)) != 1)
        qFatal("no random numbers");
}

} // namespace peraku::treasury
