#include <signing/certificate.h>
#include <support/pki.h>

#include <cstddef>
#include <cstdint>

/** Any bytes as a certificate, a revocation list and PEM: no crash, and no made-up certificate is trusted. */
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const peraku::support::TestPki pki;
    static const auto trust = pki.trust();
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto facts = peraku::signing::certificateFacts(bytes);
    if (facts && peraku::signing::checkCertificate(bytes, *trust, {}, pki.now))
        __builtin_trap();
    (void)peraku::signing::crlFacts(bytes);
    (void)peraku::signing::certificatesFromPem(bytes);
    (void)peraku::signing::crlsFromPem(bytes);
    return 0;
}
