// Detrended price: how far the close is from the average of half a period ago, so that cycles shorter than it stand out.
//
//   dpo = CLOSE - REF(MA(CLOSE,n), n/2 + 1)        madpo = MA(dpo, m)        n/2 without its fraction
//
// Source:   通达信 formula DPO(20,6).
// Input:    close.
// Output:   two price differences; dpo NaN for the first n + n/2 bars, madpo for m-1 more.
// Edges:    a NaN close starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Dpo {
 public:
  using Input = CloseInput;
  explicit Dpo(Params p)
      : middle_(bars_of(p[0])), delay_(bars_of(p[0]) / 2 + 1), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    out[0] = bar.close - delay_.push(middle_.push(bar.close));
    out[1] = mean_.push(out[0]);
  }

 private:
  tdx::Mean middle_;
  tdx::Ref delay_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef dpo_def{
    .id = "dpo",
    .name = "DPO",
    .flavour = Flavour::tdx,
    .title_en = "Detrended price",
    .title_zh = "区间震荡线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 20, 1, "Closes in the mean", "均线周期"),
               tdx::mean_param("m", 6)},
    .outputs = {{.name = "dpo"}, {.name = "madpo"}},
    .guides = {0},
    .source = "通达信 DPO",
    .warm_up = [](Params p) { return bars_of(p[0]) + bars_of(p[0]) / 2 + bars_of(p[1]) - 1; },
    .run = run_machine<Dpo>,
    .stream = stream_of<Dpo>,
    .signals = [](const SignalRun& r) { zero_cross_signals(r, "DPO", r.bars.close(), 0.05); },
};

}  // namespace fwq::analysis
