// Commodity channel index: how many mean deviations the price is from its mean.
//
//   typical   = (high + low + close) / 3, mean = SMA(typical, period)
//   deviation = mean of |typical - mean| over the last `period` bars
//   cci       = (typical - mean) / (0.015 * deviation)
//
// Source:   TA-Lib 0.6.4, TA_CCI. D. Lambert, Commodities 9 (1980).
// Input:    high, low, close.
// Output:   a number of mean deviations (times 1/0.015); NaN for the first period-1 bars.
// Edges:    a window of equal prices gives 0, as TA-Lib does since 0.7 (0.6.4 gives what rounding leaves).
//           A NaN empties the windows that hold it.
// Cost:     O(period) a bar, many bars side by side.
#include "batch.hpp"
#include "block_loops.hpp"
#include "described.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"
#include "thirds.hpp"

namespace fwq::analysis {
namespace {

class Cci {
 public:
  using Input = RangeInput;
  explicit Cci(Params p) : n_(bars_of(p[0])), typical_(n_) {}
  void push(const Input& bar, double* out) {
    const double typical = third_of(bar.high + bar.low + bar.close);
    typical_.push(typical);
    still_ = typical == last_ ? still_ + 1 : 1;
    last_ = typical;
    out[0] = kNoValue;
    if (typical_.seen() < n_) return;
    double mean = 0, distance = 0;
    const double* const newest = typical_.end() - 1;
    ring_means(newest, n_, typical_.seen() - 1, 1, &mean);
    for (std::size_t i = 0; i < n_; ++i) distance += std::abs(*(newest - i) - mean);
    out[0] = of(typical, mean, distance / static_cast<double>(n_), still_ >= n_);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const out = block.out[0];
    const auto [high, low, close] = std::array{block.in[0], block.in[1], block.in[2]};
    const std::size_t seen = typical_.seen();
    double* const now = typical_.room_for(block.count);
    for (std::size_t i = 0; i < block.count; ++i) now[i] = third_of(high[i] + low[i] + close[i]);
    const std::size_t empty = seen + 1 >= n_ ? 0 : std::min(block.count, n_ - 1 - seen);
    std::fill_n(out, empty, kNoValue);
    ring_means(now + empty, n_, seen + empty, block.count - empty, out + empty);
    const bool some_still =
        window_ratios(now + empty, n_, block.count - empty, out + empty, out + empty);
    for (std::size_t i = empty; i < block.count; ++i) out[i] *= 1.0 / kShare;
    for (std::size_t i = empty; some_still && i < block.count; ++i) {
      // Equal prices have the distances that rounding leaves.
      if (std::all_of(now + i + 1 - n_, now + i, [&](double t) { return t == now[i]; })) out[i] = 0;
    }
  }

 private:
  static constexpr double kShare = 0.015;
  static double of(double typical, double mean, double distance, bool still) noexcept {
    const double value = (typical - mean) / (kShare * distance);
    return still || distance == 0 ? 0.0 : value;
  }
  std::size_t n_, still_ = 0;  // Equal typical prices in a row.
  double last_ = kNoValue;
  History typical_;
};

}  // namespace

extern const IndicatorDef cci_def{
    .id = "cci",
    .name = "CCI",
    .flavour = Flavour::talib,
    .title_en = "Commodity channel index",
    .title_zh = "顺势指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 2, "Bars in the mean and the deviation", "均值与平均偏差的周期")},
    .outputs = {{.name = "cci", .unit = Unit::ratio}},
    .guides = {-100, 0, 100},
    .source = "TA-Lib 0.6.4, CCI; D. Lambert, Commodities 9 (1980)",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Cci>,
    .stream = stream_of<Cci>,
    .signals = [](const SignalRun& r) { zone_signals(r, -100, 100, 100, 100); },
};

}  // namespace fwq::analysis
