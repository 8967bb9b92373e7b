// The batch: a machine that can take a block of bars at once runs over whole columns, block by block.
//
// A machine M (machines.hpp) may also have
//   void run(const Block&)     takes the next bars, all of them numbers; the same values as pushing them one by one
//                              gives (but for rounding, to 1e-12 of the scale of the output), NaN while warming up
// Blocks are small enough for the first-level cache, so a machine may pass over one as often as it likes: checked for
// gaps, smoothed, divided, each in a loop that the compiler turns into vector code. A machine is pushed or run, not both.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <tuple>

#include "eights.hpp"
#include "fwq/core/vectorized.hpp"
#include "machines.hpp"

namespace fwq::analysis {

// Not a power of two: its lanes (block_loops.hpp) would fall on the same lines of the cache.
inline constexpr std::size_t kBlock = 1088;  // The most bars of a block.

struct Block {
  std::array<const double*, 6> in{};       // The columns of M::Input, in its order.
  std::array<double*, kMaxOutputs> out{};  // One per output.
  std::size_t count = 0;                   // Bars, at most kBlock.
  std::size_t before = 0;  // Bars of the same stretch that stand in front of them and may be read.
};

// A column of a block between two steps.
using Scratch = std::array<double, kBlock>;

// Without their sign the bits of doubles are in the order of their sizes, and NaN is beyond infinity: what has bits of size up
// to kLargestBits is a number (is_number), and one maximum tells of many.
inline std::int64_t size_bits(double x) noexcept {
  return std::bit_cast<std::int64_t>(x) & ~std::bit_cast<std::int64_t>(-0.0);
}
inline constexpr auto kLargestBits = std::bit_cast<std::int64_t>(1e100);

// Bars of a block that is done again where a number lacks. Whole lines of memory, so that columns stay aligned.
inline constexpr std::size_t kElementwiseBlock = 4096;

// How many of x[0 .. count) come before the first that is no number.
std::size_t numbers_until_gap(const double* x, std::size_t count) noexcept;

template <class Machine>
void run_blocks(const IndicatorRun& run) {
  const auto columns = Machine::Input::columns(run.bars);
  const std::size_t size = run.bars.size();
  std::optional<Machine> machine;
  std::size_t begin = 0;  // Of the stretch without a gap.
  for (std::size_t at = 0; at < size;) {
    Block block;
    block.count = std::min(kBlock, size - at);
    bool gap = false;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      block.in[k] = columns[k] + at;
      const std::size_t whole = numbers_until_gap(block.in[k], block.count);
      gap = gap || whole < block.count;
      block.count = whole;
    }
    if (block.count > 0) {
      if (!machine) machine.emplace(run.params);
      block.before = at - begin;
      for (std::size_t k = 0; k < run.out.size(); ++k) block.out[k] = &run.out[k][at];
      machine->run(block);
      at += block.count;
    }
    if (gap) {
      // The bar that lacks a number has no value, and the next one begins anew.
      for (const auto& out : run.out) out[at] = kNoValue;
      machine.reset();
      begin = ++at;
    }
  }
}

// One pass over columns that may lack numbers.
template <auto Of, std::size_t Count>
FWQ_VECTORIZED void careful_elementwise(const std::array<const double*, Count>& in,
                                        std::size_t size, double* out) noexcept {
  if constexpr (Count == 1) {
    const double* const x = in[0];
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], value = Of(a);
      out[i] = is_number(a) ? value : kNoValue;
    }
  } else if constexpr (Count == 2) {
    const auto [x, y] = in;
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], b = y[i], value = Of(a, b);
      out[i] = is_number(a) & is_number(b) ? value : kNoValue;
    }
  } else if constexpr (Count == 3) {
    const auto [x, y, z] = in;
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], b = y[i], c = z[i], value = Of(a, b, c);
      out[i] = is_number(a) & is_number(b) & is_number(c) ? value : kNoValue;
    }
  } else {
    const auto [x, y, z, w] = in;
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], b = y[i], c = z[i], d = w[i], value = Of(a, b, c, d);
      out[i] = is_number(a) & is_number(b) & is_number(c) & is_number(d) ? value : kNoValue;
    }
  }
}

// The same in hope that they do not: a check alone is less work than a choice for each bar. False: some number lacks, and
// what `out` holds is not to be used.
template <auto Of, std::size_t Count>
FWQ_VECTORIZED bool hopeful_elementwise(const std::array<const double*, Count>& in,
                                        std::size_t size, double* out) noexcept {
  std::int64_t worst = 0;
  if constexpr (Count == 1) {
    const double* const x = in[0];
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i];
      out[i] = Of(a);
      worst = std::max(worst, size_bits(a));
    }
  } else if constexpr (Count == 2) {
    const auto [x, y] = in;
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], b = y[i];
      out[i] = Of(a, b);
      worst = std::max(worst, size_bits(a));
      worst = std::max(worst, size_bits(b));
    }
  } else if constexpr (Count == 3) {
    const auto [x, y, z] = in;
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], b = y[i], c = z[i];
      out[i] = Of(a, b, c);
      worst = std::max(worst, size_bits(a));
      worst = std::max(worst, size_bits(b));
      worst = std::max(worst, size_bits(c));
    }
  } else {
    const auto [x, y, z, w] = in;
    for (std::size_t i = 0; i < size; ++i) {
      const double a = x[i], b = y[i], c = z[i], d = w[i];
      out[i] = Of(a, b, c, d);
      worst = std::max(worst, size_bits(a));
      worst = std::max(worst, size_bits(b));
      worst = std::max(worst, size_bits(c));
      worst = std::max(worst, size_bits(d));
    }
  }
  return worst <= kLargestBits;
}

// out[i] = Of(in[0][i], in[1][i] ...) for bars that have all their numbers, NaN for others: what needs no memory.
// `Of` is worked out for every bar; the compiler makes vector code of simple ones. `Loop` may be another hopeful one.
template <class Input, auto Of,
          auto Loop = hopeful_elementwise<Of, std::tuple_size_v<decltype(Input::columns({}))>>>
void run_elementwise(const IndicatorRun& run) {
  auto in = Input::columns(run.bars);
  double* out = run.out[0].data();
  for (std::size_t left = run.bars.size(); left > 0;) {
    const std::size_t count = std::min(kElementwiseBlock, left);
    if (!Loop(in, count, out)) careful_elementwise<Of>(in, count, out);
    for (const double*& column : in) column += count;
    out += count;
    left -= count;
  }
}

}  // namespace fwq::analysis
