#include "fakedesk.h"

#include <domain/statement.h>
#include <domain/workflow.h>

#include <QCryptographicHash>

namespace peraku::fake {

using namespace domain;

Async<MediumInventory> FakeCertify::media()
{
    return ready<MediumInventory>(Result<MediumInventory>(inventory));
}

Async<services::Review> FakeCertify::freeze(const VoucherId& id, const Credential& credential)
{
    return ready<services::Review>(
        refuseFreeze ? Result<services::Review>(fail(*refuseFreeze)) : freezeNow(id, credential));
}

Result<services::Review> FakeCertify::freezeNow(const VoucherId& id, const Credential& credential) const
{
    const auto* voucher = m_desk.find(id);
    const auto next = m_desk.decisions.check(*voucher, Action::Certify);
    if (!next)
        return fail(next.error());
    SigningStatement statement;
    statement.processNo = voucher->content.processNo;
    statement.step = next->step;
    statement.stepKind
        = m_desk.reference.processes.find(voucher->content.processNo)->steps.at(next->step - 1);
    statement.voucherId = voucher->id;
    statement.voucherNumber = voucher->number;
    statement.contentRevision = voucher->contentRevision;
    statement.content = voucher->content;
    statement.preparer = voucher->preparer;
    for (int i = 1; i < next->step; ++i)
        statement.earlierSignatures << Sha256Hex(QString(64, QLatin1Char('a')));
    statement.signerIc = m_desk.session.who.ic;
    statement.signerCertificate = credential.certificate.sha256;
    statement.statementsVersion = QString::fromLatin1(currentStatementsVersion);
    statement.time = m_desk.clock.now;
    const auto bytes = canonicalBytes(statement);
    if (!bytes)
        return fail(bytes.error());
    const auto parsed = parseStatement(*bytes);
    if (!parsed)
        return fail(parsed.error());
    return services::Review { *bytes, *parsed, QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256),
        dataHeader(*parsed), credential, voucher->revision };
}

namespace {
RawSignRequest orderOf(const services::Review& review)
{
    return { review.credential.id, SignatureScheme::Ecdsa, 256, { review.dataHash },
        { { SigningDocument::Kind::Statement, review.bytes, {}, review.dataHash } } };
}
} // namespace

services::SignedDecision FakeCertify::decisionOf(const services::Review& review) const
{
    services::SignedDecision decision;
    decision.voucher = review.statement.voucherId;
    decision.signer = review.credential.certificate;
    decision.report = m_desk.report(!badReport);
    decision.signedAt = m_desk.clock.now;
    decision.cms = "cms";
    if (review.pdf)
        decision.pdf = m_desk.pdf.signedOf(*review.pdf);
    return decision;
}

Async<OtpDelivery> FakeCertify::requestOtp(const services::Review& review)
{
    ++otpCalls;
    if (signer)
        return signer->requestOtp(orderOf(review));
    if (heldOtp) {
        heldOtp->start();
        return heldOtp->future();
    }
    if (refuseOtp)
        return readyError<OtpDelivery>(*refuseOtp);
    return ready<OtpDelivery>(OtpDelivery { OtpChannel::Email, QStringLiteral("p***k@contoh.my"),
        QStringLiteral("n-1"), m_desk.clock.now.addSecs(300), 30 });
}

Async<services::SignedDecision> FakeCertify::sign(const services::Review& review, SigningSecrets secrets)
{
    if (signer)
        return andThen<RawSignatures>(signer->sign(orderOf(review), std::move(secrets)), this,
            [this, review](
                const RawSignatures&) -> Result<services::SignedDecision> { return decisionOf(review); });
    const auto& pin = secrets.pin;
    lastOtpHash = QCryptographicHash::hash(
        QByteArrayView(reinterpret_cast<const char*>(secrets.otp.data()), qsizetype(secrets.otp.size())),
        QCryptographicHash::Sha256);
    ++signCalls;
    if (held) {
        held->start();
        return held->future();
    }
    if (refuseSign)
        return readyError<services::SignedDecision>(*refuseSign);
    if (!equalConstantTime(pin, secret::SecureBuffer::copyOf(std::string_view("123456")))
        && !review.credential.pinPad)
        return readyError<services::SignedDecision>(
            { review.credential.needsOtp ? ErrorCode::AuthorisationRefused : ErrorCode::WrongPin, {}, {},
                false, 0 });
    return ready<services::SignedDecision>(Result<services::SignedDecision>(decisionOf(review)));
}

