#pragma once

#include <QString>

namespace peraku::container {

/** Why a file of that name is not taken from a container, empty if it is: names that leave the folder, that
 * other systems read otherwise, or that nobody can read. */
QString nameProblem(const QString& name);

} // namespace peraku::container
