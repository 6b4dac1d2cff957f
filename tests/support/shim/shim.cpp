#include "control.h"
#include "memoryscan.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <sstream>
#include <thread>
#include <vector>

/** A PKCS#11 module over SoftHSM2 that behaves like a real token on a bad day; control.h says what it can be
 * told. */
namespace peraku::shim {

namespace {

using namespace std::chrono_literals;
CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST ours {};
std::recursive_mutex mutex;
struct Opened {
    CK_SLOT_ID slot = 0;
    bool dead = false;
};
std::map<CK_SESSION_HANDLE, Opened> sessions;
std::map<CK_SLOT_ID, bool> seenOut; ///< As the calls saw it.
std::map<CK_SLOT_ID, bool> toldOut; ///< As C_WaitForSlotEvent told it.

Control& control()
{
    static auto* only = new Control;
    return *only;
}

std::string trimmed(const unsigned char* text, std::size_t size)
{
    std::string result(reinterpret_cast<const char*>(text), size);
    result.erase(result.find_last_not_of(' ') + 1);
    return result;
}

std::string serialOf(CK_SLOT_ID slot)
{
    CK_TOKEN_INFO info {};
    return real->C_GetTokenInfo(slot, &info) == CKR_OK ? trimmed(info.serialNumber, sizeof info.serialNumber)
                                                       : std::string();
}

/** Also ends the sessions of a token that is found to be out, as pulling a real one does. */
bool isOut(CK_SLOT_ID slot)
{
    const std::lock_guard lock(mutex);
    const auto plan = control().plan();
    const bool out = plan.out.count("*") > 0 || plan.out.count(serialOf(slot)) > 0;
    if (out && !seenOut[slot]) {
        for (auto& [handle, opened] : sessions) {
            if (opened.slot == slot)
                opened.dead = true;
        }
        real->C_CloseAllSessions(slot);
    }
    seenOut[slot] = out;
    return out;
}

CK_RV stateOf(CK_SESSION_HANDLE session)
{
    const std::lock_guard lock(mutex);
    const auto found = sessions.find(session);
    if (found == sessions.end())
        return CKR_SESSION_HANDLE_INVALID;
    const bool out = isOut(found->second.slot);
    if (found->second.dead)
        return out ? CKR_DEVICE_REMOVED : CKR_SESSION_HANDLE_INVALID;
    return CKR_OK;
}

void note(const char* call, CK_ULONG where, CK_RV code)
{
    std::ostringstream line;
    line << call << ' ' << where << " 0x" << std::hex << code;
    control().log(line.str());
}

/** What the plan says about this call; CKR_OK = go on. */
CK_RV fate(const char* call)
{
    const auto order = control().due(call);
    if (!order)
        return CKR_OK;
    switch (order->fault) {
    case Control::Fault::Fail:
        return order->code;
    case Control::Fault::Hang:
        control().log(std::string(call) + " hangs");
        for (;;)
            std::this_thread::sleep_for(1h);
    case Control::Fault::Crash:
        control().log(std::string(call) + " crashes");
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
        break;
    case Control::Fault::Pull:
        control().pull();
        break;
    }
    return CKR_OK;
}

/** A call with a session: the plan's fault, then the token's presence, then the real thing. */
template <typename Work> CK_RV inSession(const char* call, CK_SESSION_HANDLE session, Work work)
{
    CK_RV code = fate(call);
    if (code == CKR_OK)
        code = stateOf(session);
    if (code == CKR_OK)
        code = work();
    note(call, session, code);
    return code;
}

CK_RV initialize(void* arguments)
{
    CK_RV code = fate("C_Initialize");
    if (code == CKR_OK)
        code = real->C_Initialize(arguments);
    note("C_Initialize", 0, code);
    return code;
}

CK_RV getSlotList(unsigned char withToken, CK_SLOT_ID* list, CK_ULONG* count)
{
    if (const CK_RV code = fate("C_GetSlotList"); code != CKR_OK)
        return code;
    scanOnRequest(control().path("needle"), control().path("found"));
    std::vector<CK_SLOT_ID> all(64);
    auto size = CK_ULONG(all.size());
    if (const CK_RV code = real->C_GetSlotList(CK_TRUE, all.data(), &size); code != CKR_OK)
        return code;
    all.resize(size);
    std::vector<CK_SLOT_ID> shown;
    const bool blank = control().plan().blank;
    for (const auto slot : all) {
        CK_TOKEN_INFO info {};
        const bool ready
            = real->C_GetTokenInfo(slot, &info) == CKR_OK && (info.flags & CKF_TOKEN_INITIALIZED);
        if ((ready || blank) && (!withToken || !isOut(slot)))
            shown.push_back(slot);
    }
    const bool fits = *count >= shown.size();
    *count = CK_ULONG(shown.size());
    if (!list)
        return CKR_OK;
    if (!fits)
        return CKR_BUFFER_TOO_SMALL;
    std::copy(shown.begin(), shown.end(), list);
    return CKR_OK;
}

CK_RV getSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO* info)
{
    if (const CK_RV code = fate("C_GetSlotInfo"); code != CKR_OK)
        return code;
    const CK_RV code = real->C_GetSlotInfo(slot, info);
    info->flags |= CKF_REMOVABLE_DEVICE;
    if (isOut(slot))
        info->flags &= ~CK_FLAGS(CKF_TOKEN_PRESENT);
    return code;
}

CK_RV getTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO* info)
{
    if (const CK_RV code = fate("C_GetTokenInfo"); code != CKR_OK)
        return code;
    if (isOut(slot))
        return CKR_TOKEN_NOT_PRESENT;
    const CK_RV code = real->C_GetTokenInfo(slot, info);
    const auto plan = control().plan();
    info->flags |= plan.flags;
    if (plan.pinPad)
        info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
    if (plan.tries > 0) {
        const int left = control().tries(trimmed(info->serialNumber, sizeof info->serialNumber));
        info->flags &= ~CK_FLAGS(CKF_USER_PIN_COUNT_LOW);
        info->flags |= left == 0 ? CKF_USER_PIN_LOCKED
            : left == 1          ? CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_COUNT_LOW
            : left < plan.tries  ? CKF_USER_PIN_COUNT_LOW
                                 : 0;
    }
    return code;
}

