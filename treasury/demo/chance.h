#pragma once

#include <domain/ports.h>

#include <openssl/rand.h>

namespace peraku::demo {

/** Real randomness for what must not be guessed: nonces and PINs. */
class Chance : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        if (RAND_bytes(static_cast<unsigned char*>(data), int(size)) != 1)
            qFatal("no randomness");
    }
};

} // namespace peraku::demo
