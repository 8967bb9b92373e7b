// Rate of change as 通达信 shows it: the change of the close since n bars ago, beside its mean.
//
//   roc = 100 * (CLOSE - REF(CLOSE,n)) / REF(CLOSE,n)        maroc = MA(roc, m)
//
// Source:   通达信 formula ROC(12,6).
// Input:    close.
// Output:   percent; roc NaN for the first n bars, maroc for m-1 more.
// Edges:    a NaN close starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdxRoc {
 public:
  using Input = CloseInput;
  explicit TdxRoc(Params p) : before_(bars_of(p[0])), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double before = before_.push(bar.close);
    out[0] = tdx::ratio(100.0 * (bar.close - before), before);
    out[1] = mean_.push(out[0]);
  }

 private:
  tdx::Ref before_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef tdx_roc_def{
    .id = "tdx_roc",
    .name = "ROC",
    .flavour = Flavour::tdx,
    .title_en = "Rate of change and its mean",
    .title_zh = "变动率指标",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 12, 1, "Bars back", "间隔周期"), tdx::mean_param("m", 6)},
    .outputs = {tdx::percent_line("roc"), tdx::percent_line("maroc")},
    .guides = {-6.5, 0, 6.5},
    .source = "通达信 ROC",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 1; },
    .run = run_machine<TdxRoc>,
    .stream = stream_of<TdxRoc>,
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "ROC", {}, 5, 2); },
};

}  // namespace fwq::analysis
