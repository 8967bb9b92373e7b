// Normalised average true range: the average true range in percent of the close, so that stocks can be compared.
//
//   tr_t  = max(high - low, |high - close_{t-1}|, |low - close_{t-1}|)
//   atr_t = atr_{t-1} + (tr_t - atr_{t-1}) / period, begun with the mean of the first `period` true ranges
//   natr  = atr / close * 100
//
// Source:   TA-Lib 0.6.4, TA_NATR. J. Forman, Stocks & Commodities 24 (2006).
// Input:    high, low, close.
// Output:   percent; NaN for the first `period` bars.
// Edges:    a close of 0 gives 0. With a period of 1 TA-Lib gives the true range itself, in CNY, and so does this.
//           A NaN restarts the seeding.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Natr {
 public:
  using Input = RangeInput;
  explicit Natr(Params p) : smoother_(Smoother::wilder(bars_of(p[0]))), raw_(p[0] <= 1) {}
  void push(const Input& bar, double* out) {
    const double range = range_.push(bar);
    out[0] = std::isnan(range) ? kNoValue : of_close(smoother_.push(range), bar.close);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const out = block.out[0];
    true_ranges(block, out);
    const std::size_t from = block.before == 0 ? 1 : 0;
    smoother_.run(out + from, block.count - from, out + from);
    const double* const close = block.in[2];
    for (std::size_t i = from; i < block.count; ++i) out[i] = of_close(out[i], close[i]);
  }

 private:
  double of_close(double range, double close) const noexcept {
    const double share = range / close * 100.0;
    const double percent = std::abs(close) < kNothing ? 0.0 : share;
    return raw_ ? range : percent;
  }
  TrueRange range_;
  Smoother smoother_;
  bool raw_;
};

}  // namespace

extern const IndicatorDef natr_def{
    .id = "natr",
    .name = "NATR",
    .flavour = Flavour::talib,
    .title_en = "Normalised average true range",
    .title_zh = "归一化平均真实波幅",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 1, "Bars that Wilder's smoothing spreads a range over",
                          "威尔德平滑的周期")},
    .outputs = {{.name = "natr", .unit = Unit::percent}},
    .source = "TA-Lib 0.6.4, NATR; J. Forman, Stocks & Commodities 24 (2006)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Natr>,
    .stream = stream_of<Natr>,
};

}  // namespace fwq::analysis
