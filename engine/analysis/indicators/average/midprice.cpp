// Midprice: the middle of the range of the last bars.
//
//   midprice = (highest high + lowest low) / 2 of the last `period` bars
//
// Source:   TA-Lib 0.6.4, TA_MIDPRICE.
// Input:    high, low.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(1) on average.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Midprice {
 public:
  using Input = PairInput;
  explicit Midprice(Params p) : high_(bars_of(p[0])), low_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = (high_.push(bar.high) + low_.push(bar.low)) / 2.0;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch low;
    high_.run_on(block.in[0], block.before, block.count, block.out[0]);
    low_.run_on(block.in[1], block.before, block.count, low.data());
    for (std::size_t i = 0; i < block.count; ++i)
      block.out[0][i] = (block.out[0][i] + low[i]) / 2.0;
  }

 private:
  HighestOf high_;
  LowestOf low_;
};

}  // namespace

extern const IndicatorDef midprice_def{
    .id = "midprice",
    .name = "MIDPRICE",
    .flavour = Flavour::talib,
    .title_en = "Midpoint of the price range",
    .title_zh = "价格区间中点",
    .group = Group::average,
    .inputs = {Field::high, Field::low},
    .params = {bars_param(14, 2, "Bars in the range", "区间周期")},
    .outputs = {{.name = "midprice"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MIDPRICE",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Midprice>,
    .stream = stream_of<Midprice>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
