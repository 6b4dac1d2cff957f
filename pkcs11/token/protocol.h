#pragma once

#include <domain/ports.h>

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

/**
 * The frames between the desk and peraku-token: a 32-bit big-endian length, then a QDataStream. Secrets never
 * stand in a frame: a PIN goes through a pipe of its own, its length in the frame.
 */
namespace peraku::token {

inline constexpr quint32 maxFrame = 1024 * 1024;
inline constexpr quint32 maxPin = 256;
inline constexpr quint32 maxItems = 1000; ///< Slots of a module, keys of a token, digests of an order.

enum class Operation : quint8 { Inventory = 1, Sign = 2, ChangePin = 3 };
/** An order of signatures is answered by one Signature each as it is made, and then Signed, or a Failure that
 * says why the rest is missing. */
enum class Answer : quint8 {
    Inventory = 1,
    Signature = 2,
    Failure = 3,
    SlotsChanged = 4, ///< Unsolicited.
    Signed = 5,
    PinChanged = 6
};

struct SignOrder {
    QString tokenSerial;
    QByteArray certificateSha256; ///< 32 bytes
    domain::SignatureScheme scheme = domain::SignatureScheme::RsaPkcs1;
    int digestBits = 256;
    QList<QByteArray> digests;
    quint32 pinLength = 0; ///< 0 with a PIN pad.
    bool operator==(const SignOrder&) const = default;
};

/** Both PINs come through the secret pipe, the current one first; both lengths are 0 with a PIN pad. */
struct PinOrder {
    QString tokenSerial;
    quint32 currentLength = 0;
    quint32 replacementLength = 0;
    bool operator==(const PinOrder&) const = default;
};

/** A CKR_* with the function that gave it; 0 in `code` with a text is a fault of the program's own. */
struct Failure {
    quint64 code = 0;
    QString function;
    bool operator==(const Failure&) const = default;
};

/** What a module says of one slot. */
struct SlotFacts {
    QString slotLabel;
    QString tokenLabel;
    QString tokenSerial;
    bool tokenPresent = false;
    quint64 tokenFlags = 0;
    struct Key {
        QByteArray certificate; ///< DER
        bool alwaysAuthenticate = false;
        bool operator==(const Key&) const = default;
    };
    QList<Key> keys;
    bool rsaPkcs1 = false; ///< Kinds of signature that the token makes.
    bool rsaPss = false;
    bool ecdsa = false;
    Failure failure; ///< What stopped the reading of this slot.
    bool operator==(const SlotFacts&) const = default;
};

struct Request {
    Operation operation = Operation::Inventory;
    SignOrder order; ///< For Sign.
    PinOrder pins = {}; ///< For ChangePin.
    /** What follows through the secret pipe, bytes. */
    quint32 secretLength() const;
    bool operator==(const Request&) const = default;
};
struct Reply {
    Answer answer = Answer::Failure;
    QList<SlotFacts> slotFacts;
    QByteArray signature;
    Failure failure;
    bool operator==(const Reply&) const = default;
};

QByteArray encode(const Request& request);
QByteArray encode(const Reply& reply);
/** Nullopt for anything that is not exactly one well-formed message. */
std::optional<Request> decodeRequest(const QByteArray& payload);
std::optional<Reply> decodeReply(const QByteArray& payload);

/** Length and payload together. */
QByteArray framed(const QByteArray& payload);
/** Takes the first whole frame off `buffer`; nullopt if none stands there yet; `broken` is set when the
 * length is over the limit. */
std::optional<QByteArray> takeFrame(QByteArray& buffer, bool& broken);

} // namespace peraku::token
