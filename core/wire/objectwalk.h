#pragma once

#include "jsonwalker.h"

#include <domain/result.h>

#include <QByteArray>

#include <functional>
#include <span>

namespace peraku::wire {

tl::unexpected<domain::Error> brokenJson(const char* what);

/**
 * Calls `read(name, walker)` at each member of the object that `body` holds and nothing besides, the walker
 * standing before the value. A name with escapes is refused: it could be that of a secret. ProtocolError, and
 * what `read` fails with.
 */
domain::Result<domain::Done> walkObject(std::span<const std::byte> body,
    const std::function<domain::Result<domain::Done>(std::string_view name, JsonWalker& walker)>& read);

/** Adds the member that the walker stands at to `rest`, an object that is still open. */
domain::Result<domain::Done> copyMember(JsonWalker& walker, std::string_view name, QByteArray& rest);

} // namespace peraku::wire
