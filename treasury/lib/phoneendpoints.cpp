#include "courier.h"
#include "digest.h"
#include "phoneenrolments.h"
#include "phones.h"
#include "replies.h"
#include "routes.h"

#include <wire/media.h>

#include <algorithm>

namespace peraku::treasury {

using domain::Error;
using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;

namespace {

constexpr int pollSeconds = 2;
constexpr int seenEverySeconds = 60;

Error errorOf(ErrorCode code, const char* detail = "")
{
    return { code, QLatin1String(detail), {}, false, 0 };
}

Response secretReply(int status, SecureBuffer body)
{
    Response response;
    response.status = status;
    response.addHeader("Content-Type", "application/json");
    response.addHeader("Cache-Control", "no-store");
    response.secretBody = std::move(body);
    return response;
}

/** What an officer must learn even if somebody else did it. */
Result<Done> tell(Ledger& ledger, const domain::Officer& officer, const char* action, const QString& phone,
    const QString& subject, const QString& text, const QDateTime& now)
{
    auto written
        = ledger.audit({ now, officer.ic.digits(), QLatin1String(action), officer.ic.digits(), {}, phone });
    if (written && !officer.email.isEmpty())
        written = ledger.queueMail({ officer.email, subject, text }, now);
    return written;
}

bool isPhoneName(const QString& name)
{
    return !name.trimmed().isEmpty()
        && std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.isPrint(); });
}

} // namespace

Response signingProfile(Call& call)
{
    const auto profile = Phones(*call.connection).profileOf(call.officer());
    return profile ? jsonReply(200, wire::encode(*profile)) : problemReply(profile.error());
}

Response setSigningProfile(Call& call)
{
    const auto channel = wire::decodeChannel(call.request.body);
    if (!channel)
        return problemReply(channel.error());
    const auto& ic = call.officer().ic;
    auto written = Phones(*call.connection).setChannel(ic, *channel);
    if (written)
        written = call.ledger().audit({ call.now, ic.digits(), QStringLiteral("signing-profile.set"),
            ic.digits(), {}, domain::toWire(*channel) });
    return written ? signingProfile(call) : problemReply(written.error());
}

Response requestPhone(Call& call)
{
    auto& context = call.context;
    const auto body = wire::decodePhoneRequest(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    if (!isPhoneName(body->name))
        return problemReply(errorOf(ErrorCode::InvalidInput, "name"));
    if (auto refused = confirmPassword(call, body->password))
        return std::move(*refused);
    const auto& officer = call.officer();
    const auto profile = context.database->read(
        [&](Connection& connection) { return Phones(connection).profileOf(officer); });
    if (!profile)
        return problemReply(profile.error());
    if (profile->phones.size() >= domain::limits::phones)
        return problemReply(errorOf(ErrorCode::NotAllowed, "phones"));
    if (officer.email.isEmpty())
        return problemReply(errorOf(ErrorCode::OtpUndeliverable, "e-mail"));
    auto begun = context.enrolments->begin(officer.ic, body->name.trimmed(), call.now);
    if (!begun)
        return problemReply(begun.error());
    const auto taken = context.courier->mail(QStringLiteral("phone/") + officer.ic.digits(),
        { officer.email, QStringLiteral("Kod pendaftaran telefon / phone enrolment code"),
            QStringLiteral("Telefon / phone: %1\nKod / code: ").arg(body->name.trimmed()), nullptr,
            QStringLiteral(
                "\n\nTaip kod ini bersama nombor kad pengenalan anda dalam aplikasi telefon dalam masa 10 "
                "minit. Jika "
                "anda tidak memintanya, tukar kata laluan anda sekarang.\nType this code with your IC number "
                "in the "
                "phone app within 10 minutes. If you did not ask for it, change your password now.\n") },
        begun->code, begun->expiresAt);
    if (!taken)
        return problemReply(taken.error());
    return jsonReply(202, wire::encode(domain::EnrolmentCode { profile->maskedEmail, begun->expiresAt }));
}

Response enrolPhone(Call& call)
{
    auto& context = call.context;
    if (auto refused = hurried(call))
        return std::move(*refused);
    const auto body = wire::decodePhoneEnrolment(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    const auto name = context.enrolments->redeem(body->ic, body->code, call.now);
    if (!name)
        return problemReply(name.error());

    wire::EnrolledPhone phone { newToken(context.ports.rng), context.ports.rng.hex(8), *name };
    auto enrolled = context.database->write([&](Connection& connection) -> Result<Done> {
        auto account = Officers(connection).find(body->ic);
        if (!account)
            return fail(account.error());
        if (!*account || !(*account)->active)
            return fail(ErrorCode::AccountInactive);
        auto added
            = Phones(connection)
                  .add(body->ic, { phone.id, phone.name, call.now, call.now }, tokenHash(phone.deviceToken));
        if (!added)
            return added;
        Ledger ledger(connection);
        return tell(ledger, (*account)->officer, "phone.enrolled", phone.id,
            QStringLiteral("Telefon didaftarkan / phone enrolled"),
            QStringLiteral(
                "%1\n\nJika bukan anda, keluarkan telefon ini dan tukar kata laluan.\nIf this was not you, "
                "remove the phone and change your password.\n")
                .arg(phone.name),
            call.now);
    });
    return enrolled ? secretReply(201, wire::encode(phone)) : problemReply(enrolled.error());
}

Response removePhone(Call& call)
{
    auto& context = call.context;
    const auto body = wire::decodePhoneRemoval(call.request.secretBody.view());
    if (!body)
        return problemReply(body.error());
    if (auto refused = confirmPassword(call, body->password))
        return std::move(*refused);
    const auto& officer = call.officer();
    const auto id = call.args.first();
    bool last = false;
    auto removed = context.database->write([&](Connection& connection) -> Result<Done> {
        Phones phones(connection);
        auto known = phones.remove(officer.ic, id);
        if (!known)
            return fail(known.error());
        if (!*known)
            return fail(ErrorCode::NotFound, QStringLiteral("phone"));
        auto profile = phones.profileOf(officer);
        if (!profile)
            return fail(profile.error());
        last = profile->phones.isEmpty();
        Ledger ledger(connection);
        return tell(ledger, officer, "phone.removed", id,
            QStringLiteral("Telefon dikeluarkan / phone removed"),
            QStringLiteral("Telefon itu tidak lagi menerima kod. / That phone receives no more codes.\n"),
            call.now);
    });
    if (!removed)
        return problemReply(removed.error());
    if (last)
        context.courier->forget(officer.ic);
    return emptyReply(204);
}

Response phoneMessages(Call& call)
{
    auto& context = call.context;
    const auto token = bearerOf(call.request);
    const auto owner = context.database->read(
        [&](Connection& connection) { return Phones(connection).byToken(sha256(token)); });
    if (!owner)
        return problemReply(owner.error());
    if (!*owner)
        return unauthorisedReply();
    const auto& [ic, phone, lastSeen] = **owner;
    if (const int wait = context.phones.take(phone, context.ports.clock.monotonicMs()); wait > 0)
        return preconditionReply(Precondition::TooManyRequests, {}, wait);
    if (lastSeen.secsTo(call.now) >= seenEverySeconds) {
        auto seen = context.database->write(
            [&](Connection& connection) { return Phones(connection).markSeen(phone, call.now); });
        if (!seen)
            return problemReply(seen.error());
    }
    return secretReply(200, wire::encode(context.courier->messagesFor(ic), pollSeconds));
}

} // namespace peraku::treasury
