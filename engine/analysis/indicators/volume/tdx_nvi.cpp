// Negative volume index: what the close did on bars whose volume falls, the days of the quiet money, as an index begun at 100.
//
//   nvi = 100 * MULAR(CLOSE/LC where VOL < LV, else 1)        manvi = MA(nvi, n)
//   LC and LV: the close and the volume before; MULAR: the product since the first bar
//
// Source:   通达信 formula NVI(72). P. Dysart; N. G. Fosback, Stock Market Logic (1976).
// Input:    close, volume.
// Output:   percent of the beginning; nvi from the first bar on, manvi NaN for the first n-1.
// Edges:    a NaN starts both anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdxNvi {
 public:
  using Input = VolumeInput;
  explicit TdxNvi(Params p) : mean_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    if (bar.volume < last_.volume && last_.close != 0) index_ *= bar.close / last_.close;
    last_ = bar;
    out[0] = index_;
    out[1] = mean_.push(index_);
  }

 private:
  Input last_{kNoValue, kNoValue};
  double index_ = 100;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef tdx_nvi_def{
    .id = "tdx_nvi",
    .name = "NVI",
    .flavour = Flavour::tdx,
    .title_en = "Negative volume index",
    .title_zh = "负成交量",
    .group = Group::volume,
    .inputs = {Field::close, Field::volume},
    .params = {tdx::mean_param("n", 72)},
    .outputs = {tdx::percent_line("nvi"), tdx::percent_line("manvi")},
    .guides = {100},
    .source = "通达信 NVI",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_machine<TdxNvi>,
    .stream = stream_of<TdxNvi>,
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "NVI", r.values[1], 0.05); },
};

}  // namespace fwq::analysis
