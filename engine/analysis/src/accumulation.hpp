// The accumulation/distribution line: volume, counted by where in its range the bar closed. AD and ADOSC share it.
#pragma once

#include "hopeful_blocks.hpp"
#include "recursion.hpp"
#include "sliding.hpp"

namespace fwq::analysis {

class Accumulation {
 public:
  double push(const FlowInput& bar) noexcept {
    return line_ += of(bar.high, bar.low, bar.close, bar.volume);
  }
  // What the line begins with at the block's first bar.
  static double first(const Block& b) noexcept {
    return of(b.in[0][0], b.in[1][0], b.in[2][0], b.in[3][0]);
  }
  // The line over a block, eight bars at a time: take(i, count, line) for bars i .. i+count-1. False: some may be no numbers,
  // and the line stands where it stood. `whole`: all are known to be numbers.
  template <class Take>
  [[gnu::always_inline]] bool run(const Block& block, bool whole, Take take) noexcept {
    const auto [high, low, close, volume] =
        std::array{block.in[0], block.in[1], block.in[2], block.in[3]};
    SlidingSum sum(line_);
    AllNumbers numbers;
    Eights h, l, c, v, line{};
    const auto step = [&]() __attribute__((always_inline)) {
      const Eights range = h - l, none{};
      line = ((c - l) - (h - c)) / range * v;
      line = range > 0.0 ? line : none;
      sum.go_on(line);
      numbers.take(h), numbers.take(l), numbers.take(c), numbers.take(v);
    };
    const auto at = [](const double* from) -> const EightsAt& {
      return *reinterpret_cast<const EightsAt*>(from);
    };
    std::size_t i = 0;
    for (; i + 8 <= block.count; i += 8) {
      h = at(high + i), l = at(low + i), c = at(close + i), v = at(volume + i);
      step();
      take(i, 8, line);
    }
    if (const std::size_t left = block.count - i; left > 0) {
      load_part(high + i, 0, left, 0, h), load_part(low + i, 0, left, 0, l);
      load_part(close + i, 0, left, 0, c), load_part(volume + i, 0, left, 0, v);
      step();
      take(i, left, line);
    }
    if (!whole && !numbers.so_far()) return false;
    line_ = sum.total()[0];
    return true;
  }

 private:
  static double of(double high, double low, double close, double volume) noexcept {
    const double range = high - low;
    const double share = ((close - low) - (high - close)) / range * volume;
    return range > 0 ? share : 0.0;
  }
  double line_ = 0;
};

}  // namespace fwq::analysis
