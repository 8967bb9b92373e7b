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
#include "batch.hpp"
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
  void run(const Block& b) { run_pushes(*this, b); }

 private:
  CycleTrendline line_;
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
    .run = run_blocks<HtTrendline>,
    .stream = stream_of<HtTrendline>,
};

}  // namespace fwq::analysis
