#include <domain/credentials.h>

namespace peraku::domain {

std::optional<Error> obstacle(const CertificateFacts& certificate, const Ic& officer, const QDateTime& nowUtc)
{
    const auto because = [](ErrorCode code) { return Error { code, {}, {}, false, 0 }; };
    if (!certificate.nonRepudiation || certificate.certificateAuthority)
        return because(ErrorCode::CertificateWrongUsage);
    if (!officer.isEmpty() && certificate.ic != officer)
        return because(ErrorCode::CertificateWrongOfficer);
    if (nowUtc > certificate.notAfter)
        return because(ErrorCode::CertificateExpired);
    if (nowUtc < certificate.notBefore)
        return because(ErrorCode::CertificateNotYetValid);
    return {};
}

} // namespace peraku::domain
