#include "target.h"

#include <container/asic.h>

namespace peraku::fuzz {

namespace {

using container::File;

bool names(const QList<File>& files, const QString& name)
{
    for (const auto& file : files) {
        if (file.name == name)
            return true;
    }
    return false;
}

void container(const QByteArray& bytes)
{
    const container::ZipLimits limits { 100, 1 << 20, 4 << 20 };
    const auto files = container::readZip(bytes, limits);
    qsizetype total = 0;
    for (const auto& file : files.value_or(QList<File>())) {
        require(!file.name.startsWith(QLatin1Char('/')) && !file.name.contains(QLatin1String("..")),
            "no name leaves the container");
        total += file.bytes.size();
    }
    require(total <= limits.totalBytes, "no more is unpacked than allowed");
    const auto asic = container::readAsic(bytes);
    if (!asic)
        return;
    require(!asic->signatures.isEmpty(), "a container has a signature");
    for (const auto& signature : asic->signatures) {
        for (const auto& name : signature.covered)
            require(name.startsWith(QLatin1String("META-INF/")) || name == QLatin1String("mimetype")
                    || names(asic->documents, name),
                "what is covered stands in the container");
    }
}

QList<QByteArray> containerSeeds()
{
    const QList<File> files { { QStringLiteral("1.asics"),
                                  *container::packAsicSimple({ QStringLiteral("a.json"), "{}" }, "cms") },
        { QStringLiteral("evidence/a.crl"), "crl" } };
    return { files.first().bytes, *container::packAsicExtended(files, "cms"),
        *container::writeZip({ { QStringLiteral("a"), "b" } }) };
}

constexpr Target targets[] = {
    { "container", container, containerSeeds },
};

} // namespace

std::span<const Target> containerTargets()
{
    return targets;
}

} // namespace peraku::fuzz
