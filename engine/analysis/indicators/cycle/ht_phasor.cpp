// The two parts of the price cycle: in phase, and a quarter cycle ahead.
//
//   inphase, quadrature = i1, q1 of hilbert.hpp
//
// Source:   TA-Lib 0.6.4, TA_HT_PHASOR. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   two price differences; NaN for the first 32 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "dominant_cycle.hpp"

namespace fwq::analysis {
namespace {

class HtPhasor {
 public:
  using Input = CloseInput;
  explicit HtPhasor(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    const bool known = cycle_.push(bar.close) && cycle_.seen() > 32;
    out[0] = known ? cycle_.meter().in_phase() : kNoValue;
    out[1] = known ? cycle_.meter().quadrature() : kNoValue;
  }
  void run(const Block& b) { run_pushes(*this, b); }

 private:
  DominantPeriod cycle_{DominantPeriod::kEarly};
};

}  // namespace

extern const IndicatorDef ht_phasor_def{
    .id = "ht_phasor",
    .name = "HT_PHASOR",
    .flavour = Flavour::talib,
    .title_en = "Hilbert transform: phasor components",
    .title_zh = "希尔伯特变换：相量分量",
    .group = Group::cycle,
    .inputs = {Field::close},
    .outputs = {{.name = "inphase"}, {.name = "quadrature"}},
    .source = "TA-Lib 0.6.4, HT_PHASOR",
    .warm_up = [](Params) { return std::size_t{32}; },
    .run = run_blocks<HtPhasor>,
    .stream = stream_of<HtPhasor>,
};

}  // namespace fwq::analysis
