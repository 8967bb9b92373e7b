// Bands around the bull and bear index: Bollinger's idea with four averages for a middle.
//
//   bbiboll = (MA(CLOSE,3) + MA(CLOSE,6) + MA(CLOSE,12) + MA(CLOSE,24)) / 4
//   upr = bbiboll + m * STD(bbiboll, n)        dwn = bbiboll - m * STD(bbiboll, n)        STD divides by n-1.
//
// Source:   通达信 formula BBIBOLL(11,6).
// Input:    close.
// Output:   three prices; bbiboll NaN for the first 23 bars, the bands for n-1 more.
// Edges:    a flat window has no width. A NaN close starts all anew.
// Cost:     O(1) a bar on average.
#include "signal_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class BbiBoll {
 public:
  using Input = CloseInput;
  explicit BbiBoll(Params p) : spread_(bars_of(p[0])), width_(p[1]) {}
  void push(const Input& bar, double* out) {
    double sum = 0;
    for (tdx::Mean& mean : means_) sum += mean.push(bar.close);
    out[0] = sum / 4.0;
    out[1] = out[2] = kNoValue;
    if (std::isnan(sum) || !spread_.push(out[0])) return;
    const double away = width_ * spread_.sample_deviation();
    out[1] = out[0] + away;
    out[2] = out[0] - away;
  }

 private:
  tdx::Mean means_[4] = {tdx::Mean(3), tdx::Mean(6), tdx::Mean(12), tdx::Mean(24)};
  WindowSpread spread_;
  double width_;
};

}  // namespace

extern const IndicatorDef bbiboll_def{
    .id = "bbiboll",
    .name = "BBIBOLL",
    .flavour = Flavour::tdx,
    .title_en = "Bands around the bull and bear index",
    .title_zh = "多空布林线",
    .group = Group::volatility,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 11, 2, "Bars in the deviation", "标准差的周期"),
               {.name = "m",
                .kind = ParamKind::real,
                .value = 6,
                .min = 0,
                .max = 100,
                .step = 0.1,
                .unit = "deviations",
                .help_en = "Deviations from the middle to each band",
                .help_zh = "上下轨的标准差倍数"}},
    .outputs = {{.name = "bbiboll"}, {.name = "upr"}, {.name = "dwn"}},
    .overlay = true,
    .source = "通达信 BBIBOLL",
    .warm_up = [](Params p) { return 22 + bars_of(p[0]); },
    .run = run_machine<BbiBoll>,
    .stream = stream_of<BbiBoll>,
    .signals = [](const SignalRun& r) { band_signals(r, r.values[1], r.values[2]); },
};

}  // namespace fwq::analysis
