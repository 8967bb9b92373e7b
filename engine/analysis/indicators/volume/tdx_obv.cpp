// On-balance volume as 通达信 shows it: begun at zero, beside its own mean.
//
//   VA  = IF(CLOSE > LC, VOL, -VOL), LC the close before
//   obv = SUM(IF(CLOSE = LC, 0, VA), 0)        maobv = MA(obv, m)
//
// Source:   通达信 formula OBV(30). The first bar has no close before it and adds nothing.
// Input:    close, volume.
// Output:   shares (通达信 counts lots of 100); obv from the first bar on, maobv NaN for the first m-1.
// Edges:    a NaN starts both anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class TdxObv {
 public:
  using Input = VolumeInput;
  explicit TdxObv(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.close);
    if (move > 0) obv_ += bar.volume;
    if (move < 0) obv_ -= bar.volume;
    out[0] = obv_;
    out[1] = mean_.push(obv_);
  }

 private:
  CloseMove move_;
  WindowMean mean_;
  double obv_ = 0;
};

}  // namespace

extern const IndicatorDef tdx_obv_def{
    .id = "tdx_obv",
    .name = "OBV",
    .flavour = Flavour::tdx,
    .title_en = "On-balance volume",
    .title_zh = "累积能量线",
    .group = Group::volume,
    .inputs = {Field::close, Field::volume},
    .params = {{.name = "m",
                .value = 30,
                .min = 1,
                .max = 1000,
                .unit = "bars",
                .help_en = "Bars in the mean of the line",
                .help_zh = "均线周期"}},
    .outputs = {{.name = "obv", .unit = Unit::shares}, {.name = "maobv", .unit = Unit::shares}},
    .source = "通达信 OBV",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_machine<TdxObv>,
    .stream = stream_of<TdxObv>,
    // The line crosses its mean. Strength 0.3, rising to 1 when the two are a bar's volume apart.
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "OBV", r.bars.volume(), 1, 0); },
};

}  // namespace fwq::analysis
