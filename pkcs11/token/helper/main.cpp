#include "channel.h"
#include "module.h"

#include <QtEndian>

#include <thread>

using namespace peraku;
using namespace peraku::token;

namespace {

Reply failure(const Failure& failure)
{
    return { Answer::Failure, {}, {}, failure };
}

Reply perform(Module& module, const Request& request, const secret::SecureBuffer& pin, Channel& channel)
{
    const std::lock_guard lock(module.mutex());
    if (request.operation == Operation::Inventory) {
        const auto slotFacts = module.inventory();
        return slotFacts ? Reply { Answer::Inventory, *slotFacts, {}, {} } : failure(slotFacts.error());
    }
    if (request.operation == Operation::ChangePin) {
        const auto changed = module.changePin(request.pins, pin);
        return changed ? Reply { Answer::PinChanged, {}, {}, {} } : failure(changed.error());
    }
    const auto done = module.sign(request.order, pin, [&channel](const QByteArray& signature) {
        return channel.send(framed(encode(Reply { Answer::Signature, {}, signature, {} })));
    });
    return done ? Reply { Answer::Signed, {}, {}, {} } : failure(done.error());
}

} // namespace

/** peraku-token MODULE SECRET-HANDLE: serves one module until its input ends. */
int main(int argc, char** argv)
{
    secret::hardenProcess();
    if (argc != 3)
        return 2;
    // Outlives everything: the watcher may still use it while the process leaves.
    auto* channel = new Channel(argv[2]);
    auto* module = new Module;
    const auto path = QString::fromLocal8Bit(argv[1]);
    allowLibrariesBeside(path);
    const auto loaded = module->load(path);
    if (loaded) {
        std::thread([channel, module] {
            while (module->waitForChange()) {
                if (!channel->send(framed(encode(Reply { Answer::SlotsChanged, {}, {}, {} }))))
                    return;
            }
        }).detach();
    }
    for (;;) {
        quint32 length = 0;
        if (!channel->readExactly(&length, sizeof length))
            break;
        length = qFromBigEndian(length);
        if (length == 0 || length > maxFrame)
            leave(3);
        QByteArray payload(qsizetype(length), '\0');
        if (!channel->readExactly(payload.data(), length))
            break;
        const auto request = decodeRequest(payload);
        if (!request)
            leave(3);
        secret::SecureBuffer pin(request->secretLength());
        if (!channel->readSecret(pin))
            break;
        const Reply reply = loaded ? perform(*module, *request, pin, *channel) : failure(loaded.error());
        pin.clear();
        if (!channel->send(framed(encode(reply))))
            break;
    }
    leave(0);
}
