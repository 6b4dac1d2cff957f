#include <domain/officer.h>

namespace peraku::domain {

Role roleFor(StepKind step)
{
    switch (step) {
    case StepKind::FirstCertification:
    case StepKind::CheckerOnly:
        return Role::Checker;
    case StepKind::SecondCertification:
        return Role::Approver;
    case StepKind::Acknowledgement:
        return Role::Receiver;
    }
    Q_UNREACHABLE();
}

} // namespace peraku::domain
