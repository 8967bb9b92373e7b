// Simple moving average: the mean of the last closes.
//
//   sma_t = (close_t + ... + close_{t-period+1}) / period
//
// Source:   TA-Lib 0.6.4, TA_SMA.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN close empties the windows that hold it.
// Cost:     O(1) a bar.
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Sma {
 public:
  using Input = CloseInput;
  explicit Sma(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) {
    mean_.run_on(block.in[0], block.before, block.count, block.out[0]);
  }

 private:
  WindowMean mean_;
};

}  // namespace

extern const IndicatorDef sma_def{
    .id = "sma",
    .name = "SMA",
    .flavour = Flavour::talib,
    .title_en = "Simple moving average",
    .title_zh = "简单移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Closes in the mean", "求平均的收盘价个数")},
    .outputs = {{.name = "sma"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, SMA",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Sma>,
    .stream = stream_of<Sma>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
