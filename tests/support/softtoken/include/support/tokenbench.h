#pragma once

#include <support/memoryfolder.h>
#include <support/softtokens.h>
#include <token/tokensigner.h>

#include <QEventLoop>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

#include <memory>

namespace peraku::support {

/** The day of the test PKI. */
class PkiClock : public domain::Clock {
public:
    QDateTime now;
    QDateTime nowUtc() const override { return now; }
    qint64 monotonicMs() const override { return 0; }
};

/** A desk's token side for tests: SoftHSM2 tokens behind the shim, which real peraku-token processes load. */
class TokenBench {
public:
    static constexpr auto officerIc = "800101145001";
    static constexpr auto userCode = "2468135";

    TokenBench();
    ~TokenBench();

    /** A token of `officerIc` with one certificate per kind; gives its serial. */
    QString addToken(const QByteArray& label, const QList<TestKey>& kinds, bool alwaysAuthenticate = false);
    /** A certificate of the bench's authority on a new token. */
    QString addToken(const QByteArray& label, const CertificateSpec& spec, TestKey kind = TestKey::P256,
        bool withKey = true);

    /** Orders to the shim (shim/control.h), in place of those before; forgets the log. */
    void plan(const QByteArray& lines);
    void typeAtPad(const QByteArray& typed);
    QByteArrayList log() const;
    /** How often the log holds lines that start so. */
    int logged(const QByteArray& start) const;
    QString controlFile(const QString& name) const;

    /** A new signer, in place of the one before; by default of the shim alone with limits that suit tests. */
    token::TokenSigner& start(QStringList modules = {}, int watchdogMs = 20'000, int pinPadMs = 20'000);
    token::TokenSigner& signer();

    domain::MediumInventory inventory(const QByteArray& ic = officerIc);
    /** The first credential of this key kind and size that the bench's officer can use; fails the test if
     * there is none. */
    domain::Credential credential(int keyBits = 256);
    domain::Async<domain::RawSignatures> signing(const domain::Credential& credential,
        const QByteArray& typed = userCode, bool pss = false, int digestBits = 256, int digests = 1);
    domain::Result<QList<QByteArray>> sign(const domain::Credential& credential,
        const QByteArray& typed = userCode, bool pss = false, int digestBits = 256, int digests = 1);
    /** Whether the signatures are those of signing()'s digests. */
    static bool hold(const QList<QByteArray>& signatures, const domain::Credential& credential,
        bool pss = false, int digestBits = 256);
    static bool hold(const domain::RawSignatures& signatures, const domain::Credential& credential)
    {
        return !signatures.stopped && hold(signatures.made, credential);
    }
    static QByteArray digest(int number, int digestBits = 256);
    static domain::SignatureScheme schemeOf(const domain::Credential& credential, bool pss);

    MemoryFolder folder; ///< SoftHSM2 syncs every object.
    TestPki pki;
    PkiClock clock;
    SoftTokens tokens;

private:
    std::unique_ptr<token::TokenSigner> m_signer;
    int m_plans = 0;
    qint64 m_nextSerial = 1000;
};

/** The result of an operation, waited for at most that long; Timeout after it. */
template <typename T> domain::Result<T> waited(domain::Async<T> future, int patienceMs = 30'000);

} // namespace peraku::support

template <typename T>
peraku::domain::Result<T> peraku::support::waited(domain::Async<T> future, int patienceMs)
{
    QEventLoop loop;
    QFutureWatcher<domain::Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished())
        return domain::fail(domain::ErrorCode::Timeout, QStringLiteral("the test's patience"));
    return future.resultCount() > 0 ? future.result() : domain::fail(domain::ErrorCode::Cancelled);
}
