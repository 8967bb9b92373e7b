// MACD: how far a fast exponential average is from a slow one, and the average of that distance.
//
//   macd   = EMA(close, fast) - EMA(close, slow)
//   signal = EMA(macd, signal_period)
//   hist   = macd - signal
//   Each EMA begins with the mean of its first values; the fast one begins so late that both start at bar slow-1.
//
// Source:   TA-Lib 0.6.4, TA_MACD. G. Appel, Technical Analysis: Power Tools for Active Investors (2005).
// Input:    close.
// Output:   three price differences; NaN for the first slow-1 + signal_period-1 bars.
// Edges:    fast > slow: the two change places, as in TA-Lib. A NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Macd {
 public:
  using Input = CloseInput;
  explicit Macd(Params p)
      : skip_(bars_of(std::max(p[0], p[1]) - std::min(p[0], p[1]))),
        fast_(classic(std::min(p[0], p[1]))),
        slow_(classic(std::max(p[0], p[1]))),
        signal_(classic(p[2])) {}

  void push(const Input& bar, double* out) {
    const double slow = slow_.push(bar.close);
    if (skip_ > 0) {
      --skip_;  // The slow average is still filling up, without the fast one.
    } else if (const double macd = fast_.push(bar.close) - slow; !std::isnan(macd)) {
      if (const double signal = signal_.push(macd); !std::isnan(signal)) {
        out[0] = macd;
        out[1] = signal;
        out[2] = macd - signal;
        return;
      }
    }
    out[0] = out[1] = out[2] = kNoValue;
  }

 private:
  static Smoother classic(double n) { return Smoother::ema(bars_of(n), bars_of(n)); }
  std::size_t skip_;
  Smoother fast_, slow_, signal_;
};

constexpr ParamDef period(std::string_view name, double value, double min, std::string_view en,
                          std::string_view zh) {
  return {.name = name,
          .value = value,
          .min = min,
          .max = 100'000,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}

}  // namespace

extern const IndicatorDef macd_def{
    .id = "macd",
    .name = "MACD",
    .flavour = Flavour::talib,
    .title_en = "Moving average convergence/divergence",
    .title_zh = "指数平滑异同移动平均线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {period("fast", 12, 2, "Period of the fast average", "快线周期"),
               period("slow", 26, 2, "Period of the slow average", "慢线周期"),
               period("signal", 9, 1, "Period of the signal line", "信号线周期")},
    .outputs = {{.name = "macd"}, {.name = "signal"}, {.name = "hist", .style = Style::histogram}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, MACD",
    .warm_up = [](Params p) { return bars_of(std::max(p[0], p[1]) + p[2]) - 2; },
    .run = run_machine<Macd>,
    .stream = stream_of<Macd>,
    .signals = [](const SignalRun& r) { macd_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
