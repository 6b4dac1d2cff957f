#pragma once

#include <secret/securebuffer.h>

#include <QIODevice>

namespace peraku::remote {

/** Lets the network read a request body straight from the secure heap. */
class BufferDevice : public QIODevice {
public:
    explicit BufferDevice(secret::SecureBuffer buffer, QObject* parent = nullptr);
    qint64 size() const override { return qint64(m_buffer.size()); }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    secret::SecureBuffer m_buffer;
};

} // namespace peraku::remote
