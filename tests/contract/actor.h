#pragma once

#include "httpclient.h"

#include <domain/process.h>
#include <domain/reference.h>
#include <domain/statement.h>
#include <domain/voucher.h>
#include <signing/cades.h>
#include <support/treasuryprocess.h>
#include <wire/messages.h>

#include <QJsonObject>

#include <functional>

namespace peraku::test {

using support::TreasuryProcess;

QByteArray randomHex(int bytes);

/** A demo officer at a desk made of nothing but HTTP. Fails the program where the treasury does not do what
 * it must. */
class Actor {
public:
    Actor(const HttpClient& client, const TreasuryProcess::DemoOfficer& officer,
        const QByteArray& issuingCertificate);

    /** With If-None-Match if a tag is given. */
    HttpAnswer get(const QByteArray& target, const QByteArray& tag = {}) const;
    /** With a fresh Idempotency-Key unless `key` is given; If-Match from 0 up, else If-None-Match: *. */
    HttpAnswer change(const QByteArray& method, const QByteArray& target, const QByteArray& body,
        int revision, const QByteArray& key = randomHex(16)) const;

    domain::ReferenceData reference() const;
    domain::VoucherContent payment(const domain::ReferenceData& reference, qint64 sen) const;
    HttpAnswer upload(const QByteArray& bytes, const QByteArray& mediaType) const;
    HttpAnswer saveNew(const QByteArray& id, const domain::VoucherContent& content) const;
    /** The body that certifies the voucher's next step, really signed. */
    QByteArray certification(const domain::Voucher& voucher, const domain::ProcessCatalogue& catalogue) const;
    /** The same by Roaming + OTP over the CSC API; `readCode` finds the code that was sent. */
    QByteArray roamingCertification(const domain::Voucher& voucher, const domain::ProcessCatalogue& catalogue,
        const std::function<QString()>& readCode) const;
    HttpAnswer send(const QByteArray& target, const QByteArray& body) const;
    /** Sends JSON as the officer; the program ends if the answer has another status. */
    QJsonObject post(const QByteArray& target, const QJsonObject& body, int expected = 200) const;
    /** A signature by `certificate` over the content, to be completed by the key. */
    signing::PreparedSignature prepared(const QByteArray& content, const QDateTime& time,
        const QByteArray& certificate, signing::SignatureForm form = signing::SignatureForm::Cades) const;
    /** The PDF with this officer's own signature (PAdES) added. */
    QByteArray signPdf(const QByteArray& pdf) const;
    const domain::Officer& officer() const { return m_demo.officer; }
    static QByteArray document() { return "%PDF-1.4 dokumen sokongan"; }

private:
    domain::SigningStatement statement(const domain::Voucher& voucher,
        const domain::ProcessCatalogue& catalogue, const QByteArray& certificate) const;
    const HttpClient& m_client;
    TreasuryProcess::DemoOfficer m_demo;
    QByteArray m_issuing;
    QByteArray m_token;
};

} // namespace peraku::test
