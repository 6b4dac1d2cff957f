#include "networkerrors.h"

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
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return failed(ErrorCode::NotATreasury, true);
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

bool isTransientStatus(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

Error statusError(int status)
{
    const auto code = [status] {
        switch (status) {
        case 401:
            return ErrorCode::SessionExpired;
        case 403:
            return ErrorCode::NotAllowed;
        case 404:
            return ErrorCode::NotFound;
        case 408:
            return ErrorCode::Timeout;
        case 409:
        case 412:
            return ErrorCode::Conflict;
        case 410:
            return ErrorCode::CursorGone;
        case 413:
            return ErrorCode::TooLarge;
        case 426:
            return ErrorCode::VersionTooOld;
        case 425:
        case 429:
        case 503:
            return ErrorCode::ServerBusy;
        default:
            return status >= 500 ? ErrorCode::ServerFailed : ErrorCode::ProtocolError;
        }
    }();
    return { code, QStringLiteral("HTTP status %1").arg(status), {}, isTransientStatus(status), 0 };
}

} // namespace peraku::remote
