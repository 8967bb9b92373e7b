// True range: how far the price travelled since the last close.
//
//   trange_t = max(high - low, |high - close_{t-1}|, |low - close_{t-1}|)
//
// Source:   TA-Lib 0.6.4, TA_TRANGE. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section III.
// Input:    high, low, close.
// Output:   a price difference; NaN for the first bar.
// Edges:    a NaN starts it anew.
// Cost:     O(1) a bar.
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Trange {
 public:
  using Input = RangeInput;
  explicit Trange(Params) {}
  void push(const Input& bar, double* out) { out[0] = range_.push(bar); }
  void run(const Block& block) { true_ranges(block, block.out[0]); }

 private:
  TrueRange range_;
};

}  // namespace

extern const IndicatorDef trange_def{
    .id = "trange",
    .name = "TRANGE",
    .flavour = Flavour::talib,
    .title_en = "True range",
    .title_zh = "真实波幅",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low, Field::close},
    .outputs = {{.name = "trange"}},
    .source =
        "TA-Lib 0.6.4, TRANGE; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params) { return std::size_t{1}; },
    .run = run_blocks<Trange>,
    .stream = stream_of<Trange>,
};

}  // namespace fwq::analysis
