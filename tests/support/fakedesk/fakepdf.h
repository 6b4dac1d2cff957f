#pragma once

#include <services/desk.h>

namespace peraku::fake {

class FakeDesk;

/** Reads and writes real files; its signature is a line at their end. */
class FakePdf final : public services::PdfService {
    Q_OBJECT
public:
    explicit FakePdf(FakeDesk& desk)
        : m_desk(desk)
    {
    }
    services::SignedPdf signedOf(const services::FrozenPdf& pdf) const;
    domain::Async<services::FrozenPdf> freeze(
        const QString& path, const domain::Credential& credential) override;
    domain::Async<domain::OtpDelivery> requestOtp(const services::FrozenPdf& pdf) override;
    domain::Async<services::SignedPdf> sign(
        const services::FrozenPdf& pdf, domain::SigningSecrets secrets) override;
    domain::Async<domain::Done> save(const services::SignedPdf& pdf) override;

private:
    FakeDesk& m_desk;
    int m_frozen = 0;
};

} // namespace peraku::fake
