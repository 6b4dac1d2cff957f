#pragma once

#include <domain/ports.h>
#include <domain/task.h>
#include <support/samples.h>

#include <cstdio>
#include <cstdlib>

namespace peraku::bench {

/** CPU time of this process, user and system. */
double cpuMs();
/** Pages of this process that stand in memory, in MiB. */
double residentMiB();
[[noreturn]] void giveUp(const char* what);
/** Lets events run until `done`; gives up after a minute. */
void runUntil(const std::function<bool()>& done, const char* what);

template <typename T> T must(const domain::Result<T>& result, const char* what)
{
    if (!result)
        giveUp(what);
    return *result;
}
template <typename T> T must(domain::Async<T> done, const char* what)
{
    runUntil([&] { return done.isFinished(); }, what);
    return must(done.takeResult(), what);
}

secret::SecureBuffer password();
/** Who works in every phase: a checker, for whom a part of what is there waits. */
inline constexpr quint32 seed = 7;

/** First pull and deltas into the files below `root`. */
int pull(const QString& root, int count);
/** Start of the real windows over those files. */
int start(const QString& root);

} // namespace peraku::bench
