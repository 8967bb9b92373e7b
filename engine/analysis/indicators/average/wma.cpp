// Weighted moving average: a mean in which newer closes weigh more, in equal steps.
//
//   wma_t = (period * close_t + ... + 2 * close_{t-period+2} + close_{t-period+1}) / (period * (period+1) / 2)
//
// Source:   TA-Lib 0.6.4, TA_WMA.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    the first 8704 bars after a gap keep TA-Lib's order of operations with its small drift (2e-11 in 6000 bars).
//           A NaN close empties the windows that hold it.
// Cost:     O(1) a bar; the stream O(period).
#include "averages.hpp"
#include "described.hpp"
#include "hopeful_blocks.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Wma {
 public:
  using Input = CloseInput;
  explicit Wma(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) {
    mean_.run_on(block.in[0], block.before, block.count, block.out[0]);
  }
  bool run_hopefully(const Block& block) {
    return mean_.run_on_hopefully(block.in[0], block.before, block.count, block.out[0]);
  }

 private:
  WeightedMean mean_;
};

}  // namespace

extern const IndicatorDef wma_def{
    .id = "wma",
    .name = "WMA",
    .flavour = Flavour::talib,
    .title_en = "Weighted moving average",
    .title_zh = "加权移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Closes in the mean; the newest weighs this much",
                          "求平均的收盘价个数，最新者权重最大")},
    .outputs = {{.name = "wma"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, WMA",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_hopeful_blocks<Wma>,
    .stream = stream_of<Wma>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
