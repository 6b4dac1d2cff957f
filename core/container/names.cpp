#include "names.h"

#include <QStringList>

#include <algorithm>

namespace peraku::container {

namespace {
constexpr qsizetype longestName = 200;
}

QString nameProblem(const QString& name)
{
    if (name.isEmpty() || name.size() > longestName)
        return QStringLiteral("a file name is empty or too long");
    const auto unsound = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; };
    if (std::any_of(name.begin(), name.end(), unsound) || name.contains(QChar::ReplacementCharacter))
        return QStringLiteral("a file name has control characters");
    if (name.contains(QLatin1Char('\\')) || name.contains(QLatin1Char(':')))
        return QStringLiteral("a file name leaves the container");
    const auto parts = name.split(QLatin1Char('/'));
    for (const auto& part : parts) {
        if (part.isEmpty() || part == QLatin1String(".") || part == QLatin1String(".."))
            return QStringLiteral("a file name leaves the container");
    }
    return {};
}

} // namespace peraku::container
