#pragma once

#include "fakes.h"

#include <support/inprocess.h>
#include <treasury/admin.h>
#include <treasury/treasury.h>

#include <QTemporaryDir>

namespace peraku::test {

/** Neither signs nor checks: for tests of everything but signatures. */
class NoPki : public treasury::PkiEndpoints, public treasury::SignatureVerifier {
public:
    treasury::PkiReply rootCertificate() override { return bytes("root"); }
    treasury::PkiReply issuingCertificate() override { return bytes("issuing"); }
    treasury::PkiReply rootCrl() override { return bytes("root-crl"); }
    treasury::PkiReply issuingCrl() override { return bytes("issuing-crl"); }
    treasury::PkiReply ocsp(const QByteArray&) override { return {}; }
    treasury::PkiReply timestamp(const QByteArray&) override { return {}; }
    domain::Result<treasury::VerifiedSignature> verify(const treasury::SignatureToVerify&) override
    {
        return domain::fail(domain::ErrorCode::SignatureInvalid);
    }

private:
    static treasury::PkiReply bytes(const char* text) { return { 200, "application/octet-stream", text }; }
};

/** The real libtreasury behind the desk's network port, without a socket; answers can be lost on the way
 * back. */
class TreasuryTransport : public remote::Transport {
public:
    explicit TreasuryTransport(treasury::Treasury& treasury)
        : m_treasury(treasury)
    {
    }
    bool reachable = true;
    /** The treasury does what it is asked, but the answer to this many requests is lost. */
    int loseAnswers = 0;
    QByteArray silent; ///< Requests to this path get no answer at all.
    std::function<void(const QByteArray& path)> beforeAnswer;
    int unanswered = 0; ///< So many of them wait.
    std::function<void(remote::HttpResponse& answer)> changeAnswer; ///< A treasury of another kind.
    QList<QByteArray> log;

    domain::Async<remote::HttpResponse> send(remote::HttpRequest request) override
    {
        auto promise = std::make_shared<QPromise<domain::Result<remote::HttpResponse>>>();
        promise->start();
        if (!silent.isEmpty() && request.path == silent) {
            ++unanswered;
            m_held.append(promise);
            return promise->future();
        }
        auto shared = std::make_shared<remote::HttpRequest>(std::move(request));
        QTimer::singleShot(0, this, [this, promise, shared] {
            promise->addResult(exchange(*shared));
            promise->finish();
        });
        return promise->future();
    }

private:
    domain::Result<remote::HttpResponse> exchange(remote::HttpRequest& request)
    {
        const domain::Error offline { domain::ErrorCode::Offline, {}, {}, true, 0 };
        if (!reachable)
            return domain::fail(offline);
        log.append(remote::toWire(request.method) + ' ' + request.path);
        if (beforeAnswer)
            beforeAnswer(request.path);
        const auto asked = support::asReceived(request, QStringLiteral("127.0.0.1"));
        auto said = m_treasury.handle(asked);
        if (loseAnswers > 0) {
            --loseAnswers;
            return domain::fail(offline);
        }
        auto response = support::asAnswered(std::move(said));
        if (changeAnswer)
            changeAnswer(response);
        return response;
    }

    treasury::Treasury& m_treasury;
    QList<std::shared_ptr<QPromise<domain::Result<remote::HttpResponse>>>> m_held;
};

} // namespace peraku::test