CK_RV getMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info)
{
    if (const CK_RV code = fate("C_GetMechanismInfo"); code != CKR_OK)
        return code;
    return type == CKM_RSA_PKCS && control().plan().noPkcs1 ? CK_RV(CKR_MECHANISM_INVALID)
                                                            : real->C_GetMechanismInfo(slot, type, info);
}

CK_RV openSession(
    CK_SLOT_ID slot, CK_FLAGS flags, void* application, CK_NOTIFY notify, CK_SESSION_HANDLE* session)
{
    CK_RV code = fate("C_OpenSession");
    if (code == CKR_OK && isOut(slot))
        code = CKR_TOKEN_NOT_PRESENT;
    if (code == CKR_OK)
        code = real->C_OpenSession(slot, flags, application, notify, session);
    if (code == CKR_OK) {
        const std::lock_guard lock(mutex);
        sessions[*session] = { slot, false };
    }
    note("C_OpenSession", slot, code);
    return code;
}

CK_RV closeSession(CK_SESSION_HANDLE session)
{
    return inSession("C_CloseSession", session, [&] {
        const std::lock_guard lock(mutex);
        sessions.erase(session);
        return real->C_CloseSession(session);
    });
}

unsigned char* bytesOf(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

/** The officer at the reader's keypad. */
CK_RV typedAtPad(std::string& pin, int before = 0)
{
    for (;;) {
        if (const auto typed = control().typed(before)) {
            pin = *typed;
            return pin.empty() ? CKR_FUNCTION_CANCELED : CKR_OK;
        }
        std::this_thread::sleep_for(20ms);
    }
}

template <typename Work> CK_RV counted(CK_SESSION_HANDLE session, Work work)
{
    const auto plan = control().plan();
    if (plan.tries == 0)
        return work();
    std::string serial;
    {
        const std::lock_guard lock(mutex);
        serial = serialOf(sessions.at(session).slot);
    }
    const int left = control().tries(serial);
    if (left == 0)
        return CKR_PIN_LOCKED;
    const CK_RV code = work();
    if (code == CKR_OK)
        control().setTries(serial, plan.tries);
    if (code != CKR_PIN_INCORRECT)
        return code;
    control().setTries(serial, left - 1);
    return left == 1 ? CKR_PIN_LOCKED : CKR_PIN_INCORRECT;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin, CK_ULONG size)
{
    return inSession(user == CKU_CONTEXT_SPECIFIC ? "C_LoginContext" : "C_Login", session, [&]() -> CK_RV {
        const auto plan = control().plan();
        if (plan.pinPad != (pin == nullptr))
            return CKR_ARGUMENTS_BAD;
        if (plan.leak && pin) {
            auto* kept = static_cast<unsigned char*>(std::malloc(size + 1));
            std::memcpy(kept, pin, size);
        }
        if (!plan.pinPad)
            return counted(session, [&] { return real->C_Login(session, user, pin, size); });
        std::string typed;
        if (const CK_RV code = typedAtPad(typed); code != CKR_OK)
            return code;
        return counted(
            session, [&] { return real->C_Login(session, user, bytesOf(typed), CK_ULONG(typed.size())); });
    });
}

/** Counts wrong tries as the log-in does; at a pad the officer types the old PIN, then the new one. */
CK_RV setPin(
    CK_SESSION_HANDLE session, unsigned char* old, CK_ULONG oldSize, unsigned char* fresh, CK_ULONG freshSize)
{
    return inSession("C_SetPIN", session, [&]() -> CK_RV {
        const bool pinPad = control().plan().pinPad;
        if (pinPad != (old == nullptr) || pinPad != (fresh == nullptr))
            return CKR_ARGUMENTS_BAD;
        std::string typed[2];
        for (int i = 0; pinPad && i < 2; ++i)
            if (const CK_RV code = typedAtPad(typed[i], i); code != CKR_OK)
                return code;
        return counted(session, [&] {
            return pinPad ? real->C_SetPIN(session, bytesOf(typed[0]), CK_ULONG(typed[0].size()),
                       bytesOf(typed[1]), CK_ULONG(typed[1].size()))
                          : real->C_SetPIN(session, old, oldSize, fresh, freshSize);
        });
    });
}

CK_RV waitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID* slot, void*)
{
    for (;;) {
        if (control().plan().poll)
            return CKR_FUNCTION_NOT_SUPPORTED;
        std::vector<CK_SLOT_ID> all(64);
        auto size = CK_ULONG(all.size());
        if (real->C_GetSlotList(CK_TRUE, all.data(), &size) != CKR_OK)
            return CKR_CRYPTOKI_NOT_INITIALIZED;
        for (CK_ULONG i = 0; i < size; ++i) {
            const bool out = isOut(all[i]);
            const std::lock_guard lock(mutex);
            const auto told = toldOut.emplace(all[i], false).first;
            if (told->second != out) {
                told->second = out;
                *slot = all[i];
                return CKR_OK;
            }
        }
        if (flags & CKF_DONT_BLOCK)
            return CKR_NO_EVENT;
        std::this_thread::sleep_for(20ms);
    }
}

