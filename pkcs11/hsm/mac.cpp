#include "attributes.h"
#include "state.h"

namespace peraku::hsm {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr CK_ULONG macBytes = 32;

} // namespace

Result<CK_OBJECT_HANDLE> Token::State::macKey(const QString& label)
{
    if (const auto known = macKeys.find(label); known != macKeys.end())
        return known->second;
    CK_OBJECT_CLASS kind = CKO_SECRET_KEY;
    const auto name = label.toUtf8();
    const auto found = session.find({ scalar(CKA_CLASS, kind), bytes(CKA_LABEL, name) });
    if (!found)
        return fail(found.error());
    if (found->size() > 1)
        return fail(ErrorCode::TokenNotUsable, QStringLiteral("several secret keys are labelled ") + label);
    CK_OBJECT_HANDLE key = found->empty() ? CK_INVALID_HANDLE : found->front();
    if (found->empty()) {
        CK_KEY_TYPE type = CKK_GENERIC_SECRET;
        CK_BBOOL yes = CK_TRUE;
        CK_BBOOL no = CK_FALSE;
        CK_ULONG length = macBytes;
        std::vector<CK_ATTRIBUTE> attributes { scalar(CKA_CLASS, kind), scalar(CKA_KEY_TYPE, type),
            scalar(CKA_TOKEN, yes), scalar(CKA_PRIVATE, yes), scalar(CKA_SENSITIVE, yes),
            scalar(CKA_EXTRACTABLE, no), scalar(CKA_SIGN, yes), scalar(CKA_VALUE_LEN, length),
            bytes(CKA_LABEL, name) };
        CK_MECHANISM mechanism { CKM_GENERIC_SECRET_KEY_GEN, nullptr, 0 };
        const CK_RV code = module->functions->C_GenerateKey(
            session.handle(), &mechanism, attributes.data(), CK_ULONG(attributes.size()), &key);
        if (code != CKR_OK)
            return fail(toError(code, "C_GenerateKey"));
    }
    macKeys.emplace(label, key);
    return key;
}

Result<QByteArray> Token::hmac(const QString& label, const secret::SecureBuffer& message)
{
    // One raw session serves all, and a session knows one running operation.
    const std::lock_guard lock(m_state->module->mutex);
    const auto key = m_state->macKey(label);
    if (!key)
        return fail(key.error());
    const auto* functions = m_state->module->functions;
    CK_MECHANISM mechanism { CKM_SHA256_HMAC, nullptr, 0 };
    CK_RV code = functions->C_SignInit(m_state->session.handle(), &mechanism, *key);
    if (code != CKR_OK)
        return fail(toError(code, "C_SignInit"));
    QByteArray mac(macBytes, '\0');
    CK_ULONG size = macBytes;
    code = functions->C_Sign(m_state->session.handle(), const_cast<unsigned char*>(message.bytes()),
        CK_ULONG(message.size()), reinterpret_cast<unsigned char*>(mac.data()), &size);
    if (code != CKR_OK || size != macBytes)
        return fail(toError(code, "C_Sign"));
    return mac;
}

} // namespace peraku::hsm
