#include <QFile>
#include <QtGlobal>

#include <resources/resources.h>

// Q_INIT_RESOURCE must stand outside every namespace.
static void initialise()
{
    Q_INIT_RESOURCE(catalogue);
}

namespace peraku::resources {

void registerAll()
{
    initialise();
}

QByteArray processCatalogueCsv()
{
    registerAll();
    QFile file(QStringLiteral(":/peraku/process-catalogue.csv"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

} // namespace peraku::resources
