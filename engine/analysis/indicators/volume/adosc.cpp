// Chaikin oscillator: how far a fast average of the accumulation/distribution line is from a slow one.
//
//   adosc = EMA(ad, fast) - EMA(ad, slow), both begun with the first value of the line (AD)
//
// Source:   TA-Lib 0.6.4, TA_ADOSC. M. Chaikin.
// Input:    high, low, close, volume.
// Output:   shares; NaN for the first bars, one fewer than the longer period.
// Edges:    a NaN starts it anew.
// Cost:     O(1) a bar.
#include "accumulation.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Adosc {
 public:
  using Input = FlowInput;
  explicit Adosc(Params p)
      : fast_(Smoother::ema(bars_of(p[0]), 1)),
        slow_(Smoother::ema(bars_of(p[1]), 1)),
        skip_(bars_of(std::max(p[0], p[1])) - 1) {}
  void push(const Input& bar, double* out) {
    const double ad = line_.push(bar);
    out[0] = fast_.push(ad) - slow_.push(ad);
    if (skip_ == 0) return;
    --skip_;
    out[0] = kNoValue;
  }
  void run(const Block& block) { run_block(block, true); }
  bool run_hopefully(const Block& block) { return run_block(block, false); }

 private:
  FWQ_VECTORIZED bool run_block(const Block& block, bool whole) {
    double* const out = block.out[0];
    const bool first = !fast_.begun();
    const double begin = first ? line_.first(block) : 0;
    SlidingFollower fast(fast_.speed(), first ? begin : fast_.value());
    SlidingFollower slow(slow_.speed(), first ? begin : slow_.value());
    double last_fast = 0, last_slow = 0;
    const bool done = line_.run(
        block, whole,
        [&](std::size_t i, std::size_t count, const Eights& line) __attribute__((always_inline)) {
          Eights f, s;
          fast.go_on(line, f);
          slow.go_on(line, s);
          if (count == 8) {
            *reinterpret_cast<EightsAt*>(out + i) = f - s;
          } else {
            store_part(f - s, count, out + i);
          }
          last_fast = f[count - 1];
          last_slow = s[count - 1];
        });
    if (!done) return false;
    if (first) {
      fast_.push(begin);
      slow_.push(begin);
    }
    fast_.go_on_from(last_fast);
    slow_.go_on_from(last_slow);
    const std::size_t asleep = std::min(skip_, block.count);
    std::fill_n(out, asleep, kNoValue);
    skip_ -= asleep;
    return true;
  }

  Accumulation line_;
  Smoother fast_, slow_;
  std::size_t skip_;
};

}  // namespace

extern const IndicatorDef adosc_def{
    .id = "adosc",
    .name = "ADOSC",
    .flavour = Flavour::talib,
    .title_en = "Chaikin A/D oscillator",
    .title_zh = "佳庆振荡器",
    .group = Group::volume,
    .inputs = {Field::high, Field::low, Field::close, Field::volume},
    .params = {bars_param(3, 2, "Period of the fast average", "快线周期", "fast"),
               bars_param(10, 2, "Period of the slow average", "慢线周期", "slow")},
    .outputs = {{.name = "adosc", .unit = Unit::shares}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, ADOSC; M. Chaikin",
    .warm_up = [](Params p) { return bars_of(std::max(p[0], p[1])) - 1; },
    .run = run_hopeful_blocks<Adosc>,
    .stream = stream_of<Adosc>,
    .signals = [](const SignalRun& r) { level_signals(r, 0); },
};

}  // namespace fwq::analysis
