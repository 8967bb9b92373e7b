// Triple exponential moving average: an EMA with hardly any lag on a straight trend.
//
//   tema = 3 * EMA1 - 3 * EMA2 + EMA3, where EMA1 = EMA(close), EMA2 = EMA(EMA1), EMA3 = EMA(EMA2)
//
// Source:   TA-Lib 0.6.4, TA_TEMA. P. Mulloy, Stocks & Commodities 12 (1994).
// Input:    close.
// Output:   a price; NaN for the first 3 * (period-1) bars.
// Edges:    a NaN close starts it anew.
// Cost:     O(1) a bar.
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Tema {
 public:
  using Input = CloseInput;
  explicit Tema(Params p) : mean_(triple_ema(bars_of(p[0]))) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) { mean_.run(block.in[0], block.count, block.out[0]); }

 private:
  EmaChain<3> mean_;
};

}  // namespace

extern const IndicatorDef tema_def{
    .id = "tema",
    .name = "TEMA",
    .flavour = Flavour::talib,
    .title_en = "Triple exponential moving average",
    .title_zh = "三重指数移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Period of the three averages", "三次平均的周期")},
    .outputs = {{.name = "tema"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, TEMA",
    .warm_up = [](Params p) { return MovingAverage::warm_up(AverageType::tema, bars_of(p[0])); },
    .run = run_blocks<Tema>,
    .stream = stream_of<Tema>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
