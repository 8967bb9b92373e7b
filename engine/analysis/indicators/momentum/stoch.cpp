// Stochastic: where the close lies in the range of the last bars, smoothed twice.
//
//   fast_k = 100 * (close - lowest low) / (highest high - lowest low) of the last fast_k bars
//   slowk  = MA(fast_k, slow_k, slow_k_type), slowd = MA(slowk, slow_d, slow_d_type)
//
// Source:   TA-Lib 0.6.4, TA_STOCH. G. Lane, Stocks & Commodities 2 (1984).
// Input:    high, low, close.
// Output:   two percentages, in [0, 100] unless smoothed by DEMA, TEMA or T3; NaN until both have started.
// Edges:    no range counts as 0, as in TA-Lib. A NaN starts it anew.
// Cost:     O(log fast_k) a bar; the stream O(1) on average.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stochastic.hpp"

namespace fwq::analysis {
namespace {

class Stoch {
 public:
  using Input = RangeInput;
  explicit Stoch(Params p)
      : place_(bars_of(p[0])),
        k_(MovingAverage(p[2], p[1]), bars_of(p[0]) - 1),
        d_(MovingAverage(p[4], p[3]), bars_of(p[0]) - 1 + MovingAverage::warm_up(p[2], p[1])) {}
  void push(const Input& bar, double* out) {
    out[0] = k_.push(place_.push(bar.high, bar.low, bar.close));
    out[1] = d_.push(out[0]);
    if (std::isnan(out[1])) out[0] = kNoValue;
  }
  void run(const Block& block) {
    place_.run_on(block.in[0], block.in[1], block.in[2], block.before, block.count, block.out[0]);
    k_.run(block.out[0], block.count, block.out[0]);
    d_.run(block.out[0], block.count, block.out[1]);
    hide_before(block.out[1], block.count, block.out[0]);
  }

 private:
  PlaceInRange place_;
  LateAverage k_, d_;
};

}  // namespace

extern const IndicatorDef stoch_def{
    .id = "stoch",
    .name = "STOCH",
    .flavour = Flavour::talib,
    .title_en = "Stochastic",
    .title_zh = "随机指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(5, 1, "Bars of the range", "区间周期", "fast_k"),
               bars_param(3, 1, "Smoothing of K", "K 平滑周期", "slow_k"),
               average_type("slow_k_type"),
               bars_param(3, 1, "Smoothing of D", "D 平滑周期", "slow_d"),
               average_type("slow_d_type")},
    .outputs = {percent_output("slowk", 0, 0), percent_output("slowd", 0, 0)},
    .guides = {20, 80},
    .source = "TA-Lib 0.6.4, STOCH; G. Lane, Stocks & Commodities 2 (1984)",
    .warm_up =
        [](Params p) {
          return bars_of(p[0]) - 1 + MovingAverage::warm_up(p[2], p[1]) +
                 MovingAverage::warm_up(p[4], p[3]);
        },
    .run = run_blocks<Stoch>,
    .stream = stream_of<Stoch>,
    .signals = [](const SignalRun& r) { stochastic_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
