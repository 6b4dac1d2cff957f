#include "authorityprivate.h"

#include <QRegularExpression>

#include <algorithm>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int rootCrlDays = 90;
// Historical CRLs are numbered by their day, well below this, so that numbers grow with time.
constexpr qint64 firstCrlNumber = 100'000;

const QString registerVersion = QStringLiteral("register");

QList<CrlLine> linesOf(const QList<RegisterEntry>& entries, bool ofRoot, const QDateTime& until)
{
    QList<CrlLine> lines;
    for (const auto& entry : entries) {
        const bool rootIssued
            = entry.kind == CertificateKind::RootCa || entry.kind == CertificateKind::IssuingCa;
        if (rootIssued == ofRoot && entry.changedAt <= until)
            lines.append({ QByteArray::fromHex(entry.serialHex.toLatin1()), entry.changedAt, entry.reason });
    }
    return lines;
}

Result<Done> checkText(const QString& text, const char* field)
{
    if (text.trimmed().isEmpty() || text.size() > 64)
        return fail(ErrorCode::InvalidInput, QLatin1String(field));
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control)
            return fail(ErrorCode::InvalidInput, QLatin1String(field));
    }
    return Done {};
}

bool isHostName(const QString& name)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A[A-Za-z0-9]([A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?\\z"));
    return shape.match(name).hasMatch();
}
bool isAddress(const QString& name)
{
    static const QRegularExpression v4(QStringLiteral("\\A[0-9]{1,3}(\\.[0-9]{1,3}){3}\\z"));
    static const QRegularExpression v6(QStringLiteral("\\A[0-9A-Fa-f:]*:[0-9A-Fa-f:]*\\z"));
    return v4.match(name).hasMatch() || v6.match(name).hasMatch();
}

QString cut(const QString& text)
{
    return text.left(64);
} // ub-common-name and ub-organization-name of RFC 5280

} // namespace

CertificateAuthority::CertificateAuthority(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}
CertificateAuthority::~CertificateAuthority() = default;

domain::Clock& CertificateAuthority::clock() const
{
    return *m_d->clock;
}
QByteArray CertificateAuthority::rootCertificate() const
{
    return m_d->root.der;
}
QByteArray CertificateAuthority::issuingCertificate() const
{
    return m_d->issuing.der;
}

Result<QByteArray> CertificateAuthority::Private::currentCrl(bool ofRoot)
{
    const auto name = ofRoot ? QStringLiteral("root") : QStringLiteral("issuing");
    const auto time = now();
    auto stored = store->crl(name);
    if (!stored)
        return fail(stored.error());
    auto version = store->counter(registerVersion);
    if (!version)
        return fail(version.error());
    if (*stored) {
        const auto halfLife
            = (*stored)->thisUpdate.addSecs((*stored)->thisUpdate.secsTo((*stored)->nextUpdate) / 2);
        if ((*stored)->registerVersion == *version && (*stored)->thisUpdate <= time && time < halfLife)
            return (*stored)->der;
    }
    auto entries = store->notGood();
    if (!entries)
        return fail(entries.error());
    StoredCrl fresh;
    fresh.number = *stored ? (*stored)->number + 1 : firstCrlNumber;
    fresh.thisUpdate = time;
    fresh.nextUpdate = ofRoot ? time.addDays(rootCrlDays) : time.addSecs(qint64(profile.crlHours) * 3600);
    fresh.registerVersion = *version;
    const auto& issuer = ofRoot ? root : issuing;
    auto der = buildCrl(issuer.certificate.get(), issuer.key.get(), linesOf(*entries, ofRoot, time),
        fresh.number, time, fresh.nextUpdate);
    if (!der)
        return der;
    fresh.der = *der;
    auto kept = store->transaction([&]() -> Result<Done> {
        if (auto counted = store->advance(QStringLiteral("crl"), 1); !counted)
            return fail(counted.error());
        return store->setCrl(name, fresh);
    });
    if (!kept)
        return fail(kept.error());
    return fresh.der;
}

Result<QByteArray> CertificateAuthority::rootCrl()
{
    const QMutexLocker lock(&m_d->mutex);
    return m_d->currentCrl(true);
}

