#include <signing/verify.h>
#include <support/pki.h>

#include <cstddef>
#include <cstdint>

/** Any bytes as a CMS signature: no crash, and nothing but the one true signature holds. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const peraku::support::TestPki pki;
    static const auto trust = pki.trust();
    peraku::signing::VerifyOptions options;
    options.now = pki.now;
    options.contentIsStatement = false;
    const QByteArray cms(reinterpret_cast<const char*>(data), qsizetype(size));
    if (peraku::signing::verifyCades(cms, "content", *trust, options).valid())
        __builtin_trap();
    return 0;
}
