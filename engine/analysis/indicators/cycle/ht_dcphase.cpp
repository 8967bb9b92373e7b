// Where the closes are in their dominant cycle.
//
//   ht_dcphase = phase of dominant_cycle.hpp
//
// Source:   TA-Lib 0.6.4, TA_HT_DCPHASE. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   degrees in [-45, 315], a little beyond at the ends; NaN for the first 63 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(length of the cycle) a bar.
#include "dominant_cycle.hpp"

namespace fwq::analysis {
namespace {

class HtDcphase {
 public:
  using Input = CloseInput;
  explicit HtDcphase(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    out[0] = cycle_.push(bar.close) ? cycle_.phase() : kNoValue;
  }

 private:
  DominantPhase cycle_;
};

class HtDcphaseColumn {
 public:
  HtDcphaseColumn(Params /*none*/, std::size_t most) : cycle_(most) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t before = cycle_.seen(), taken = cycle_.take(x, count);
    std::copy_n(cycle_.phase(), taken, out[0]);
    hide_warm_up(before, DominantPhase::kWarmUp, taken, out[0]);
    return taken;
  }

 private:
  CyclePhases cycle_;
};

}  // namespace

extern const IndicatorDef ht_dcphase_def{
    .id = "ht_dcphase",
    .name = "HT_DCPHASE",
    .flavour = Flavour::talib,
    .title_en = "Hilbert transform: dominant cycle phase",
    .title_zh = "希尔伯特变换：主导周期相位",
    .group = Group::cycle,
    .inputs = {Field::close},
    .outputs = {{.name = "ht_dcphase", .unit = Unit::degrees}},
    .source = "TA-Lib 0.6.4, HT_DCPHASE",
    .warm_up = [](Params) { return std::size_t{63}; },
    .run = run_cycles<HtDcphaseColumn>,
    .stream = stream_of<HtDcphase>,
};

}  // namespace fwq::analysis
