// Double exponential moving average: an EMA with less lag, by taking away the lag of its own average.
//
//   dema = 2 * EMA(close) - EMA(EMA(close))
//
// Source:   TA-Lib 0.6.4, TA_DEMA. P. Mulloy, Stocks & Commodities 12 (1994).
// Input:    close.
// Output:   a price; NaN for the first 2 * (period-1) bars.
// Edges:    a NaN close starts it anew.
// Cost:     O(1) a bar.
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Dema {
 public:
  using Input = CloseInput;
  explicit Dema(Params p) : mean_(double_ema(bars_of(p[0]))) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) { mean_.run(block.in[0], block.count, block.out[0]); }

 private:
  EmaChain<2> mean_;
};

}  // namespace

extern const IndicatorDef dema_def{
    .id = "dema",
    .name = "DEMA",
    .flavour = Flavour::talib,
    .title_en = "Double exponential moving average",
    .title_zh = "双重指数移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Period of both averages", "两次平均的周期")},
    .outputs = {{.name = "dema"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, DEMA",
    .warm_up = [](Params p) { return MovingAverage::warm_up(AverageType::dema, bars_of(p[0])); },
    .run = run_blocks<Dema>,
    .stream = stream_of<Dema>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
