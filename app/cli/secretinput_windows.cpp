#include "secretinput.h"

#include <cstdio>
#include <io.h>
#include <windows.h>

namespace peraku::cli {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr std::size_t longestSecret = 1024;

Result<SecureBuffer> finished(SecureBuffer line)
{
    if (line.size() > 0 && line.bytes()[line.size() - 1] == '\r')
        line.remove(line.size() - 1, 1);
    if (line.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("empty secret"));
    return line;
}

} // namespace

Result<SecureBuffer> readSecretFrom(int descriptor)
{
    SecureBuffer line;
    for (;;) {
        unsigned char byte = 0;
        const int count = ::_read(descriptor, &byte, 1);
        if (count < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("the descriptor cannot be read"));
        if (count == 0 || byte == '\n')
            break;
        if (line.size() == longestSecret)
            return fail(ErrorCode::TooLarge, QStringLiteral("secret"));
        line.insert(line.size(), std::byte(byte));
        secret::wipe(&byte, 1);
    }
    return finished(std::move(line));
}

Result<SecureBuffer> askSecret(const QString& prompt)
{
    const HANDLE console = ::CreateFileW(
        L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    if (console == INVALID_HANDLE_VALUE)
        return fail(ErrorCode::InvalidInput, QStringLiteral("no terminal to ask at; pass a file descriptor"));
    DWORD before = 0;
    auto answer = [&]() -> Result<SecureBuffer> {
        if (!::GetConsoleMode(console, &before)
            || !::SetConsoleMode(console, before & ~DWORD(ENABLE_ECHO_INPUT)))
            return fail(
                ErrorCode::InvalidInput, QStringLiteral("the terminal's echo cannot be switched off"));
        std::fprintf(stderr, "%s", qUtf8Printable(prompt));
        wchar_t typed[longestSecret];
        DWORD count = 0;
        const bool read = ::ReadConsoleW(console, typed, DWORD(longestSecret), &count, nullptr);
        ::SetConsoleMode(console, before);
        std::fprintf(stderr, "\n");
        SecureBuffer utf8(std::size_t(count) * 3);
        const int size = read && count > 0 ? ::WideCharToMultiByte(CP_UTF8, 0, typed, int(count),
                             reinterpret_cast<char*>(utf8.bytes()), int(utf8.size()), nullptr, nullptr)
                                           : 0;
        secret::wipe(typed, sizeof typed);
        if (size <= 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("nothing was typed"));
        utf8.remove(std::size_t(size), utf8.size() - std::size_t(size));
        if (utf8.bytes()[utf8.size() - 1] == '\n')
            utf8.remove(utf8.size() - 1, 1);
        return finished(std::move(utf8));
    }();
    ::CloseHandle(console);
    return answer;
}

} // namespace peraku::cli
