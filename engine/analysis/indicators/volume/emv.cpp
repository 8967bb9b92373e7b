// Ease of movement: how far the middle of the bar moved for how little volume.
//
//   volume = MA(VOL,n) / VOL        mid = 100 * (HIGH+LOW - REF(HIGH+LOW,1)) / (HIGH+LOW)
//   emv = MA(mid * volume * (HIGH-LOW) / MA(HIGH-LOW,n), n)        maemv = MA(emv, m)
//
// Source:   通达信 formula EMV(14,9). R. W. Arms, Volume Cycles in the Stock Market (1983).
// Input:    high, low, volume.
// Output:   percent; emv NaN for the first 2n-2 bars (2 at least), maemv for m-1 more.
// Edges:    a bar without volume has no ease, nor has a window of bars without range; means that hold one have none. A NaN
//           starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Emv {
 public:
  using Input = tdx::HighLowVolume;
  explicit Emv(Params p)
      : volume_(bars_of(p[0])), range_(volume_), ease_(volume_), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double volume = tdx::ratio(volume_.push(bar.volume), bar.volume);
    const double both = bar.high + bar.low;
    const double mid = tdx::ratio(100.0 * (both - both_), both);
    both_ = both;
    const double range = bar.high - bar.low;
    out[0] = ease_.push(tdx::ratio(mid * volume * range, range_.push(range)));
    out[1] = mean_.push(out[0]);
  }

 private:
  tdx::Mean volume_, range_, ease_, mean_;
  double both_ = kNoValue;
};

}  // namespace

extern const IndicatorDef emv_def{
    .id = "emv",
    .name = "EMV",
    .flavour = Flavour::tdx,
    .title_en = "Ease of movement",
    .title_zh = "简易波动指标",
    .group = Group::volume,
    .inputs = {Field::high, Field::low, Field::volume},
    .params = {tdx::bars_param("n", 14, 2, "Bars in the means of volume, range and ease",
                               "成交量、振幅与本指标的均值周期"),
               tdx::mean_param("m", 9)},
    .outputs = {tdx::percent_line("emv"), tdx::percent_line("maemv")},
    .guides = {0},
    .source = "通达信 EMV",
    .warm_up = [](Params p) { return 2 * bars_of(p[0]) + bars_of(p[1]) - 3; },
    .run = run_machine<Emv>,
    .stream = stream_of<Emv>,
    .signals = [](const SignalRun& r) { zero_cross_signals(r, "EMV", {}, 0.5); },
};

}  // namespace fwq::analysis
