#pragma once

namespace peraku::mail {

/** Starts libcurl once for the process, with memory that is wiped before it is freed: codes and the server's
 * password pass through its buffers. */
void startCurl();

} // namespace peraku::mail
