#pragma once

#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QList>

#include <map>
#include <span>
#include <string>

namespace peraku::wire {

/**
 * A JSON object some of whose string members are secrets: they are read straight into wiped memory,
 * everything else comes as ordinary JSON without them. Strict about what it reads itself: no duplicate
 * secret, no trailing bytes.
 */
struct SplitObject {
    QByteArray rest; ///< The object without the secrets.
    std::map<std::string, secret::SecureBuffer> secrets;

    /** ProtocolError if the secret is missing. */
    domain::Result<secret::SecureBuffer> take(const std::string& name);
};
domain::Result<SplitObject> splitSecrets(
    std::span<const std::byte> body, std::initializer_list<const char*> names);

/** The same where there are no other members. */
domain::Result<SplitObject> secretsOnly(
    std::span<const std::byte> body, std::initializer_list<const char*> names);

/** A stretch of JSON text, and the secret that follows it as a JSON string; null = none. */
struct SecretPiece {
    QByteArray text;
    const secret::SecureBuffer* secret = nullptr;
};
/** Writes the pieces one after the other into wiped memory. */
secret::SecureBuffer joinPieces(const QList<SecretPiece>& pieces);

/** Puts secrets in front of the members of `rest`, an encoded object; the other way round. */
secret::SecureBuffer joinSecrets(
    std::initializer_list<std::pair<const char*, const secret::SecureBuffer*>> secrets,
    const QByteArray& rest);

} // namespace peraku::wire
