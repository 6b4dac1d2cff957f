#pragma once

#include "ckr.h"

#include <hsm/module.h>

#include <libp11.h>
#include <map>
#include <mutex>
#include <set>
#include <vector>

namespace peraku::hsm {

/** A raw session, closed however its use ends. */
class Session {
public:
    static domain::Result<Session> open(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot);
    Session(Session&& other) noexcept;
    Session& operator=(Session&&) = delete;
    ~Session();
    CK_SESSION_HANDLE handle() const { return m_handle; }
    domain::Result<domain::Done> logIn(CK_USER_TYPE user, const secret::SecureBuffer& pin);

    domain::Result<std::vector<CK_OBJECT_HANDLE>> find(
        std::vector<CK_ATTRIBUTE> attributes, CK_ULONG atMost = 2) const;
    /** An attribute's value; empty if the object has none. */
    domain::Result<QByteArray> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

private:
    Session(CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE handle)
        : m_functions(functions)
        , m_handle(handle)
    {
    }
    CK_FUNCTION_LIST* m_functions;
    CK_SESSION_HANDLE m_handle;
};

struct Module::State {
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    domain::Result<std::vector<CK_SLOT_ID>> slotIds() const;
    /** The slots whose token answers `fits`. */
    template <typename F> domain::Result<std::vector<CK_SLOT_ID>> slotsWhere(F fits) const;
    domain::Result<std::vector<CK_SLOT_ID>> slotsOf(const QString& label) const;
    /** A slot of libp11 that knows of no earlier log-in. Its list stays until the module goes: releasing one
     * closes every session of its slots and so ends the log-ins of all. */
    domain::Result<PKCS11_SLOT*> freshSlot(CK_SLOT_ID slot);

    void* library = nullptr;
    CK_FUNCTION_LIST* functions = nullptr;
    PKCS11_CTX* context = nullptr;
    /** libp11's lists, contexts and first calls are not thread-safe; signing is. */
    std::mutex mutex;
    struct SlotList {
        PKCS11_SLOT* slots;
        unsigned count;
    };
    std::vector<SlotList> lists;
};

struct Token::State {
    State(std::shared_ptr<Module::State> of, PKCS11_SLOT* at, Session loggedIn)
        : module(std::move(of))
        , slot(at)
        , session(std::move(loggedIn))
    {
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    /** The private key objects of that label, in the raw session. */
    domain::Result<std::vector<CK_OBJECT_HANDLE>> objects(const QString& label) const;
    /** The one private key of that label. */
    domain::Result<CK_OBJECT_HANDLE> object(const QString& label) const;
    /** Has libp11 list the keys of the token: with thousands of them that takes long, and so does any search
     * by label (SoftHSM2 looks at every object), so it is done for new keys only. */
    domain::Result<domain::Done> enumerate();
    /** Remembers the keys that want their PIN for every signature. */
    domain::Result<domain::Done> findGuarded();
    /** libp11's view of the one key of that label, null if its list has none. */
    domain::Result<PKCS11_KEY*> listed(const QByteArray& label) const;
    domain::Result<PKCS11_KEY*> key(const QByteArray& label);
    static domain::Result<PrivateKey> find(const std::shared_ptr<State>& self, const QString& label);
    /** The HMAC key of that label, made if there is none. */
    domain::Result<CK_OBJECT_HANDLE> macKey(const QString& label);

    std::shared_ptr<Module::State> module;
    PKCS11_SLOT* slot;
    /** Holds the log-in for libp11's sessions too, so that no PIN ever reaches libp11, which would keep it.
     */
    Session session;
    PKCS11_KEY* keys = nullptr; ///< libp11's array; the next enumeration may move it.
    unsigned keyCount = 0;
    std::set<QByteArray> guarded; ///< Labels of findGuarded().
    std::set<QByteArray> destroyed; ///< Labels that libp11's list still has.
    std::map<QString, CK_OBJECT_HANDLE> macKeys; ///< Found or made before.
};

} // namespace peraku::hsm
