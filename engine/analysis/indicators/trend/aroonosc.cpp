// Aroon oscillator: how much later the highest high came than the lowest low.
//
//   aroonosc = 100 * (bars since the lowest low - bars since the highest high) / period
//   both over the last period+1 bars; of equal extremes the latest counts
//
// Source:   TA-Lib 0.6.4, TA_AROONOSC. T. Chande, Stocks & Commodities 13 (1995).
// Input:    high, low.
// Output:   percent in [-100, 100]; NaN for the first `period` bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(period).
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class AroonOscillator {
 public:
  using Input = PairInput;
  explicit AroonOscillator(Params p)
      : high_(bars_of(p[0]) + 1), low_(bars_of(p[0]) + 1), share_(100.0 / p[0]) {}
  void push(const Input& bar, double* out) {
    const double high = high_.push(bar.high), low = low_.push(bar.low);
    out[0] = share_ * (low - high);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch low;
    double* const out = block.out[0];
    high_.run_on(block.in[0], block.before, block.count, out);
    low_.run_on(block.in[1], block.before, block.count, low.data());
    for (std::size_t i = 0; i < block.count; ++i) out[i] = share_ * (low[i] - out[i]);
  }

 private:
  HighestAge high_;
  LowestAge low_;
  double share_;
};

}  // namespace

extern const IndicatorDef aroonosc_def{
    .id = "aroonosc",
    .name = "AROONOSC",
    .flavour = Flavour::talib,
    .title_en = "Aroon oscillator",
    .title_zh = "阿隆振荡器",
    .group = Group::trend,
    .inputs = {Field::high, Field::low},
    .params = {bars_param(14, 2, "Bars back that an extreme counts", "极值回看的周期")},
    .outputs = {percent_output("aroonosc", -100, 100)},
    .guides = {-50, 0, 50},
    .source = "TA-Lib 0.6.4, AROONOSC; T. Chande, Stocks & Commodities 13 (1995)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<AroonOscillator>,
    .stream = stream_of<AroonOscillator>,
    .signals = [](const SignalRun& r) { level_signals(r, 0); },
};

}  // namespace fwq::analysis
