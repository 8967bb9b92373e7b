// Triangular moving average: a mean in which the middle of the window weighs most.
//
//   odd period:  SMA(SMA(close, (period+1)/2), (period+1)/2)
//   even period: SMA(SMA(close, period/2), period/2 + 1)
//
// Source:   TA-Lib 0.6.4, TA_TRIMA.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN close empties the windows that hold it.
// Cost:     O(1) a bar.
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Trima {
 public:
  using Input = CloseInput;
  explicit Trima(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) {
    mean_.run_on(block.in[0], block.before, block.count, block.out[0]);
  }

 private:
  TriangularMean mean_;
};

}  // namespace

extern const IndicatorDef trima_def{
    .id = "trima",
    .name = "TRIMA",
    .flavour = Flavour::talib,
    .title_en = "Triangular moving average",
    .title_zh = "三角移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Closes under the triangle of weights",
                          "三角权重覆盖的收盘价个数")},
    .outputs = {{.name = "trima"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, TRIMA",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Trima>,
    .stream = stream_of<Trima>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
