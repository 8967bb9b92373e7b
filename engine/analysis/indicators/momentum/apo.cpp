// Absolute price oscillator: how far a fast average is from a slow one.
//
//   apo = MA(close, fast) - MA(close, slow), both of the same type
//
// Source:   TA-Lib 0.6.4, TA_APO.
// Input:    close.
// Output:   a price difference; NaN for the first slow-1 bars (more for DEMA, TEMA, KAMA, MAMA, T3).
// Edges:    fast > slow: the two change places, as in TA-Lib. A NaN close starts it anew.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "fast_and_slow.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Apo {
 public:
  using Input = CloseInput;
  explicit Apo(Params p) : averages_(p[2], p[0], p[2], p[1], false) {}
  void push(const Input& bar, double* out) {
    const auto [fast, slow] = averages_.push(bar.close);
    out[0] = of(fast, slow);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch slow;
    double* const out = block.out[0];
    averages_.run(block.in[0], block.count, out, slow.data());
    for (std::size_t i = 0; i < block.count; ++i) out[i] = of(out[i], slow[i]);
  }

 private:
  static double of(double fast, double slow) noexcept { return fast - slow; }
  FastAndSlow averages_;
};

}  // namespace

extern const IndicatorDef apo_def{
    .id = "apo",
    .name = "APO",
    .flavour = Flavour::talib,
    .title_en = "Absolute price oscillator",
    .title_zh = "绝对价格振荡器",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(12, 2, "Period of the fast average", "快线周期", "fast"),
               bars_param(26, 2, "Period of the slow average", "慢线周期", "slow"),
               average_type("type")},
    .outputs = {{.name = "apo"}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, APO",
    .warm_up = [](Params p) { return FastAndSlow::warm_up(p[2], p[0], p[2], p[1]); },
    .run = run_blocks<Apo>,
    .stream = stream_of<Apo>,
    .signals = [](const SignalRun& r) { level_signals(r, 0); },
};

}  // namespace fwq::analysis
