// Simple moving average: the mean of the last closes.
//
//   ma_t = (close_t + ... + close_{t-period+1}) / period
//
// Source:   TA-Lib 0.6.4, TA_MA with type SMA.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN close empties the windows that hold it.
// Cost:     O(1) a bar.
#include "fwq/analysis/kernels.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Ma {
 public:
  using Input = CloseInput;
  explicit Ma(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }

 private:
  WindowMean mean_;
};

}  // namespace

extern const IndicatorDef ma_def{
    .id = "ma",
    .name = "MA",
    .flavour = Flavour::talib,
    .title_en = "Simple moving average",
    .title_zh = "简单移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {{.name = "period",
                .value = 30,
                .min = 1,
                .max = 100'000,
                .unit = "bars",
                .help_en = "Closes in the mean",
                .help_zh = "求平均的收盘价个数"}},
    .outputs = {{.name = "ma"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MA (type SMA)",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run =
        [](const IndicatorRun& r) {
          moving_average(r.bars.close(), bars_of(r.params[0]), r.out[0]);
        },
    .stream = stream_of<Ma>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
