// Difference of averages: how far a short moving average is from a long one, beside the mean of that distance.
//
//   dif = MA(CLOSE,n1) - MA(CLOSE,n2)        difma = MA(dif, m)
//
// Source:   通达信 formula DMA(10,50,10). Not the function DMA of the formula language, which is a recursion.
// Input:    close.
// Output:   two price differences; dif NaN until the longer window is full, difma for m-1 more.
// Edges:    a NaN close starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Dma {
 public:
  using Input = CloseInput;
  explicit Dma(Params p) : short_(bars_of(p[0])), long_(bars_of(p[1])), mean_(bars_of(p[2])) {}
  void push(const Input& bar, double* out) {
    const double near = short_.push(bar.close);
    out[0] = near - long_.push(bar.close);
    out[1] = std::isnan(out[0]) ? kNoValue : mean_.push(out[0]);
  }

 private:
  tdx::Mean short_, long_, mean_;
};

}  // namespace

extern const IndicatorDef dma_def{
    .id = "dma",
    .name = "DMA",
    .flavour = Flavour::tdx,
    .title_en = "Difference of averages",
    .title_zh = "平均差",
    .group = Group::trend,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n1", 10, 1, "Closes in the short mean", "短期均线周期"),
               tdx::bars_param("n2", 50, 1, "Closes in the long mean", "长期均线周期"),
               tdx::mean_param("m", 10)},
    .outputs = {{.name = "dif"}, {.name = "difma"}},
    .guides = {0},
    .source = "通达信 DMA",
    .warm_up = [](Params p) { return bars_of(std::max(p[0], p[1]) + p[2]) - 2; },
    .run = run_machine<Dma>,
    .stream = stream_of<Dma>,
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "DIF", r.bars.close(), 0.01); },
};

}  // namespace fwq::analysis
