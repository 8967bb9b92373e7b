// MACDEXT: the MACD with averages of any type.
//
//   macd   = MA(close, fast, fast_type) - MA(close, slow, slow_type), both starting at the same bar
//   signal = MA(macd, signal_period, signal_type)
//   hist   = macd - signal
//
// Source:   TA-Lib 0.6.4, TA_MACDEXT.
// Input:    close.
// Output:   three price differences; NaN until the slower average and the signal have started.
// Edges:    fast > slow: the two change places with their types, as in TA-Lib. A NaN close starts all anew.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "fast_and_slow.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Macdext {
 public:
  using Input = CloseInput;
  explicit Macdext(Params p) : lines_(FastAndSlow(p[1], p[0], p[3], p[2], true), p[5], p[4]) {}
  void push(const Input& bar, double* out) { lines_.push(bar.close, out); }
  void run(const Block& block) { lines_.run(block); }

 private:
  MacdLines lines_;
};

}  // namespace

extern const IndicatorDef macdext_def{
    .id = "macdext",
    .name = "MACDEXT",
    .flavour = Flavour::talib,
    .title_en = "MACD with averages of choice",
    .title_zh = "可选均线类型的 MACD",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(12, 2, "Period of the fast average", "快线周期", "fast"),
               average_type("fast_type"),
               bars_param(26, 2, "Period of the slow average", "慢线周期", "slow"),
               average_type("slow_type"),
               bars_param(9, 1, "Period of the signal line", "信号线周期", "signal"),
               average_type("signal_type")},
    .outputs = {{.name = "macd"}, {.name = "signal"}, {.name = "hist", .style = Style::histogram}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, MACDEXT",
    .warm_up =
        [](Params p) {
          return FastAndSlow::warm_up(p[1], p[0], p[3], p[2]) + MovingAverage::warm_up(p[5], p[4]);
        },
    .run = run_blocks<Macdext>,
    .stream = stream_of<Macdext>,
    .signals = [](const SignalRun& r) { macd_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
