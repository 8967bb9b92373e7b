// Triple exponential average as 通达信 shows it: how fast a thrice smoothed close moves, beside its mean.
//
//   tr = EMA(EMA(EMA(CLOSE,n),n),n)        trix = (tr - REF(tr,1)) / REF(tr,1) * 100        matrix = MA(trix, m)
//
// Source:   通达信 formula TRIX(12,9). (20 for the mean is common elsewhere.) J. Hutson, Stocks & Commodities (1983).
// Input:    close.
// Output:   percent a bar; trix NaN on the first bar, matrix for the first m.
// Edges:    a NaN close starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdxTrix {
 public:
  using Input = CloseInput;
  explicit TdxTrix(Params p)
      : once_(Smoother::ema(bars_of(p[0]), 1)),
        twice_(once_),
        thrice_(once_),
        mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double tr = thrice_.push(twice_.push(once_.push(bar.close)));
    out[0] = tdx::ratio(tr - last_, last_) * 100.0;
    out[1] = std::isnan(out[0]) ? kNoValue : mean_.push(out[0]);
    last_ = tr;
  }

 private:
  Smoother once_, twice_, thrice_;
  tdx::Mean mean_;
  double last_ = kNoValue;
};

}  // namespace

extern const IndicatorDef tdx_trix_def{
    .id = "tdx_trix",
    .name = "TRIX",
    .flavour = Flavour::tdx,
    .title_en = "Triple exponential average",
    .title_zh = "三重指数平均线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 12, 1, "Bars of each smoothing", "平滑周期"),
               tdx::mean_param("m", 9)},
    .outputs = {tdx::percent_line("trix"), tdx::percent_line("matrix")},
    .guides = {0},
    .source = "通达信 TRIX",
    .warm_up = [](Params p) { return bars_of(p[1]); },
    .run = run_machine<TdxTrix>,
    .stream = stream_of<TdxTrix>,
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "TRIX", {}, 0.1); },
    .settling = [](Params p) { return 3 * ema_settling(p[0]); },
};

}  // namespace fwq::analysis
