// Midpoint: the middle between the highest and the lowest of the last closes.
//
//   midpoint = (highest close + lowest close) / 2 of the last `period` bars
//
// Source:   TA-Lib 0.6.4, TA_MIDPOINT.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN close empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(1) on average.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Midpoint {
 public:
  using Input = CloseInput;
  explicit Midpoint(Params p) : high_(bars_of(p[0])), low_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = (high_.push(bar.close) + low_.push(bar.close)) / 2.0;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch low;
    high_.run_on(block.in[0], block.before, block.count, block.out[0]);
    low_.run_on(block.in[0], block.before, block.count, low.data());
    for (std::size_t i = 0; i < block.count; ++i)
      block.out[0][i] = (block.out[0][i] + low[i]) / 2.0;
  }

 private:
  HighestOf high_;
  LowestOf low_;
};

}  // namespace

extern const IndicatorDef midpoint_def{
    .id = "midpoint",
    .name = "MIDPOINT",
    .flavour = Flavour::talib,
    .title_en = "Midpoint of the closes",
    .title_zh = "收盘价区间中点",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Closes in the range", "区间周期")},
    .outputs = {{.name = "midpoint"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MIDPOINT",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Midpoint>,
    .stream = stream_of<Midpoint>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
