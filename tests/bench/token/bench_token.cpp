#include <signing/cades.h>
#include <support/tokenbench.h>

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QScopeGuard>

#include <measure.h>
#include <module.h>

/** What a token's signature costs over the raw C_Sign of the same module, and what the process around it
 * costs. */
using namespace peraku;

namespace {

constexpr int batch = 400; ///< So many that the log-in, which both sides have, weighs nothing.

secret::SecureBuffer typed()
{
    return secret::SecureBuffer::copyOf(support::TokenBench::userCode);
}

/** The floor: a session that is logged in already, and the key's handle. */
struct RawSession {
    CK_FUNCTION_LIST* functions = nullptr;
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE key = 0;
    CK_MECHANISM mechanism {};
    QByteArray data;

    bool open(token::Module& module, bool rsa)
    {
        functions = module.functions();
        CK_SLOT_ID slot = 0;
        CK_ULONG count = 64;
        QList<CK_SLOT_ID> all(64);
        functions->C_GetSlotList(CK_TRUE, all.data(), &count);
        slot = all.first();
        auto code = typed();
        CK_OBJECT_CLASS keys = CKO_PRIVATE_KEY;
        CK_KEY_TYPE type = rsa ? CKK_RSA : CKK_EC;
        CK_ATTRIBUTE wanted[] = { { CKA_CLASS, &keys, sizeof keys }, { CKA_KEY_TYPE, &type, sizeof type } };
        mechanism = { rsa ? CKM_RSA_PKCS : CKM_ECDSA, nullptr, 0 };
        const auto digest = support::TokenBench::digest(0);
        data = rsa ? token::digestInfo(digest) : digest;
        return functions->C_OpenSession(slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session) == CKR_OK
            && functions->C_Login(session, CKU_USER, code.bytes(), code.size()) == CKR_OK
            && functions->C_FindObjectsInit(session, wanted, 2) == CKR_OK
            && functions->C_FindObjects(session, &key, 1, &count) == CKR_OK && count == 1
            && functions->C_FindObjectsFinal(session) == CKR_OK;
    }
    bool sign()
    {
        unsigned char signature[512];
        CK_ULONG size = sizeof signature;
        return functions->C_SignInit(session, &mechanism, key) == CKR_OK
            && functions->C_Sign(session, reinterpret_cast<unsigned char*>(data.data()),
                   CK_ULONG(data.size()), signature, &size)
            == CKR_OK;
    }
    void close()
    {
        functions->C_Logout(session);
        functions->C_CloseSession(session);
    }
};

bool taken(const QByteArray& signature)
{
    return !signature.isEmpty();
}

token::SignOrder orderFor(const domain::Credential& credential, const signing::SigningProfile& profile)
{
    return { credential.mediumSerial, QByteArray::fromHex(credential.certificate.sha256.value().toLatin1()),
        profile.scheme, profile.digestBits, {}, 0 };
}

/** Signatures of one officer's order, from the statement's digest to the finished CAdES. */
bool signAll(token::Module& module, const domain::Credential& credential,
    const signing::CadesRequest& request, int count)
{
    QList<signing::PreparedSignature> prepared;
    auto order = orderFor(credential, request.profile);
    auto next = request;
    for (int i = 0; i < count; ++i) {
        const auto one = signing::prepareCades(next);
        if (!one)
            return false;
        next.signer = one->signer;
        prepared.append(*one);
        order.digests.append(one->attributesDigest);
    }
    qsizetype done = 0;
    const auto made = module.sign(order, typed(), [&](const QByteArray& signature) {
        return signing::completeCades(prepared.at(done), signature) && ++done > 0;
    });
    return made && done == count;
}

/** Waiting is no CPU time, and a busy machine only ever adds to it: the least counts. */
double leastWallMs(const std::function<bool()>& work)
{
    double least = -1;
    for (int i = 0; i < 60; ++i) {
        QElapsedTimer clock;
        clock.start();
        if (!work())
            return -1;
        const double taken = double(clock.nsecsElapsed()) / 1e6;
        least = least < 0 ? taken : std::min(least, taken);
    }
    return least;
}

bool benchKey(const char* title, support::TestKey kind, int keyBits, bool rsa, const char* target)
{
    support::TokenBench tokens;
    tokens.addToken("bench", { kind });
    tokens.start({ support::SoftTokens::module() });
    const auto credential = tokens.credential(keyBits);
    token::Module module;
    if (!module.load(support::SoftTokens::module()))
        return false;
    const auto finalize = qScopeGuard([&] { module.functions()->C_Finalize(nullptr); });
    const auto profile = signing::profileFor(credential.certificate, false);
    const signing::CadesRequest request { QCryptographicHash::hash("statement", QCryptographicHash::Sha256),
        credential.certificate.der, { tokens.pki.issuing.der }, *profile, tokens.clock.now };
    std::vector<bench::Operation> operations {
        { "log in, raw C_SignInit + C_Sign each, log out", 1,
            [&] {
                // Log-ins are the process's, so the floor's session stands only while it is measured.
                RawSession raw;
                if (!raw.open(module, rsa))
                    return false;
                bool done = true;
                for (int i = 0; i < batch && done; ++i)
                    done = raw.sign();
                raw.close();
                return done;
            } },
        { "CAdES of an order: prepare, log in, sign, log out, complete", 1,
            [&] { return signAll(module, credential, request, batch); } },
        { "of it the module's part", 1,
            [&] {
                auto order = orderFor(credential, request.profile);
                order.digests = QList<QByteArray>(batch, support::TokenBench::digest(0));
                return module.sign(order, typed(), taken).has_value();
            } },
        { "an order of a single signature", 1, [&] { return signAll(module, credential, request, 1); } },
    };
    if (!bench::measure(operations))
        return false;
    std::printf("== %s, each %d signatures under one log-in\n", title, batch);
    bench::print(operations, 0, target);

    const double inside = leastWallMs([&] {
        auto order = orderFor(credential, request.profile);
        order.digests = { support::TokenBench::digest(0) };
        return module.sign(order, typed(), taken).has_value();
    });
    const double across = leastWallMs([&] { return tokens.sign(credential).has_value(); });
    std::printf("  an order of one takes %.2f ms in this process, through peraku-token %.2f ms: the hop "
                "costs %.2f ms\n\n",
        inside, across, across - inside);
    return inside >= 0 && across >= 0;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const bool done = benchKey("RSA-2048", support::TestKey::Rsa2048, 2048, true, "target 1.10")
        && benchKey("ECDSA P-256", support::TestKey::P256, 256, false, "target 1.8");
    return done ? 0 : 1;
}
