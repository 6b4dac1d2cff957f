#pragma once

#include <secret/securebuffer.h>

#include <QByteArray>
#include <QString>

#include <cstddef>

namespace peraku::token {

/** The process's ends of the three pipes: requests, replies, PINs. Blocking; send() may be called from
 * several threads. */
class Channel {
public:
    /** Takes the standard streams away from the module, whose chatter then goes to stderr. `secretHandle` as
     * SecretPipe gave it. */
    explicit Channel(const QByteArray& secretHandle);
    /** False at the end of input. */
    bool readExactly(void* data, std::size_t size);
    bool readSecret(secret::SecureBuffer& into);
    bool send(const QByteArray& frame);

private:
    qintptr m_input = -1;
    qintptr m_output = -1;
    qintptr m_secret = -1;
};

/** Lets the libraries that a module needs be found in the module's own folder; `path` is absolute. */
void allowLibrariesBeside(const QString& path);

/** Ends the process at once, without running the module's own exit code, which may hang. */
[[noreturn]] void leave(int status);

} // namespace peraku::token
