// Timing: warm-up, alternating runs, medians.
#include "benchmark.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

namespace fwq::cli {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Result<double> seconds_of_trying(const std::function<Result<void>()>& work) {
  Result<void> outcome;
  const double seconds = seconds_of([&] { outcome = work(); });
  if (!outcome) return std::move(outcome).error();
  return seconds;
}

BenchFolder::BenchFolder()
    : path_(std::filesystem::temp_directory_path() /
            fmt::format("fwq-bench-{}", std::random_device()())) {
  std::filesystem::create_directories(path_);
}

BenchFolder::~BenchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Result<double> BenchFolder::seconds_in_new(
    const std::function<Result<void>(const std::filesystem::path&)>& work) {
  const auto folder = path_ / fmt::format("new-{}", number_++);
  auto seconds = seconds_of_trying([&] { return work(folder); });
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return seconds;
}

Result<BenchRow> measured(std::string name, std::size_t bars, const TimedRun& run, std::string peer,
                          const TimedRun& peer_run) {
  constexpr std::size_t kLeastRuns = 5;
  constexpr std::size_t kMostRuns = 200;
  constexpr double kLeastSeconds = 0.5;
  std::vector<double> own;
  std::vector<double> other;
  double total = 0;
  for (std::size_t i = 0; i <= kMostRuns && (own.size() < kLeastRuns || total < kLeastSeconds);
       ++i) {
    FWQ_TRY_ASSIGN(seconds, run());
    double peer_seconds = 0;
    if (peer_run) {
      FWQ_TRY_ASSIGN(taken, peer_run());
      peer_seconds = taken;
    }
    if (i == 0) continue;  // Caches, page faults and the CPU's clock settle first.
    own.push_back(seconds);
    other.push_back(peer_seconds);
    total += seconds + peer_seconds;
  }
  BenchRow row{.name = std::move(name),
               .ns_per_bar = median(own) * 1e9 / static_cast<double>(bars),
               .bars = bars,
               .runs = own.size(),
               .peer = std::move(peer)};
  if (peer_run) row.ratio = median(own) / median(other);
  return row;
}

data::BarSeries simulated_bars(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> step(0.0, 0.018);
  std::uniform_real_distribution<double> part(0.0, 1.0);
  const auto tick = [](double price) { return std::max(0.01, std::round(price * 100) / 100); };
  data::BarSeries bars(count);
  double close = 10;
  for (std::size_t i = 0; i < count; ++i) {
    const double open = tick(close * (1 + step(random) / 4));
    close = tick(open * (1 + step(random)));
    if (close < 1 || close > 500) close = 10;
    const double high = tick(std::max(open, close) * (1 + part(random) * 0.01));
    const double low = tick(std::min(open, close) * (1 - part(random) * 0.01));
    const double volume = std::round(1e7 * (0.5 + part(random)));
    const auto day = data::days_from({1991, 1, 2}) + static_cast<std::int64_t>(i);
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = open,
                    .high = std::max(high, std::max(open, close)),
                    .low = std::min(low, std::min(open, close)),
                    .close = close,
                    .volume = volume,
                    .amount = volume * close});
  }
  return bars;
}

}  // namespace fwq::cli
