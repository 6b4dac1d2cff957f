#include "world.h"

#include <support/smtpserver.h>
#include <treasury/mailqueue.h>

#include <QTest>

#include <mail/smtpmailer.h>

using namespace peraku;
using domain::ErrorCode;
using secret::SecureBuffer;
using support::SmtpServer;
using treasury::Mail;

namespace {

const QDateTime at(QDate(2026, 3, 2), QTime(3, 4, 5), Qt::UTC);
const auto userName = QStringLiteral("treasury");
const auto userWord = QStringLiteral("surat-rahsia");

std::unique_ptr<SmtpServer> server(bool plain = false, const QString& user = userName)
{
    auto started = SmtpServer::start({ plain, user, user.isEmpty() ? QString() : userWord });
    if (!started)
        qFatal("%s", qPrintable(started.error().detail));
    return std::move(*started);
}

Mail mailTo(const char* to, const QString& text = QStringLiteral("teks\n"))
{
    return { QString::fromLatin1(to), QStringLiteral("Perkara"), text };
}

QByteArray bodyOf(const SmtpServer::Received& received)
{
    return received.message.mid(received.message.indexOf("\r\n\r\n") + 4);
}

} // namespace

class TestSmtp : public QObject {
    Q_OBJECT
private:
    test::FakeRng m_rng;

    mail::SmtpOptions optionsOf(const SmtpServer& server)
    {
        mail::SmtpOptions options;
        options.server = server.url();
        options.user = userName;
        options.password = SecureBuffer::copyOf(userWord.toStdString());
        options.from = QStringLiteral("perbendaharaan@contoh.my");
        options.caFile = server.caFile();
        options.connectMs = 3000;
        options.totalMs = 6000;
        return options;
    }
    std::unique_ptr<mail::SmtpMailer> mailer(mail::SmtpOptions options)
    {
        auto made = mail::SmtpMailer::make(std::move(options), m_rng);
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return std::move(*made);
    }
    /** What a treasury's queue still holds. */
    static QList<treasury::QueuedMail> queueOf(const test::World& world)
    {
        return treasury::queuedMail(world.databasePath()).value();
    }
    /** Queries a voucher of that clerk, which mails them. */
    static void mailTheClerk(test::World& world)
    {
        const auto voucher = world.submitted(world.clerk, world.paymentContent(test::World::officeA));
        wire::DecisionBody body;
        body.action = domain::Action::Query;
        body.reason = { QStringLiteral("K01"), QStringLiteral("Invois tidak dilampirkan") };
        const auto answer = world.send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions",
            world.checker, wire::encode(body), voucher.revision);
        QCOMPARE(answer.status, 200);
    }
    static void setClerksAddress(test::World& world, const char* address)
    {
        world.clerk.email = QString::fromLatin1(address);
        const auto admin = world.admin();
        QVERIFY(admin->updateOfficer(world.clerk).has_value());
    }

