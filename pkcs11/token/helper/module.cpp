#include "module.h"

#include "cryptoki.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QThread>

#include <utility>

namespace peraku::token {

namespace {

constexpr unsigned long pollMs = 500;
constexpr unsigned long pauseMs = 100;

/** The module's own flag tells it before any log-in; the key's policy stays in the token until then. */
bool signsWith(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot, CK_MECHANISM_TYPE mechanism)
{
    CK_MECHANISM_INFO info {};
    return functions->C_GetMechanismInfo(slot, mechanism, &info) == CKR_OK && (info.flags & CKF_SIGN) != 0;
}

/** Old modules refuse locking; their calls are then kept apart by the mutex, and polling replaces waiting. */
CK_RV initialize(CK_FUNCTION_LIST* functions, bool& locks)
{
    CK_C_INITIALIZE_ARGS arguments {};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV code = functions->C_Initialize(&arguments);
    locks = code != CKR_CANT_LOCK && code != CKR_ARGUMENTS_BAD;
    return locks ? code : functions->C_Initialize(nullptr);
}

} // namespace

Called<Session> Session::open(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot, CK_FLAGS more)
{
    CK_SESSION_HANDLE handle = 0;
    if (const CK_RV code
        = functions->C_OpenSession(slot, CKF_SERIAL_SESSION | more, nullptr, nullptr, &handle);
        code != CKR_OK)
        return failed(code, "C_OpenSession");
    return Session(functions, handle);
}

Session::Session(Session&& other) noexcept
    : m_functions(std::exchange(other.m_functions, nullptr))
    , m_handle(other.m_handle)
    , m_loggedIn(std::exchange(other.m_loggedIn, false))
{
}

Session::~Session()
{
    if (!m_functions)
        return;
    if (m_loggedIn)
        m_functions->C_Logout(m_handle);
    m_functions->C_CloseSession(m_handle);
}

Called<bool> Session::logIn(const secret::SecureBuffer* pin, CK_USER_TYPE user)
{
    auto* bytes = pin ? const_cast<unsigned char*>(pin->bytes()) : nullptr;
    CK_SESSION_INFO state {};
    if (const CK_RV code = m_functions->C_GetSessionInfo(m_handle, &state); code != CKR_OK)
        return failed(code, "C_GetSessionInfo");
    // A log-in that was left behind would accept any PIN; this officer's must be checked.
    if (user == CKU_USER && (state.state == CKS_RO_USER_FUNCTIONS || state.state == CKS_RW_USER_FUNCTIONS))
        m_functions->C_Logout(m_handle);
    // Called once and never again, whatever it says: each call may use up a try.
    if (const CK_RV code = m_functions->C_Login(m_handle, user, bytes, pin ? CK_ULONG(pin->size()) : 0);
        code != CKR_OK)
        return failed(code, "C_Login");
    m_loggedIn = m_loggedIn || user == CKU_USER;
    return true;
}

Called<bool> Module::load(const QString& path)
{
    if (!QFileInfo::exists(path))
        return failed(0, "module-missing");
    m_library.setFileName(path);
    m_library.setLoadHints(QLibrary::ResolveAllSymbolsHint);
    const auto list = reinterpret_cast<CK_C_GetFunctionList>(m_library.resolve("C_GetFunctionList"));
    if (!list)
        return failed(0, "C_GetFunctionList");
    if (const CK_RV code = list(&m_functions); code != CKR_OK || !m_functions)
        return failed(code, "C_GetFunctionList");
    bool locks = true;
    const CK_RV code = initialize(m_functions, locks);
    if (code != CKR_OK && code != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return failed(code, "C_Initialize");
    m_polls = !locks;
    m_lastSeen = fingerprint();
    return true;
}

Called<QList<CK_SLOT_ID>> Module::slotIds(bool withToken)
{
    for (int tries = 0; tries < 5; ++tries) {
        CK_ULONG count = 0;
        const auto present = static_cast<unsigned char>(withToken ? CK_TRUE : CK_FALSE);
        if (const CK_RV code = m_functions->C_GetSlotList(present, nullptr, &count); code != CKR_OK)
            return failed(code, "C_GetSlotList");
        QList<CK_SLOT_ID> slotIds(qsizetype(qMin<CK_ULONG>(count, 64)));
        count = CK_ULONG(slotIds.size());
        const CK_RV code = m_functions->C_GetSlotList(present, slotIds.data(), &count);
        if (code == CKR_BUFFER_TOO_SMALL)
            continue; // A reader came in between.
        if (code != CKR_OK)
            return failed(code, "C_GetSlotList");
        slotIds.resize(qsizetype(count));
        return slotIds;
    }
    return failed(CKR_BUFFER_TOO_SMALL, "C_GetSlotList");
}

SlotFacts Module::readSlot(CK_SLOT_ID slot)
{
    SlotFacts facts;
    if (const auto read = readInto(facts, slot); !read) {
        facts.failure = read.error();
        facts.keys.clear();
    }
    return facts;
}

Called<bool> Module::readInto(SlotFacts& facts, CK_SLOT_ID slot)
{
    CK_SLOT_INFO slotInfo {};
    if (const CK_RV code = m_functions->C_GetSlotInfo(slot, &slotInfo); code != CKR_OK)
        return failed(code, "C_GetSlotInfo");
    facts.slotLabel = padded(slotInfo.slotDescription);
    CK_TOKEN_INFO token {};
    const CK_RV code = m_functions->C_GetTokenInfo(slot, &token);
    if (!(slotInfo.flags & CKF_TOKEN_PRESENT) || code == CKR_TOKEN_NOT_PRESENT)
        return true;
    if (code != CKR_OK)
        return failed(code, "C_GetTokenInfo");
    facts.tokenPresent = true;
    facts.tokenLabel = padded(token.label);
    facts.tokenSerial = padded(token.serialNumber);
    facts.tokenFlags = token.flags;
    if (!(token.flags & CKF_TOKEN_INITIALIZED))
        return true;
    facts.rsaPkcs1 = signsWith(m_functions, slot, CKM_RSA_PKCS);
    facts.rsaPss = signsWith(m_functions, slot, CKM_RSA_PKCS_PSS);
    facts.ecdsa = signsWith(m_functions, slot, CKM_ECDSA);
    const auto session = Session::open(m_functions, slot);
    if (!session)
        return tl::unexpected(session.error());
    const Objects objects(m_functions, session->handle());
    const auto certificates = objects.find(CKO_CERTIFICATE);
    if (!certificates)
        return tl::unexpected(certificates.error());
    for (const auto object : *certificates) {
        SlotFacts::Key key;
        const auto der = objects.value(object, CKA_VALUE);
        const auto id = objects.value(object, CKA_ID);
        if (!der || !id)
            return tl::unexpected(der ? id.error() : der.error());
        if (der->isEmpty())
            continue;
        key.certificate = *der;
        // Most tokens show a private key only after the log-in, so its absence says nothing here.
        if (const auto keys = objects.find(CKO_PRIVATE_KEY, &*id); keys && !keys->isEmpty())
            key.alwaysAuthenticate = objects.isTrue(keys->first(), CKA_ALWAYS_AUTHENTICATE);
        facts.keys.append(key);
    }
    return true;
}

Called<QList<SlotFacts>> Module::inventory()
{
    const auto known = slotIds(false);
    if (!known)
        return tl::unexpected(known.error());
    QList<SlotFacts> all;
    for (const auto slot : *known)
        all.append(readSlot(slot));
    return all;
}

QByteArray Module::fingerprint()
{
    QCryptographicHash seen(QCryptographicHash::Sha256);
    const auto present = slotIds(true);
    if (!present)
        return {};
    for (const auto slot : *present) {
        CK_TOKEN_INFO token {};
        if (m_functions->C_GetTokenInfo(slot, &token) != CKR_OK)
            continue;
        constexpr CK_FLAGS pinFlags = CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED
            | CKF_USER_PIN_TO_BE_CHANGED;
        seen.addData(QByteArray::number(qulonglong(slot)) + padded(token.serialNumber).toUtf8()
            + padded(token.label).toUtf8() + QByteArray::number(qulonglong(token.flags & pinFlags)));
    }
    return seen.result();
}

bool Module::waitForChange()
{
    while (!m_polls) {
        CK_SLOT_ID slot = 0;
        const CK_RV code = m_functions->C_WaitForSlotEvent(0, &slot, nullptr);
        if (code == CKR_OK) {
            // A plug that bounces, or a module that never stops telling, must not keep the desk busy.
            QThread::msleep(pauseMs);
            return true;
        }
        if (code == CKR_CRYPTOKI_NOT_INITIALIZED)
            return false;
        // Modules that cannot wait say so in different ways; polling serves all of them.
        m_polls = true;
    }
    for (;;) {
        QThread::msleep(pollMs);
        const std::lock_guard lock(m_mutex);
        const auto seen = fingerprint();
        if (seen != m_lastSeen) {
            m_lastSeen = seen;
            return true;
        }
    }
}

} // namespace peraku::token