Result<QByteArray> CertificateAuthority::issuingCrl()
{
    const QMutexLocker lock(&m_d->mutex);
    return m_d->currentCrl(false);
}

Result<QByteArray> CertificateAuthority::issuingCrlAsOf(const QDateTime& time)
{
    const QMutexLocker lock(&m_d->mutex);
    if (time > m_d->now())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a CRL of the future"));
    auto entries = m_d->store->notGood();
    if (!entries)
        return fail(entries.error());
    const auto established = signing::toDateTime(X509_get0_notBefore(m_d->issuing.certificate.get()));
    return buildCrl(m_d->issuing.certificate.get(), m_d->issuing.key.get(), linesOf(*entries, false, time),
        established.daysTo(time) + 1, time, time.addSecs(qint64(m_d->profile.crlHours) * 3600));
}

Result<RegisterEntry> CertificateAuthority::issueOfficer(
    const OfficerSubject& subject, const QByteArray& publicKey, const OfficerCertificateOptions& options)
{
    if (subject.ic.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("ic"));
    if (auto sound = checkText(cut(subject.name), "name"); !sound)
        return fail(sound.error());
    if (auto sound = checkText(cut(subject.office), "office"); !sound)
        return fail(sound.error());
    static const QRegularExpression mail(
        QStringLiteral("\\A[A-Za-z0-9._%+\\-]{1,64}@[A-Za-z0-9.\\-]{1,190}\\z"));
    if (!subject.email.isEmpty() && !mail.match(subject.email).hasMatch())
        return fail(ErrorCode::InvalidInput, QStringLiteral("email"));
    if (options.years < 1 || options.years > 5)
        return fail(ErrorCode::InvalidInput, QStringLiteral("years"));
    auto key = acceptablePublicKey(publicKey);
    if (!key)
        return fail(key.error());
    const QMutexLocker lock(&m_d->mutex);
    CertificateSpec spec;
    spec.subject = { { "C", m_d->profile.country }, { "O", cut(subject.office) }, { "CN", cut(subject.name) },
        { "serialNumber", subject.ic.digits() } };
    spec.notBefore = options.notBefore.isValid() ? options.notBefore.toUTC() : m_d->now();
    spec.notAfter = spec.notBefore.addYears(options.years);
    spec.extensions = m_d->leafExtensions(oid::officerPolicy);
    spec.extensions.append({ NID_key_usage,
        options.nonRepudiationOnly ? "critical,nonRepudiation"
                                   : "critical,digitalSignature,nonRepudiation" });
    if (!subject.email.isEmpty())
        spec.extensions.append({ NID_subject_alt_name, "email:" + subject.email.toLatin1() });
    return m_d->issue(
        CertificateKind::Officer, spec, key->get(), &m_d->issuing, m_d->issuing.key, subject.ic);
}

Result<RegisterEntry> CertificateAuthority::issueTlsServer(
    const QString& commonName, const QStringList& names, const QByteArray& publicKey)
{
    QByteArrayList alternatives;
    for (const auto& name : names) {
        if (isAddress(name))
            alternatives.append("IP:" + name.toLatin1());
        else if (isHostName(name))
            alternatives.append("DNS:" + name.toLatin1());
        else
            return fail(ErrorCode::InvalidInput, QStringLiteral("TLS name"));
    }
    if (alternatives.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("TLS names"));
    if (auto sound = checkText(commonName, "commonName"); !sound)
        return fail(sound.error());
    auto key = acceptablePublicKey(publicKey);
    if (!key)
        return fail(key.error());
    const QMutexLocker lock(&m_d->mutex);
    CertificateSpec spec;
    spec.subject
        = { { "C", m_d->profile.country }, { "O", m_d->profile.organisation }, { "CN", commonName } };
    spec.notBefore = m_d->now();
    spec.notAfter = spec.notBefore.addYears(1);
    spec.extensions = m_d->leafExtensions(oid::servicePolicy);
    spec.extensions += { { NID_key_usage, "critical,digitalSignature,keyEncipherment" },
        { NID_ext_key_usage, "serverAuth" }, { NID_subject_alt_name, alternatives.join(',') } };
    return m_d->issue(CertificateKind::TlsServer, spec, key->get(), &m_d->issuing, m_d->issuing.key);
}

