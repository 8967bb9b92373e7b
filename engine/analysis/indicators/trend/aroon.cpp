// Aroon: how long ago the highest high and the lowest low were.
//
//   up   = 100 * (period - bars since the highest high) / period
//   down = 100 * (period - bars since the lowest low) / period
//   both over the last period+1 bars; of equal extremes the latest counts
//
// Source:   TA-Lib 0.6.4, TA_AROON. T. Chande, Stocks & Commodities 13 (1995).
// Input:    high, low.
// Output:   percent in [0, 100]; NaN for the first `period` bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(period).
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Aroon {
 public:
  using Input = PairInput;
  explicit Aroon(Params p)
      : high_(bars_of(p[0]) + 1), low_(bars_of(p[0]) + 1), share_(100.0 / p[0]), n_(p[0]) {}
  void push(const Input& bar, double* out) {
    const double high = high_.push(bar.high), low = low_.push(bar.low);
    out[0] = share_ * (n_ - low);
    out[1] = share_ * (n_ - high);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const down = block.out[0];
    double* const up = block.out[1];
    low_.run_on(block.in[1], block.before, block.count, down);
    high_.run_on(block.in[0], block.before, block.count, up);
    for (std::size_t i = 0; i < block.count; ++i) {
      down[i] = share_ * (n_ - down[i]);
      up[i] = share_ * (n_ - up[i]);
    }
  }

 private:
  HighestAge high_;
  LowestAge low_;
  double share_, n_;
};

}  // namespace

extern const IndicatorDef aroon_def{
    .id = "aroon",
    .name = "AROON",
    .flavour = Flavour::talib,
    .title_en = "Aroon",
    .title_zh = "阿隆指标",
    .group = Group::trend,
    .inputs = {Field::high, Field::low},
    .params = {bars_param(14, 2, "Bars back that an extreme counts", "极值回看的周期")},
    .outputs = {percent_output("down"), percent_output("up")},
    .guides = {30, 70},
    .source = "TA-Lib 0.6.4, AROON; T. Chande, Stocks & Commodities 13 (1995)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Aroon>,
    .stream = stream_of<Aroon>,
    .signals =
        [](const SignalRun& r) {
          two_line_signals(r, r.values[1], r.values[0], "up", "down", 100);
        },
};

}  // namespace fwq::analysis
