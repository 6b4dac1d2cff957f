#include <domain/verification.h>

#include <algorithm>

namespace peraku::domain {

const CheckLine* VerificationReport::find(CheckId id) const
{
    const auto found
        = std::find_if(lines.cbegin(), lines.cend(), [id](const auto& line) { return line.id == id; });
    return found == lines.cend() ? nullptr : &*found;
}

bool VerificationReport::valid() const
{
    for (int id = int(CheckId::Bytes); id <= int(CheckId::Statement); ++id) {
        const auto* line = find(static_cast<CheckId>(id));
        if (!line || (line->outcome != CheckOutcome::Passed && line->outcome != CheckOutcome::Warning))
            return false;
    }
    return true;
}

QString SignatureRecord::evidenceName() const
{
    const auto number = QString::number(step);
    return voided ? QStringLiteral("%1-void-r%2").arg(number).arg(contentRevision) : number;
}

std::optional<Error> VerificationReport::firstFailure() const
{
    for (const auto& line : lines) {
        if (line.outcome == CheckOutcome::Failed)
            return line.reason.value_or(Error { ErrorCode::SignatureInvalid, toWire(line.id), {}, false, 0 });
    }
    return std::nullopt;
}

} // namespace peraku::domain
