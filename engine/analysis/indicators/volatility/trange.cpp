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

 private:
  TrueRange range_;
};

// A bar counts if it and the one before have all their numbers: one pass needs no blocks.
FWQ_VECTORIZED void range_loop(const double* high, const double* low, const double* close,
                               std::size_t count, double* out) noexcept {
  for (std::size_t i = 1; i < count; ++i) {
    const double last = close[i - 1], h = high[i], l = low[i];
    const bool good = is_number(h) & is_number(l) & is_number(close[i]) & is_number(last) &
                      is_number(high[i - 1]) & is_number(low[i - 1]);
    const double up = std::abs(h - last), down = std::abs(l - last);
    const double further = up > down ? up : down, range = h - l;
    const double largest = range > further ? range : further;
    out[i] = good ? largest : kNoValue;
  }
}

void run_ranges(const IndicatorRun& run) {
  const auto [high, low, close] = RangeInput::columns(run.bars);
  if (run.bars.size() > 0) run.out[0][0] = kNoValue;
  range_loop(high, low, close, run.bars.size(), run.out[0].data());
}

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
    .run = run_ranges,
    .stream = stream_of<Trange>,
};

}  // namespace fwq::analysis
