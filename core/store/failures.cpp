#include "failures.h"

#include <sqlite/codes.h>

namespace peraku::store {

using domain::ErrorCode;

domain::Error storageError(const sqlite::Failure& failure)
{
    const auto code = [&] {
        switch (sqlite::kindOf(failure.code)) {
        case sqlite::Kind::Full:
            return ErrorCode::StorageFull;
        case sqlite::Kind::Corrupt:
            return ErrorCode::StorageCorrupt;
        case sqlite::Kind::Other:
            break;
        }
        return ErrorCode::StorageFailed;
    }();
    return { code, failure.text, {}, false, 0 };
}

} // namespace peraku::store
