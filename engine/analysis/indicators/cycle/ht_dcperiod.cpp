// Length of the dominant cycle of the closes.
//
//   ht_dcperiod += 0.33 * (period - ht_dcperiod), period of hilbert.hpp
//
// Source:   TA-Lib 0.6.4, TA_HT_DCPERIOD. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close, or another column.
// Output:   bars in [0, 50]; NaN for the first 32 bars.
// Edges:    A NaN starts it anew.
// Cost:     O(1) a bar; over columns sixteen parts of them side by side (cycle_batch.hpp).
#include "dominant_cycle.hpp"

namespace fwq::analysis {
namespace {

class HtDcperiod {
 public:
  using Input = CloseInput;
  explicit HtDcperiod(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    out[0] = cycle_.push(bar.close) && cycle_.seen() > 32 ? cycle_.smoothed() : kNoValue;
  }

 private:
  DominantPeriod cycle_{DominantPeriod::kEarly};
};

class HtDcperiodColumn {
 public:
  HtDcperiodColumn(Params /*none*/, std::size_t most) : cycle_(DominantPeriod::kEarly, most) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t taken = cycle_.take(x, count);
    std::copy_n(cycle_.length(), taken, out[0]);
    hide_warm_up(seen_, 32, taken, out[0]);
    seen_ += taken;
    return taken;
  }

 private:
  CycleBatch cycle_;
  std::size_t seen_ = 0;
};

}  // namespace

extern const IndicatorDef ht_dcperiod_def{
    .id = "ht_dcperiod",
    .name = "HT_DCPERIOD",
    .flavour = Flavour::talib,
    .title_en = "Hilbert transform: dominant cycle period",
    .title_zh = "希尔伯特变换：主导周期",
    .group = Group::cycle,
    .inputs = {Field::close},
    .outputs = {{.name = "ht_dcperiod", .unit = Unit::bars, .low = 0, .high = 50}},
    .source = "TA-Lib 0.6.4, HT_DCPERIOD",
    .warm_up = [](Params) { return std::size_t{32}; },
    .run = run_cycles<HtDcperiodColumn>,
    .stream = stream_of<HtDcperiod>,
};

}  // namespace fwq::analysis
