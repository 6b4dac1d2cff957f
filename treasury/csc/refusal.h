#pragma once

#include <domain/result.h>
#include <treasury/roaming.h>

#include <QJsonObject>

namespace peraku::csc {

/** A refused call in the words of the CSC API. */
struct Refusal {
    int status = 400; ///< HTTP
    QString error; ///< "invalid_request" ...
    QString description;
    int retryAfterSeconds = 0;
    domain::ErrorCode code = domain::ErrorCode::InvalidInput; ///< The same in our own catalogue.

    Refusal() = default;
    Refusal(int httpStatus, const char* word, QString text, domain::ErrorCode meaning)
        : status(httpStatus)
        , error(QLatin1String(word))
        , description(std::move(text))
        , code(meaning)
    {
    }
    /** What went wrong inside: its detail stays there. */
    Refusal(const domain::Error& inside); // NOLINT(google-explicit-constructor)

    static Refusal parameter(const char* kind, const char* name); ///< Missing, or of another type.
    static Refusal invalid(const char* name);
    static Refusal request(const QString& text, domain::ErrorCode meaning = domain::ErrorCode::InvalidInput);
    /** Of someone else, or of nobody: the answer is the same. */
    static Refusal unknownCredential();
    static Refusal wrongAuthentication();
    static Refusal locked();
    static Refusal tooMany(int retryAfterSeconds);

    QJsonObject toJson() const;
    static Refusal fromJson(const QJsonObject& object);
};
template <typename T> using Outcome = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(Refusal refusal)
{
    return tl::unexpected<Refusal>(std::move(refusal));
}

treasury::RoamingReply reply(int status, const QJsonObject& body);
treasury::RoamingReply reply(const Refusal& refusal);

} // namespace peraku::csc
