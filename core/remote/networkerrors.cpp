#include "networkerrors.h"

#include <wire/messages.h>

namespace peraku::remote {

using domain::Error;
using domain::ErrorCode;

std::optional<Error> networkError(QNetworkReply::NetworkError error, int status, const QString& text)
{
    const auto failed = [&](ErrorCode code, bool retryable) {
        return Error { code, text, {}, retryable, 0 };
    };
    switch (error) {
    case QNetworkReply::NoError:
        if (status == 0)
            return failed(ErrorCode::ProtocolError, true);
        return std::nullopt;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::UnknownProxyError:
        return failed(ErrorCode::Offline, true);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return failed(ErrorCode::Timeout, true);
    case QNetworkReply::SslHandshakeFailedError:
        return failed(ErrorCode::TlsFailed, false);
    case QNetworkReply::OperationCanceledError:
        return failed(ErrorCode::Cancelled, false);
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
        return failed(ErrorCode::NotATreasury, true);
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return failed(ErrorCode::ProxyLoginNeeded, true);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::UnknownContentError:
        // UnknownContentError also stands for statuses such as 412 and 428, which are whole answers.
        if (status >= 400)
            return std::nullopt;
        return failed(ErrorCode::ProtocolError, true);
    default:
        break;
    }
    if (status >= 400)
        return std::nullopt;
    return failed(ErrorCode::ProtocolError, true);
}

Error statusError(int status)
{
    return { wire::codeOfStatus(status), QStringLiteral("HTTP status %1").arg(status), {},
        wire::isTransientStatus(status), 0 };
}

} // namespace peraku::remote
