// MACDFIX: the MACD as first published, with weights of exactly 0.15 and 0.075 for its averages.
//
//   fast += 0.15 * (close - fast), begun with the mean of 12 closes; slow += 0.075 * (close - slow), with that of 26
//   macd = fast - slow, signal = EMA(macd, signal_period), hist = macd - signal; fast and slow start at bar 25
//
// Source:   TA-Lib 0.6.4, TA_MACDFIX. G. Appel.
// Input:    close.
// Output:   three price differences; NaN for the first 24 + signal_period bars.
// Edges:    a NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "fast_and_slow.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Macdfix {
 public:
  using Input = CloseInput;
  explicit Macdfix(Params p) : lines_(FastAndSlow::fixed(0.15, 12, 0.075, 26), 1, p[0]) {}
  void push(const Input& bar, double* out) { lines_.push(bar.close, out); }
  void run(const Block& block) { lines_.run(block); }

 private:
  MacdLines lines_;
};

}  // namespace

extern const IndicatorDef macdfix_def{
    .id = "macdfix",
    .name = "MACDFIX",
    .flavour = Flavour::talib,
    .title_en = "MACD with fixed weights 12/26",
    .title_zh = "固定 12/26 权重的 MACD",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(9, 1, "Period of the signal line", "信号线周期", "signal")},
    .outputs = {{.name = "macd"}, {.name = "signal"}, {.name = "hist", .style = Style::histogram}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, MACDFIX; G. Appel",
    .warm_up = [](Params p) { return 24 + bars_of(p[0]); },
    .run = run_blocks<Macdfix>,
    .stream = stream_of<Macdfix>,
    .signals = [](const SignalRun& r) { macd_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
