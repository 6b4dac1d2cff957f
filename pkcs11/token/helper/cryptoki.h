#pragma once

#include "../protocol.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <p11-kit/pkcs11.h>
#include <tl/expected.hpp>

/** The few turns of phrase that every caller of a C_* list needs. */
namespace peraku::token {

template <typename T> using Called = tl::expected<T, Failure>;

inline tl::unexpected<Failure> failed(CK_RV code, const char* function)
{
    return tl::unexpected<Failure>(Failure { code, QLatin1String(function) });
}

/** Fixed-width fields of the standard are padded with blanks and not terminated. */
template <std::size_t N> QString padded(const unsigned char (&field)[N])
{
    return QString::fromUtf8(reinterpret_cast<const char*>(field), qsizetype(N)).trimmed();
}

/** Reads objects in a session. */
class Objects {
public:
    Objects(CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE session)
        : m_functions(functions)
        , m_session(session)
    {
    }
    /** Objects of a class, with that CKA_ID if one is given; at most 100. */
    Called<QList<CK_OBJECT_HANDLE>> find(CK_OBJECT_CLASS type, const QByteArray* id = nullptr) const;
    /** Empty if the object has no such attribute, the token keeps it, or it is longer than 64 KiB. */
    Called<QByteArray> value(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
    /** False also where the attribute cannot be read. */
    bool isTrue(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

private:
    CK_FUNCTION_LIST* m_functions;
    CK_SESSION_HANDLE m_session;
};

} // namespace peraku::token
