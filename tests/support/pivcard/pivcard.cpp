#include <support/pivcard.h>

#include <QCryptographicHash>
#include <QTcpSocket>
#include <QtEndian>

#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace peraku::support {

namespace {

constexpr int allTries = 3;
constexpr qsizetype largestAnswer = 256;

const QByteArray fine = QByteArray::fromHex("9000");
const QByteArray notFound = QByteArray::fromHex("6a82");
const QByteArray notAllowed = QByteArray::fromHex("6982");
const QByteArray locked = QByteArray::fromHex("6983");
const QByteArray unknown = QByteArray::fromHex("6d00");
const QByteArray answerToReset = QByteArray::fromHex("3b7d96000080318065b0831148c883009000");
const QByteArray application = QByteArray::fromHex("a000000308");

QByteArray tlv(const char* tag, const QByteArray& value)
{
    QByteArray length(1, char(value.size()));
    if (value.size() > 255)
        length = QByteArray::fromHex("82") + char(value.size() >> 8) + char(value.size() & 0xff);
    else if (value.size() > 127)
        length = QByteArray::fromHex("81") + char(value.size());
    return QByteArray::fromHex(tag) + length + value;
}

/** The value of a one-byte tag within BER-TLVs; empty if it is not there. */
QByteArray valueOf(const QByteArray& tlvs, unsigned char tag)
{
    for (qsizetype at = 0; at + 1 < tlvs.size();) {
        const auto found = static_cast<unsigned char>(tlvs.at(at++));
        qsizetype length = static_cast<unsigned char>(tlvs.at(at++));
        if (length > 0x80) {
            const auto bytes = length - 0x80;
            length = 0;
            for (qsizetype i = 0; i < bytes && at < tlvs.size(); ++i)
                length = length << 8 | static_cast<unsigned char>(tlvs.at(at++));
        }
        if (found == tag)
            return tlvs.mid(at, length);
        at += length;
    }
    return {};
}

/** Card holder unique identifier: OpenSC takes the token's serial from its GUID. */
QByteArray holder(const QByteArray& guid)
{
    const auto agency = QByteArray::fromHex("d4e739da739ced39ce739da1685a1082108ce73984119257fc");
    return tlv(
        "53", tlv("30", agency) + tlv("34", guid) + tlv("35", "20301231") + tlv("3e", {}) + tlv("fe", {}));
}

/** RSA: the bare private operation, as the card's host has padded; EC: over the digest, as DER. */
QByteArray privateOperation(const KeyPtr& key, const QByteArray& input)
{
    const signing::EvpKeyCtxPtr context(EVP_PKEY_CTX_new(key.get(), nullptr));
    QByteArray output(EVP_PKEY_get_size(key.get()), '\0');
    auto size = std::size_t(output.size());
    auto* out = reinterpret_cast<unsigned char*>(output.data());
    const auto* in = reinterpret_cast<const unsigned char*>(input.constData());
    const auto inSize = std::size_t(input.size());
    const bool done = EVP_PKEY_is_a(key.get(), "RSA")
        ? EVP_PKEY_decrypt_init(context.get()) == 1
            && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1
            && EVP_PKEY_decrypt(context.get(), out, &size, in, inSize) == 1
        : EVP_PKEY_sign_init(context.get()) == 1 && EVP_PKEY_sign(context.get(), out, &size, in, inSize) == 1;
    return done ? output.left(qsizetype(size)) : QByteArray();
}

} // namespace

PivCard::PivCard(QByteArray userCode, QObject* parent)
    : QObject(parent)
    , m_userCode(std::move(userCode))
    , m_tries(allTries)
{
    const auto guid = QCryptographicHash::hash("peraku test card", QCryptographicHash::Sha256).left(16);
    m_objects.insert(QByteArray::fromHex("5fc102"), holder(guid));
    m_objects.insert(QByteArray::fromHex("7e"),
        tlv("7e",
            tlv("4f", application + QByteArray::fromHex("000010000100"))
                + tlv("5f2f", QByteArray::fromHex("4000"))));
}

void PivCard::put(Slot slot, const Issued& content)
{
    const auto tag = QByteArray::fromHex(slot == Slot::Signature ? "5fc10a" : "5fc105");
    m_objects.insert(tag, tlv("53", tlv("70", content.der) + tlv("71", QByteArray(1, '\0')) + tlv("fe", {})));
    m_keys.insert(static_cast<unsigned char>(slot), content.key);
}

