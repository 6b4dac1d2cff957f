#include "outcome.h"
#include "present.h"
#include "secretinput.h"

#include <domain/canonical.h>
#include <domain/messages.h>

#include <QFile>
#include <QJsonArray>

#include <cstdio>

namespace peraku::cli {

using domain::Async;
using domain::Attachment;
using domain::Credential;
using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::SigningSecrets;
using domain::Voucher;
using services::DraftSaved;
using services::Review;
using services::SignedDecision;

namespace {

constexpr qint64 largestInput = 4 * 1024 * 1024;

Result<QByteArray> readInput(const QStringList& operands)
{
    QFile file;
    bool open = false;
    if (operands.isEmpty() || operands.first() == QLatin1String("-")) {
        open = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(operands.first());
        open = file.open(QIODevice::ReadOnly);
    }
    if (!open)
        return fail(ErrorCode::NotFound, QStringLiteral("input: ") + file.errorString());
    const auto bytes = file.read(largestInput + 1);
    if (bytes.size() > largestInput)
        return fail(ErrorCode::TooLarge, QStringLiteral("input"));
    return bytes;
}

Result<Voucher> draftFrom(const Context& context, const QByteArray& bytes)
{
    const auto parsed = domain::parseStrictJson(bytes);
    if (!parsed)
        return fail(parsed.error());
    const auto content = domain::contentFromJson(parsed->toObject());
    if (!content)
        return fail(content.error());
    auto draft = context.desk.drafts.newDraft(content->kind(), content->processNo);
    draft.content = *content;
    return draft;
}

domain::Async<Done> attachAll(const Context& context, const std::shared_ptr<Voucher>& draft)
{
    auto chain = domain::ready<Done>(Done {});
    for (const auto& path : context.arguments.attachments) {
        chain = domain::andThen<Done>(chain, context.owner, [context, draft, path](Done) {
            return domain::andThen<Attachment>(context.desk.drafts.attach(draft->id, path), context.owner,
                [draft](Attachment attachment) -> Result<Done> {
                    draft->content.attachments.append(attachment);
                    return Done {};
                });
        });
    }
    return chain;
}

QJsonArray findingsJson(const QList<domain::Finding>& findings)
{
    QJsonArray array;
    for (const auto& finding : findings)
        array.append(json(finding));
    return array;
}

QString findingsText(const QList<domain::Finding>& findings)
{
    QString text;
    for (const auto& finding : findings)
        text += QStringLiteral("\n%1: %2").arg(finding.field, domain::findingSentence(finding));
    return text;
}

template <typename Act> AsyncOutcome actOn(const Context& context, const QString& said, Act act)
{
    return domain::andThen<Voucher>(resolve(context, context.arguments.operands.first()), context.owner,
        [context, said, act](Voucher voucher) {
            return domain::andThen<Done>(act(voucher), context.owner, [context, said, id = voucher.id](Done) {
                return deliver(context, id, { Exit::Done, { { QStringLiteral("id"), id.value() } }, said });
            });
        });
}

Result<secret::SecureBuffer> readOrAsk(const std::optional<int>& descriptor, const QString& prompt)
{
    return descriptor ? readSecretFrom(*descriptor) : askSecret(prompt);
}

void tellWhereTheCodeWent(const Credential& credential, const domain::OtpDelivery& delivery)
{
    if (delivery.maskedTarget.isEmpty())
        std::fprintf(stderr, "The code comes from %s.\n", qUtf8Printable(safe(credential.provider)));
    else
        std::fprintf(stderr, "The code was sent %s %s.\n",
            delivery.channel == domain::OtpChannel::App ? "to the phone" : "by e-mail to",
            qUtf8Printable(safe(delivery.maskedTarget)));
    if (!credential.describesDocuments)
        std::fprintf(
            stderr, "The provider is not told what is signed: its message cannot name the documents.\n");
}

AsyncOutcome signAndConfirm(const Context& context, const Review& review)
{
    const auto total = review.statement.content.total();
    std::fprintf(stderr, "%s\n%s\nData Header  %s\nData Hash    %s\n",
        qUtf8Printable(review.statement.voucherNumber), qUtf8Printable(total ? total->display() : QString()),
        qUtf8Printable(review.dataHeader), review.dataHash.toBase64().constData());
    if (review.pdf)
        describe(*review.pdf);
    tellStatements();

    auto made = domain::andThen<std::shared_ptr<SigningSecrets>>(
        readSecrets(context, review.credential,
            [context, review] { return context.desk.certify.requestOtp(review); }),
        context.owner, [context, review](const std::shared_ptr<SigningSecrets>& all) {
            return context.desk.certify.sign(review, std::move(*all));
        });
    return domain::andThen<SignedDecision>(made, context.owner, [context, review](SignedDecision decision) {
        return domain::andThen<Done>(
            context.desk.certify.confirm(review, decision), context.owner, [context, decision](Done) {
                Outcome outcome { Exit::Done, json(decision.report), text(decision.report) };
                outcome.json.insert(QStringLiteral("id"), decision.voucher.value());
                if (decision.pdf)
                    outcome.json.insert(QStringLiteral("pdf"), json(*decision.pdf));
                return deliver(context, decision.voucher, std::move(outcome));
            });
    });
}

} // namespace

Result<Credential> chooseCredential(const Arguments& arguments, const domain::MediumInventory& media)
{
    QList<Credential> usable;
    std::optional<domain::Error> reason;
    for (const auto& credential : media.credentials) {
        const bool wanted = (arguments.credential.isEmpty() || credential.id == arguments.credential)
            && (!arguments.medium || credential.medium == *arguments.medium);
        if (wanted && !credential.unusable)
            usable.append(credential);
        else if (wanted && !reason)
            reason = credential.unusable;
    }
    if (usable.size() == 1 || (!usable.isEmpty() && !arguments.credential.isEmpty()))
        return usable.first();
    for (const auto& credential : usable) {
        if (credential.id == media.preferred)
            return credential;
    }
    if (usable.size() > 1)
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("several credentials fit; choose with --medium or --credential"));
    for (const auto& slot : media.slotStatus) {
        if (!reason && slot.unusable)
            reason = slot.unusable;
    }
    if (!reason && !media.moduleErrors.isEmpty())
        reason = media.moduleErrors.first();
    return fail(reason.value_or(domain::Error { ErrorCode::TokenMissing, {}, {}, false, 0 }));
}

