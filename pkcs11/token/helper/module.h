#pragma once

#include "../protocol.h"

#include <secret/securebuffer.h>

#include <QLibrary>

#include <mutex>
#include <p11-kit/pkcs11.h>
#include <tl/expected.hpp>

namespace peraku::token {

template <typename T> using Called = tl::expected<T, Failure>;

/** A read-only session that is closed, and logged out first, however its use ends. */
class Session {
public:
    static Called<Session> open(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot);
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
    Called<bool> load(const QString& path);
    CK_FUNCTION_LIST* functions() const { return m_functions; }
    std::mutex& mutex() { return m_mutex; }

    Called<QList<SlotFacts>> inventory();
    Called<QList<QByteArray>> sign(const SignOrder& order, const secret::SecureBuffer& pin);
    /** Returns when a token came or went, or was swapped; false when the module was finalised. */
    bool waitForChange();

private:
    SlotFacts readSlot(CK_SLOT_ID slot);
    Called<QList<CK_SLOT_ID>> slotIds(bool withToken);
    QByteArray fingerprint();

    QLibrary m_library;
    CK_FUNCTION_LIST* m_functions = nullptr;
    std::mutex m_mutex;
    bool m_polls = false;
    QByteArray m_lastSeen;
};

/** Objects that match the attributes, at most 100. */
Called<QList<CK_OBJECT_HANDLE>> findObjects(
    CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE session, QList<CK_ATTRIBUTE> attributes);
/** An attribute's value; empty if the object has none or the token keeps it. */
QByteArray attribute(
    CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);

/** DigestInfo of RFC 8017 around a SHA-256 or SHA-384 digest; empty for other sizes. */
QByteArray digestInfo(const QByteArray& digest);
/** Ecdsa-Sig-Value (RFC 3279) from r||s. */
QByteArray ecdsaToDer(const QByteArray& rs);

} // namespace peraku::token
