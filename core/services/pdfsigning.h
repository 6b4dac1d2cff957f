#pragma once

#include "certification.h"
#include "timestamps.h"
#include "trust.h"

namespace peraku::services {

class Session;

/** The officer's own PAdES: by itself, or under the authorisation of a certification. */
class PdfSigning : public PdfService {
    Q_OBJECT
public:
    using Parts = SigningParts;
    explicit PdfSigning(Parts parts, QObject* parent = nullptr);

    Async<FrozenPdf> freeze(const QString& path, const domain::Credential& credential) override;
    Async<domain::OtpDelivery> requestOtp(const FrozenPdf& pdf) override;
    Async<SignedPdf> sign(const FrozenPdf& pdf, domain::SigningSecrets secrets) override;
    Async<Done> save(const SignedPdf& pdf) override;

    /** Adds the PDF's digest to an order of the same credential. InvalidInput where the key signs one at a
     * time, or another credential is meant. */
    static Result<Done> addTo(domain::RawSignRequest& order, const FrozenPdf& pdf);
    /** The PDF with that raw signature, timestamped where it can be, and verified. */
    Async<SignedPdf> finished(const FrozenPdf& pdf, const QByteArray& rawSignature);

Q_SIGNALS:
    /** A signature of that credential came. */
    void signedWith(const QString& credentialId);

private:
    Parts m_parts;
    Certification m_certification;
};

} // namespace peraku::services
