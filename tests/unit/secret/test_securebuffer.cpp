#include <secret/securebuffer.h>

#include <QTest>

#include <openssl/crypto.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <type_traits>

using peraku::secret::SecureBuffer;

namespace {

std::string textOf(const SecureBuffer& buffer)
{
    return { reinterpret_cast<const char*>(buffer.bytes()), buffer.size() };
}

} // namespace

class TestSecureBuffer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void buffer_beforeHardening_usesOrdinaryMemory();
    void hardenProcess_called_setsUpHeapAndForbidsDumps();
    void buffer_afterHardening_livesOnSecureHeap();
    void buffer_secureHeapFull_fallsBackAndStillHolds();
    void buffer_constructed_isZeroFilled();
    void buffer_moved_leavesSourceEmpty();
    void buffer_copied_isForbiddenByType();
    void insert_anyPosition_keepsTheRest_data();
    void insert_anyPosition_keepsTheRest();
    void remove_anyRange_keepsTheRest_data();
    void remove_anyRange_keepsTheRest();
    void clear_full_empties();
    void equalConstantTime_variousPairs_agreesWithContent();
    void wipe_memory_isZero();
    void cleanupTestCase();
};

void TestSecureBuffer::buffer_beforeHardening_usesOrdinaryMemory()
{
    const auto buffer = SecureBuffer::copyOf(std::string_view("123456"));
    QCOMPARE(textOf(buffer), std::string("123456"));
    QVERIFY(!CRYPTO_secure_allocated(buffer.bytes()));
}

void TestSecureBuffer::hardenProcess_called_setsUpHeapAndForbidsDumps()
{
    peraku::secret::hardenProcess();
    peraku::secret::hardenProcess();
    QVERIFY(CRYPTO_secure_malloc_initialized());
#ifndef PERAKU_TRACEABLE
    QCOMPARE(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
#endif
    rlimit limit {};
    QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
    QCOMPARE(limit.rlim_cur, rlim_t(0));
}

void TestSecureBuffer::buffer_afterHardening_livesOnSecureHeap()
{
    const auto buffer = SecureBuffer::copyOf(std::string_view("123456"));
    QVERIFY(CRYPTO_secure_allocated(buffer.bytes()));
}

void TestSecureBuffer::buffer_secureHeapFull_fallsBackAndStillHolds()
{
    SecureBuffer tooLarge(4 * 1024 * 1024);
    QVERIFY(!CRYPTO_secure_allocated(tooLarge.bytes()));
    tooLarge.data()[tooLarge.size() - 1] = std::byte { 7 };
    QCOMPARE(int(tooLarge.view().back()), 7);
}

void TestSecureBuffer::buffer_constructed_isZeroFilled()
{
    for (int round = 0; round < 20; ++round) {
        SecureBuffer buffer(64);
        for (const auto byte : buffer.view())
            QCOMPARE(int(byte), 0);
        std::fill_n(buffer.data(), buffer.size(), std::byte { 0xAA });
    }
}

void TestSecureBuffer::buffer_moved_leavesSourceEmpty()
{
    auto source = SecureBuffer::copyOf(std::string_view("secret"));
    SecureBuffer target(std::move(source));
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is promised
    QVERIFY(!source.data());
    QCOMPARE(textOf(target), std::string("secret"));
    SecureBuffer assigned(3);
    assigned = std::move(target);
    QVERIFY(target.isEmpty()); // NOLINT(bugprone-use-after-move)
    QCOMPARE(textOf(assigned), std::string("secret"));
    auto& self = assigned;
    assigned = std::move(self);
    QCOMPARE(textOf(assigned), std::string("secret"));
    const auto clone = assigned.clone();
    QVERIFY(clone.data() != assigned.data());
    QCOMPARE(textOf(clone), std::string("secret"));
}

void TestSecureBuffer::buffer_copied_isForbiddenByType()
{
    QVERIFY(!std::is_copy_constructible_v<SecureBuffer>);
    QVERIFY(!std::is_copy_assignable_v<SecureBuffer>);
    QVERIFY(std::is_nothrow_move_constructible_v<SecureBuffer>);
}

void TestSecureBuffer::insert_anyPosition_keepsTheRest_data()
{
    QTest::addColumn<int>("position");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("front") << 0 << QByteArray("x1234");
    QTest::newRow("middle") << 2 << QByteArray("12x34");
    QTest::newRow("end") << 4 << QByteArray("1234x");
    QTest::newRow("beyond the end") << 99 << QByteArray("1234x");
}

void TestSecureBuffer::insert_anyPosition_keepsTheRest()
{
    QFETCH(int, position);
    QFETCH(QByteArray, expected);
    auto buffer = SecureBuffer::copyOf(std::string_view("1234"));
    buffer.insert(std::size_t(position), std::byte { 'x' });
    QCOMPARE(textOf(buffer), expected.toStdString());
}

void TestSecureBuffer::remove_anyRange_keepsTheRest_data()
{
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("front") << 0 << 1 << QByteArray("234");
    QTest::newRow("middle") << 1 << 2 << QByteArray("14");
    QTest::newRow("end") << 3 << 1 << QByteArray("123");
    QTest::newRow("all") << 0 << 4 << QByteArray();
    QTest::newRow("more than there is") << 2 << 99 << QByteArray("12");
    QTest::newRow("beyond the end") << 4 << 1 << QByteArray("1234");
    QTest::newRow("nothing") << 1 << 0 << QByteArray("1234");
}

void TestSecureBuffer::remove_anyRange_keepsTheRest()
{
    QFETCH(int, position);
    QFETCH(int, count);
    QFETCH(QByteArray, expected);
    auto buffer = SecureBuffer::copyOf(std::string_view("1234"));
    buffer.remove(std::size_t(position), std::size_t(count));
    QCOMPARE(textOf(buffer), expected.toStdString());
}

void TestSecureBuffer::clear_full_empties()
{
    auto buffer = SecureBuffer::copyOf(std::string_view("1234"));
    buffer.clear();
    QVERIFY(buffer.isEmpty());
    buffer.insert(0, std::byte { '9' });
    QCOMPARE(textOf(buffer), std::string("9"));
}

void TestSecureBuffer::equalConstantTime_variousPairs_agreesWithContent()
{
    const auto a = SecureBuffer::copyOf(std::string_view("1234"));
    QVERIFY(equalConstantTime(a, SecureBuffer::copyOf(std::string_view("1234"))));
    QVERIFY(!equalConstantTime(a, SecureBuffer::copyOf(std::string_view("1235"))));
    QVERIFY(!equalConstantTime(a, SecureBuffer::copyOf(std::string_view("12345"))));
    QVERIFY(!equalConstantTime(a, SecureBuffer()));
    QVERIFY(equalConstantTime(SecureBuffer(), SecureBuffer()));
}

void TestSecureBuffer::wipe_memory_isZero()
{
    char text[] = "password";
    peraku::secret::wipe(text, sizeof text);
    for (const char c : text)
        QCOMPARE(c, '\0');
}

// The leak checker of sanitizer builds attaches to this process when it ends.
void TestSecureBuffer::cleanupTestCase()
{
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

QTEST_GUILESS_MAIN(TestSecureBuffer)
#include "test_securebuffer.moc"
