#include <sqlite/codes.h>

#include <sqlite3.h>

namespace peraku::sqlite {

Kind kindOf(int code)
{
    switch (code) {
    case SQLITE_FULL:
        return Kind::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Kind::Corrupt;
    default:
        return Kind::Other;
    }
}

} // namespace peraku::sqlite
