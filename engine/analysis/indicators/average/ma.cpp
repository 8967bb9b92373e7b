// Moving average: the mean of the last closes, or another of TA-Lib's nine averages.
//
//   type 0 SMA: ma_t = (close_t + ... + close_{t-period+1}) / period
//   types 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA (0.5, 0.05; the period is not used), 8 T3 (0.7):
//   as the indicators of these names.
//
// Source:   TA-Lib 0.6.4, TA_MA.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars of SMA, EMA, WMA and TRIMA (2, 3, 6 times as many for DEMA, TEMA
//           and T3; period for KAMA, 32 for MAMA).
// Edges:    a period of 1 is the close itself. A NaN close starts it anew.
// Cost:     O(1) a bar; the stream of a WMA O(period).
#include "averages.hpp"
#include "fwq/analysis/kernels.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Ma {
 public:
  using Input = CloseInput;
  explicit Ma(Params p) : mean_(p[1], p[0]) {}
  void push(const Input& bar, double* out) { out[0] = mean_.push(bar.close); }
  void run(const Block& block) { mean_.run_on(block.in[0], block.before, block.count, block.out[0]); }

 private:
  MovingAverage mean_;
};

}  // namespace

extern const IndicatorDef ma_def{
    .id = "ma",
    .name = "MA",
    .flavour = Flavour::talib,
    .title_en = "Moving average",
    .title_zh = "移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {{.name = "period",
                .value = 30,
                .min = 1,
                .max = 100'000,
                .unit = "bars",
                .help_en = "Closes in the mean",
                .help_zh = "求平均的收盘价个数"},
               average_type("type")},
    .outputs = {{.name = "ma"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MA",
    .warm_up = [](Params p) { return MovingAverage::warm_up(p[1], p[0]); },
    .run = run_blocks<Ma>,
    .stream = stream_of<Ma>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
