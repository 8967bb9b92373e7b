// Kaufman adaptive moving average: follows fast while the price gets somewhere, slowly while it wobbles.
//
//   er_t   = |close_t - close_{t-period}| / sum of the last period |close - close_{-1}|; 1 where nothing moved
//   c_t    = (er_t * (2/3 - 2/31) + 2/31)^2
//   kama_t = kama_{t-1} + c_t * (close_t - kama_{t-1}), begun with the close before the first value
//
// Source:   TA-Lib 0.6.4, TA_KAMA. P. Kaufman, Trading Systems and Methods (1995).
// Input:    close.
// Output:   a price; NaN for the first `period` bars.
// Edges:    a NaN close starts it anew.
// Cost:     O(1) a bar; eight bars at a time from their moves to the mean (averages.cpp).
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Kama {
 public:
  using Input = CloseInput;
  explicit Kama(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) { mean_.run(block.in[0], block.count, block.out[0]); }

 private:
  AdaptiveMean mean_;
};

}  // namespace

extern const IndicatorDef kama_def{
    .id = "kama",
    .name = "KAMA",
    .flavour = Flavour::talib,
    .title_en = "Kaufman adaptive moving average",
    .title_zh = "考夫曼自适应移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars that the efficiency is measured over", "效率系数的周期")},
    .outputs = {{.name = "kama"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, KAMA",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Kama>,
    .stream = stream_of<Kama>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
