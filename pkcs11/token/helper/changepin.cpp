#include "cryptoki.h"
#include "module.h"

namespace peraku::token {

namespace {

bool isKnown(CK_ULONG length)
{
    return length != 0 && length != CK_UNAVAILABLE_INFORMATION;
}

bool fits(CK_ULONG length, const CK_TOKEN_INFO& token)
{
    return !(isKnown(token.ulMinPinLen) && length < token.ulMinPinLen)
        && !(isKnown(token.ulMaxPinLen) && length > token.ulMaxPinLen);
}

} // namespace

Called<bool> Module::changePin(const PinOrder& order, const secret::SecureBuffer& secrets)
{
    const auto known = slotIds(true);
    if (!known)
        return tl::unexpected(known.error());
    for (const auto slot : *known) {
        CK_TOKEN_INFO token {};
        if (const CK_RV code = m_functions->C_GetTokenInfo(slot, &token); code != CKR_OK)
            return failed(code, "C_GetTokenInfo");
        if (padded(token.serialNumber) != order.tokenSerial)
            continue;
        const bool pinPad = (token.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
        // Judged here, since a token may answer a new PIN of the wrong length only after it tried the old.
        const CK_ULONG length = order.replacementLength;
        if (!pinPad && !fits(length, token))
            return failed(CKR_PIN_LEN_RANGE, "C_SetPIN");
        const auto session = Session::open(m_functions, slot, CKF_RW_SESSION);
        if (!session)
            return tl::unexpected(session.error());
        auto* bytes = pinPad ? nullptr : const_cast<unsigned char*>(secrets.bytes());
        // Without a log-in before it, so that a wrong PIN uses up one try and not two.
        const CK_RV code = m_functions->C_SetPIN(session->handle(), bytes, pinPad ? 0 : order.currentLength,
            bytes ? bytes + order.currentLength : nullptr, pinPad ? 0 : length);
        return code == CKR_OK ? Called<bool>(true) : failed(code, "C_SetPIN");
    }
    return failed(0, "token-missing");
}

} // namespace peraku::token
