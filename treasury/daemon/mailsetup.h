#pragma once

#include "command.h"

#include <treasury/ports.h>

#include <memory>

namespace peraku::treasury {

/** The mail server of --smtp-url, else the folder's mailbox. InvalidInput names the option that is wrong. */
domain::Result<std::unique_ptr<Mailer>> makeMailer(Command& command);

} // namespace peraku::treasury
