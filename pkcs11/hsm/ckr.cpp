#include "ckr.h"

#include <libp11.h>
#include <openssl/err.h>

namespace peraku::hsm {

using domain::Error;
using domain::ErrorCode;

namespace {

ErrorCode codeOf(CK_RV code)
{
    switch (code) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
        return ErrorCode::WrongPin;
    case CKR_PIN_LEN_RANGE:
        return ErrorCode::PinLengthWrong;
    case CKR_PIN_LOCKED:
        return ErrorCode::PinLocked;
    case CKR_PIN_EXPIRED:
    case CKR_USER_PIN_NOT_INITIALIZED:
        return ErrorCode::PinMustChange;
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
    case CKR_SLOT_ID_INVALID:
    case CKR_DEVICE_REMOVED:
        return ErrorCode::TokenMissing;
    case CKR_USER_ALREADY_LOGGED_IN:
    case CKR_USER_ANOTHER_ALREADY_LOGGED_IN:
    case CKR_TOKEN_WRITE_PROTECTED:
        return ErrorCode::TokenNotUsable;
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_KEY_SIZE_RANGE:
    case CKR_CURVE_NOT_SUPPORTED:
        return ErrorCode::MechanismMissing;
    default:
        return ErrorCode::ModuleFailed;
    }
}

} // namespace

Error toError(CK_RV code, const char* function)
{
    return { codeOf(code),
        QStringLiteral("%1: 0x%2").arg(QLatin1String(function), QString::number(qulonglong(code), 16)), {},
        false, 0 };
}

Error libp11Error(ErrorCode fallback, const char* function)
{
    const auto first = ERR_get_error();
    ERR_clear_error();
    if (first != 0 && ERR_GET_LIB(first) == ERR_get_CKR_code())
        return toError(CK_RV(ERR_GET_REASON(first)), function);
    return { fallback, QLatin1String(function), {}, false, 0 };
}

} // namespace peraku::hsm
