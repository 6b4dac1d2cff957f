#include <signing/certificate.h>
#include <support/tokenbench.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace peraku::support {

TokenBench::TokenBench()
    : tokens(folder.path())
{
    clock.now = pki.now;
    qputenv("PERAKU_SHIM_DIR", folder.path().toUtf8());
    plan({});
}

TokenBench::~TokenBench() = default;

QString TokenBench::addToken(const QByteArray& label, const QList<TestKey>& kinds, bool alwaysAuthenticate)
{
    QList<TokenContent> contents;
    for (const auto kind : kinds) {
        const auto issued = pki.officer(kind, officerIc, m_nextSerial++);
        contents.append({ issued.der, issued.key, alwaysAuthenticate });
    }
    return tokens.add(label, userCode, contents);
}

QString TokenBench::addToken(const QByteArray& label, const CertificateSpec& spec, TestKey kind, bool withKey)
{
    const auto issued = issue(spec, testKey(kind), &pki.issuing);
    return tokens.add(label, userCode, { { issued.der, withKey ? issued.key : nullptr } });
}

QString TokenBench::controlFile(const QString& name) const
{
    return folder.filePath(name);
}

void TokenBench::plan(const QByteArray& lines)
{
    QFile::remove(controlFile(QStringLiteral("log")));
    QFile::remove(controlFile(QStringLiteral("pad")));
    QSaveFile file(controlFile(QStringLiteral("plan")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the plan cannot be written");
    // The number makes each plan a new one, so that the shim counts its calls from here.
    file.write(lines + "\n# " + QByteArray::number(++m_plans) + "\n");
    file.commit();
}

void TokenBench::typeAtPad(const QByteArray& typed)
{
    QSaveFile file(controlFile(QStringLiteral("pad")));
    if (file.open(QIODevice::WriteOnly))
        file.write(typed);
    file.commit();
}

QByteArrayList TokenBench::log() const
{
    QFile file(controlFile(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
}

int TokenBench::logged(const QByteArray& start) const
{
    const auto lines = log();
    return int(std::count_if(
        lines.begin(), lines.end(), [&](const QByteArray& line) { return line.startsWith(start); }));
}

token::TokenSigner& TokenBench::start(QStringList modules, int watchdogMs, int pinPadMs)
{
    if (modules.isEmpty())
        modules.append(QStringLiteral(PERAKU_SHIM));
    m_signer = std::make_unique<token::TokenSigner>(
        token::TokenOptions { modules, clock, signing::certificateFacts, {}, watchdogMs, pinPadMs });
    return *m_signer;
}

token::TokenSigner& TokenBench::signer()
{
    return m_signer ? *m_signer : start();
}

domain::MediumInventory TokenBench::inventory(const QByteArray& ic)
{
    const auto parsed = ic.isEmpty() ? domain::Ic() : *domain::Ic::parse(QString::fromLatin1(ic));
    auto read = waited(signer().inventory(parsed));
    if (!read)
        qWarning("inventory: %s", qUtf8Printable(domain::errorKey(read.error().code)));
    return read.value_or(domain::MediumInventory {});
}

domain::Credential TokenBench::credential(int keyBits)
{
    const auto found = inventory();
    for (const auto& credential : found.credentials) {
        if (credential.certificate.keyBits == keyBits)
            return credential;
    }
    QTest::qFail("no such credential", __FILE__, __LINE__);
    return {};
}

QByteArray TokenBench::digest(int number, int digestBits)
{
    return QCryptographicHash::hash(QByteArray::number(number),
        digestBits == 384 ? QCryptographicHash::Sha384 : QCryptographicHash::Sha256);
}

domain::SignatureScheme TokenBench::schemeOf(const domain::Credential& credential, bool pss)
{
    if (credential.certificate.keyKind == domain::KeyKind::Ec)
        return domain::SignatureScheme::Ecdsa;
    return pss ? domain::SignatureScheme::RsaPss : domain::SignatureScheme::RsaPkcs1;
}

domain::Async<domain::RawSignatures> TokenBench::signing(
    const domain::Credential& credential, const QByteArray& typed, bool pss, int digestBits, int digests)
{
    domain::RawSignRequest request { credential.id, schemeOf(credential, pss), digestBits, {} };
    for (int i = 0; i < digests; ++i)
        request.digests.append(digest(i, digestBits));
    return signer().sign(request, { secret::SecureBuffer::copyOf(typed.toStdString()), {} });
}

domain::Result<QList<QByteArray>> TokenBench::sign(
    const domain::Credential& credential, const QByteArray& typed, bool pss, int digestBits, int digests)
{
    auto raws = waited(signing(credential, typed, pss, digestBits, digests));
    if (!raws)
        return domain::fail(raws.error());
    if (raws->stopped)
        return domain::fail(*raws->stopped);
    return raws->made;
}

bool TokenBench::hold(
    const QList<QByteArray>& signatures, const domain::Credential& credential, bool pss, int digestBits)
{
    const auto certificate = signing::parseCertificate(credential.certificate.der);
    const KeyPtr key(X509_get_pubkey(certificate.get()), EVP_PKEY_free);
    for (qsizetype i = 0; i < signatures.size(); ++i) {
        if (!rawSignatureHolds(
                key, schemeOf(credential, pss), digestBits, digest(int(i), digestBits), signatures.at(i)))
            return false;
    }
    return !signatures.isEmpty();
}

} // namespace peraku::support
