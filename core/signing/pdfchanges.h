#pragma once

#include "pdfdocument.h"

#include <signing/pades.h>

namespace peraku::signing::pdf {

/**
 * What turned `before`, an earlier revision of the same file, into `after`. Signed and invisible signature
 * fields may have been added to the form and to pages, and empty ones signed; whatever else an object of
 * `before` says now, and any other new object, is another change.
 */
PdfChanges changesBetween(const Document& before, const Document& after);

} // namespace peraku::signing::pdf
