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
#include "curves.hpp"
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

 private:
  CycleTrendMode mode_;
};

class HtTrendmodeColumn {
 public:
  HtTrendmodeColumn(Params /*none*/, std::size_t most)
      : cycle_(most), means_(most), angle_(most), sine_(most), lead_(most), line_(most) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t before = cycle_.seen(), taken = cycle_.take(x, count);
    const double* const phase = cycle_.phase();
    means_.run(cycle_.cycle(), x, taken, line_.data());
    if (before >= DominantPeriod::kLate) {
      for (std::size_t i = 0; i < taken; ++i) angle_[i] = phase[i] / kDegrees;
      curve_values(Curve::sin, angle_.data(), taken, sine_.data());
      for (std::size_t i = 0; i < taken; ++i) angle_[i] = (phase[i] + 45.0) / kDegrees;
      curve_values(Curve::sin, angle_.data(), taken, lead_.data());
      for (std::size_t i = 0; i < taken; ++i) {
        out[0][i] = judge_.push(cycle_.cycle().length()[i], phase[i], sine_[i], lead_[i], line_[i],
                                cycle_.cycle().smooth()[i]);
      }
    }
    hide_warm_up(before, DominantPhase::kWarmUp, taken, out[0]);
    return taken;
  }

 private:
  CyclePhases cycle_;
  CycleMeans means_;
  TrendJudge judge_;
  std::vector<double> angle_, sine_, lead_, line_;
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
    .run = run_cycles<HtTrendmodeColumn>,
    .stream = stream_of<HtTrendmode>,
};

}  // namespace fwq::analysis