Async<Done> FakeCertify::confirm(const services::Review& review, const services::SignedDecision& decision)
{
    ++confirmCalls;
    if (refuseConfirm)
        return readyError<Done>(*refuseConfirm);
    if (decision.pdf) {
        auto saved = m_desk.pdf.save(*decision.pdf);
        if (const auto done = saved.takeResult(); !done)
            return readyError<Done>(done.error());
    }
    auto* voucher = m_desk.find(review.statement.voucherId);
    const auto next = m_desk.decisions.check(*voucher, Action::Certify);
    if (!next)
        return readyError<Done>(next.error());
    *voucher = Workflow::apply(*voucher, Action::Certify, *next, m_desk.session.who.ref(), m_desk.clock.now,
        {}, Sha256Hex(QString(64, QLatin1Char('b'))));
    m_desk.changed(voucher->id);
    return ready<Done>(Result<Done>(Done {}));
}

Async<QList<SignatureRecord>> FakeEvidence::signatures(const VoucherId& id)
{
    QList<SignatureRecord> records;
    if (const auto* voucher = m_desk.find(id)) {
        for (const auto& entry : voucher->history) {
            if (entry.action != HistoryAction::Certified)
                continue;
            SignatureRecord record;
            record.voucher = id;
            record.contentRevision = voucher->contentRevision;
            record.step = entry.step;
            record.signer = entry.actor;
            record.receivedAt = entry.at;
            record.voided = entry.voided;
            record.statement = voucher->id.value().toUtf8();
            // The first by token with its timestamp still to come, the later ones by roaming, complete.
            if (entry.step > 1) {
                record.medium = SigningMedium::RoamingOtp;
                record.nonceId = QStringLiteral("7f3a9c52d1e84b06");
                record.ocsp = "ocsp";
                record.timestampAt = entry.at;
            }
            records << record;
        }
    }
    return ready<QList<SignatureRecord>>(Result<QList<SignatureRecord>>(records));
}

Async<VerificationReport> FakeEvidence::verify(const SignatureRecord&)
{
    return ready<VerificationReport>(Result<VerificationReport>(m_desk.report(!bad)));
}

Async<QStringList> FakeEvidence::save(
    const QList<SignatureRecord>& records, const QString& directory, services::EvidenceForm form)
{
    savedTo = directory;
    savedForm = form;
    QStringList paths;
    for (const auto& record : records)
        paths << QStringLiteral("%1/%2/statement.json").arg(directory).arg(record.step);
    return ready<QStringList>(Result<QStringList>(paths));
}

Async<VerificationReport> FakeEvidence::verifyFolder(const QString&)
{
    return ready<VerificationReport>(Result<VerificationReport>(m_desk.report(!bad)));
}

Async<services::FilesVerified> FakeVerify::verifyFiles(const QStringList& paths)
{
    asked = paths;
    if (held) {
        held->start();
        return held->future();
    }
    if (refuse)
        return readyError<services::FilesVerified>(*refuse);
    services::FilesVerified found;
    for (const auto& path : paths)
        found.items.append({ path.section(QLatin1Char('/'), -1), QStringLiteral("META-INF/signature.p7s"),
            services::FileVerdict::Valid, m_desk.report(true), std::nullopt });
    return ready<services::FilesVerified>(Result<services::FilesVerified>(answer.value_or(found)));
}

Async<services::PrintForm> FakePrint::form(const VoucherId&)
{
    services::PrintForm form { "%PDF-1.4 borang", m_desk.report(sealHolds) };
    if (timestamped)
        form.seal.timestampTime = m_desk.clock.now;
    return ready<services::PrintForm>(std::move(form));
}

Async<Done> FakePrint::save(const services::PrintForm&, const QString& path)
{
    savedTo = path;
    return ready<Done>(Done {});
}

} // namespace peraku::fake
