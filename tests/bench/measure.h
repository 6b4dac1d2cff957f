#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

/**
 * Figures as ratios of CPU time against a floor of the same run. Rounds are interleaved and the median
 * counts, so that a busy machine moves floor and figure alike.
 */
namespace peraku::bench {

inline constexpr int rounds = 7;

struct Operation {
    std::string name;
    int repeats;
    std::function<bool()> run;
    std::vector<double> samples {};
    double median() const { return samples[samples.size() / 2]; } ///< Microseconds of CPU for one.
};

inline double cpuMicroseconds()
{
    return double(std::clock()) * 1e6 / double(CLOCKS_PER_SEC);
}

/** False if an operation failed: a figure of work that was not done is worth nothing. */
inline bool measure(std::vector<Operation>& operations)
{
    for (int round = 0; round <= rounds; ++round) {
        for (auto& operation : operations) {
            const double start = cpuMicroseconds();
            for (int i = 0; i < operation.repeats; ++i) {
                if (!operation.run()) {
                    std::fprintf(stderr, "%s failed\n", operation.name.c_str());
                    return false;
                }
            }
            // The first round warms caches and does not count.
            if (round > 0)
                operation.samples.push_back((cpuMicroseconds() - start) / operation.repeats);
        }
    }
    for (auto& operation : operations)
        std::sort(operation.samples.begin(), operation.samples.end());
    return true;
}

inline void print(const std::vector<Operation>& operations, std::size_t floor, const char* targets)
{
    std::printf("%-62s %10s %8s\n", "", "us CPU", "ratio");
    for (const auto& operation : operations)
        std::printf("%-62s %10.1f %8.2f\n", operation.name.c_str(), operation.median(),
            operation.median() / operations[floor].median());
    std::printf("  %s\n\n", targets);
}

} // namespace peraku::bench
