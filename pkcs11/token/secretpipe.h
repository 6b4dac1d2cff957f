#pragma once

#include <secret/securebuffer.h>

#include <QByteArray>
#include <QProcess>

namespace peraku::token {

/** A pipe into a child process for secrets alone: QProcess keeps what it is given to write in ordinary
 * memory. */
class SecretPipe {
public:
    SecretPipe() = default;
    SecretPipe(const SecretPipe&) = delete;
    SecretPipe& operator=(const SecretPipe&) = delete;
    ~SecretPipe() { close(); }

    /** Makes the pipe and has `process` inherit its reading end; call before start(). The argument names that
     * end to the child. */
    bool prepare(QProcess& process, QString& argument);
    /** After the start: the child holds its own end now. */
    void started();
    /** A few bytes, so that the pipe's own buffer takes them without blocking. */
    bool send(const secret::SecureBuffer& secret);
    void close();

private:
    qintptr m_read = -1;
    qintptr m_write = -1;
};

} // namespace peraku::token
