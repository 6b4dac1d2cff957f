#pragma once

#include <pki/authority.h>
#include <pki/softkeys.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <openssl/rand.h>

/** Time that a test may move; begins now, since the openssl command knows no other clock. */
class MovingClock : public peraku::domain::Clock {
public:
    QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc().addSecs(ahead); }
    qint64 monotonicMs() const override { return nowUtc().toMSecsSinceEpoch(); }
    qint64 ahead = 0;
};

class OsRng : public peraku::domain::Rng {
public:
    void fill(void* data, qsizetype size) override
    {
        if (RAND_bytes(static_cast<unsigned char*>(data), int(size)) != 1)
            qFatal("no randomness");
    }
};

/** What a command said, both channels, with its exit code in front. */
struct Said {
    int code = -1;
    QByteArray text;
    bool good() const { return code == 0; }
};

inline Said openssl(const QStringList& arguments, const QString& directory)
{
    QProcess process;
    process.setWorkingDirectory(directory);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return { process.exitCode(), process.readAll() };
}

inline bool put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

inline QByteArray take(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
