#pragma once

#include <support/pki.h>

#include <QHash>
#include <QObject>

class QTcpSocket;

namespace peraku::support {

/** A PIV card (NIST SP 800-73-4) for vpcd's virtual reader: certificates, private-key operations, a PIN with
 * three tries. Lives in the thread of its event loop. */
class PivCard : public QObject {
    Q_OBJECT
public:
    enum class Slot : unsigned char {
        Authentication = 0x9A,
        Signature = 0x9C ///< OpenSC lets it sign only right after the PIN.
    };
    explicit PivCard(QByteArray userCode, QObject* parent = nullptr);

    void put(Slot slot, const Issued& content);
    /** Into the reader that vpcd keeps on this port. */
    void plug(quint16 port);
    void pull();
    int tries() const { return m_tries; }
    int signatures() const { return m_signatures; }

private:
    void read();
    QByteArray answer(const QByteArray& apdu);
    QByteArray perform(unsigned char instruction, unsigned char p1, unsigned char p2, const QByteArray& data);
    QByteArray verify(unsigned char p1, const QByteArray& data);
    QByteArray sign(unsigned char reference, const QByteArray& data);
    QByteArray answered(QByteArray data);
    void reset();

    QByteArray m_userCode;
    QHash<QByteArray, QByteArray> m_objects; ///< By tag.
    QHash<unsigned char, KeyPtr> m_keys;
    QTcpSocket* m_reader = nullptr;
    QByteArray m_received;
    QByteArray m_chain; ///< Of a command that comes in pieces.
    QByteArray m_pending; ///< Of an answer that goes in pieces.
    int m_tries;
    int m_signatures = 0;
    bool m_verified = false;
    bool m_justVerified = false;
};

} // namespace peraku::support
