#include <QtGlobal>

#include <icons/icons.h>

// Q_INIT_RESOURCE must stand outside every namespace.
static void initialise()
{
    Q_INIT_RESOURCE(icons);
}

namespace peraku::icons {

void registerAll()
{
    initialise();
}

} // namespace peraku::icons
