// Stochastic RSI: where the RSI lies in its own range of the last bars.
//
//   rsi   = RSI(close, period)
//   fastk = 100 * (rsi - lowest rsi) / (highest rsi - lowest rsi) of the last fast_k bars
//   fastd = MA(fastk, fast_d, fast_d_type)
//
// Source:   TA-Lib 0.6.4, TA_STOCHRSI. T. Chande and S. Kroll, The New Technical Trader (1994).
// Input:    close.
// Output:   two percentages, in [0, 100] unless smoothed by DEMA, TEMA or T3; NaN until both have started.
// Edges:    no range counts as 0, as in TA-Lib; so does one of rounding only (below 1e-10), which an RSI of closes that
//           stand still has. A NaN close starts it anew.
// Cost:     O(log fast_k) a bar; the stream O(1) on average.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stochastic.hpp"

namespace fwq::analysis {
namespace {

class StochRsi {
 public:
  using Input = CloseInput;
  explicit StochRsi(Params p)
      : strength_(bars_of(p[0])),
        place_(bars_of(p[1])),
        skip_(bars_of(p[0])),
        d_(MovingAverage(p[3], p[2]), bars_of(p[0]) + bars_of(p[1]) - 1) {}
  void push(const Input& bar, double* out) {
    const bool some = strength_.push(bar.close);
    out[0] = kNoValue;
    if (some) {
      const double rsi = rsi_of(strength_.up(), strength_.down());
      out[0] = place_.push(rsi);
    }
    out[1] = d_.push(out[0]);
    if (std::isnan(out[1])) out[0] = kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    // In order: a range of the RSI can be as small as its rounding, and both ways must see the same one.
    Scratch rsi, down;
    strength_.run_in_order(block.in[0], block.before, block.count, rsi.data(), down.data());
    for (std::size_t i = 0; i < block.count; ++i) rsi[i] = rsi_of(rsi[i], down[i]);
    const std::size_t asleep = std::min(skip_, block.count);
    std::fill_n(block.out[0], asleep, kNoValue);
    skip_ -= asleep;
    place_.run(rsi.data() + asleep, block.count - asleep, block.out[0] + asleep);
    d_.run(block.out[0], block.count, block.out[1]);
    hide_before(block.out[1], block.count, block.out[0]);
  }

 private:
  Strength strength_;
  PlaceInOwnRange place_;
  std::size_t skip_;
  LateAverage d_;
};

}  // namespace

extern const IndicatorDef stochrsi_def{
    .id = "stochrsi",
    .name = "STOCHRSI",
    .flavour = Flavour::talib,
    .title_en = "Stochastic RSI",
    .title_zh = "随机相对强弱指标",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Bars that Wilder's smoothing spreads a move over",
                          "威尔德平滑的周期"),
               bars_param(5, 1, "Bars of the range", "区间周期", "fast_k"),
               bars_param(3, 1, "Smoothing of D", "D 平滑周期", "fast_d"),
               average_type("fast_d_type")},
    .outputs = {percent_output("fastk"), percent_output("fastd", 0, 0)},
    .guides = {20, 80},
    .source = "TA-Lib 0.6.4, STOCHRSI; T. Chande and S. Kroll, The New Technical Trader (1994)",
    .warm_up =
        [](Params p) {
          return bars_of(p[0]) + bars_of(p[1]) - 1 + MovingAverage::warm_up(p[3], p[2]);
        },
    .run = run_blocks<StochRsi>,
    .stream = stream_of<StochRsi>,
    .signals = [](const SignalRun& r) { stochastic_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
