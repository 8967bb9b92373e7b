// MACD as 通达信 shows it: averages begun with the first close, and a histogram of twice the difference.
//
//   dif  = EMA(CLOSE, short) - EMA(CLOSE, long)
//   dea  = EMA(dif, mid)
//   macd = 2 * (dif - dea)
//   Each EMA begins with its first value.
//
// Source:   通达信 formula MACD(12,26,9).
// Input:    close.
// Output:   three price differences, from the first bar on (where all are 0).
// Edges:    a NaN close restarts all averages.
// Cost:     O(1) a bar.
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class TdxMacd {
 public:
  using Input = CloseInput;
  explicit TdxMacd(Params p)
      : short_(from_first(p[0])), long_(from_first(p[1])), dea_(from_first(p[2])) {}
  void push(const Input& bar, double* out) {
    out[0] = short_.push(bar.close) - long_.push(bar.close);
    out[1] = dea_.push(out[0]);
    out[2] = 2.0 * (out[0] - out[1]);
  }

 private:
  static Smoother from_first(double n) { return Smoother::ema(bars_of(n), 1); }
  Smoother short_, long_, dea_;
};

constexpr ParamDef period(std::string_view name, double value, std::string_view en,
                          std::string_view zh) {
  return {.name = name,
          .value = value,
          .min = 1,
          .max = 1000,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}

}  // namespace

extern const IndicatorDef tdx_macd_def{
    .id = "tdx_macd",
    .name = "MACD",
    .flavour = Flavour::tdx,
    .title_en = "Moving average convergence/divergence",
    .title_zh = "平滑异同平均线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {period("short", 12, "Period of the fast average", "快线周期"),
               period("long", 26, "Period of the slow average", "慢线周期"),
               period("mid", 9, "Period of DEA", "DEA 周期")},
    .outputs = {{.name = "dif"}, {.name = "dea"}, {.name = "macd", .style = Style::histogram}},
    .guides = {0},
    .source = "通达信 MACD",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_machine<TdxMacd>,
    .stream = stream_of<TdxMacd>,
    .signals = [](const SignalRun& r) { macd_signals(r, r.values[0], r.values[1]); },
    .settling = [](Params p) { return ema_settling(std::max(p[0], p[1])) + ema_settling(p[2]); },
};

}  // namespace fwq::analysis
