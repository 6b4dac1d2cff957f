#pragma once

#include "httpclient.h"

#include <domain/process.h>
#include <domain/reference.h>
#include <domain/statement.h>
#include <domain/voucher.h>
#include <support/treasuryprocess.h>
#include <wire/messages.h>

namespace peraku::test {

using support::TreasuryProcess;

QByteArray randomHex(int bytes);

/** A demo officer at a desk made of nothing but HTTP. Fails the program where the treasury does not do what
 * it must. */
class Actor {
public:
    Actor(const HttpClient& client, const TreasuryProcess::DemoOfficer& officer,
        const QByteArray& issuingCertificate);

    HttpAnswer get(const QByteArray& target) const;
    /** With a fresh Idempotency-Key unless `key` is given; If-Match from 0 up, else If-None-Match: *. */
    HttpAnswer change(const QByteArray& method, const QByteArray& target, const QByteArray& body,
        int revision, const QByteArray& key = randomHex(16)) const;

    domain::ReferenceData reference() const;
    domain::VoucherContent payment(const domain::ReferenceData& reference, qint64 sen) const;
    HttpAnswer upload(const QByteArray& bytes, const QByteArray& mediaType) const;
    HttpAnswer saveNew(const QByteArray& id, const domain::VoucherContent& content) const;
    /** The body that certifies the voucher's next step, really signed. */
    QByteArray certification(const domain::Voucher& voucher, const domain::ProcessCatalogue& catalogue) const;
    const domain::Officer& officer() const { return m_demo.officer; }
    static QByteArray document() { return "%PDF-1.4 dokumen sokongan"; }

private:
    const HttpClient& m_client;
    TreasuryProcess::DemoOfficer m_demo;
    QByteArray m_issuing;
    QByteArray m_token;
};

} // namespace peraku::test
