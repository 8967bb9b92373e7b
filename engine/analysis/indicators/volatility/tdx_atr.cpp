// True range and its mean as 通达信 shows them.
//
//   mtr = max(HIGH - LOW, |LC - HIGH|, |LC - LOW|), LC the close before        atr = MA(mtr, n)
//
// Source:   通达信 formula ATR(14).
// Input:    high, low, close.
// Output:   two price differences; mtr NaN on the first bar, atr for the first n.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(1) a bar.
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class TdxAtr {
 public:
  using Input = RangeInput;
  explicit TdxAtr(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = range_.push(bar);
    out[1] = std::isnan(out[0]) ? kNoValue : mean_.push(out[0]);
  }

 private:
  TrueRange range_;
  WindowMean mean_;
};

}  // namespace

extern const IndicatorDef tdx_atr_def{
    .id = "tdx_atr",
    .name = "ATR",
    .flavour = Flavour::tdx,
    .title_en = "Average true range",
    .title_zh = "真实波幅",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {{.name = "n",
                .value = 14,
                .min = 1,
                .max = 1000,
                .unit = "bars",
                .help_en = "True ranges in the mean",
                .help_zh = "求平均的真实波幅个数"}},
    .outputs = {{.name = "mtr"}, {.name = "atr"}},
    .source = "通达信 ATR",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_machine<TdxAtr>,
    .stream = stream_of<TdxAtr>,
};

}  // namespace fwq::analysis