private Q_SLOTS:
    void send_overStartTlsWithLogIn_arrivesAsItWasWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("satu\ndua\n");
        QTest::newRow("lines of dots") << QStringLiteral(".\n..dua\nsatu.\n.\n");
        QTest::newRow("other scripts") << QStringLiteral(".é\n جاوي\n");
    }
    void send_overStartTlsWithLogIn_arrivesAsItWasWritten()
    {
        QFETCH(QString, text);
        const auto smtp = server();
        const auto sent = mailer(optionsOf(*smtp))->send(mailTo("aminah@contoh.my", text), at);
        QVERIFY2(sent.has_value(), sent ? "" : qPrintable(sent.error().detail));
        const auto received = smtp->received(1);
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().tls, true);
        QCOMPARE(received.first().user, userName);
        QCOMPARE(received.first().from, QStringLiteral("perbendaharaan@contoh.my"));
        QCOMPARE(received.first().to, QStringList(QStringLiteral("aminah@contoh.my")));
        auto body = bodyOf(received.first()).replace("=\r\n", "");
        QCOMPARE(QByteArray::fromPercentEncoding(body, '='), text.toUtf8().replace("\n", "\r\n"));
    }

    void send_ofACode_carriesItWhole()
    {
        const auto smtp = server();
        const auto code = SecureBuffer::copyOf(std::string_view("493021"));
        auto mail = mailTo("aminah@contoh.my", QStringLiteral("Kod: "));
        mail.code = &code;
        mail.after = QStringLiteral("\nTamat 5 minit.\n");
        QVERIFY(mailer(optionsOf(*smtp))->send(mail, at).has_value());
        QCOMPARE(bodyOf(smtp->received(1).first()), QByteArray("Kod: 493021\r\nTamat 5 minit.\r\n"));
    }

    void send_withLineEndsInSubjectOrAddress_addsNobody()
    {
        const auto smtp = server();
        const auto post = mailer(optionsOf(*smtp));
        auto mail = mailTo("aminah@contoh.my");
        mail.subject = QStringLiteral("Kod\r\nBcc: jahat@contoh.my\r\n\r\nisi");
        QVERIFY(post->send(mail, at).has_value());
        const auto refused = post->send(mailTo("a@contoh.my>\r\nRCPT TO:<jahat@contoh.my"), at);
        QVERIFY(!refused.has_value());
        QVERIFY(!refused.error().retryable);
        const auto received = smtp->received(1);
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().to, QStringList(QStringLiteral("aminah@contoh.my")));
        QVERIFY(!received.first().message.contains("\nBcc:"));
    }

    void send_refusedForGoodOrForNow_isToldApart_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<bool>("retryable");
        QTest::newRow("no such mailbox") << QByteArray("gone@contoh.my") << "teks\n"
                                         << ErrorCode::InvalidInput << false;
        QTest::newRow("message refused") << QByteArray("a@contoh.my") << "reject-me\n"
                                         << ErrorCode::InvalidInput << false;
        QTest::newRow("busy") << QByteArray("busy-1@contoh.my") << "teks\n" << ErrorCode::ServerBusy << true;
    }
    void send_refusedForGoodOrForNow_isToldApart()
    {
        QFETCH(QByteArray, to);
        QFETCH(QString, text);
        const auto smtp = server();
        const auto post = mailer(optionsOf(*smtp));
        const auto sent = post->send(mailTo(to.constData(), text), at);
        QVERIFY(!sent.has_value());
        QTEST(sent.error().code, "code");
        QTEST(sent.error().retryable, "retryable");
        // The refusal of one leaves the connection good for the next.
        QVERIFY(post->send(mailTo("aminah@contoh.my"), at).has_value());
        if (sent.error().retryable)
            QVERIFY(post->send(mailTo(to.constData()), at).has_value());
    }

    void send_whileTheServerCannotBeUsed_waits_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("wrong password") << "password" << ErrorCode::NotAllowed;
        QTest::newRow("no log-in where one is wanted") << "anonymous" << ErrorCode::NotAllowed;
        QTest::newRow("no STARTTLS offered") << "plain" << ErrorCode::TlsFailed;
        QTest::newRow("unknown certificate") << "stranger" << ErrorCode::TlsFailed;
        QTest::newRow("certificate of another name") << "name" << ErrorCode::TlsFailed;
        QTest::newRow("down") << "down" << ErrorCode::Offline;
    }
    void send_whileTheServerCannotBeUsed_waits()
    {
        QFETCH(QString, fault);
        const auto smtp = server(fault == QLatin1String("plain"));
        const auto other = server();
        auto options = optionsOf(*smtp);
        if (fault == QLatin1String("password"))
            options.password = SecureBuffer::copyOf(std::string_view("salah"));
        if (fault == QLatin1String("anonymous")) {
            options.user.clear();
            options.password.clear();
        }
        if (fault == QLatin1String("stranger"))
            options.caFile = other->caFile();
        if (fault == QLatin1String("name"))
            options.server.setHost(QStringLiteral("localhost"));
        if (fault == QLatin1String("down"))
            smtp->stop();
        const auto sent = mailer(std::move(options))->send(mailTo("aminah@contoh.my"), at);
        QVERIFY(!sent.has_value());
        QTEST(sent.error().code, "code");
        QVERIFY(sent.error().retryable);
        QCOMPARE(smtp->received(0, 0).size(), 0);
    }

    void send_withoutTls_goesToLoopbackOnly()
    {
        const auto smtp = server(true, {});
        auto options = optionsOf(*smtp);
        options.user.clear();
        options.password.clear();
        options.withoutTls = true;
        QVERIFY(mailer(std::move(options))->send(mailTo("aminah@contoh.my"), at).has_value());
        QCOMPARE(smtp->received(1).first().tls, false);
    }

    void options_thatCannotBeUsed_areNamed_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("withoutTls");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("named");
        QTest::newRow("http") << "http://mail.contoh.my" << false << "a@contoh.my"
                              << ""
                              << "smtp-url";
        QTest::newRow("password in it") << "smtp://a:b@mail.contoh.my" << false << "a@contoh.my"
                                        << ""
                                        << "smtp-url";
        QTest::newRow("without TLS elsewhere") << "smtp://mail.contoh.my" << true << "a@contoh.my"
                                               << ""
                                               << "smtp-without-tls";
        QTest::newRow("without TLS by name") << "smtp://localhost" << true << "a@contoh.my"
                                             << ""
                                             << "smtp-without-tls";
        QTest::newRow("sender") << "smtp://mail.contoh.my" << false << "nobody"
                                << ""
                                << "smtp-from";
        QTest::newRow("user alone") << "smtp://mail.contoh.my" << false << "a@contoh.my"
                                    << "a"
                                    << "smtp-user";
    }
    void options_thatCannotBeUsed_areNamed()
    {
        QFETCH(QString, url);
        QFETCH(bool, withoutTls);
        QFETCH(QString, from);
        QFETCH(QString, user);
        QFETCH(QString, named);
        mail::SmtpOptions options;
        options.server = QUrl(url);
        options.withoutTls = withoutTls;
        options.from = from;
        options.user = user;
        const auto made = mail::SmtpMailer::make(std::move(options), m_rng);
        QVERIFY(!made.has_value());
        QVERIFY(made.error().detail.startsWith(named));
    }

    // ---- the treasury's queue over a real server ----
    void queue_whileTheServerIsDown_keepsAndDeliversLater()
    {
        const auto smtp = server();
        const auto post = mailer(optionsOf(*smtp));
        test::World world;
        mailTheClerk(world);
        smtp->stop();
        QVERIFY(!world.treasury->deliverMail(*post).has_value());
        auto queue = queueOf(world);
        QCOMPARE(queue.size(), 1);
        QCOMPARE(queue.first().attempts, 1);
        QCOMPARE(queue.first().nextAttempt, world.clock.now.addSecs(world.config.mailRetrySeconds));
        // Before its time it is not tried again, even by a treasury that was started anew.
        world.reopen();
        QCOMPARE(world.treasury->deliverMail(*post).value(), 0);
        QVERIFY(smtp->restart().has_value());
        world.clock.advance(world.config.mailRetrySeconds);
        QCOMPARE(world.treasury->deliverMail(*post).value(), 1);
        QCOMPARE(smtp->received(1).first().to, QStringList(world.clerk.email));
        QVERIFY(queueOf(world).isEmpty());
    }

    void queue_refusedForNow_isTriedLaterAndLater()
    {
        const auto smtp = server();
        const auto post = mailer(optionsOf(*smtp));
        test::World world;
        setClerksAddress(world, "busy-2@contoh.my");
        world.reopen();
        mailTheClerk(world);
        for (const int wait : { 1, 2 }) {
            QCOMPARE(world.treasury->deliverMail(*post).value(), 0);
            const auto next = world.clock.now.addSecs(wait * world.config.mailRetrySeconds);
            QCOMPARE(queueOf(world).first().nextAttempt, next);
            QCOMPARE(queueOf(world).first().failure, QStringLiteral("SMTP 451"));
            world.clock.now = next;
        }
        QCOMPARE(world.treasury->deliverMail(*post).value(), 1);
        QCOMPARE(smtp->received(1).size(), 1);
    }

    void queue_refusedForGood_isNotTriedAgainAndHoldsUpNobody()
    {
        const auto smtp = server();
        const auto post = mailer(optionsOf(*smtp));
        test::World world;
        setClerksAddress(world, "gone@contoh.my");
        world.reopen();
        mailTheClerk(world);
        setClerksAddress(world, "aminah@contoh.my");
        world.reopen();
        mailTheClerk(world);
        QCOMPARE(world.treasury->deliverMail(*post).value(), 1);
        QCOMPARE(smtp->received(1).first().to, QStringList(QStringLiteral("aminah@contoh.my")));
        const auto queue = queueOf(world);
        QCOMPARE(queue.size(), 1);
        QVERIFY(!queue.first().nextAttempt.isValid());
        QCOMPARE(queue.first().failure, QStringLiteral("SMTP 550"));
        world.clock.advance(30LL * 24 * 3600);
        QCOMPARE(world.treasury->deliverMail(*post).value(), 0);
        world.clock.advance(24LL * 3600);
        QVERIFY(world.treasury->expire().has_value());
        QVERIFY(queueOf(world).isEmpty());
    }

    void queue_ofDays_isGivenUp()
    {
        const auto smtp = server();
        const auto post = mailer(optionsOf(*smtp));
        smtp->stop();
        test::World world;
        mailTheClerk(world);
        world.clock.advance(qint64(world.config.mailGiveUpDays) * 24 * 3600);
        QVERIFY(!world.treasury->deliverMail(*post).has_value());
        QVERIFY(!queueOf(world).first().nextAttempt.isValid());
        QCOMPARE(world.treasury->deliverMail(*post).value(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSmtp)
#include "test_smtp.moc"
