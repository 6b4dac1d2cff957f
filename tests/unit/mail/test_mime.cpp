#include <secret/writer.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <mail/foldermailer.h>
#include <mail/mime.h>

using namespace peraku;
using secret::SecureBuffer;
using treasury::Mail;

namespace {

const QDateTime at(QDate(2026, 3, 2), QTime(3, 4, 5), Qt::UTC);

QByteArray bytesOf(const SecureBuffer& buffer)
{
    return { reinterpret_cast<const char*>(buffer.bytes()), qsizetype(buffer.size()) };
}

QByteArray made(const Mail& mail)
{
    const auto message
        = mail::mimeMessage(mail, QStringLiteral("no-reply@peraku.invalid"), at, QStringLiteral("id1"));
    return message ? bytesOf(*message) : QByteArray("refused");
}

QByteArray headersOf(const QByteArray& message)
{
    return message.left(message.indexOf("\r\n\r\n") + 2);
}

QByteArray bodyOf(const QByteArray& message)
{
    return message.mid(message.indexOf("\r\n\r\n") + 4);
}

/** RFC 2045 6.7, for the tests only. */
QByteArray unquoted(QByteArray body)
{
    body.replace("=\r\n", "");
    return QByteArray::fromPercentEncoding(body, '=');
}

class FixedRng : public domain::Rng {
public:
    void fill(void* data, qsizetype size) override { memset(data, 7, size_t(size)); }
};

} // namespace

class TestMime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void message_ofAscii_isReadableAsItStands()
    {
        const auto message
            = made({ QStringLiteral("a@contoh.my"), QStringLiteral("Kod"), QStringLiteral("satu\ndua\n") });
        const auto headers = headersOf(message);
        QVERIFY(headers.contains("\r\nTo: a@contoh.my\r\n"));
        QVERIFY(headers.contains("\r\nSubject: Kod\r\n"));
        QVERIFY(headers.contains("\r\nDate: Mon, 02 Mar 2026 03:04:05 +0000\r\n"));
        QVERIFY(headers.contains("\r\nMessage-ID: <id1@peraku.invalid>\r\n"));
        QVERIFY(headers.contains("\r\nContent-Transfer-Encoding: 7bit\r\n"));
        QCOMPARE(bodyOf(message), QByteArray("satu\r\ndua\r\n"));
    }

    void body_ofOtherScripts_comesBackWhole_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("accents") << QStringLiteral("Résumé – ringkasan\n");
        QTest::newRow("equals and blanks") << QStringLiteral("é a=b \nsecond line \n");
        QTest::newRow("long") << QString(500, QChar(0x00e9)) + QLatin1Char('\n');
        QTest::newRow("emoji and jawi") << QStringLiteral("\U0001F4E7 جاوي\n");
        QTest::newRow("long ascii line") << QString(2000, QLatin1Char('x')) + QLatin1Char('\n');
    }
    void body_ofOtherScripts_comesBackWhole()
    {
        QFETCH(QString, text);
        const auto message = made({ QStringLiteral("a@contoh.my"), QStringLiteral("s"), text });
        QVERIFY(headersOf(message).contains("quoted-printable"));
        for (const auto& line : message.split('\n'))
            QVERIFY2(line.size() <= 78, line.constData());
        QCOMPARE(unquoted(bodyOf(message)), text.toUtf8().replace("\n", "\r\n"));
    }

    void subject_ofOtherScripts_isMadeOfWordsThatFit()
    {
        const auto subject = QString(60, QChar(0x0639)) + QStringLiteral("\U0001F4E7");
        const auto message = made({ QStringLiteral("a@contoh.my"), subject, QStringLiteral("t\n") });
        auto field = headersOf(message);
        field = field.mid(field.indexOf("Subject: ") + 9);
        field = field.left(field.indexOf("\r\nDate:"));
        QByteArray back;
        for (const auto& word : field.split('\n')) {
            const auto trimmed = word.trimmed();
            QVERIFY2(trimmed.size() <= 75 && trimmed.startsWith("=?UTF-8?B?") && trimmed.endsWith("?="),
                trimmed.constData());
            back += QByteArray::fromBase64(trimmed.mid(10, trimmed.size() - 12));
        }
        QCOMPARE(QString::fromUtf8(back), subject);
    }

    void subject_withLineEnds_addsNoHeader()
    {
        const auto message = made({ QStringLiteral("a@contoh.my"),
            QStringLiteral("Kod\r\nBcc: jahat@contoh.my"), QStringLiteral("t\n") });
        QVERIFY(!message.contains("\nBcc:"));
        QVERIFY(message.contains("Subject: Kod Bcc: jahat@contoh.my\r\n"));
    }

    void recipient_thatIsNoMailbox_isRefusedForGood_data()
    {
        QTest::addColumn<QString>("to");
        for (const char* to : { "", "a", "@contoh.my", "a@", "a@b@c", "a@contoh.my\r\nBcc: b@contoh.my",
                 "a@contoh.my>", "a, b@contoh.my", "a b@contoh.my", "\xc3\xa9@contoh.my" })
            QTest::newRow(to) << QString::fromUtf8(to);
    }
    void recipient_thatIsNoMailbox_isRefusedForGood()
    {
        QFETCH(QString, to);
        const auto message = mail::mimeMessage({ to, QStringLiteral("s"), QStringLiteral("t") },
            QStringLiteral("no-reply@peraku.invalid"), at, QStringLiteral("id1"));
        QVERIFY(!message.has_value());
        QCOMPARE(message.error().code, domain::ErrorCode::InvalidInput);
        QVERIFY(!message.error().retryable);
    }

    void code_standsBetweenBothTexts()
    {
        const auto code = SecureBuffer::copyOf(std::string_view("493021"));
        const Mail mail { QStringLiteral("a@contoh.my"), QStringLiteral("Kod"), QStringLiteral("Kod: "),
            &code, QStringLiteral("\nJangan kongsi.\n") };
        QCOMPARE(bodyOf(made(mail)), QByteArray("Kod: 493021\r\nJangan kongsi.\r\n"));
    }

    void folder_getsWholeMessages()
    {
        const QTemporaryDir folder;
        FixedRng rng;
        mail::FolderMailer mailer(folder.filePath(QStringLiteral("mail")), rng);
        const auto sent = mailer.send(
            { QStringLiteral("a@contoh.my"), QStringLiteral("Kod"), QStringLiteral(".satu\n") }, at);
        QVERIFY(sent.has_value());
        const auto files
            = QDir(folder.filePath(QStringLiteral("mail"))).entryInfoList({ QStringLiteral("*.eml") });
        QCOMPARE(files.size(), 1);
        QFile file(files.first().filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(bodyOf(file.readAll()), QByteArray(".satu\r\n"));
    }

    void folder_thatCannotBeWritten_isTriedAgain()
    {
        FixedRng rng;
        mail::FolderMailer mailer(QStringLiteral("/dev/null/mail"), rng);
        const auto sent = mailer.send(
            { QStringLiteral("a@contoh.my"), QStringLiteral("Kod"), QStringLiteral("satu\n") }, at);
        QVERIFY(!sent.has_value());
        QVERIFY(sent.error().retryable);
    }
};

QTEST_GUILESS_MAIN(TestMime)
#include "test_mime.moc"
