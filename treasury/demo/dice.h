#pragma once

#include <QList>
#include <QString>

#include <cstdint>
#include <iterator>

namespace peraku::demo {

/** A seeded stream of choices (SplitMix64): the same on every machine, which std's distributions are not. */
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_state(seed)
    {
    }
    /** An independent stream for item `index` of `topic`, so that items may be made in any order. */
    static Dice of(std::uint64_t seed, std::uint64_t topic, std::uint64_t index)
    {
        Dice mix(seed * 0x9e3779b97f4a7c15ULL + topic);
        mix.m_state = mix.next() ^ (index * 0xd1342543de82ef95ULL);
        return Dice(mix.next());
    }

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /** Uniform in low..high, both included. */
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + std::int64_t(next() % std::uint64_t(high - low + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }

    template <typename Container> auto& pick(const Container& items)
    {
        return items[std::size_t(between(0, std::int64_t(std::size(items)) - 1))];
    }
    template <typename T> const T& pick(const QList<T>& items)
    {
        return items.at(qsizetype(between(0, items.size() - 1)));
    }
    /** `count` decimal digits, the first not zero. */
    QString digits(int count)
    {
        QString text = QString::number(between(1, 9));
        while (text.size() < count)
            text += QString::number(between(0, 9));
        return text;
    }

private:
    std::uint64_t m_state;
};

} // namespace peraku::demo
