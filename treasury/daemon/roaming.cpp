#include "roaming.h"

#include "mailsetup.h"

#include <QHash>

#include <mutex>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr int resendSeconds = 30;

/** "a***h@example.my" */
QString masked(const QString& address)
{
    const auto at = address.lastIndexOf(QLatin1Char('@'));
    return at < 2 ? QStringLiteral("***") + address.mid(at)
                  : address.left(1) + QStringLiteral("***") + address.mid(at - 1);
}

class MailCourier : public CodeCourier {
public:
    MailCourier(std::unique_ptr<Mailer> mailer, domain::Clock& clock, QHash<domain::Ic, QString> addresses)
        : m_mailer(std::move(mailer))
        , m_clock(clock)
        , m_addresses(std::move(addresses))
    {
    }
    domain::Result<CodeDelivery> send(const CodeMessage& message, const secret::SecureBuffer& code) override
    {
        const auto address = m_addresses.value(message.officer);
        if (address.isEmpty())
            return fail(ErrorCode::OtpUndeliverable);
        // A mailer takes one mail at a time.
        const std::lock_guard lock(m_mutex);
        const auto sent = m_mailer->send(
            { address, message.subject, message.before, &code, message.after }, m_clock.nowUtc());
        if (!sent)
            return fail(ErrorCode::OtpUndeliverable, sent.error().detail);
        return CodeDelivery { domain::OtpChannel::Email, masked(address), message.nonceId,
            message.emailExpiresAt, resendSeconds };
    }

private:
    std::unique_ptr<Mailer> m_mailer;
    domain::Clock& m_clock;
    QHash<domain::Ic, QString> m_addresses;
    std::mutex m_mutex;
};

} // namespace

domain::Result<std::unique_ptr<CodeCourier>> makeCourier(Command& command)
{
    const auto admin = Admin::open(command.folder().database(), {}, command.clock, command.rng);
    if (!admin)
        return fail(admin.error());
    const auto officers = (*admin)->officers();
    if (!officers)
        return fail(officers.error());
    QHash<domain::Ic, QString> addresses;
    for (const auto& officer : *officers)
        addresses.insert(officer.ic, officer.email);
    auto mailer = makeMailer(command);
    if (!mailer)
        return fail(mailer.error());
    return std::unique_ptr<CodeCourier>(
        std::make_unique<MailCourier>(std::move(*mailer), command.clock, std::move(addresses)));
}

domain::Result<std::unique_ptr<csc::Service>> openRoaming(
    Command& command, pki::OpenedPki& pki, pki::PkiService& endpoints, CodeCourier& courier)
{
    if (!pki.token())
        return std::unique_ptr<csc::Service>();
    return csc::Service::open(command.folder().roaming(), {},
        { command.clock, command.rng, *pki.token(), courier, endpoints, endpoints });
}

domain::Result<RoamingCredential> enrolRoaming(csc::Service& roaming, Admin& admin,
    pki::CertificateAuthority& authority, const domain::Officer& officer, domain::KeyKind kind,
    const secret::SecureBuffer& pin)
{
    auto credential = roaming.prepare(officer.ic, kind, pin);
    if (!credential)
        return credential;
    const auto issued = authority.issueOfficer(
        { officer.ic, officer.name, officeName(admin, officer.office), officer.email },
        credential->publicKey);
    if (!issued)
        return fail(issued.error());
    auto done = admin.registerCertificate(officer.ic, issued->der);
    if (done)
        done = roaming.activate(credential->id, issued->der);
    if (!done)
        return fail(done.error());
    credential->state = RoamingState::Active;
    credential->certificate = issued->der;
    return credential;
}

QString officeName(Admin& admin, const domain::OfficeCode& code)
{
    const auto reference = admin.reference();
    if (reference) {
        for (const auto& office : reference->offices) {
            if (office.code == code)
                return office.name;
        }
    }
    return code.value();
}

} // namespace peraku::treasury
