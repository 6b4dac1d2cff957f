#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QRegularExpression>

#include <common/logging.h>
#include <cstdio>
#include <memory>

namespace peraku::common {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

// Qt's handler is a plain function, so what it writes to has to be reachable from one; set once in main().
struct Log {
    QMutex mutex;
    std::unique_ptr<QFile> file;
};
Log& log()
{
    static Log theLog;
    return theLog;
}

const char* levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "error";
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const auto text = withoutPersonalData(message);
    const QMutexLocker lock(&log().mutex);
    if (!log().file) {
        std::fprintf(stderr, "%s: %s\n", levelName(type), qUtf8Printable(text));
        return;
    }
    const QJsonObject line { { QStringLiteral("time"),
                                 QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) },
        { QStringLiteral("level"), QLatin1String(levelName(type)) },
        { QStringLiteral("category"), QString::fromUtf8(context.category) },
        { QStringLiteral("message"), text } };
    log().file->write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    log().file->flush();
}

} // namespace

QString withoutPersonalData(const QString& message)
{
    static const QRegularExpression ic(QStringLiteral("(?<!\\d)\\d{6}-?\\d{2}-?\\d{4}(?!\\d)"));
    auto text = message;
    return text.replace(ic, QStringLiteral("************"));
}

Result<Done> installLogging(const QString& path)
{
    if (!path.isEmpty()) {
        auto file = std::make_unique<QFile>(path);
        if (!file->open(QIODevice::WriteOnly | QIODevice::Append))
            return fail(ErrorCode::StorageFailed, QStringLiteral("log file: ") + file->errorString());
        log().file = std::move(file);
    }
    qInstallMessageHandler(handle);
    return Done {};
}

} // namespace peraku::common
