// Average true range: how far the price travels in a bar, smoothed.
//
//   tr_t  = max(high - low, |high - close_{t-1}|, |low - close_{t-1}|)
//   atr_t = atr_{t-1} + (tr_t - atr_{t-1}) / period, begun with the mean of the first `period` true ranges
//
// Source:   TA-Lib 0.6.4, TA_ATR. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section III.
// Input:    high, low, close.
// Output:   a price difference; NaN for the first `period` bars (the first bar has no true range).
// Edges:    a NaN restarts the seeding.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Atr {
 public:
  using Input = RangeInput;
  explicit Atr(Params p) : smoother_(Smoother::wilder(bars_of(p[0]))) {}
  void push(const Input& bar, double* out) {
    const double range = range_.push(bar);
    out[0] = std::isnan(range) ? kNoValue : smoother_.push(range);
  }
  void run(const Block& block) {
    double* const out = block.out[0];
    true_ranges(block, out);
    const std::size_t from = block.before == 0 ? 1 : 0;
    smoother_.run(out + from, block.count - from, out + from);
  }

 private:
  TrueRange range_;
  Smoother smoother_;
};

}  // namespace

extern const IndicatorDef atr_def{
    .id = "atr",
    .name = "ATR",
    .flavour = Flavour::talib,
    .title_en = "Average true range",
    .title_zh = "平均真实波幅",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 1, "Bars that Wilder's smoothing spreads a range over",
                          "威尔德平滑的周期")},
    .outputs = {{.name = "atr"}},
    .source = "TA-Lib 0.6.4, ATR; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Atr>,
    .stream = stream_of<Atr>,
};

}  // namespace fwq::analysis
