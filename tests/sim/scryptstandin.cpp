#include <cstdint>
#include <openssl/evp.h>

/** In place of OpenSSL's: password stretching costs virtual worlds no real time. Wrong passwords still open
 * nothing. */
extern "C" int EVP_PBE_scrypt(const char* password, size_t passwordSize, const unsigned char* salt,
    size_t saltSize, uint64_t, uint64_t, uint64_t, uint64_t, unsigned char* key, size_t keySize)
{
    return PKCS5_PBKDF2_HMAC(
        password, int(passwordSize), salt, int(saltSize), 1, EVP_sha256(), int(keySize), key);
}
