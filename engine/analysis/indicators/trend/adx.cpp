// Average directional movement index: how strong the trend is, up or down.
//
//   dx as the indicator of this name; bars without range or movement are passed over
//   adx_t = adx_{t-1} + (dx_t - adx_{t-1}) / period, begun with the sum of the first `period` dx / period
//
// Source:   TA-Lib 0.6.4, TA_ADX. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section IV.
// Input:    high, low, close.
// Output:   percent in [0, 100]; NaN for the first 2 * period - 1 bars.
// Edges:    a NaN starts it anew.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "directional_index.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Adx {
 public:
  using Input = RangeInput;
  explicit Adx(Params p) : line_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = line_.push(bar); }
  void run(const Block& block) { line_.run(block, block.out[0]); }

 private:
  AverageDirectionalIndex line_;
};

}  // namespace

extern const IndicatorDef adx_def{
    .id = "adx",
    .name = "ADX",
    .flavour = Flavour::talib,
    .title_en = "Average directional movement index",
    .title_zh = "平均动向指数",
    .group = Group::trend,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 2, "Bars that Wilder's smoothing spreads a movement over",
                          "威尔德平滑的周期")},
    .outputs = {percent_output("adx")},
    .guides = {20, 25},
    .source = "TA-Lib 0.6.4, ADX; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return 2 * bars_of(p[0]) - 1; },
    .run = run_blocks<Adx>,
    .stream = stream_of<Adx>,
};

}  // namespace fwq::analysis
