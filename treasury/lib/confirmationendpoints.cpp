#include "replies.h"
#include "requestdesk.h"
#include "routes.h"

#include <string_view>

/** The link in the e-mail: a page for people, JSON for programs. */
namespace peraku::treasury {

using domain::ErrorCode;

namespace {

constexpr auto pageHead = R"(<!doctype html><html lang="ms"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Peraku</title>
<style>body{font:16px sans-serif;max-width:32em;margin:3em auto;padding:0 1em}input,button{font:inherit;padding:.4em}</style>
</head><body><h1>Peraku</h1>)";

Response page(int status, const QByteArray& inside)
{
    Response response;
    response.status = status;
    response.addHeader("Content-Type", "text/html; charset=utf-8");
    response.addHeader("Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    response.addHeader("Referrer-Policy", "no-referrer");
    response.addHeader("Cache-Control", "no-store");
    response.body = pageHead + inside + "</body></html>\n";
    return response;
}

QByteArray form(const wire::Confirmation& confirmation)
{
    return "<p>Sahkan alamat e-mel <b>" + confirmation.maskedEmail.toHtmlEscaped().toUtf8()
        + "</b> dengan kod enam angka yang dihantar berasingan.<br>Confirm this e-mail address with the six "
          "digits "
          "that were sent apart.</p><form method=\"post\" enctype=\"application/x-www-form-urlencoded\">"
          "<label>Kod / Code <input name=\"code\" inputmode=\"numeric\" pattern=\"[0-9]{6}\" maxlength=\"6\" "
          "autocomplete=\"one-time-code\" required autofocus></label> "
          "<button>Sahkan / Confirm</button></form>";
}

constexpr auto overText
    = "<p>Pautan ini telah luput. Sila gunakan e-mel yang terbaharu, atau hantar semula pautan di Peraku.<br>"
      "This link is over. Please use the newest mail, or send the link again in Peraku.</p>";
constexpr auto wrongText
    = "<p>Kod itu tidak betul. Sila cuba lagi.<br>The code is wrong. Please try again.</p>"
      "<p><a href=\"\">Kembali / Back</a></p>";
constexpr auto thanksText = "<p>Alamat e-mel anda telah disahkan; permohonan kini menunggu keputusan "
                            "pentadbir.<br>Your e-mail address "
                            "is confirmed; the request now waits for an administrator.</p>";

bool isForm(const Call& call)
{
    return call.request.header("content-type").startsWith("application/x-www-form-urlencoded");
}

domain::Result<secret::SecureBuffer> codeOf(const Call& call)
{
    if (!isForm(call))
        return wire::decodeConfirmationCode(call.request.secretBody.view());
    const std::string_view text(
        reinterpret_cast<const char*>(call.request.secretBody.bytes()), call.request.secretBody.size());
    constexpr std::string_view name = "code=";
    if (!text.starts_with(name))
        return domain::fail(ErrorCode::ProtocolError, QStringLiteral("code"));
    return secret::SecureBuffer::copyOf(text.substr(name.size()));
}

} // namespace

Response readConfirmation(Call& call)
{
    if (auto refused = hurried(call))
        return std::move(*refused);
    auto found = call.context.database->read([&](Connection& connection) {
        return deskOf(call.context, connection, call.now).confirmation(call.args.first().toLatin1());
    });
    if (!found)
        return problemReply(found.error());
    if (call.request.header("accept").contains("text/html"))
        return *found ? page(200, form(**found)) : page(410, overText);
    if (!*found)
        return problemReply({ ErrorCode::LinkLapsed, {}, {}, false, 0 });
    return jsonReply(200, wire::encode(**found));
}

Response confirmEmail(Call& call)
{
    if (auto refused = hurried(call))
        return std::move(*refused);
    const auto code = codeOf(call);
    if (!code)
        return problemReply(code.error());
    const auto outcome = call.context.database->write([&](Connection& connection) {
        return deskOf(call.context, connection, call.now).confirmEmail(call.args.first().toLatin1(), *code);
    });
    if (!outcome)
        return problemReply(outcome.error());
    switch (*outcome) {
    case RequestDesk::CodeOutcome::Accepted:
        return isForm(call) ? page(200, thanksText) : emptyReply(204);
    case RequestDesk::CodeOutcome::Wrong:
        return isForm(call) ? page(422, wrongText)
                            : problemReply({ ErrorCode::OtpRefused, {}, {}, false, 0 });
    case RequestDesk::CodeOutcome::LinkOver:
        break;
    }
    return isForm(call) ? page(410, overText) : problemReply({ ErrorCode::LinkLapsed, {}, {}, false, 0 });
}

} // namespace peraku::treasury
