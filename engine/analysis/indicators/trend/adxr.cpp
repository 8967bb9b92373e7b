// Average directional movement rating: the ADX of today and of some bars ago, averaged.
//
//   adxr_t = (adx_t + adx_{t-(period-1)}) / 2
//
// Source:   TA-Lib 0.6.4, TA_ADXR. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section IV.
// Input:    high, low, close.
// Output:   percent in [0, 100]; NaN for the first 3 * period - 2 bars.
// Edges:    a NaN starts it anew.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "directional_index.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Adxr {
 public:
  using Input = RangeInput;
  explicit Adxr(Params p) : line_(bars_of(p[0])), back_(bars_of(p[0]) - 1), past_(back_ + 1) {}
  void push(const Input& bar, double* out) {
    const double now = line_.push(bar);
    past_.push(now);
    out[0] = past_.seen() > back_ ? (now + *(past_.end() - 1 - back_)) / 2.0 : kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const out = block.out[0];
    line_.run(block, out);
    const std::size_t empty =
        past_.seen() >= back_ ? 0 : std::min(block.count, back_ - past_.seen());
    const double* const now = past_.append(out, block.count);
    std::fill_n(out, empty, kNoValue);
    for (std::size_t i = empty; i < block.count; ++i) out[i] = (now[i] + *(now + i - back_)) / 2.0;
  }

 private:
  AverageDirectionalIndex line_;
  std::size_t back_;
  History past_;
};

}  // namespace

extern const IndicatorDef adxr_def{
    .id = "adxr",
    .name = "ADXR",
    .flavour = Flavour::talib,
    .title_en = "Average directional movement rating",
    .title_zh = "平均动向指数评估",
    .group = Group::trend,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 2, "Bars that Wilder's smoothing spreads a movement over",
                          "威尔德平滑的周期")},
    .outputs = {percent_output("adxr")},
    .guides = {20, 25},
    .source = "TA-Lib 0.6.4, ADXR; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return 3 * bars_of(p[0]) - 2; },
    .run = run_blocks<Adxr>,
    .stream = stream_of<Adxr>,
};

}  // namespace fwq::analysis
