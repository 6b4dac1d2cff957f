#include "ckrmap.h"

#include <p11-kit/pkcs11.h>

namespace peraku::token {

using domain::ErrorCode;

namespace {

ErrorCode codeOf(quint64 value)
{
    switch (value) {
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
    case CKR_CANCEL:
    case CKR_FUNCTION_CANCELED:
    case CKR_FUNCTION_REJECTED:
        return ErrorCode::Cancelled;
    case CKR_DEVICE_ERROR:
    case CKR_DEVICE_REMOVED:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_SLOT_ID_INVALID:
        return ErrorCode::TokenRemoved;
    case CKR_TOKEN_NOT_RECOGNIZED:
        return ErrorCode::TokenUnreadable;
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_KEY_TYPE_INCONSISTENT:
    case CKR_KEY_SIZE_RANGE:
        return ErrorCode::MechanismMissing;
    case CKR_KEY_FUNCTION_NOT_PERMITTED:
        return ErrorCode::KeyMissing;
    case CKR_CRYPTOKI_NOT_INITIALIZED:
        return ErrorCode::ModuleCrashed;
    case CKR_CANT_LOCK:
    case CKR_NEED_TO_CREATE_THREADS:
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_LIBRARY_LOAD_FAILED:
        return ErrorCode::ModuleFailed;
    default:
        return ErrorCode::SignatureFailed;
    }
}

/** Where a new PIN was refused, or the token could not take it; the old PIN holds on. */
ErrorCode pinChangeCodeOf(quint64 value)
{
    switch (value) {
    case CKR_PIN_INVALID:
        return ErrorCode::PinRuleBroken;
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_TOKEN_WRITE_PROTECTED:
    case CKR_SESSION_READ_ONLY:
        return ErrorCode::PinChangeFailed;
    default:
        break;
    }
    const auto code = codeOf(value);
    return code == ErrorCode::SignatureFailed ? ErrorCode::PinChangeFailed : code;
}

} // namespace

domain::Error readingError(const Failure& failure)
{
    auto error = toError(failure);
    if (error.code == ErrorCode::SignatureFailed)
        error.code = ErrorCode::TokenUnreadable;
    return error;
}

domain::Error toError(const Failure& failure)
{
    if (failure.code == 0) {
        // A failure without a return value is one that peraku-token found itself and names by a word.
        if (failure.function == QLatin1String("module-missing"))
            return { ErrorCode::ModuleNotFound, failure.function, {}, false, 0 };
        if (failure.function == QLatin1String("key-missing"))
            return { ErrorCode::KeyMissing, failure.function, {}, false, 0 };
        if (failure.function == QLatin1String("token-missing"))
            return { ErrorCode::TokenRemoved, failure.function, {}, true, 0 };
        return { ErrorCode::ModuleFailed, failure.function, {}, false, 0 };
    }
    // What a module answers while it starts is about itself, never about a token.
    const auto code = failure.function == QLatin1String("C_Initialize")
            || failure.function == QLatin1String("C_GetFunctionList")
        ? ErrorCode::ModuleFailed
        : failure.function == QLatin1String("C_SetPIN") ? pinChangeCodeOf(failure.code)
                                                        : codeOf(failure.code);
    const bool again = code == ErrorCode::WrongPin || code == ErrorCode::TokenRemoved
        || code == ErrorCode::PinLengthWrong || code == ErrorCode::Cancelled;
    return { code, QStringLiteral("%1: 0x%2").arg(failure.function, QString::number(failure.code, 16)), {},
        again, 0 };
}

} // namespace peraku::token
