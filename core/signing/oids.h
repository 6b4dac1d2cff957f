#pragma once

#include <QByteArrayView>

/** Contents of the object identifiers that signatures are made of. */
namespace peraku::signing::oid {

inline constexpr QByteArrayView signedData("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 9);
inline constexpr QByteArrayView data("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", 9);
inline constexpr QByteArrayView tstInfo("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04", 11);
inline constexpr QByteArrayView contentType("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03", 9);
inline constexpr QByteArrayView messageDigest("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04", 9);
inline constexpr QByteArrayView signingTime("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05", 9);
inline constexpr QByteArrayView signingCertificate("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c", 11);
inline constexpr QByteArrayView signingCertificateV2("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f", 11);
inline constexpr QByteArrayView timestampToken("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e", 11);
inline constexpr QByteArrayView sha1("\x2b\x0e\x03\x02\x1a", 5);
inline constexpr QByteArrayView sha256("\x60\x86\x48\x01\x65\x03\x04\x02\x01", 9);
inline constexpr QByteArrayView sha384("\x60\x86\x48\x01\x65\x03\x04\x02\x02", 9);
inline constexpr QByteArrayView sha512("\x60\x86\x48\x01\x65\x03\x04\x02\x03", 9);
inline constexpr QByteArrayView rsaEncryption("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", 9);
inline constexpr QByteArrayView rsaSha256("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", 9);
inline constexpr QByteArrayView rsaSha384("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", 9);
inline constexpr QByteArrayView rsaSha512("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", 9);
inline constexpr QByteArrayView rsaPss("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", 9);
inline constexpr QByteArrayView mgf1("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08", 9);
inline constexpr QByteArrayView ecdsaSha256("\x2a\x86\x48\xce\x3d\x04\x03\x02", 8);
inline constexpr QByteArrayView ecdsaSha384("\x2a\x86\x48\xce\x3d\x04\x03\x03", 8);
inline constexpr QByteArrayView ecdsaSha512("\x2a\x86\x48\xce\x3d\x04\x03\x04", 8);

} // namespace peraku::signing::oid
