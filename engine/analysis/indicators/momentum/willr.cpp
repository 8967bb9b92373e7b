// Williams' %R: how far the close is below the highest high, as a share of the range.
//
//   willr = -100 * (highest high - close) / (highest high - lowest low) of the last `period` bars
//
// Source:   TA-Lib 0.6.4, TA_WILLR. L. Williams, How I Made One Million Dollars (1973).
// Input:    high, low, close.
// Output:   percent in [-100, 0]; NaN for the first period-1 bars.
// Edges:    no range gives 0, as in TA-Lib. A NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(1) on average.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Willr {
 public:
  using Input = RangeInput;
  explicit Willr(Params p) : high_(bars_of(p[0])), low_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = of(high_.push(bar.high), low_.push(bar.low), bar.close);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch low;
    double* const out = block.out[0];
    const double* const close = block.in[2];
    high_.run_on(block.in[0], block.before, block.count, out);
    low_.run_on(block.in[1], block.before, block.count, low.data());
    for (std::size_t i = 0; i < block.count; ++i) out[i] = of(out[i], low[i], close[i]);
  }

 private:
  static double of(double high, double low, double close) noexcept {
    const double range = high - low;
    const double share = (high - close) / range * -100.0;
    return range != 0.0 ? share : 0.0;
  }
  HighestOf high_;
  LowestOf low_;
};

}  // namespace

extern const IndicatorDef willr_def{
    .id = "willr",
    .name = "WILLR",
    .flavour = Flavour::talib,
    .title_en = "Williams' %R",
    .title_zh = "威廉指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 2, "Bars of the range", "区间周期")},
    .outputs = {percent_output("willr", -100, 0)},
    .guides = {-80, -20},
    .source = "TA-Lib 0.6.4, WILLR; L. Williams, How I Made One Million Dollars (1973)",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Willr>,
    .stream = stream_of<Willr>,
    .signals = [](const SignalRun& r) { zone_signals(r, -80, -20, 20, 20); },
};

}  // namespace fwq::analysis
