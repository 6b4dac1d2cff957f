#include <support/softtokens.h>

#include <QFile>
#include <QLibrary>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <p11-kit/pkcs11.h>

namespace peraku::support {

namespace {

constexpr auto softHsm = PERAKU_SOFTHSM;
const QByteArray officerCode = "87654321";

unsigned char* writable(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

QByteArray number(const KeyPtr& key, const char* name, int width = 0)
{
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key.get(), name, &value);
    QByteArray bytes(qMax(width, BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, writable(bytes), int(bytes.size()));
    BN_clear_free(value);
    return bytes;
}

/** Attributes that keep the bytes they point to. */
class Template {
public:
    Template& add(CK_ATTRIBUTE_TYPE type, const QByteArray& value)
    {
        m_values.append(value);
        m_types.append(type);
        return *this;
    }
    Template& add(CK_ATTRIBUTE_TYPE type, CK_ULONG value)
    {
        return add(type, QByteArray(reinterpret_cast<const char*>(&value), sizeof value));
    }
    Template& addFlag(CK_ATTRIBUTE_TYPE type, bool value) { return add(type, QByteArray(1, char(value))); }
    CK_RV create(CK_FUNCTION_LIST* functions, CK_SESSION_HANDLE session)
    {
        QList<CK_ATTRIBUTE> attributes;
        for (qsizetype i = 0; i < m_types.size(); ++i)
            attributes.append({ m_types.at(i), m_values[i].data(), CK_ULONG(m_values.at(i).size()) });
        CK_OBJECT_HANDLE object = 0;
        return functions->C_CreateObject(session, attributes.data(), CK_ULONG(attributes.size()), &object);
    }

private:
    QList<CK_ATTRIBUTE_TYPE> m_types;
    QList<QByteArray> m_values;
};

Template privateKey(const TokenContent& content, const QByteArray& id)
{
    const auto& key = content.key;
    Template object;
    object.add(CKA_CLASS, CKO_PRIVATE_KEY).add(CKA_ID, id).addFlag(CKA_TOKEN, true);
    object.addFlag(CKA_PRIVATE, true).addFlag(CKA_SENSITIVE, true).addFlag(CKA_EXTRACTABLE, false);
    object.addFlag(CKA_SIGN, true);
    if (content.alwaysAuthenticate)
        object.addFlag(CKA_ALWAYS_AUTHENTICATE, true);
    if (EVP_PKEY_is_a(key.get(), "EC")) {
        QByteArray parameters(i2d_KeyParams(key.get(), nullptr), '\0');
        auto* at = writable(parameters);
        i2d_KeyParams(key.get(), &at);
        return object.add(CKA_KEY_TYPE, CKK_EC)
            .add(CKA_EC_PARAMS, parameters)
            .add(CKA_VALUE, number(key, OSSL_PKEY_PARAM_PRIV_KEY, (EVP_PKEY_get_bits(key.get()) + 7) / 8));
    }
    return object.add(CKA_KEY_TYPE, CKK_RSA)
        .add(CKA_MODULUS, number(key, OSSL_PKEY_PARAM_RSA_N))
        .add(CKA_PUBLIC_EXPONENT, number(key, OSSL_PKEY_PARAM_RSA_E))
        .add(CKA_PRIVATE_EXPONENT, number(key, OSSL_PKEY_PARAM_RSA_D))
        .add(CKA_PRIME_1, number(key, OSSL_PKEY_PARAM_RSA_FACTOR1))
        .add(CKA_PRIME_2, number(key, OSSL_PKEY_PARAM_RSA_FACTOR2))
        .add(CKA_EXPONENT_1, number(key, OSSL_PKEY_PARAM_RSA_EXPONENT1))
        .add(CKA_EXPONENT_2, number(key, OSSL_PKEY_PARAM_RSA_EXPONENT2))
        .add(CKA_COEFFICIENT, number(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1));
}

Template certificate(const TokenContent& content, const QByteArray& id)
{
    Template object;
    return object.add(CKA_CLASS, CKO_CERTIFICATE)
        .add(CKA_CERTIFICATE_TYPE, CKC_X_509)
        .addFlag(CKA_TOKEN, true)
        .addFlag(CKA_PRIVATE, false)
        .add(CKA_ID, id)
        .add(CKA_SUBJECT, id)
        .add(CKA_VALUE, content.certificate);
}

/** SoftHSM2, initialised for as long as this lives. */
class Module {
public:
    Module()
    {
        m_library.setFileName(QString::fromLatin1(softHsm));
        const auto get = reinterpret_cast<CK_C_GetFunctionList>(m_library.resolve("C_GetFunctionList"));
        if (get && get(&m_functions) == CKR_OK)
            m_ready = m_functions->C_Initialize(nullptr) == CKR_OK;
    }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;
    ~Module()
    {
        if (m_ready)
            m_functions->C_Finalize(nullptr);
    }
    explicit operator bool() const { return m_ready; }
    CK_FUNCTION_LIST* operator->() const { return m_functions; }
    CK_FUNCTION_LIST* list() const { return m_functions; }

    QList<CK_SLOT_ID> slotIds() const
    {
        QList<CK_SLOT_ID> ids(64);
        auto count = CK_ULONG(ids.size());
        m_functions->C_GetSlotList(CK_TRUE, ids.data(), &count);
        ids.resize(qsizetype(count));
        return ids;
    }
    CK_TOKEN_INFO info(CK_SLOT_ID slot) const
    {
        CK_TOKEN_INFO token {};
        m_functions->C_GetTokenInfo(slot, &token);
        return token;
    }

private:
    QLibrary m_library;
    CK_FUNCTION_LIST* m_functions = nullptr;
    bool m_ready = false;
};

CK_RV fill(const Module& module, CK_SLOT_ID slot, QByteArray userCode, const QList<TokenContent>& contents)
{
    CK_SESSION_HANDLE session = 0;
    CK_RV code = module->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session);
    QByteArray security = officerCode;
    const auto size = CK_ULONG(userCode.size());
    if (code == CKR_OK)
        code = module->C_Login(session, CKU_SO, writable(security), CK_ULONG(security.size()));
    if (code == CKR_OK)
        code = module->C_InitPIN(session, writable(userCode), size);
    if (code == CKR_OK)
        code = module->C_Logout(session);
    if (code == CKR_OK)
        code = module->C_Login(session, CKU_USER, writable(userCode), size);
    QByteArray id(1, '\1');
    for (const auto& content : contents) {
        if (code == CKR_OK && content.key)
            code = privateKey(content, id).create(module.list(), session);
        if (code == CKR_OK)
            code = certificate(content, id).create(module.list(), session);
        ++id[0];
    }
    module->C_CloseSession(session);
    return code;
}

} // namespace

SoftTokens::SoftTokens(const QString& folder)
    : m_folder(folder)
{
    m_folder.mkpath(QStringLiteral("tokens"));
    QFile configuration(m_folder.filePath(QStringLiteral("softhsm2.conf")));
    if (configuration.open(QIODevice::WriteOnly))
        configuration.write("directories.tokendir = " + m_folder.filePath(QStringLiteral("tokens")).toUtf8()
            + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    qputenv("SOFTHSM2_CONF", configuration.fileName().toUtf8());
}

QString SoftTokens::module()
{
    return QString::fromLatin1(softHsm);
}

QString SoftTokens::add(
    const QByteArray& label, const QByteArray& userCode, const QList<TokenContent>& contents)
{
    const Module module;
    if (!module) {
        qWarning("SoftHSM2 does not start");
        return {};
    }
    for (const auto slot : module.slotIds()) {
        if (module.info(slot).flags & CKF_TOKEN_INITIALIZED)
            continue;
        QByteArray padded = label.leftJustified(32, ' ', true);
        QByteArray security = officerCode;
        CK_RV code
            = module->C_InitToken(slot, writable(security), CK_ULONG(security.size()), writable(padded));
        if (code == CKR_OK)
            code = fill(module, slot, userCode, contents);
        if (code != CKR_OK) {
            qWarning("SoftHSM2 refuses: 0x%lx", code);
            return {};
        }
        const auto token = module.info(slot);
        return QString::fromLatin1(
            reinterpret_cast<const char*>(token.serialNumber), sizeof token.serialNumber)
            .trimmed();
    }
    qWarning("SoftHSM2 has no free slot");
    return {};
}

bool rawSignatureHolds(const KeyPtr& key, domain::SignatureScheme scheme, int digestBits,
    const QByteArray& digest, const QByteArray& signature)
{
    const signing::EvpKeyCtxPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
    EVP_PKEY_verify_init(context.get());
    EVP_PKEY_CTX_set_signature_md(context.get(), digestBits == 384 ? EVP_sha384() : EVP_sha256());
    if (scheme == domain::SignatureScheme::RsaPss) {
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST);
    }
    return EVP_PKEY_verify(context.get(), reinterpret_cast<const unsigned char*>(signature.constData()),
               std::size_t(signature.size()), reinterpret_cast<const unsigned char*>(digest.constData()),
               std::size_t(digest.size()))
        == 1;
}

} // namespace peraku::support
