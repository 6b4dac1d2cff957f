#pragma once

#include <domain/media.h>
#include <domain/process.h>

#include <QStringList>

namespace peraku::ui {

/** The treasury's policy in the officer's words, one line a medium. */
QStringList policyText(const domain::MediaGrants& grants, const domain::ProcessCatalogue& catalogue);

} // namespace peraku::ui
