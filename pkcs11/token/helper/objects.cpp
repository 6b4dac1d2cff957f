#include "cryptoki.h"

namespace peraku::token {

namespace {

constexpr CK_ULONG maxObjects = 100;
constexpr CK_ULONG maxAttribute = 64 * 1024;

} // namespace

Called<QList<CK_OBJECT_HANDLE>> Objects::find(CK_OBJECT_CLASS type, const QByteArray* id) const
{
    QByteArray wantedId = id ? *id : QByteArray();
    CK_ATTRIBUTE wanted[]
        = { { CKA_CLASS, &type, sizeof type }, { CKA_ID, wantedId.data(), CK_ULONG(wantedId.size()) } };
    if (const CK_RV code = m_functions->C_FindObjectsInit(m_session, wanted, id ? 2 : 1); code != CKR_OK)
        return failed(code, "C_FindObjectsInit");
    QList<CK_OBJECT_HANDLE> found(qsizetype(maxObjects), 0);
    CK_ULONG count = 0;
    const CK_RV code = m_functions->C_FindObjects(m_session, found.data(), maxObjects, &count);
    const CK_RV ended = m_functions->C_FindObjectsFinal(m_session);
    if (code != CKR_OK)
        return failed(code, "C_FindObjects");
    if (ended != CKR_OK)
        return failed(ended, "C_FindObjectsFinal");
    found.resize(qsizetype(qMin(count, maxObjects)));
    return found;
}

Called<QByteArray> Objects::value(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const
{
    CK_ATTRIBUTE wanted { type, nullptr, 0 };
    QByteArray value;
    for (const bool measuring : { true, false }) {
        const CK_RV code = m_functions->C_GetAttributeValue(m_session, object, &wanted, 1);
        if (code == CKR_ATTRIBUTE_TYPE_INVALID || code == CKR_ATTRIBUTE_SENSITIVE)
            return QByteArray();
        if (code != CKR_OK)
            return failed(code, "C_GetAttributeValue");
        if (wanted.ulValueLen == CK_ULONG(-1) || wanted.ulValueLen > maxAttribute)
            return QByteArray();
        value.resize(qsizetype(wanted.ulValueLen));
        if (measuring)
            wanted.pValue = value.data();
    }
    return value;
}

bool Objects::isTrue(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const
{
    const auto read = value(object, type);
    return read && !read->isEmpty() && read->at(0) != 0;
}

} // namespace peraku::token
