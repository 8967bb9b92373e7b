// Acceleration bands: means of the highs and lows, pushed apart by the width of the bars.
//
//   stretch = 4 * (high - low) / (high + low); none where high + low is 0
//   upper = SMA(high * (1 + stretch)), middle = SMA(close), lower = SMA(low * (1 - stretch))
//
// Source:   TA-Lib 0.6.4, TA_ACCBANDS. P. Headley, Big Trends in Trading (2002).
// Input:    high, low, close.
// Output:   three prices; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Accbands {
 public:
  using Input = RangeInput;
  explicit Accbands(Params p) : upper_(bars_of(p[0])), middle_(upper_), lower_(upper_) {}
  void push(const Input& bar, double* out) {
    const double stretch = stretch_of(bar.high, bar.low);
    out[0] = upper_.push(bar.high * (1 + stretch));
    out[1] = middle_.push(bar.close);
    out[2] = lower_.push(bar.low * (1 - stretch));
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const upper = upper_.room_for(block.count);
    double* const lower = lower_.room_for(block.count);
    for (std::size_t i = 0; i < block.count; ++i) {
      const double high = block.in[0][i], low = block.in[1][i];
      const double stretch = stretch_of(high, low);
      upper[i] = high * (1 + stretch);
      lower[i] = low * (1 - stretch);
    }
    upper_.sum_written(block.count, block.out[0]);
    middle_.run_on(block.in[2], block.before, block.count, block.out[1]);
    lower_.sum_written(block.count, block.out[2]);
  }

 private:
  static double stretch_of(double high, double low) noexcept {
    const double sum = high + low;
    const double stretch = 4 * (high - low) / sum;
    return std::abs(sum) < kNothing ? 0.0 : stretch;
  }
  WindowMean upper_, middle_, lower_;
};

}  // namespace

extern const IndicatorDef accbands_def{
    .id = "accbands",
    .name = "ACCBANDS",
    .flavour = Flavour::talib,
    .title_en = "Acceleration bands",
    .title_zh = "加速带",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(20, 2, "Bars in the means", "均值周期")},
    .outputs = {{.name = "upper"}, {.name = "middle"}, {.name = "lower"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, ACCBANDS; P. Headley, Big Trends in Trading (2002)",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Accbands>,
    .stream = stream_of<Accbands>,
    .signals = [](const SignalRun& r) { band_signals(r, r.values[0], r.values[2]); },
};

}  // namespace fwq::analysis
