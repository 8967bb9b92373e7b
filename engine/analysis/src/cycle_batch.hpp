// The dominant cycle over a long column, sixteen parts of it side by side.
//
// A bar waits for the period of the bar before, some 130 cycles of the machine, and in that time sixteen could be
// computed. So a chunk is cut into sixteen lanes. Each begins with nothing known kWarmUp bars before its own first bar:
// what a cycle is measured by fades, and after some 600 bars nothing in a lane tells where it began. That is checked, not
// believed: at its first bar a lane must stand, to the last bit in everything, where the lane before it ended; a lane that
// does not is computed again from there, bar by bar, until the two meet. So the values are those of CycleMeter, bit for
// bit, however the chunks lie.
//
// Cost:     O(1) a bar: some 5 ns in a long series, 15 in one of 4,096 bars, 40 where there are fewer than kFewest.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "batch.hpp"
#include "hilbert.hpp"

namespace fwq::analysis {

class CycleBatch {
 public:
  static constexpr std::size_t kMost = 16384;   // Bars of a chunk.
  static constexpr std::size_t kFewest = 2048;  // That are worth lanes.
  static constexpr std::size_t kWarmUp = 896;   // By then nine lanes of ten have met.
  static constexpr std::size_t kBack = 64;      // How far before a chunk its columns may be read.
  // Measures from bar `first` on. `most`: bars that will come at once, at most kMost count.
  CycleBatch(std::size_t first, std::size_t most);

  // Takes some of the next `count` > 0 bars and says how many. The columns below have one value for each of them, and the
  // last kBack before; 0 before bar `first`.
  std::size_t take(const double* x, std::size_t count);

  const double* smooth() const noexcept { return smooth_.data() + kBack; }
  const double* in_phase() const noexcept { return detrender_.data() + kBack - 3; }
  const double* quadrature() const noexcept { return q1_.data() + kBack; }
  // The period smoothed by 0.33 (DominantPeriod::smoothed).
  const double* length() const noexcept { return length_.data() + kBack; }

 private:
  static constexpr std::size_t kGroups = 2, kLanes = 8 * kGroups;
  static constexpr std::size_t kEvery =
      32;                                  // Bars from one mark to the next, where lanes can meet.
  static constexpr std::size_t kPast = 9;  // Bars that a bar looks back.
  template <class T>
  using Each = std::array<T, kGroups>;
  struct alignas(64) Row {  // One bar of each lane.
    Each<Eights> detrender, q1, length;
  };

  struct alignas(64) Mark {
    Each<CycleTurn<Eights>> turn;
  };

  void advance(const double* x, std::size_t count) noexcept;
  void one_by_one(std::size_t from, std::size_t to) noexcept;
  void in_lanes(std::size_t lane_bars);
  void run_lanes(std::size_t lane_bars) noexcept;
  bool same_turn(std::size_t mark, std::size_t lane) const noexcept;
  bool same_bar(std::size_t bar, std::size_t step, std::size_t lane) const noexcept;
  bool met(std::size_t bar, std::size_t step, std::size_t lane) const noexcept;
  void take_lane(std::size_t bar, std::size_t from, std::size_t to, std::size_t lane) noexcept;

  std::size_t first_, seen_ = 0, taken_ = 0, room_ = 0;
  WeightedFour smoother_;
  CycleTurn<Twos> turn_;  // Of the last bar.
  std::vector<double> smooth_, raw_, detrender_, q1_, length_;
  std::unique_ptr<Row[]> rows_;  // The past of the first bars, then one for each step.
  std::vector<Mark> marks_;      // After every kEvery steps, and after the last.
};

// Runs a machine over stretches without a gap. Machine(params, most): as CycleBatch; run(x, count, out) takes some of the
// next bars and says how many.
template <class Machine>
void run_cycles(const IndicatorRun& run) {
  const double* const x = CloseInput::columns(run.bars)[0];
  const std::size_t size = run.bars.size();
  std::optional<Machine> machine;
  std::array<double*, kMaxOutputs> out{};
  for (std::size_t at = 0; at < size;) {
    const std::size_t wanted = std::min(CycleBatch::kMost, size - at);
    const std::size_t whole = numbers_until_gap(x + at, wanted), end = at + whole;
    while (at < end) {
      if (!machine) machine.emplace(run.params, std::min(CycleBatch::kMost, size - at));
      for (std::size_t k = 0; k < run.out.size(); ++k) out[k] = &run.out[k][at];
      at += machine->run(x + at, end - at, out.data());
    }
    if (whole < wanted) {
      for (const auto& column : run.out) column[at] = kNoValue;
      machine.reset();
      ++at;
    }
  }
}

}  // namespace fwq::analysis
