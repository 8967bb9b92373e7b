// Parabolic stop as 通达信 shows it: a stop that follows the trend ever faster and turns when it is hit.
//
//   Begun long at bar n-1: the stop at the lowest low of the first n bars, the extreme at their highest high, the factor
//   at the step. Long, each bar: a new high is the extreme and adds the step to the factor (up to the maximum); the stop
//   goes by factor * (extreme - stop), not above this low or the last, never back. A low below the stop turns it short:
//   the stop is the old extreme if the last bar made it, else factor * (extreme - low) short of it (factor: the step).
//   Short likewise, mirrored; a high above the stop turns it long, with the lower of the last two lows for a stop.
//
// Source:   通达信 SAR(10,2,20), as users have rebuilt it; it differs from TA-Lib's in how it begins and turns.
//           J. W. Wilder, New Concepts in Technical Trading Systems (1978).
// Input:    high, low.
// Output:   a price; NaN for the first n-1 bars.
// Edges:    bars that never move stay long with the stop at their price. A NaN starts all anew.
// Cost:     O(1) a bar.
#include <fmt/format.h>

#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdxSar {
 public:
  using Input = tdx::HighLow;
  explicit TdxSar(Params p)
      : wait_(bars_of(p[0])), step_(p[1] / 100.0), most_(p[2] / 100.0), factor_(step_) {}
  void push(const Input& bar, double* out) {
    if (wait_ > 0) {
      begin(bar);
    } else if (long_) {
      go_long(bar);
    } else {
      go_short(bar);
    }
    last_ = bar;
    *out = wait_ > 0 ? kNoValue : stop_;
  }

 private:
  void begin(const Input& bar) noexcept {
    extreme_ = std::max(extreme_, bar.high);
    stop_ = std::min(stop_, bar.low);
    --wait_;
  }
  void go_long(const Input& bar) noexcept {
    if (bar.high > extreme_) {
      extreme_ = bar.high;
      factor_ = std::min(factor_ + step_, most_);
    }
    const double next = stop_ + factor_ * (extreme_ - stop_);
    stop_ = std::max(stop_, std::min({next, bar.low, last_.low}));
    if (!(bar.low < stop_)) return;
    const double top = extreme_;
    turn(false, bar.low);
    stop_ = last_.high == top ? top : top + factor_ * (extreme_ - top);
  }
  void go_short(const Input& bar) noexcept {
    if (bar.low < extreme_) {
      extreme_ = bar.low;
      factor_ = std::min(factor_ + step_, most_);
    }
    const double next = stop_ + factor_ * (extreme_ - stop_);
    stop_ = std::min(stop_, std::max({next, bar.high, last_.high}));
    if (!(bar.high > stop_)) return;
    turn(true, bar.high);
    stop_ = std::min(bar.low, last_.low);
  }
  void turn(bool to_long, double extreme) noexcept {
    long_ = to_long;
    extreme_ = extreme;
    factor_ = step_;
  }

  std::size_t wait_;  // Bars until there is a stop.
  double step_, most_, factor_;
  double extreme_ = -std::numeric_limits<double>::max(), stop_ = std::numeric_limits<double>::max();
  bool long_ = true;
  Input last_{0, 0};
};

// The stop changes sides: it comes to lie under the bars (buy) or over them (sell). Strength 0.5; the stop alone tells no more.
void sar_signals(const SignalRun& run) {
  const Line sar = run.values[0];
  const auto under = [&](std::size_t i) { return sar[i] <= run.bars.low()[i]; };
  const auto over = [&](std::size_t i) { return sar[i] >= run.bars.high()[i]; };
  int side = 0;
  for (std::size_t i = 0; i < sar.size(); ++i) {
    const int now = std::isnan(sar[i])     ? 0
                    : under(i) && !over(i) ? 1
                    : over(i) && !under(i) ? -1
                                           : side;
    if (side != 0 && now != 0 && now != side) {
      const auto [stop, close] = told_apart(sar[i], run.bars.close()[i], 3);
      emit(
          run, i, now > 0 ? Side::buy : Side::sell, 0.5,
          fmt::format("the stop turns {} the price: SAR {}, close {}", now > 0 ? "below" : "above",
                      stop, close),
          fmt::format("止损点翻到价格{}方：SAR {}，收盘价 {}", now > 0 ? "下" : "上", stop, close));
    }
    side = now;
  }
}

constexpr ParamDef factor(std::string_view name, double value, std::string_view en,
                          std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = 0.1,
          .max = 100,
          .step = 0.1,
          .unit = "%",
          .help_en = en,
          .help_zh = zh};
}

}  // namespace

extern const IndicatorDef tdx_sar_def{
    .id = "tdx_sar",
    .name = "SAR",
    .flavour = Flavour::tdx,
    .title_en = "Parabolic stop",
    .title_zh = "抛物线指标",
    .group = Group::trend,
    .inputs = {Field::high, Field::low},
    .params = {tdx::bars_param("n", 10, 1, "Bars that the first stop is taken from",
                               "起始止损的取值周期"),
               factor("step", 2, "What each new extreme adds to the factor", "加速步长"),
               factor("max", 20, "Largest factor", "加速上限")},
    .outputs = {{.name = "sar"}},
    .overlay = true,
    .source = "通达信 SAR",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_machine<TdxSar>,
    .stream = stream_of<TdxSar>,
    .signals = sar_signals,
};

}  // namespace fwq::analysis
