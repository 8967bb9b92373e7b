// T3: six exponential averages put together so that the line is smooth and hardly lags.
//
//   e1 = EMA(close) ... e6 = EMA(e5), v = volume_factor
//   t3 = -v^3 * e6 + 3*(v^2 + v^3) * e5 - (6*v^2 + 3*v + 3*v^3) * e4 + (1 + 3*v + v^3 + 3*v^2) * e3
//
// Source:   TA-Lib 0.6.4, TA_T3. T. Tillson, Stocks & Commodities 16 (1998).
// Input:    close.
// Output:   a price; NaN for the first 6 * (period-1) bars.
// Edges:    a NaN close starts it anew.
// Cost:     O(1) a bar; the six averages work on eight values each, one behind the other (smooth_chain.cpp).
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class T3Average {
 public:
  using Input = CloseInput;
  explicit T3Average(Params p) : mean_(t3(bars_of(p[0]), p[1])) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) { mean_.run(block.in[0], block.count, block.out[0]); }

 private:
  EmaChain<6> mean_;
};

}  // namespace

extern const IndicatorDef t3_def{
    .id = "t3",
    .name = "T3",
    .flavour = Flavour::talib,
    .title_en = "Triple exponential moving average T3",
    .title_zh = "T3 移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(5, 2, "Period of the six averages", "六次平均的周期"),
               real_param("volume_factor", 0.7, 0, 1, 0.05, "ratio",
                          "0 gives the third average of averages, 1 the least lag",
                          "0 为三重平均，1 滞后最小")},
    .outputs = {{.name = "t3"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, T3",
    .warm_up = [](Params p) { return MovingAverage::warm_up(AverageType::t3, bars_of(p[0])); },
    .run = run_blocks<T3Average>,
    .stream = stream_of<T3Average>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
