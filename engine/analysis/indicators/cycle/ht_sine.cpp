// The dominant cycle as a wave, and the same wave an eighth of a cycle ahead.
//
//   sine = sin(phase)        leadsine = sin(phase + 45 degrees)        phase of dominant_cycle.hpp
//
// Source:   TA-Lib 0.6.4, TA_HT_SINE. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   two numbers in [-1, 1]; NaN for the first 63 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(length of the cycle) a bar, and two sines.
#include "curves.hpp"
#include "dominant_cycle.hpp"

namespace fwq::analysis {
namespace {

class HtSine {
 public:
  using Input = CloseInput;
  explicit HtSine(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    const bool known = cycle_.push(bar.close);
    out[0] = known ? std::sin(cycle_.phase() / kDegrees) : kNoValue;
    out[1] = known ? std::sin((cycle_.phase() + 45.0) / kDegrees) : kNoValue;
  }

 private:
  DominantPhase cycle_;
};

class HtSineColumn {
 public:
  HtSineColumn(Params /*none*/, std::size_t most) : cycle_(most), angle_(most) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t before = cycle_.seen(), taken = cycle_.take(x, count);
    const double* const phase = cycle_.phase();
    for (const std::size_t k : {0U, 1U}) {
      const double ahead = k == 0 ? 0.0 : 45.0;
      for (std::size_t i = 0; i < taken; ++i) angle_[i] = (phase[i] + ahead) / kDegrees;
      curve_values(Curve::sin, angle_.data(), taken, out[k]);
      hide_warm_up(before, DominantPhase::kWarmUp, taken, out[k]);
    }
    return taken;
  }

 private:
  CyclePhases cycle_;
  std::vector<double> angle_;
};

}  // namespace

extern const IndicatorDef ht_sine_def{
    .id = "ht_sine",
    .name = "HT_SINE",
    .flavour = Flavour::talib,
    .title_en = "Hilbert transform: sine wave",
    .title_zh = "希尔伯特变换：正弦波",
    .group = Group::cycle,
    .inputs = {Field::close},
    .outputs = {{.name = "sine", .unit = Unit::none, .low = -1, .high = 1},
                {.name = "leadsine", .unit = Unit::none, .low = -1, .high = 1}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, HT_SINE",
    .warm_up = [](Params) { return std::size_t{63}; },
    .run = run_cycles<HtSineColumn>,
    .stream = stream_of<HtSine>,
};

}  // namespace fwq::analysis
