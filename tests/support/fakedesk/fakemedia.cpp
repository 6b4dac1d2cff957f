#include "fakedesk.h"

namespace peraku::fake {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::ErrorCode;
using domain::MediaGrants;
using domain::SigningProfile;

std::optional<Error> FakeMedia::refusal(const secret::SecureBuffer& given) const
{
    if (refuse)
        return refuse;
    const auto right = secret::SecureBuffer::copyOf(std::string_view(password));
    return equalConstantTime(given, right)
        ? std::nullopt
        : std::optional(Error { ErrorCode::WrongPassword, {}, {}, false, 0 });
}

Async<MediaGrants> FakeMedia::grants(int processNo)
{
    if (refuse)
        return domain::readyError<MediaGrants>(*refuse);
    auto answer = general;
    answer.officer = m_desk.session.who.ic;
    answer.processNo = processNo;
    return domain::ready<MediaGrants>(answer);
}

Async<SigningProfile> FakeMedia::profile()
{
    if (auto answer = std::exchange(held, {}))
        return answer->future();
    return refuse ? domain::readyError<SigningProfile>(*refuse) : domain::ready<SigningProfile>(signing);
}

Async<SigningProfile> FakeMedia::setChannel(domain::OtpChannel channel)
{
    if (!refuse)
        signing.channel = channel;
    return profile();
}

Async<domain::EnrolmentCode> FakeMedia::enrolPhone(const QString& name, secret::SecureBuffer given)
{
    if (const auto refused = refusal(given))
        return domain::readyError<domain::EnrolmentCode>(*refused);
    enrolling = name;
    return domain::ready<domain::EnrolmentCode>(
        domain::EnrolmentCode { signing.maskedEmail, m_desk.clock.now.addSecs(600) });
}

Async<Done> FakeMedia::removePhone(const QString& id, secret::SecureBuffer given)
{
    if (const auto refused = refusal(given))
        return domain::readyError<Done>(*refused);
    signing.phones.removeIf([&](const domain::Phone& phone) { return phone.id == id; });
    return domain::ready<Done>(Done {});
}

} // namespace peraku::fake
