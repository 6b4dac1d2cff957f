#include "module.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QThread>

#include <utility>

namespace peraku::token {

namespace {

constexpr unsigned long pollMs = 500;

tl::unexpected<Failure> failed(CK_RV code, const char* function)
{
    return tl::unexpected<Failure>(Failure { code, QLatin1String(function) });
}

/** Fixed-width fields of the standard are padded with blanks and not terminated. */
template <std::size_t N> QString padded(const unsigned char (&field)[N])
{
    return QString::fromUtf8(reinterpret_cast<const char*>(field), qsizetype(N)).trimmed();
}

} // namespace

Called<Session> Session::open(CK_FUNCTION_LIST* functions, CK_SLOT_ID slot)
{
    CK_SESSION_HANDLE handle = 0;
    if (const CK_RV code = functions->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &handle);
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
    CK_RV code = m_functions->C_Login(m_handle, user, bytes, pin ? CK_ULONG(pin->size()) : 0);
    if (code == CKR_USER_ALREADY_LOGGED_IN && user == CKU_USER) {
        // Somebody else's log-in would accept any PIN; this officer's must be checked.
        m_functions->C_Logout(m_handle);
        code = m_functions->C_Login(m_handle, user, bytes, pin ? CK_ULONG(pin->size()) : 0);
    }
    if (code != CKR_OK)
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
    CK_C_INITIALIZE_ARGS arguments {};
    arguments.flags = CKF_OS_LOCKING_OK;
    const CK_RV code = m_functions->C_Initialize(&arguments);
    if (code != CKR_OK && code != CKR_CRYPTOKI_ALREADY_INITIALIZED)
        return failed(code, "C_Initialize");
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
    CK_SLOT_INFO slotInfo {};
    if (const CK_RV code = m_functions->C_GetSlotInfo(slot, &slotInfo); code != CKR_OK) {
        facts.error = code;
        return facts;
    }
    facts.slotLabel = padded(slotInfo.slotDescription);
    CK_TOKEN_INFO token {};
    const CK_RV code = m_functions->C_GetTokenInfo(slot, &token);
    if (!(slotInfo.flags & CKF_TOKEN_PRESENT) || code == CKR_TOKEN_NOT_PRESENT)
        return facts;
    if (code != CKR_OK) {
        facts.error = code;
        return facts;
    }
    facts.tokenPresent = true;
    facts.tokenLabel = padded(token.label);
    facts.tokenSerial = padded(token.serialNumber);
    facts.tokenFlags = token.flags;
    if (!(token.flags & CKF_TOKEN_INITIALIZED))
        return facts;
    const auto session = Session::open(m_functions, slot);
    if (!session) {
        facts.error = session.error().code;
        return facts;
    }
    CK_OBJECT_CLASS certificateClass = CKO_CERTIFICATE;
    const auto certificates = findObjects(
        m_functions, session->handle(), { { CKA_CLASS, &certificateClass, sizeof certificateClass } });
    if (!certificates) {
        facts.error = certificates.error().code;
        return facts;
    }
    for (const auto object : *certificates) {
        SlotFacts::Key key;
        key.certificate = attribute(m_functions, session->handle(), object, CKA_VALUE);
        if (key.certificate.isEmpty() || key.certificate.size() > 64 * 1024)
            continue;
        QByteArray id = attribute(m_functions, session->handle(), object, CKA_ID);
        CK_OBJECT_CLASS keyClass = CKO_PRIVATE_KEY;
        const auto keys = findObjects(m_functions, session->handle(),
            { { CKA_CLASS, &keyClass, sizeof keyClass }, { CKA_ID, id.data(), CK_ULONG(id.size()) } });
        if (keys && !keys->isEmpty()) {
            const auto always
                = attribute(m_functions, session->handle(), keys->first(), CKA_ALWAYS_AUTHENTICATE);
            key.alwaysAuthenticate = !always.isEmpty() && always.at(0) != 0;
        }
        facts.keys.append(key);
    }
    return facts;
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
        if (code == CKR_OK)
            return true;
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
