// Williams' accumulation: each bar's volume, weighed by how much of its range the close won from the open, summed up.
//
//   wvad = SUM((CLOSE-OPEN) / (HIGH-LOW) * VOL, n)        mawvad = MA(wvad, m)
//
// Source:   通达信 formula WVAD(24,6). L. Williams, The Secret of Selecting Stocks for Immediate and Substantial Gains (1972).
// Input:    open, high, low, close, volume.
// Output:   shares (通达信 shows lots of 100 in units of 10,000: a millionth of this); wvad NaN for the first n-1 bars,
//           mawvad for m-1 more.
// Edges:    a bar without range won and lost nothing. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Wvad {
 public:
  using Input = tdx::CandleVolume;
  explicit Wvad(Params p) : sum_(bars_of(p[0])), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double range = bar.high - bar.low;
    out[0] = sum_.push(range > 0 ? (bar.close - bar.open) / range * bar.volume : 0.0);
    out[1] = mean_.push(out[0]);
  }

 private:
  tdx::Sum sum_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef wvad_def{
    .id = "wvad",
    .name = "WVAD",
    .flavour = Flavour::tdx,
    .title_en = "Williams' accumulation and distribution",
    .title_zh = "威廉变异离散量",
    .group = Group::volume,
    .inputs = {Field::open, Field::high, Field::low, Field::close, Field::volume},
    .params = {tdx::bars_param("n", 24, 1, "Bars in the sum", "求和周期"), tdx::mean_param("m", 6)},
    .outputs = {{.name = "wvad", .unit = Unit::shares}, {.name = "mawvad", .unit = Unit::shares}},
    .guides = {0},
    .source = "通达信 WVAD",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 2; },
    .run = run_machine<Wvad>,
    .stream = stream_of<Wvad>,
    .signals = [](const SignalRun& r) { zero_cross_signals(r, "WVAD", r.bars.volume(), 1, 0); },
};

}  // namespace fwq::analysis
