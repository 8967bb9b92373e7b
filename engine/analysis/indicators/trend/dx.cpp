// Directional movement index: how one-sided the movement is, whichever side it is on.
//
//   plus_di, minus_di as the indicators of these names
//   dx = 100 * |plus_di - minus_di| / (plus_di + minus_di)
//
// Source:   TA-Lib 0.6.4, TA_DX. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section IV.
// Input:    high, low, close.
// Output:   percent in [0, 100]; NaN for the first `period` bars.
// Edges:    a bar without range or movement keeps the last value (0 at first), as in TA-Lib. A NaN starts it anew.
// Cost:     O(1) a bar; movement, sums and result of eight bars in one go (movement_eights.hpp).
#include "described.hpp"
#include "directional_index.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Dx {
 public:
  using Input = RangeInput;
  explicit Dx(Params p) : index_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    const double value = index_.push(bar);
    // A bar without one keeps the last, 0 at first.
    if (index_.begun()) last_ = std::isnan(value) ? last_ : value;
    out[0] = index_.begun() ? last_ : kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const out = block.out[0];
    const std::size_t empty = index_.run(block, out);
    const std::size_t all = block.count - empty;
    const bool lacks = numbers_until_gap(out + empty, all) < all;
    for (std::size_t i = empty; lacks && i < block.count; ++i) {
      if (std::isnan(out[i])) out[i] = i > empty ? *(out + i - 1) : last_;
    }
    if (block.count > empty) last_ = out[block.count - 1];
  }

 private:
  DirectionalIndex index_;
  double last_ = 0;
};

}  // namespace

extern const IndicatorDef dx_def{
    .id = "dx",
    .name = "DX",
    .flavour = Flavour::talib,
    .title_en = "Directional movement index",
    .title_zh = "动向指数",
    .group = Group::trend,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 2, "Bars that Wilder's smoothing spreads a movement over",
                          "威尔德平滑的周期")},
    .outputs = {percent_output("dx")},
    .guides = {25},
    .source = "TA-Lib 0.6.4, DX; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Dx>,
    .stream = stream_of<Dx>,
};

}  // namespace fwq::analysis
