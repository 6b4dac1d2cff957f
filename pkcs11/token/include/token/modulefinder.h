#pragma once

#include <QString>
#include <QStringList>

namespace peraku::token {

/** Where modules are looked for; tests give folders of their own. */
struct ModulePlaces {
    QStringList p11KitFolders; ///< Folders of *.module files.
    QStringList libraryFolders; ///< For relative module names in those files.
    QStringList wellKnown; ///< Paths where vendors install theirs.

    static ModulePlaces ofThisSystem();
};

/** Existing modules, without repetition, in order: configured, p11-kit's, well-known. Configured ones stay
 * even if missing, so that they are reported. */
QStringList findModules(
    const QStringList& configured, const ModulePlaces& places = ModulePlaces::ofThisSystem());

} // namespace peraku::token
