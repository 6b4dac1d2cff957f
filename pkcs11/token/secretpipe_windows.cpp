#include "secretpipe.h"

#include <windows.h>

namespace peraku::token {

namespace {
HANDLE handleOf(qintptr value)
{
    return reinterpret_cast<HANDLE>(value);
}
} // namespace

bool SecretPipe::prepare(QProcess& process, QString& argument)
{
    close();
    SECURITY_ATTRIBUTES inheritable { sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE };
    HANDLE read = nullptr;
    HANDLE write = nullptr;
    if (!CreatePipe(&read, &write, &inheritable, 4096))
        return false;
    SetHandleInformation(write, HANDLE_FLAG_INHERIT, 0);
    m_read = reinterpret_cast<qintptr>(read);
    m_write = reinterpret_cast<qintptr>(write);
    process.setCreateProcessArgumentsModifier(
        [](QProcess::CreateProcessArguments* arguments) { arguments->inheritHandles = TRUE; });
    argument = QString::number(qlonglong(m_read));
    return true;
}

void SecretPipe::started()
{
    if (m_read != -1)
        CloseHandle(handleOf(m_read));
    m_read = -1;
}

bool SecretPipe::send(const secret::SecureBuffer& secret)
{
    DWORD put = 0;
    return secret.isEmpty()
        || (WriteFile(handleOf(m_write), secret.bytes(), DWORD(secret.size()), &put, nullptr)
            && put == DWORD(secret.size()));
}

void SecretPipe::close()
{
    started();
    if (m_write != -1)
        CloseHandle(handleOf(m_write));
    m_write = -1;
}

} // namespace peraku::token
