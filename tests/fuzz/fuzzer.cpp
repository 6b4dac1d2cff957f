#include "target.h"

#include <cstddef>
#include <cstdint>

/** libFuzzer's entry; PERAKU_FUZZ_TARGET names what is fed. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto target = peraku::fuzz::targetOf(qgetenv("PERAKU_FUZZ_TARGET"));
    target.run(QByteArray(reinterpret_cast<const char*>(data), qsizetype(size)));
    return 0;
}
