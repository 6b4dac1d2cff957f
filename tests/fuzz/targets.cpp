#include "target.h"

namespace peraku::fuzz {

QList<Target> allTargets()
{
    QList<Target> all;
    for (const auto part : { wireTargets(), signingTargets(), containerTargets(), treasuryTargets(),
             tokenTargets(), mediumTargets() })
        all.append(QList<Target>(part.begin(), part.end()));
    return all;
}

Target targetOf(const QByteArray& name)
{
    for (const auto& target : allTargets()) {
        if (target.name == name)
            return target;
    }
    qFatal("no fuzz target '%s'", name.constData());
}

} // namespace peraku::fuzz
