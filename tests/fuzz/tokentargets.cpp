#include "target.h"

#include <protocol.h>

namespace peraku::fuzz {

namespace {

/** What one side of the pipe sends, as the other reads it. */
void frames(const QByteArray& bytes)
{
    QByteArray buffer = bytes;
    bool broken = false;
    while (const auto payload = token::takeFrame(buffer, broken)) {
        if (const auto request = token::decodeRequest(*payload))
            require(token::decodeRequest(token::encode(*request)) == request, "a request comes back");
        if (const auto reply = token::decodeReply(*payload))
            require(token::decodeReply(token::encode(*reply)) == reply, "a reply comes back");
    }
}

QList<QByteArray> frameSeeds()
{
    token::Request inventory;
    token::Request sign;
    sign.operation = token::Operation::Sign;
    sign.order = { QStringLiteral("0001"), QByteArray(32, 'c'), domain::SignatureScheme::Ecdsa, 256,
        { QByteArray(32, 'd'), QByteArray(32, 'e') }, 6 };
    token::Request change;
    change.operation = token::Operation::ChangePin;
    change.pins = { QStringLiteral("0001"), 6, 8 };
    token::Reply inventoryReply;
    inventoryReply.answer = token::Answer::Inventory;
    inventoryReply.slotFacts = { { QStringLiteral("slot"), QStringLiteral("label"), QStringLiteral("0001"),
        true, 0x40D, { { QByteArray(64, 'x'), true } }, true, true, true, {} } };
    token::Reply signature;
    signature.answer = token::Answer::Signature;
    signature.signature = QByteArray(64, 's');
    token::Reply done;
    done.answer = token::Answer::Signed;
    token::Reply changed;
    changed.answer = token::Answer::PinChanged;
    token::Reply moved;
    moved.answer = token::Answer::SlotsChanged;
    token::Reply failure;
    failure.failure = { 0xA0, QStringLiteral("C_Login") };
    return { token::framed(token::encode(inventory)) + token::framed(token::encode(sign)),
        token::framed(token::encode(inventoryReply)),
        token::framed(token::encode(signature)) + token::framed(token::encode(done)),
        token::framed(token::encode(change)),
        token::framed(token::encode(moved)) + token::framed(token::encode(changed)),
        token::framed(token::encode(failure)) };
}

constexpr Target targets[] = { { "frames", frames, frameSeeds } };

} // namespace

std::span<const Target> tokenTargets()
{
    return targets;
}

} // namespace peraku::fuzz