void PivCard::plug(quint16 port)
{
    pull();
    m_reader = new QTcpSocket(this);
    connect(m_reader, &QTcpSocket::readyRead, this, &PivCard::read);
    m_reader->connectToHost(QStringLiteral("127.0.0.1"), port);
}

void PivCard::pull()
{
    reset();
    m_received.clear();
    if (!m_reader)
        return;
    m_reader->disconnect(this);
    m_reader->abort();
    m_reader->deleteLater();
    m_reader = nullptr;
}

void PivCard::reset()
{
    m_verified = m_justVerified = false;
    m_chain.clear();
    m_pending.clear();
}

void PivCard::read()
{
    const auto send = [this](const QByteArray& message) {
        QByteArray length(2, '\0');
        qToBigEndian(quint16(message.size()), length.data());
        m_reader->write(length + message);
    };
    m_received += m_reader->readAll();
    while (m_received.size() >= 2) {
        const auto length = qFromBigEndian<quint16>(m_received.constData());
        if (m_received.size() < 2 + length)
            return;
        const auto message = m_received.mid(2, length);
        m_received.remove(0, 2 + length);
        // One byte is the reader's own: off, on, reset, or "your answer to reset".
        if (length == 1 && message.at(0) == 4)
            send(answerToReset);
        else if (length == 1)
            reset();
        else
            send(answer(message));
    }
}

QByteArray PivCard::answer(const QByteArray& apdu)
{
    const auto byte = [&](qsizetype at) { return static_cast<unsigned char>(apdu.at(at)); };
    if (apdu.size() < 4)
        return unknown;
    QByteArray data;
    if (apdu.size() > 7 && byte(4) == 0)
        data = apdu.mid(7, byte(5) << 8 | byte(6));
    else if (apdu.size() > 5)
        data = apdu.mid(5, byte(4));
    if (byte(1) == 0xC0)
        return answered(std::exchange(m_pending, {}));
    m_chain += data;
    if (byte(0) & 0x10)
        return fine;
    return perform(byte(1), byte(2), byte(3), std::exchange(m_chain, {}));
}

QByteArray PivCard::answered(QByteArray data)
{
    m_pending = data.mid(largestAnswer);
    if (m_pending.isEmpty())
        return data + fine;
    const char left = m_pending.size() > 255 ? '\0' : char(m_pending.size());
    return data.left(largestAnswer) + QByteArray::fromHex("61") + left;
}

QByteArray PivCard::perform(
    unsigned char instruction, unsigned char p1, unsigned char p2, const QByteArray& data)
{
    const bool justVerified = std::exchange(m_justVerified, false);
    switch (instruction) {
    case 0xA4: // SELECT
        if (p1 != 4 || !data.startsWith(application))
            return notFound;
        return answered(tlv("61",
            tlv("4f", QByteArray::fromHex("000010000100")) + tlv("79", tlv("4f", application))
                + tlv("50", "Kad ujian")));
    case 0xCB: { // GET DATA
        const auto found = m_objects.constFind(valueOf(data, 0x5C));
        return found == m_objects.constEnd() ? notFound : answered(*found);
    }
    case 0x20:
        return verify(p1, data);
    case 0x87: // GENERAL AUTHENTICATE
        if (p2 == static_cast<unsigned char>(Slot::Signature) && !justVerified)
            return notAllowed;
        return sign(p2, data);
    default:
        return unknown;
    }
}

QByteArray PivCard::verify(unsigned char p1, const QByteArray& data)
{
    if (data.isEmpty()) {
        m_verified = m_verified && p1 != 0xFF;
        if (m_verified || p1 == 0xFF)
            return fine;
        return m_tries == 0 ? locked : QByteArray::fromHex("63") + char(0xC0 | m_tries);
    }
    if (m_tries == 0)
        return locked;
    auto typed = data;
    while (typed.endsWith('\xff'))
        typed.chop(1);
    m_verified = m_justVerified = typed == m_userCode;
    m_tries = m_verified ? allTries : m_tries - 1;
    if (m_verified)
        return fine;
    return m_tries == 0 ? locked : QByteArray::fromHex("63") + char(0xC0 | m_tries);
}

QByteArray PivCard::sign(unsigned char reference, const QByteArray& data)
{
    const auto key = m_keys.value(reference);
    if (!key)
        return notFound;
    if (!m_verified)
        return notAllowed;
    const auto result = privateOperation(key, valueOf(valueOf(data, 0x7C), 0x81));
    if (result.isEmpty())
        return QByteArray::fromHex("6a80");
    ++m_signatures;
    return answered(tlv("7c", tlv("82", result)));
}

} // namespace peraku::support
