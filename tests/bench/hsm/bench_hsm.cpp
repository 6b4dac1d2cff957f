#include <support/softhsm.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <ctime>

using namespace peraku;
using support::SoftHsm;

namespace {

double cpuMs()
{
    return double(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

template <typename Work> double spent(Work work)
{
    const auto begun = cpuMs();
    work();
    return cpuMs() - begun;
}

QString label(int number)
{
    return QStringLiteral("roaming-%1").arg(number);
}

} // namespace

/** What finding and making keys costs in a token that holds many; SoftHSM2, CPU time. */
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 2000;
    SoftHsm hsm;
    {
        auto module = hsm.load();
        hsm.make(module, QStringLiteral("roaming"));
        auto token = hsm.open(module, QStringLiteral("roaming"));
        for (int i = 0; i < count; ++i) {
            const double each
                = spent([&] { SoftHsm::need(token.generate(label(i), hsm::KeyAlgorithm::P256)); });
            if (i == 0 || (i & (i - 1)) == 0 || i == count - 1)
                std::printf("key %5d made in %8.1f ms\n", i + 1, each);
        }
    }
    auto module = hsm.load();
    auto token = hsm.open(module, QStringLiteral("roaming"));
    for (const int each : { count / 2, count / 3, count - 1 })
        std::printf("key %5d of %d found in %8.1f ms\n", each + 1, count,
            spent([&] { SoftHsm::need(token.find(label(each))); }));
    std::printf("one more made in %8.1f ms\n",
        spent([&] { SoftHsm::need(token.generate(label(count), hsm::KeyAlgorithm::P256)); }));
    return 0;
}
