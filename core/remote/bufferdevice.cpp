#include "bufferdevice.h"

#include <algorithm>
#include <cstring>

namespace peraku::remote {

BufferDevice::BufferDevice(secret::SecureBuffer buffer, QObject* parent)
    : QIODevice(parent)
    , m_buffer(std::move(buffer))
{
    // Unbuffered: QIODevice's own buffer would be a second, unwiped copy.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 BufferDevice::readData(char* data, qint64 maxSize)
{
    const auto count = std::clamp<qint64>(size() - pos(), 0, maxSize);
    if (count > 0)
        std::memcpy(data, m_buffer.data() + pos(), std::size_t(count));
    return count;
}

qint64 BufferDevice::writeData(const char*, qint64)
{
    return -1;
}

} // namespace peraku::remote
