// The mean of one dominant cycle of closes, smoothed: the price without its cycle.
//
//   mean_t = mean of the last closes, as many as the smoothed cycle is long
//   ht_trendline = (4*mean_t + 3*mean_{t-1} + 2*mean_{t-2} + mean_{t-3}) / 10
//
// Source:   TA-Lib 0.6.4, TA_HT_TRENDLINE. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   a price; NaN for the first 63 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(length of the cycle) a bar.
#include "dominant_cycle.hpp"

namespace fwq::analysis {
namespace {

class HtTrendline {
 public:
  using Input = CloseInput;
  explicit HtTrendline(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    out[0] = line_.push(bar.close) ? line_.value() : kNoValue;
  }

 private:
  CycleTrendline line_;
};

class HtTrendlineColumn {
 public:
  HtTrendlineColumn(Params /*none*/, std::size_t most)
      : cycle_(DominantPeriod::kLate, most), means_(most) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t taken = cycle_.take(x, count);
    means_.run(cycle_, x, taken, out[0]);
    hide_warm_up(seen_, DominantPhase::kWarmUp, taken, out[0]);
    seen_ += taken;
    return taken;
  }

 private:
  CycleBatch cycle_;
  CycleMeans means_;
  std::size_t seen_ = 0;
};

}  // namespace

extern const IndicatorDef ht_trendline_def{
    .id = "ht_trendline",
    .name = "HT_TRENDLINE",
    .flavour = Flavour::talib,
    .title_en = "Hilbert transform: instantaneous trendline",
    .title_zh = "希尔伯特变换：瞬时趋势线",
    .group = Group::average,
    .inputs = {Field::close},
    .outputs = {{.name = "ht_trendline"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, HT_TRENDLINE",
    .warm_up = [](Params) { return std::size_t{63}; },
    .run = run_cycles<HtTrendlineColumn>,
    .stream = stream_of<HtTrendline>,
};

}  // namespace fwq::analysis
