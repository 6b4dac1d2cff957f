#include "channel.h"

#include <QDir>
#include <QFileInfo>

#include <cstdlib>
#include <mutex>
#include <windows.h>

namespace peraku::token {

namespace {

HANDLE handleOf(qintptr value)
{
    return reinterpret_cast<HANDLE>(value);
}

bool readAll(HANDLE from, void* data, std::size_t size)
{
    auto* at = static_cast<char*>(data);
    while (size > 0) {
        DWORD got = 0;
        if (!ReadFile(from, at, DWORD(size), &got, nullptr) || got == 0)
            return false;
        at += got;
        size -= got;
    }
    return true;
}

std::mutex& outputMutex()
{
    static std::mutex mutex;
    return mutex;
}

} // namespace

Channel::Channel(const QByteArray& secretHandle)
    : m_input(reinterpret_cast<qintptr>(GetStdHandle(STD_INPUT_HANDLE)))
    , m_output(reinterpret_cast<qintptr>(GetStdHandle(STD_OUTPUT_HANDLE)))
    , m_secret(qintptr(secretHandle.toLongLong()))
{
    SetStdHandle(STD_INPUT_HANDLE, INVALID_HANDLE_VALUE);
    SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
}

bool Channel::readExactly(void* data, std::size_t size)
{
    return readAll(handleOf(m_input), data, size);
}

bool Channel::readSecret(secret::SecureBuffer& into)
{
    return into.isEmpty() || readAll(handleOf(m_secret), into.data(), into.size());
}

bool Channel::send(const QByteArray& frame)
{
    const std::lock_guard lock(outputMutex());
    const char* at = frame.constData();
    auto left = DWORD(frame.size());
    while (left > 0) {
        DWORD put = 0;
        if (!WriteFile(handleOf(m_output), at, left, &put, nullptr) || put == 0)
            return false;
        at += put;
        left -= put;
    }
    return true;
}

void allowLibrariesBeside(const QString& path)
{
    const auto folder = QDir::toNativeSeparators(QFileInfo(path).absolutePath());
    AddDllDirectory(reinterpret_cast<const wchar_t*>(folder.utf16()));
}

void leave(int status)
{
    TerminateProcess(GetCurrentProcess(), UINT(status));
    std::abort();
}

} // namespace peraku::token
