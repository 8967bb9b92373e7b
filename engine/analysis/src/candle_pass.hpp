// The working memory of a pass over bars, and the kernels that work in it, one set per kind of processor.
//
// Bars go through in chunks. Each chunk: fields of its bars (bodies, shadows …), running sums, levels, the answers to all
// tests as one bit a bar, and from 64 bars' bits at once what each candle says.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "candle_plan.hpp"

namespace fwq::analysis::candle {

inline constexpr std::size_t kChunk =
    128;  // What fits the first-level cache together with its fields.
inline constexpr std::size_t kWordBars = 64;
inline constexpr std::size_t kChunkWords = kChunk / kWordBars;
inline constexpr std::size_t kPast =
    16;  // Bars before the chunk that tests may look at: of eight bars, eight back.
inline constexpr std::size_t kColumn = kPast + kChunk;
inline constexpr std::size_t kColumns = kColumnFields + kCandleSettings;
inline constexpr std::size_t kRowStride = kCandleBlock + kWordBars;

struct RawBars {
  const double *open, *high, *low, *close;
  RawBars from(std::size_t i) const noexcept { return {open + i, high + i, low + i, close + i}; }
};

// Columns by chunk position; those before position 0 hold the end of the chunk before.
struct Work {
  const Plan* plan = nullptr;
  // Columns at fixed places, so that the fused pass needs one address for all: fields, then a level per setting.
  double* columns = nullptr;
  std::array<double*, 3> range{};   // By CandleRange.
  std::vector<double*> difference;  // Per group: what its sums change by from this bar to the next.
  std::vector<double*> sum, mean;   // Per chain.
  std::vector<double*> level;       // Per Plan::levels.
  std::vector<double> total;        // Per chain: the sum of the next bar.
  std::array<double, kCandles> share{};  // By candle: its penetration.
  // Bits of a chunk by test (fused), or of 64 bars by slot (apart), each after the word of the bars before.
  std::vector<Word> test_words, slot_words;
  bool settled = false;  // All chains of each group are equal: the fused pass can go on.

  double* field(Field f) const noexcept { return columns + kColumn * static_cast<std::size_t>(f); }
  double* setting_level(std::size_t setting) const noexcept {
    return columns + kColumn * (kColumnFields + setting);
  }
  double share_of(const Test& test) const noexcept {
    return test.share == kHalf ? 0.5 : share[test.share - kOwner];
  }
};

struct Kernels {
  // Number of leading bars that are whole: four numbers, none beyond 1e100.
  std::size_t (*whole_bars)(const RawBars& bars, std::size_t count);
  // Fields, ranges and differences of `count` bars, at most kChunk.
  void (*fill)(Work& work, const RawBars& bars, std::size_t count);
  // Values of all candles of the filled bars, by one chain a group; `out` is the row of the first candle.
  void (*fused)(Work& work, std::size_t count, std::int8_t* out);
  // Values of the plan's candles of the filled bars (at most 64), each by its own chains. `bar`: of the first.
  void (*apart)(Work& work, std::size_t bar, std::size_t count, std::int8_t* out);
};

// The best that this processor can run; and each by itself, null where it cannot run (for tests).
const Kernels& best_kernels();
const Kernels* baseline_kernels();
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();

class Pass {
 public:
  explicit Pass(std::shared_ptr<const Plan> plan, const Kernels& kernels = best_kernels());

  // Begins a series: nothing is before it.
  void begin();
  // Values of the next bars, all whole. A multiple of 64 of them, but for the last call of a series; `out` has room for
  // that many in each row.
  void run(const RawBars& bars, std::size_t count, std::int8_t* out);
  // One bar; one value per candle of the plan. Not to be mixed with run().
  void push(double open, double high, double low, double close, std::span<std::int8_t> values);

  std::size_t bars() const noexcept { return bar_; }  // Taken since begin().
  const Kernels& kernels() const noexcept { return kernels_; }
  std::int8_t* rows() noexcept { return rows_.data(); }

 private:
  void slide(std::size_t count);
  void settle(std::size_t bar);

  std::shared_ptr<const Plan> plan_;
  const Kernels& kernels_;
  std::vector<double> memory_;
  std::size_t history_ = 0;  // Positions before the chunk in the columns of ranges.
  Work work_;
  std::vector<std::int8_t> rows_;  // kRowStride values a candle.
  std::size_t bar_ = 0, position_ = 0;
};

// The sum of the `period` ranges before position `at`, added up oldest first as TA-Lib does.
inline double first_sum(const double* range, std::ptrdiff_t at, std::size_t period) {
  double sum = 0;
  for (std::ptrdiff_t i = at - static_cast<std::ptrdiff_t>(period); i < at; ++i) sum += range[i];
  return sum;
}

}  // namespace fwq::analysis::candle