template <auto Member, typename... Arguments>
CK_RV forwarded(const char* call, CK_SESSION_HANDLE session, Arguments... arguments)
{
    return inSession(call, session, [&] { return (real->*Member)(session, arguments...); });
}

void replaceCalls()
{
    ours = *real;
    ours.C_Initialize = initialize;
    ours.C_GetSlotList = getSlotList;
    ours.C_GetSlotInfo = getSlotInfo;
    ours.C_GetTokenInfo = getTokenInfo;
    ours.C_GetMechanismInfo = getMechanismInfo;
    ours.C_OpenSession = openSession;
    ours.C_CloseSession = closeSession;
    ours.C_Login = login;
    ours.C_SetPIN = setPin;
    ours.C_WaitForSlotEvent = waitForSlotEvent;
    ours.C_Logout = [](CK_SESSION_HANDLE s) { return forwarded<&CK_FUNCTION_LIST::C_Logout>("C_Logout", s); };
    ours.C_GetSessionInfo = [](CK_SESSION_HANDLE s, CK_SESSION_INFO* info) {
        return forwarded<&CK_FUNCTION_LIST::C_GetSessionInfo>("C_GetSessionInfo", s, info);
    };
    ours.C_FindObjectsInit = [](CK_SESSION_HANDLE s, CK_ATTRIBUTE* wanted, CK_ULONG count) {
        return forwarded<&CK_FUNCTION_LIST::C_FindObjectsInit>("C_FindObjectsInit", s, wanted, count);
    };
    ours.C_FindObjects = [](CK_SESSION_HANDLE s, CK_OBJECT_HANDLE* found, CK_ULONG most, CK_ULONG* count) {
        return forwarded<&CK_FUNCTION_LIST::C_FindObjects>("C_FindObjects", s, found, most, count);
    };
    ours.C_FindObjectsFinal = [](CK_SESSION_HANDLE s) {
        return forwarded<&CK_FUNCTION_LIST::C_FindObjectsFinal>("C_FindObjectsFinal", s);
    };
    ours.C_GetAttributeValue
        = [](CK_SESSION_HANDLE s, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* wanted, CK_ULONG count) {
              return forwarded<&CK_FUNCTION_LIST::C_GetAttributeValue>(
                  "C_GetAttributeValue", s, object, wanted, count);
          };
    ours.C_SignInit = [](CK_SESSION_HANDLE s, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
        return forwarded<&CK_FUNCTION_LIST::C_SignInit>("C_SignInit", s, mechanism, key);
    };
    ours.C_Sign = [](CK_SESSION_HANDLE s, unsigned char* data, CK_ULONG size, unsigned char* signature,
                      CK_ULONG* signatureSize) {
        return forwarded<&CK_FUNCTION_LIST::C_Sign>("C_Sign", s, data, size, signature, signatureSize);
    };
}

} // namespace
} // namespace peraku::shim

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list)
{
    using namespace peraku::shim;
    if (!real) {
        void* library = dlopen(PERAKU_SOFTHSM, RTLD_NOW | RTLD_LOCAL);
        if (!library)
            return CKR_GENERAL_ERROR;
        const auto get = reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList"));
        if (!get || get(&real) != CKR_OK)
            return CKR_GENERAL_ERROR;
        replaceCalls();
        ours.C_GetFunctionList = C_GetFunctionList;
    }
    *list = &ours;
    return CKR_OK;
}
