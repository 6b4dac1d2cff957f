#pragma once

#include <QString>
#include <QTemporaryDir>

#include <sys/types.h>

namespace peraku::support {

/** A pcscd of the test's own with one virtual reader: own socket, own port, so that it meets no other one.
 * Programs started later find it by PCSCLITE_CSOCK_NAME, which it sets in this process. */
class CardService {
public:
    CardService() = default;
    ~CardService();
    CardService(const CardService&) = delete;
    CardService& operator=(const CardService&) = delete;
    /** Empty when it serves, else why it cannot be started here. */
    QString start();
    quint16 readerPort() const { return m_port; }

private:
    QTemporaryDir m_folder;
    pid_t m_process = -1;
    quint16 m_port = 0;
};

} // namespace peraku::support