void tellStatements()
{
    const auto statements = domain::signingStatements();
    for (const auto& statement : statements)
        std::fprintf(stderr, "- %s\n", qUtf8Printable(statement));
}

Async<std::shared_ptr<SigningSecrets>> readSecrets(const Context& context, const Credential& credential,
    const std::function<Async<domain::OtpDelivery>()>& requestOtp, secret::SecureBuffer pin)
{
    using Shared = std::shared_ptr<SigningSecrets>;
    auto secrets = std::make_shared<SigningSecrets>();
    secrets->pin = std::move(pin);
    if (!credential.pinPad && secrets->pin.isEmpty()) {
        auto read = readOrAsk(context.arguments.pinDescriptor, QStringLiteral("PIN: "));
        if (!read)
            return domain::readyError<Shared>(read.error());
        secrets->pin = std::move(*read);
    }
    if (!credential.needsOtp)
        return domain::ready<Shared>(std::move(secrets));
    return domain::andThen<domain::OtpDelivery>(requestOtp(), context.owner,
        [context, credential, secrets](const domain::OtpDelivery& delivery) -> Result<Shared> {
            tellWhereTheCodeWent(credential, delivery);
            auto code = readOrAsk(context.arguments.otpDescriptor, QStringLiteral("One-time code: "));
            if (!code)
                return fail(code.error());
            secrets->otp = std::move(*code);
            return secrets;
        });
}

AsyncOutcome prepare(const Context& context)
{
    const auto input = readInput(context.arguments.operands);
    if (!input)
        return domain::readyError<Outcome>(input.error());
    auto parsed = draftFrom(context, *input);
    if (!parsed)
        return domain::readyError<Outcome>(parsed.error());
    const auto draft = std::make_shared<Voucher>(std::move(*parsed));
    return domain::andThen<Done>(
        attachAll(context, draft), context.owner, [context, draft](Done) -> AsyncOutcome {
            const auto findings = context.desk.drafts.check(draft->content);
            Outcome outcome { Exit::Done,
                { { QStringLiteral("id"), draft->id.value() },
                    { QStringLiteral("findings"), findingsJson(findings) } },
                draft->id.value() + findingsText(findings) };
            if (context.arguments.submit) {
                if (domain::hasErrors(findings)) {
                    outcome.exit = Exit::Invalid;
                    return domain::ready<Outcome>(std::move(outcome));
                }
                return domain::andThen<Done>(context.desk.drafts.submit(*draft), context.owner,
                    [context, draft, outcome](Done) { return deliver(context, draft->id, outcome); });
            }
            return domain::andThen<DraftSaved>(context.desk.drafts.save(*draft), context.owner,
                [context, outcome](DraftSaved saved) { return deliver(context, saved.id, outcome); });
        });
}

AsyncOutcome submit(const Context& context)
{
    return actOn(context, QStringLiteral("submitted"),
        [context](const Voucher& voucher) { return context.desk.drafts.submit(voucher); });
}

AsyncOutcome query(const Context& context)
{
    const domain::Reason reason { context.arguments.reasonCode, context.arguments.reasonText };
    return actOn(context, QStringLiteral("returned"), [context, reason](const Voucher& voucher) {
        return context.desk.decisions.query(voucher.id, reason);
    });
}

AsyncOutcome cancel(const Context& context)
{
    const domain::Reason reason { context.arguments.reasonCode, context.arguments.reasonText };
    return actOn(context, QStringLiteral("cancelled"), [context, reason](const Voucher& voucher) {
        return context.desk.decisions.cancel(voucher.id, reason);
    });
}

AsyncOutcome certify(const Context& context)
{
    if (context.arguments.allWaiting || context.arguments.operands.size() > 1)
        return certifyMany(context);
    return domain::andThen<Voucher>(
        resolve(context, context.arguments.operands.first()), context.owner, [context](Voucher voucher) {
            return domain::andThen<domain::MediumInventory>(context.desk.certify.media(), context.owner,
                [context, id = voucher.id](domain::MediumInventory media) -> AsyncOutcome {
                    const auto credential = chooseCredential(context.arguments, media);
                    if (!credential)
                        return domain::readyError<Outcome>(credential.error());
                    auto frozen = domain::andThen<Review>(context.desk.certify.freeze(id, *credential),
                        context.owner, [context](const Review& review) { return withPdf(context, review); });
                    return domain::andThen<Review>(frozen, context.owner,
                        [context](const Review& review) { return signAndConfirm(context, review); });
                });
        });
}

} // namespace peraku::cli