Result<RegisterEntry> CertificateAuthority::Private::change(
    const QString& serialHex, CertificateStatus status, RevocationReason reason, const QDateTime& at)
{
    auto found = store->find(serialHex.toUpper());
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound, QStringLiteral("certificate"));
    auto entry = **found;
    const bool allowed = status == CertificateStatus::Good ? entry.status == CertificateStatus::Suspended
        : status == CertificateStatus::Suspended           ? entry.status == CertificateStatus::Good
                                                           : entry.status != CertificateStatus::Revoked;
    if (!allowed)
        return fail(ErrorCode::WrongState, QStringLiteral("certificate"));
    if (at.isValid() && at > now())
        return fail(ErrorCode::InvalidInput, QStringLiteral("at"));
    const auto since = at.isValid() ? at.toUTC() : now();
    // Nothing that was signed during the suspension may become good by the revocation.
    const bool wasSuspended = entry.status == CertificateStatus::Suspended;
    entry.changedAt = status == CertificateStatus::Good ? QDateTime()
        : wasSuspended                                  ? std::min(entry.changedAt, since)
                                                        : since;
    entry.status = status;
    entry.reason = reason;
    auto done = store->transaction([&]() -> Result<Done> {
        if (auto counted = store->advance(registerVersion, 1); !counted)
            return fail(counted.error());
        return store->update(entry);
    });
    if (!done)
        return fail(done.error());
    return entry;
}

Result<RegisterEntry> CertificateAuthority::revoke(
    const QString& serialHex, RevocationReason reason, const QDateTime& at)
{
    if (reason == RevocationReason::CertificateHold)
        return suspend(serialHex, at);
    const QMutexLocker lock(&m_d->mutex);
    return m_d->change(serialHex, CertificateStatus::Revoked, reason, at);
}

Result<RegisterEntry> CertificateAuthority::suspend(const QString& serialHex, const QDateTime& at)
{
    const QMutexLocker lock(&m_d->mutex);
    return m_d->change(serialHex, CertificateStatus::Suspended, RevocationReason::CertificateHold, at);
}

Result<RegisterEntry> CertificateAuthority::release(const QString& serialHex)
{
    const QMutexLocker lock(&m_d->mutex);
    return m_d->change(serialHex, CertificateStatus::Good, RevocationReason::Unspecified, {});
}

Result<RegisterEntry> CertificateAuthority::find(const QString& serialHex)
{
    const QMutexLocker lock(&m_d->mutex);
    auto found = m_d->store->find(serialHex.toUpper());
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound, QStringLiteral("certificate"));
    return **found;
}

Result<QList<RegisterEntry>> CertificateAuthority::certificatesOf(const domain::Ic& ic)
{
    const QMutexLocker lock(&m_d->mutex);
    return m_d->store->ofIc(ic);
}

Result<QList<RegisterEntry>> CertificateAuthority::all()
{
    const QMutexLocker lock(&m_d->mutex);
    return m_d->store->all();
}

Result<qint64> CertificateAuthority::version()
{
    const QMutexLocker lock(&m_d->mutex);
    auto changes = m_d->store->counter(registerVersion);
    if (!changes)
        return changes;
    auto crls = m_d->store->counter(QStringLiteral("crl"));
    if (!crls)
        return crls;
    return *changes + *crls;
}

Result<QByteArray> publicKeyDer(const PrivateKey& key)
{
    auto der = signing::derOf(key.get(), i2d_PUBKEY);
    if (der.isEmpty())
        return fail(sslError(ErrorCode::InvalidInput, "i2d_PUBKEY"));
    return der;
}

QByteArray pem(const QByteArray& der, const QByteArray& label)
{
    QByteArray text = "-----BEGIN " + label + "-----\n";
    const auto base64 = der.toBase64();
    for (qsizetype i = 0; i < base64.size(); i += 64)
        text += base64.mid(i, 64) + '\n';
    return text + "-----END " + label + "-----\n";
}

} // namespace peraku::pki
