#pragma once

#include <domain/result.h>
#include <hsm/key.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QString>

namespace peraku::hsm {

class Token;

/**
 * One PKCS#11 module, loaded and initialised until the last of its handle, tokens and keys is gone. A process
 * loads a module once at a time, since whoever finalises it ends it for all. Thread-safe.
 */
class Module {
public:
    /** ModuleNotFound if the file is none that can be loaded; ModuleFailed if it does not initialise or this
     * process uses it already. */
    static domain::Result<Module> load(const QString& path);

    /**
     * Makes a blank slot a token under that label (1 to 32 bytes of UTF-8) with its security officer's PIN
     * and the user's. InvalidInput if the label is unfit or taken, TokenMissing if no slot is blank.
     */
    domain::Result<domain::Done> initialise(
        const QString& label, const secret::SecureBuffer& soPin, const secret::SecureBuffer& pin);

    /**
     * Logs in to the token of that label; a wrong PIN is tried once. TokenMissing if there is none,
     * TokenNotUsable if there are several or it is open in this process already, WrongPin, PinLocked,
     * PinMustChange, PinLengthWrong.
     */
    domain::Result<Token> open(const QString& label, const secret::SecureBuffer& pin);

    struct State;

private:
    explicit Module(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<State> m_state;
};

/** A token that is logged in until the last of its handle and keys is gone. Thread-safe: keys sign while
 * others are found or generated. */
class Token {
public:
    /** The private key of that label; KeyMissing, TokenNotUsable if several have it or it wants the PIN for
     * every signature. */
    domain::Result<PrivateKey> find(const QString& label);
    /** A new key pair that never leaves the token (CKA_SENSITIVE, not CKA_EXTRACTABLE); InvalidInput if the
     * label is taken. */
    domain::Result<PrivateKey> generate(const QString& label, KeyAlgorithm algorithm);
    /** Ends the key pair of that label for good; KeyMissing if there is none. Handles of it sign no more, and
     * its label stays taken until the token is opened anew. */
    domain::Result<domain::Done> destroy(const QString& label);
    /** HMAC-SHA256 (32 bytes) by the secret key of that label, which is made at its first use and never
     * leaves the token either. */
    domain::Result<QByteArray> hmac(const QString& label, const secret::SecureBuffer& message);
    /** Puts an X.509 certificate (DER) beside the private key of that label; KeyMissing if there is none. */
    domain::Result<domain::Done> putCertificate(const QString& label, const QByteArray& der);

    struct State;

private:
    friend class Module;
    explicit Token(std::shared_ptr<State> state)
        : m_state(std::move(state))
    {
    }
    std::shared_ptr<State> m_state;
};

} // namespace peraku::hsm
