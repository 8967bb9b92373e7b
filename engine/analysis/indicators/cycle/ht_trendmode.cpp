// Whether the closes trend (1) or swing in their cycle (0).
//
//   0 if sine and leadsine have just crossed or crossed less than half a cycle ago, or if the phase moves on as a cycle
//   of the measured length would (0.67 to 1.5 times 360 / length); else 1. A smoothed price that is 1.5 % or more from
//   the trendline is a trend in any case. sine, leadsine, trendline: HT_SINE, HT_TRENDLINE.
//
// Source:   TA-Lib 0.6.4, TA_HT_TRENDMODE. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   0 or 1; NaN for the first 63 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(length of the cycle) a bar, and two sines.
#include "batch.hpp"
#include "dominant_cycle.hpp"

namespace fwq::analysis {
namespace {

class HtTrendmode {
 public:
  using Input = CloseInput;
  explicit HtTrendmode(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    out[0] = mode_.push(bar.close) ? mode_.value() : kNoValue;
  }
  void run(const Block& b) { run_pushes(*this, b); }

 private:
  CycleTrendMode mode_;
};

}  // namespace

extern const IndicatorDef ht_trendmode_def{
    .id = "ht_trendmode",
    .name = "HT_TRENDMODE",
    .flavour = Flavour::talib,
    .title_en = "Hilbert transform: trend or cycle",
    .title_zh = "希尔伯特变换：趋势或周期模式",
    .group = Group::cycle,
    .inputs = {Field::close},
    .outputs = {{.name = "ht_trendmode", .unit = Unit::none, .low = 0, .high = 1}},
    .source = "TA-Lib 0.6.4, HT_TRENDMODE",
    .warm_up = [](Params) { return std::size_t{63}; },
    .run = run_blocks<HtTrendmode>,
    .stream = stream_of<HtTrendmode>,
};

}  // namespace fwq::analysis
