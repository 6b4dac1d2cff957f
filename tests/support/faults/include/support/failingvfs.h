#pragma once

namespace peraku::test {

/**
 * A disk that fails on demand: SQLite's default VFS from construction to destruction, with the real one
 * below. Counts what changes files (write, truncate, sync, open for writing, delete). One at a time; one
 * thread.
 */
class FailingVfs {
public:
    FailingVfs();
    ~FailingVfs();
    FailingVfs(const FailingVfs&) = delete;
    FailingVfs& operator=(const FailingVfs&) = delete;

    /** The n-th operation from now on (the first is 1) gives SQLite's `code`; so do all after it, if
     * `forever`. */
    void failAt(int n, int code, bool forever);
    void heal();
    int operations() const; ///< Since construction or the last failAt() or heal().
    bool hasFailed() const;
};

} // namespace peraku::test
