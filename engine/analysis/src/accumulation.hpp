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
    for (std::size_t i = 0; i < block.count; ++i)
      out[i] = of(in[0][i], in[1][i], in[2][i], in[3][i]);
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
