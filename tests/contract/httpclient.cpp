#include "httpclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSslCertificate>
#include <QSslSocket>

#include <zlib.h>

namespace peraku::test {

namespace {

constexpr int connectMs = 10000;
constexpr int answerMs = 30000;

QByteArray gunzip(const QByteArray& packed)
{
    z_stream stream {};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.constData()));
    stream.avail_in = uInt(packed.size());
    QByteArray plain;
    char block[16384];
    int outcome = Z_OK;
    while (outcome == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(block);
        stream.avail_out = sizeof block;
        outcome = inflate(&stream, Z_NO_FLUSH);
        plain.append(block, qsizetype(sizeof block - stream.avail_out));
    }
    inflateEnd(&stream);
    return outcome == Z_STREAM_END ? plain : QByteArray();
}

HttpAnswer parse(const QByteArray& bytes)
{
    HttpAnswer answer;
    const auto end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return answer;
    const auto lines = bytes.left(end).split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines.at(i).indexOf(':');
        answer.headers.insert(lines.at(i).left(colon).toLower(), lines.at(i).mid(colon + 1).trimmed());
    }
    answer.body = bytes.mid(end + 4);
    // A connection that broke inside the body gave no answer.
    if (answer.headers.contains("content-length")
        && answer.headers.value("content-length").toLongLong() != answer.body.size())
        return {};
    answer.status = lines.first().split(' ').value(1).toInt();
    if (answer.headers.value("content-encoding") == "gzip")
        answer.body = gunzip(answer.body);
    return answer;
}

QJsonObject toJson(const QMap<QByteArray, QByteArray>& headers)
{
    QJsonObject object;
    for (auto header = headers.cbegin(); header != headers.cend(); ++header)
        object.insert(QString::fromLatin1(header.key()), QString::fromLatin1(header.value()));
    return object;
}

} // namespace

void TrafficLog::record(const QByteArray& method, const QByteArray& target,
    const QList<QPair<QByteArray, QByteArray>>& headers, const QByteArray& body, const HttpAnswer& answer)
{
    QMap<QByteArray, QByteArray> sent;
    for (const auto& [name, value] : headers)
        sent.insert(name.toLower(), value);
    const QJsonObject line { { QStringLiteral("method"), QString::fromLatin1(method) },
        { QStringLiteral("target"), QString::fromLatin1(target) },
        { QStringLiteral("requestHeaders"), toJson(sent) },
        { QStringLiteral("requestBody"), QString::fromLatin1(body.toBase64()) },
        { QStringLiteral("status"), answer.status }, { QStringLiteral("headers"), toJson(answer.headers) },
        { QStringLiteral("body"), QString::fromLatin1(answer.body.toBase64()) } };
    const std::lock_guard lock(m_mutex);
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append)
        || file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n') < 0)
        qFatal("the traffic log cannot be written");
}

HttpClient::HttpClient(quint16 port, const QString& caFile, TrafficLog* log)
    : m_port(port)
    , m_tls(QSslConfiguration::defaultConfiguration())
    , m_log(log)
{
    m_tls.setCaCertificates(QSslCertificate::fromPath(caFile));
}

HttpAnswer HttpClient::send(const QByteArray& method, const QByteArray& target,
    QList<QPair<QByteArray, QByteArray>> headers, const QByteArray& body) const
{
    QSslSocket socket;
    socket.setSslConfiguration(m_tls);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_port);
    if (!socket.waitForEncrypted(connectMs))
        return {};
    QByteArray request = method + ' ' + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept-Encoding: gzip\r\n";
    for (const auto& [name, value] : headers)
        request += name + ": " + value + "\r\n";
    request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    socket.write(request);
    QByteArray bytes;
    while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(answerMs))
        bytes += socket.readAll();
    bytes += socket.readAll();
    const auto answer = parse(bytes);
    if (m_log && answer.status != 0)
        m_log->record(method, target, headers, body, answer);
    return answer;
}

QByteArray contractFaults(const TrafficLog& log)
{
    QProcess node;
    node.setProcessChannelMode(QProcess::MergedChannels);
    node.start(QStringLiteral("node"),
        { QStringLiteral(PERAKU_CONTRACT_DIR "/validate.js"), QStringLiteral(PERAKU_OPENAPI), log.path(),
            QStringLiteral(PERAKU_NPM_DIR) });
    if (!node.waitForFinished(60000))
        return "node: " + node.errorString().toUtf8();
    const auto said = node.readAll().trimmed();
    if (node.exitCode() != 0)
        return said.isEmpty() ? QByteArray("node") : said;
    qInfo("%s", said.constData());
    return {};
}

} // namespace peraku::test
