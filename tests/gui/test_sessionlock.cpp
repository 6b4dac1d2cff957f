#include "bench.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QProcess>

#include <fcntl.h>
#include <sessionsignals.h>
#include <unistd.h>

using namespace peraku;
using guitest::Bench;
using services::SessionState;

/** What logind shows of itself to the desk. */
class Manager : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    bool knowsSession = true;
    int delays = 0; ///< Times that the desk asked to be waited for.
    int delayEnd = -1; ///< Reading end of the delay that is held.

    /** Whether the desk still makes the computer wait. */
    bool waits() const
    {
        char byte = 0;
        return delayEnd >= 0 && ::read(delayEnd, &byte, 1) < 0;
    }

public Q_SLOTS:
    QDBusObjectPath GetSession(const QString& name)
    {
        if (knowsSession && name == QLatin1String("auto"))
            return QDBusObjectPath(QStringLiteral("/org/freedesktop/login1/session/_31"));
        sendErrorReply(QStringLiteral("org.freedesktop.login1.NoSuchSession"));
        return QDBusObjectPath(QStringLiteral("/"));
    }
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString&, const QString&, const QString& mode)
    {
        int ends[2] = { -1, -1 };
        if (what != QLatin1String("sleep") || mode != QLatin1String("delay")
            || ::pipe2(ends, O_NONBLOCK) != 0)
            return {};
        ++delays;
        delayEnd = ends[0];
        const QDBusUnixFileDescriptor handed(ends[1]); // A duplicate.
        ::close(ends[1]);
        return handed;
    }
Q_SIGNALS:
    void PrepareForSleep(bool begins);
};

class LogindSession : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Session")
Q_SIGNALS:
    void Lock();
};

class ScreenSaver : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
Q_SIGNALS:
    void ActiveChanged(bool active);
};

/** The computer locks or goes to sleep, over a real bus; the desk locks. */
class TestSessionLock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void desk_whenTheSessionLocks_isLocked();
    void desk_whenAnotherSessionLocks_staysOpen();
    void desk_whenItsSessionIsNotKnown_locksWithAnyOne();
    void desk_whenTheScreenSaverComes_isLocked();
    void desk_beforeSleep_isLockedAndSleepWaitsForIt();
    void sleep_whileNobodyIsLoggedIn_isNotHeldUp();

private:
    /** A window that is wired to the computer as the program wires it. */
    struct Desk {
        Desk()
            : signs(*bench.window)
        {
            QObject::connect(
                &signs, &gui::SessionSignals::lockWanted, bench.window.get(), &ui::MainWindow::lock);
            QObject::connect(&bench.desk.session, &services::SessionService::stateChanged, &signs,
                [this] { signs.deskLocked(bench.desk.session.state() == SessionState::LoggedOut); });
            // What it asks of logind is answered over the bus.
            QTest::qWait(100);
        }
        bool isLocked() const { return bench.desk.session.state() == SessionState::LoggedOut; }
        Bench bench;
        gui::SessionSignals signs;
    };

    QProcess m_daemon;
    Manager m_manager;
    LogindSession m_session;
    LogindSession m_other;
    ScreenSaver m_saver;
};

void TestSessionLock::initTestCase()
{
    m_daemon.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_daemon.start(QStringLiteral("dbus-daemon"),
        { QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address") });
    QVERIFY2(m_daemon.waitForStarted() && m_daemon.waitForReadyRead(), "dbus-daemon");
    const auto address = m_daemon.readLine().trimmed();
    // One bus is both: the desk never sees this computer's own.
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    auto bus = QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("computer"));
    QVERIFY(bus.isConnected());
    const auto all = QDBusConnection::ExportAllContents;
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/login1"), &m_manager, all));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/login1/session/_31"), &m_session, all));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/login1/session/_32"), &m_other, all));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/ScreenSaver"), &m_saver, all));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.login1")));
}

void TestSessionLock::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("computer"));
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void TestSessionLock::cleanup()
{
    m_manager.knowsSession = true;
    m_manager.delays = 0;
    if (m_manager.delayEnd >= 0)
        ::close(std::exchange(m_manager.delayEnd, -1));
}

void TestSessionLock::desk_whenTheSessionLocks_isLocked()
{
    Desk desk;
    desk.bench.logIn(domain::Role::Checker);
    QVERIFY(!desk.isLocked());
    Q_EMIT m_session.Lock();
    QTRY_VERIFY(desk.isLocked());
    QVERIFY(desk.bench.find<QWidget>("loginLocked"));
}

void TestSessionLock::desk_whenAnotherSessionLocks_staysOpen()
{
    Desk desk;
    desk.bench.logIn(domain::Role::Checker);
    Q_EMIT m_other.Lock();
    QTest::qWait(200);
    QVERIFY(!desk.isLocked());
}

void TestSessionLock::desk_whenItsSessionIsNotKnown_locksWithAnyOne()
{
    m_manager.knowsSession = false;
    Desk desk;
    desk.bench.logIn(domain::Role::Checker);
    Q_EMIT m_other.Lock();
    QTRY_VERIFY(desk.isLocked());
}

void TestSessionLock::desk_whenTheScreenSaverComes_isLocked()
{
    Desk desk;
    desk.bench.logIn(domain::Role::Checker);
    Q_EMIT m_saver.ActiveChanged(false);
    QTest::qWait(100);
    QVERIFY(!desk.isLocked());
    Q_EMIT m_saver.ActiveChanged(true);
    QTRY_VERIFY(desk.isLocked());
}

void TestSessionLock::desk_beforeSleep_isLockedAndSleepWaitsForIt()
{
    Desk desk;
    desk.bench.logIn(domain::Role::Checker);
    QCOMPARE(m_manager.delays, 1);
    QVERIFY(m_manager.waits());
    Q_EMIT m_manager.PrepareForSleep(true);
    QTRY_VERIFY(desk.isLocked());
    QTRY_VERIFY(!m_manager.waits());
    // Awake again, it asks to be waited for the next time too.
    Q_EMIT m_manager.PrepareForSleep(false);
    QTRY_COMPARE(m_manager.delays, 2);
    QVERIFY(m_manager.waits());
}

void TestSessionLock::sleep_whileNobodyIsLoggedIn_isNotHeldUp()
{
    Desk desk;
    QVERIFY(m_manager.waits());
    Q_EMIT m_manager.PrepareForSleep(true);
    QTRY_VERIFY(!m_manager.waits());
}

QTEST_MAIN(TestSessionLock)
#include "test_sessionlock.moc"
