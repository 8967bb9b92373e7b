// Volume ratio: the volume of rising bars against that of falling ones; bars that end level count half on either side.
//
//   vr = 100 * (2*TH + TQ) / (2*TL + TQ)        mavr = MA(vr, m)
//   TH, TL, TQ: volume of the last n bars that closed above, below, at the close before
//
// Source:   通达信 formula VR(26,6). (Elsewhere: rising against all others.)
// Input:    close, volume.
// Output:   percent from 0; vr NaN for the first n bars, mavr for m-1 more.
// Edges:    no value in a window without falling or level volume, and none in the means that hold it. The first bar has no
//           close before it and does not count. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Vr {
 public:
  using Input = VolumeInput;
  explicit Vr(Params p) : up_(bars_of(p[0])), down_(up_), level_(up_), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.close);
    out[0] = out[1] = kNoValue;
    if (std::isnan(move)) return;
    const double th = up_.push(move > 0 ? bar.volume : 0.0);
    const double tl = down_.push(move < 0 ? bar.volume : 0.0);
    const double tq = level_.push(move == 0 ? bar.volume : 0.0);
    if (std::isnan(th)) return;
    out[0] = tdx::ratio(100.0 * (th * 2.0 + tq), tl * 2.0 + tq);
    out[1] = mean_.push(out[0]);
  }

 private:
  CloseMove move_;
  tdx::Sum up_, down_, level_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef vr_def{
    .id = "vr",
    .name = "VR",
    .flavour = Flavour::tdx,
    .title_en = "Volume ratio",
    .title_zh = "成交量变异率",
    .group = Group::volume,
    .inputs = {Field::close, Field::volume},
    .params = {tdx::bars_param("n", 26, 1, "Bars in the sums of volume", "求和周期"),
               tdx::mean_param("m", 6)},
    .outputs = {tdx::percent_line("vr"), tdx::percent_line("mavr")},
    .guides = {40, 160, 450},
    .source = "通达信 VR",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 1; },
    .run = run_machine<Vr>,
    .stream = stream_of<Vr>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "VR",
                           .low = 40,
                           .high = 450,
                           .floor = 0,
                           .ceiling = 900});
        },
};

}  // namespace fwq::analysis
