#pragma once

#include <domain/ports.h>

namespace peraku::treasury {

/** The machine's clocks. */
class SystemClock : public domain::Clock {
public:
    QDateTime nowUtc() const override;
    qint64 monotonicMs() const override;
};

/** OpenSSL's generator; ends the process rather than go on without randomness. */
class SystemRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override;
};

} // namespace peraku::treasury
