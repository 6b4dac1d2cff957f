#include "protocol.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

namespace peraku::token {

namespace {

constexpr auto streamVersion = QDataStream::Qt_6_0;

QDataStream& operator<<(QDataStream& out, const SlotFacts& facts)
{
    out << facts.slotLabel << facts.tokenLabel << facts.tokenSerial << facts.tokenPresent << facts.tokenFlags
        << facts.rsaPkcs1 << facts.rsaPss << facts.ecdsa << facts.failure.code << facts.failure.function
        << quint32(facts.keys.size());
    for (const auto& key : facts.keys)
        out << key.certificate << key.alwaysAuthenticate;
    return out;
}

QDataStream& operator>>(QDataStream& in, SlotFacts::Key& key)
{
    return in >> key.certificate >> key.alwaysAuthenticate;
}

QDataStream& operator>>(QDataStream& in, SlotFacts& facts);

/** QDataStream's own reader makes room for as many items as the bytes claim, before it has seen one. */
template <typename T> void readList(QDataStream& in, QList<T>& list)
{
    quint32 count = 0;
    in >> count;
    if (count > maxItems)
        in.setStatus(QDataStream::ReadCorruptData);
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        T item;
        in >> item;
        list.append(std::move(item));
    }
}

QDataStream& operator>>(QDataStream& in, SlotFacts& facts)
{
    in >> facts.slotLabel >> facts.tokenLabel >> facts.tokenSerial >> facts.tokenPresent >> facts.tokenFlags
        >> facts.rsaPkcs1 >> facts.rsaPss >> facts.ecdsa >> facts.failure.code >> facts.failure.function;
    readList(in, facts.keys);
    return in;
}

bool whole(const QDataStream& in)
{
    return in.status() == QDataStream::Ok && in.atEnd();
}

} // namespace

quint32 Request::secretLength() const
{
    switch (operation) {
    case Operation::Sign:
        return order.pinLength;
    case Operation::ChangePin:
        return pins.currentLength + pins.replacementLength;
    case Operation::Inventory:
        return 0;
    }
    return 0;
}

QByteArray encode(const Request& request)
{
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    out.setVersion(streamVersion);
    out << quint8(request.operation);
    if (request.operation == Operation::Sign) {
        const auto& order = request.order;
        out << order.tokenSerial << order.certificateSha256 << quint8(order.scheme)
            << quint16(order.digestBits) << order.digests << order.pinLength;
    } else if (request.operation == Operation::ChangePin) {
        const auto& pins = request.pins;
        out << pins.tokenSerial << pins.currentLength << pins.replacementLength;
    }
    return payload;
}

std::optional<Request> decodeRequest(const QByteArray& payload)
{
    QDataStream in(payload);
    in.setVersion(streamVersion);
    Request request;
    quint8 operation = 0;
    in >> operation;
    if (operation == quint8(Operation::Sign)) {
        quint8 scheme = 0;
        quint16 bits = 0;
        auto& order = request.order;
        in >> order.tokenSerial >> order.certificateSha256 >> scheme >> bits;
        readList(in, order.digests);
        in >> order.pinLength;
        if (scheme > quint8(domain::SignatureScheme::Ecdsa) || order.pinLength > maxPin)
            return {};
        order.scheme = domain::SignatureScheme(scheme);
        order.digestBits = bits;
    } else if (operation == quint8(Operation::ChangePin)) {
        auto& pins = request.pins;
        in >> pins.tokenSerial >> pins.currentLength >> pins.replacementLength;
        if (pins.currentLength > maxPin || pins.replacementLength > maxPin)
            return {};
    } else if (operation != quint8(Operation::Inventory)) {
        return {};
    }
    request.operation = Operation(operation);
    return whole(in) ? std::optional(request) : std::nullopt;
}

QByteArray encode(const Reply& reply)
{
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    out.setVersion(streamVersion);
    out << quint8(reply.answer);
    switch (reply.answer) {
    case Answer::Inventory:
        out << quint32(reply.slotFacts.size());
        for (const auto& facts : reply.slotFacts)
            out << facts;
        break;
    case Answer::Signature:
        out << reply.signature;
        break;
    case Answer::Failure:
        out << reply.failure.code << reply.failure.function;
        break;
    case Answer::SlotsChanged:
    case Answer::Signed:
    case Answer::PinChanged:
        break;
    }
    return payload;
}

std::optional<Reply> decodeReply(const QByteArray& payload)
{
    QDataStream in(payload);
    in.setVersion(streamVersion);
    Reply reply;
    quint8 answer = 0;
    in >> answer;
    switch (Answer(answer)) {
    case Answer::Inventory:
        readList(in, reply.slotFacts);
        break;
    case Answer::Signature:
        in >> reply.signature;
        break;
    case Answer::Failure:
        in >> reply.failure.code >> reply.failure.function;
        break;
    case Answer::SlotsChanged:
    case Answer::Signed:
    case Answer::PinChanged:
        break;
    default:
        return {};
    }
    reply.answer = Answer(answer);
    return whole(in) ? std::optional(reply) : std::nullopt;
}

QByteArray framed(const QByteArray& payload)
{
    QByteArray frame(4, '\0');
    qToBigEndian(quint32(payload.size()), frame.data());
    return frame + payload;
}

std::optional<QByteArray> takeFrame(QByteArray& buffer, bool& broken)
{
    if (buffer.size() < 4)
        return {};
    const auto length = qFromBigEndian<quint32>(buffer.constData());
    if (length == 0 || length > maxFrame) {
        broken = true;
        return {};
    }
    if (buffer.size() < qsizetype(4 + length))
        return {};
    const QByteArray payload = buffer.mid(4, length);
    buffer.remove(0, qsizetype(4 + length));
    return payload;
}

} // namespace peraku::token
