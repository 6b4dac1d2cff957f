#pragma once

#include <QByteArray>
#include <QList>

#include <span>

/** One kind of bytes that come from outside, and the product's code that reads them. */
namespace peraku::fuzz {

struct Target {
    const char* name;
    /** Reads any bytes; ends the process where a promise of the reader does not hold. */
    void (*run)(const QByteArray& bytes);
    /** Sound and nearly sound bytes to start from. */
    QList<QByteArray> (*seeds)();
};

std::span<const Target> wireTargets();
std::span<const Target> signingTargets();
std::span<const Target> containerTargets();
std::span<const Target> treasuryTargets();
std::span<const Target> tokenTargets();
std::span<const Target> mediumTargets();

/** Sound bodies of POST /v1/requests, one of each kind. */
QList<QByteArray> requestBodies();

/** All of them, one list after the other. */
QList<Target> allTargets();
/** Ends the process if there is none of that name. */
Target targetOf(const QByteArray& name);

/** Ends the process with `promise` where it is broken. */
inline void require(bool holds, const char* promise)
{
    if (!holds)
        qFatal("broken promise: %s", promise);
}

} // namespace peraku::fuzz
