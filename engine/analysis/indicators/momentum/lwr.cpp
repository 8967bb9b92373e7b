// Smoothed Williams: how far the close is below the top of the last bars' range, smoothed twice. The KDJ upside down.
//
//   rsv = (HHV(HIGH,n) - CLOSE) / (HHV(HIGH,n) - LLV(LOW,n)) * 100        lwr1 = SMA(rsv, m1, 1)        lwr2 = SMA(lwr1, m2, 1)
//   HHV and LLV take what bars there are.
//
// Source:   通达信 formula LWR(9,3,3).
// Input:    high, low, close.
// Output:   percent in [0, 100]: 0 at the top of the range, 100 at its bottom.
// Edges:    a range of zero has no rsv: both lines stay as they are (NaN before the first). A NaN starts all anew.
// Cost:     O(1) a bar.
#include "stochastic_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Lwr {
 public:
  using Input = RangeInput;
  explicit Lwr(Params p)
      : high_(bars_of(p[0])),
        low_(bars_of(p[0])),
        first_(Smoother::tdx_sma(p[1], 1)),
        second_(Smoother::tdx_sma(p[2], 1)) {}
  void push(const Input& bar, double* out) {
    const double high = high_.push(bar.high);
    const double low = low_.push(bar.low);
    if (high > low) {
      lwr1_ = first_.push((high - bar.close) / (high - low) * 100.0);
      lwr2_ = second_.push(lwr1_);
    }
    out[0] = lwr1_;
    out[1] = lwr2_;
  }

 private:
  WindowHigh high_;
  WindowLow low_;
  Smoother first_, second_;
  double lwr1_ = kNoValue, lwr2_ = kNoValue;
};

}  // namespace

extern const IndicatorDef lwr_def{
    .id = "lwr",
    .name = "LWR",
    .flavour = Flavour::tdx,
    .title_en = "Smoothed Williams",
    .title_zh = "LWR 威廉指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 9, 1, "Bars of the range", "区间周期"),
               tdx::bars_param("m1", 3, 1, "Smoothing of the first line", "LWR1 平滑周期"),
               tdx::bars_param("m2", 3, 1, "Smoothing of the second line", "LWR2 平滑周期")},
    .outputs = {tdx::percent_line("lwr1", 0, 100), tdx::percent_line("lwr2", 0, 100)},
    .guides = {20, 80},
    .source = "通达信 LWR",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_machine<Lwr>,
    .stream = stream_of<Lwr>,
    .signals = [](const SignalRun& r) { stochastic_signals(r, "LWR1", "LWR2", true); },
    .settling = [](Params p) { return sma_settling(p[1]) + sma_settling(p[2]); },
};

}  // namespace fwq::analysis
