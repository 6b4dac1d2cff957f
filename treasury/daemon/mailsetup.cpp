#include "mailsetup.h"

#include <mail/foldermailer.h>
#include <mail/smtpmailer.h>

namespace peraku::treasury {

using domain::fail;

domain::Result<std::unique_ptr<Mailer>> makeMailer(Command& command)
{
    if (!command.options.isSet(QStringLiteral("smtp-url")))
        return std::make_unique<mail::FolderMailer>(command.folder().mail(), command.rng);
    auto password = readPin(command, "smtp-password");
    if (!password)
        return fail(password.error());
    mail::SmtpOptions options;
    options.server = QUrl(command.value("smtp-url"), QUrl::StrictMode);
    options.user = command.value("smtp-user");
    options.password = std::move(*password);
    options.from = command.value("smtp-from");
    options.caFile = command.value("smtp-ca");
    options.withoutTls = command.options.isSet(QStringLiteral("smtp-without-tls"));
    auto mailer = mail::SmtpMailer::make(std::move(options), command.rng);
    if (!mailer)
        return fail(mailer.error());
    return std::move(*mailer);
}

} // namespace peraku::treasury
