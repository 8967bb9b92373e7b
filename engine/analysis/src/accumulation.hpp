// The accumulation/distribution line: volume, counted by where in its range the bar closed. AD and ADOSC share it.
#pragma once

#include "block_loops.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

class Accumulation {
 public:
  double push(const FlowInput& bar) noexcept {
    return line_ += of(bar.high, bar.low, bar.close, bar.volume);
  }
  // From high, low, close, volume.
  FWQ_VECTORIZED void run(const Block& block, double* out) noexcept {
    const auto& in = block.in;
    const std::array from{in[0], in[1], in[2], in[3]};
    constexpr std::size_t kStep = 64, kLine = 8;
    for (std::size_t begin = 0; begin < block.count; begin += kStep) {
      // The divisions leave time to fetch the block after this one. (Beyond the end of a column it does nothing.)
      for (const double* column : from) {
        for (std::size_t line = 0; line < kStep; line += kLine)
          __builtin_prefetch(column + begin + line + kBlock);
      }
      const std::size_t end = std::min(begin + kStep, block.count);
      for (std::size_t i = begin; i < end; ++i)
        out[i] = of(from[0][i], from[1][i], from[2][i], from[3][i]);
    }
    line_ = running_totals(line_, out, block.count, out);
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
