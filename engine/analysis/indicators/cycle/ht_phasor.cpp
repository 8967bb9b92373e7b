// The two parts of the price cycle: in phase, and a quarter cycle ahead.
//
//   inphase, quadrature = i1, q1 of hilbert.hpp
//
// Source:   TA-Lib 0.6.4, TA_HT_PHASOR. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   two price differences; NaN for the first 32 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(1) a bar; over columns sixteen parts of them side by side (cycle_batch.hpp).
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

 private:
  DominantPeriod cycle_{DominantPeriod::kEarly};
};

class HtPhasorColumn {
 public:
  HtPhasorColumn(Params /*none*/, std::size_t most) : cycle_(DominantPeriod::kEarly, most) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t taken = cycle_.take(x, count);
    std::copy_n(cycle_.in_phase(), taken, out[0]);
    std::copy_n(cycle_.quadrature(), taken, out[1]);
    hide_warm_up(seen_, 32, taken, out[0]);
    hide_warm_up(seen_, 32, taken, out[1]);
    seen_ += taken;
    return taken;
  }

 private:
  CycleBatch cycle_;
  std::size_t seen_ = 0;
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
    .run = run_cycles<HtPhasorColumn>,
    .stream = stream_of<HtPhasor>,
};

}  // namespace fwq::analysis
