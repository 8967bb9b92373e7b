// What a benchmark is: some named work over a number of bars, timed again and again; the median counts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::cli {

struct BenchRow {
  std::string name;
  double ns_per_bar = 0;  // Median of the runs.
  std::size_t bars = 0;   // Handled by one run.
  std::size_t runs = 0;
  std::string peer;  // What it is compared with in the same runs, interleaved; "" if with nothing.
  double ratio = 0;  // Median time of this / median time of the peer.
};

// One run: the seconds that the measured part took. A run prepares and cleans up outside of them.
using TimedRun = std::function<Result<double>()>;

// Seconds that `work` takes.
double seconds_of(const std::function<void()>& work);
// The same of work that can fail. Errors: those of `work`.
Result<double> seconds_of_trying(const std::function<Result<void>()>& work);

// A new folder among the temporary ones, which goes with all that is in it.
class BenchFolder {
 public:
  BenchFolder();
  ~BenchFolder();
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  const std::filesystem::path& path() const noexcept { return path_; }

  // Seconds of `work` in a folder of its own that is not there yet, and is gone afterwards. Errors: those of `work`.
  Result<double> seconds_in_new(
      const std::function<Result<void>(const std::filesystem::path&)>& work);

 private:
  std::filesystem::path path_;
  std::size_t number_ = 0;
};

// Runs (and, alternating, the peer's) at least 5 times and for at least half a second, at most 200 times; one run of each
// before that is not counted.
Result<BenchRow> measured(std::string name, std::size_t bars, const TimedRun& run,
                          std::string peer = {}, const TimedRun& peer_run = {});

struct BenchDef {
  std::string_view name;  // A suite: its rows are called "<name>.<what>".
  std::string_view summary_en, summary_zh;
  bool by_default = true;  // Runs without being named (false: it takes long or much disk).
  // Rows whose name contains `filter`.
  Result<std::vector<BenchRow>> (*run)(std::string_view filter) = nullptr;
};

// The table, by file name.
std::span<const BenchDef* const> built_in_benchmarks();

// A random walk of daily bars on a 0.01 grid, like a stock's; the same for the same seed.
data::BarSeries simulated_bars(std::size_t count, std::uint32_t seed);

}  // namespace fwq::cli
