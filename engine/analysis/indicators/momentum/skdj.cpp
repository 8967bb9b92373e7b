// Slow KDJ: where the close lies in the range of the last bars, smoothed three times so that it turns late but seldom.
//
//   raw = (CLOSE - LLV(LOW,n)) / (HHV(HIGH,n) - LLV(LOW,n)) * 100        k = EMA(EMA(raw, m), m)        d = MA(k, m)
//   HHV and LLV take what bars there are.
//
// Source:   通达信 formula SKDJ(9,3).
// Input:    high, low, close.
// Output:   percent in [0, 100]; d NaN for the first m-1 bars.
// Edges:    a range of zero has no raw value: both lines stay as they are (NaN before the first). A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "stochastic_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Skdj {
 public:
  using Input = RangeInput;
  explicit Skdj(Params p)
      : high_(bars_of(p[0])),
        low_(bars_of(p[0])),
        once_(Smoother::ema(bars_of(p[1]), 1)),
        twice_(Smoother::ema(bars_of(p[1]), 1)),
        mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double high = high_.push(bar.high);
    const double low = low_.push(bar.low);
    if (high > low) {
      k_ = twice_.push(once_.push((bar.close - low) / (high - low) * 100.0));
      d_ = mean_.push(k_);
    }
    out[0] = k_;
    out[1] = d_;
  }

 private:
  WindowHigh high_;
  WindowLow low_;
  Smoother once_, twice_;
  tdx::Mean mean_;
  double k_ = kNoValue, d_ = kNoValue;
};

}  // namespace

extern const IndicatorDef skdj_def{
    .id = "skdj",
    .name = "SKDJ",
    .flavour = Flavour::tdx,
    .title_en = "Slow stochastic",
    .title_zh = "慢速随机指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 9, 1, "Bars of the range", "区间周期"),
               tdx::bars_param("m", 3, 1, "Bars of each smoothing", "平滑周期")},
    .outputs = {tdx::percent_line("k", 0, 100), tdx::percent_line("d", 0, 100)},
    .guides = {20, 80},
    .source = "通达信 SKDJ",
    .warm_up = [](Params p) { return bars_of(p[1]) - 1; },
    .run = run_machine<Skdj>,
    .stream = stream_of<Skdj>,
    .signals = [](const SignalRun& r) { stochastic_signals(r, "K", "D", false); },
    .settling = [](Params p) { return 2 * ema_settling(p[1]); },
};

}  // namespace fwq::analysis
