#pragma once

#include "cryptoki.h"

#include <secret/securebuffer.h>

#include <QLibrary>

#include <functional>
#include <mutex>
#include <optional>

namespace peraku::token {

/** A session, read-only unless asked otherwise, that is closed, and logged out first, however its use ends.
 */
class Session {
public:
    static Called<Session> open(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot, CK_FLAGS more = 0);
    Session(Session&& other) noexcept;
    Session& operator=(Session&&) = delete;
    ~Session();
    CK_SESSION_HANDLE handle() const { return m_handle; }
    /** A null pin means that the reader asks for it. */
    Called<bool> logIn(const secret::SecureBuffer* pin, CK_USER_TYPE user = CKU_USER);

private:
    Session(CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE handle)
        : m_functions(functions)
        , m_handle(handle)
    {
    }
    CK_FUNCTION_LIST* m_functions;
    CK_SESSION_HANDLE m_handle;
    bool m_loggedIn = false;
};

/** One loaded and initialised PKCS#11 module. Operations are serialised by mutex(), which the poll of the
 * watcher takes too. */
class Module {
public:
    using Sink = std::function<bool(const QByteArray& signature)>;

    Called<bool> load(const QString& path);
    CK_FUNCTION_LIST* functions() const { return m_functions; }
    std::mutex& mutex() { return m_mutex; }

    Called<QList<SlotFacts>> inventory();
    /** Gives `sink` each signature as it is made, until it answers false. */
    Called<bool> sign(const SignOrder& order, const secret::SecureBuffer& pin, const Sink& sink);
    /** `secrets` holds the current PIN and the new one behind it. */
    Called<bool> changePin(const PinOrder& order, const secret::SecureBuffer& secrets);
    /** Returns when a token came or went, or was swapped; false when the module was finalised. */
    bool waitForChange();

private:
    SlotFacts readSlot(CK_SLOT_ID slot);
    Called<bool> readInto(SlotFacts& facts, CK_SLOT_ID slot);
    static Called<std::optional<QByteArray>> keyIdOf(
        const Objects& objects, const QByteArray& certificateSha256);
    Called<bool> signIn(Session& session, const QByteArray& keyId, const SignOrder& order,
        const secret::SecureBuffer* pin, const Sink& sink);
    Called<QList<CK_SLOT_ID>> slotIds(bool withToken);
    QByteArray fingerprint();

    QLibrary m_library;
    CK_FUNCTION_LIST* m_functions = nullptr;
    std::mutex m_mutex;
    bool m_polls = false;
    QByteArray m_lastSeen;
};

/** DigestInfo of RFC 8017 around a SHA-256 or SHA-384 digest; empty for other sizes. */
QByteArray digestInfo(const QByteArray& digest);
/** Ecdsa-Sig-Value (RFC 3279) from r||s. */
QByteArray ecdsaToDer(const QByteArray& rs);

} // namespace peraku::token
