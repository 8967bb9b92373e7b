// Momentum: how far the close is from where it was n bars ago, beside its mean.
//
//   mtm = CLOSE - REF(CLOSE,n)        mtmma = MA(mtm, m)
//
// Source:   通达信 formula MTM(12,6).
// Input:    close.
// Output:   two price differences; mtm NaN for the first n bars, mtmma for m-1 more.
// Edges:    a NaN close starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Mtm {
 public:
  using Input = CloseInput;
  explicit Mtm(Params p) : before_(bars_of(p[0])), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    out[0] = bar.close - before_.push(bar.close);
    out[1] = mean_.push(out[0]);
  }

 private:
  tdx::Ref before_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef mtm_def{
    .id = "mtm",
    .name = "MTM",
    .flavour = Flavour::tdx,
    .title_en = "Momentum and its mean",
    .title_zh = "动量线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 12, 1, "Bars back", "间隔周期"), tdx::mean_param("m", 6)},
    .outputs = {{.name = "mtm"}, {.name = "mtmma"}},
    .guides = {0},
    .source = "通达信 MTM",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 1; },
    .run = run_machine<Mtm>,
    .stream = stream_of<Mtm>,
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "MTM", r.bars.close(), 0.05); },
};

}  // namespace fwq::analysis
