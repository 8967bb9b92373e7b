// Bollinger bands as 通达信 shows them: the deviation is that of a sample.
//
//   boll = MA(CLOSE, m)       ub = boll + p * STD(CLOSE, m)       lb = boll - p * STD(CLOSE, m)
//   STD divides by m-1.
//
// Source:   通达信 formula BOLL(20,2).
// Input:    close.
// Output:   three prices; NaN for the first m-1 bars.
// Edges:    a flat window has no width. A NaN close empties the windows that hold it.
// Cost:     O(1) a bar on average.
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Boll {
 public:
  using Input = CloseInput;
  explicit Boll(Params p) : spread_(bars_of(p[0])), width_(p[1]) {}
  void push(const Input& bar, double* out) {
    out[0] = out[1] = out[2] = kNoValue;
    if (!spread_.push(bar.close)) return;
    const double away = width_ * spread_.sample_deviation();
    out[0] = spread_.mean();
    out[1] = out[0] + away;
    out[2] = out[0] - away;
  }

 private:
  WindowSpread spread_;
  double width_;
};

}  // namespace

extern const IndicatorDef boll_def{
    .id = "boll",
    .name = "BOLL",
    .flavour = Flavour::tdx,
    .title_en = "Bollinger bands",
    .title_zh = "布林线",
    .group = Group::volatility,
    .inputs = {Field::close},
    .params = {{.name = "m",
                .value = 20,
                .min = 2,
                .max = 1000,
                .unit = "bars",
                .help_en = "Closes in the mean and the deviation",
                .help_zh = "均值与标准差的周期"},
               {.name = "p",
                .kind = ParamKind::real,
                .value = 2,
                .min = 0,
                .max = 100,
                .step = 0.1,
                .unit = "deviations",
                .help_en = "Deviations from the mean to each band",
                .help_zh = "上下轨的标准差倍数"}},
    .outputs = {{.name = "boll"}, {.name = "ub"}, {.name = "lb"}},
    .overlay = true,
    .source = "通达信 BOLL",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_machine<Boll>,
    .stream = stream_of<Boll>,
    .signals = [](const SignalRun& r) { band_signals(r, r.values[1], r.values[2]); },
};

}  // namespace fwq::analysis
