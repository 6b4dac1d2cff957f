#pragma once

namespace peraku::sqlite {

/** What a primary result code means to those above. */
enum class Kind {
    Full, ///< No room on the disk.
    Corrupt, ///< Not a database, or a damaged one.
    Other
};
Kind kindOf(int code);

} // namespace peraku::sqlite
