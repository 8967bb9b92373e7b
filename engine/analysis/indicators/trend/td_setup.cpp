// TD setup, 神奇九转: how many closes in a row are above (or below) the close of four bars before; nine are said to be enough.
//
//   up = how many bars up to here have CLOSE > REF(CLOSE, back) without a break, counted 1 … length and anew from 1
//   down likewise with CLOSE < REF(CLOSE, back)
//
// Source:   T. DeMark, The New Science of Technical Analysis (1994), with the plain start: a run counts from its first bar,
//           whatever the bar before it did. 通达信 and others hide 1 to 5 until a run has come to 6, which only hindsight can;
//           here a number, once shown, stays.
// Input:    close.
// Output:   two numbers from 0 to `length`; NaN for the first `back` bars.
// Edges:    a close that equals the earlier one ends both runs. A NaN starts all anew.
// Cost:     O(1) a bar.
#include <fmt/format.h>

#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdSetup {
 public:
  using Input = CloseInput;
  explicit TdSetup(Params p) : before_(bars_of(p[0])), length_(p[1]) {}
  void push(const Input& bar, double* out) {
    const double before = before_.push(bar.close);
    out[0] = out[1] = kNoValue;
    if (std::isnan(before)) return;
    out[0] = up_ = counted(up_, bar.close > before);
    out[1] = down_ = counted(down_, bar.close < before);
  }

 private:
  double counted(double run, bool goes_on) const noexcept {
    return !goes_on ? 0.0 : run == length_ ? 1.0 : run + 1.0;
  }

  tdx::Ref before_;
  double length_, up_ = 0, down_ = 0;
};

// The count of falling closes is complete (buy), or that of rising ones (sell). Strength 0.6; 0.8 if the last bar or the one
// before it also made the lowest low (highest high) of the four, which DeMark calls perfected.
void td_setup_signals(const SignalRun& run) {
  const double length = run.params[1];
  const auto back = run.params[0];
  for (std::size_t i = 3; i < run.bars.size(); ++i) {
    const bool sell = run.values[0][i] == length;
    if (!sell && run.values[1][i] != length) continue;
    const Line far = sell ? run.bars.high() : run.bars.low();
    const auto beyond = [&](std::size_t a, std::size_t b) {
      return sell ? far[a] >= far[b] : far[a] <= far[b];
    };
    const auto both = [&](std::size_t a) { return beyond(a, i - 2) && beyond(a, i - 3); };
    const bool perfect = both(i) || both(i - 1);
    emit(run, i, sell ? Side::sell : Side::buy, perfect ? 0.8 : 0.6,
         fmt::format("{} closes in a row {} that of {} bars before{}", length,
                     sell ? "above" : "below", back, perfect ? ", perfected" : ""),
         fmt::format("连续 {} 根K线收盘价{}于 {} 根之前{}", length, sell ? "高" : "低", back,
                     perfect ? "（完善）" : ""));
  }
}

}  // namespace

extern const IndicatorDef td_setup_def{
    .id = "td_setup",
    .name = "TDSETUP",
    .flavour = Flavour::tdx,
    .title_en = "TD setup",
    .title_zh = "神奇九转",
    .group = Group::trend,
    .inputs = {Field::close},
    .params = {tdx::bars_param("back", 4, 1, "Bars back to the close compared with", "比较间隔"),
               tdx::bars_param("length", 9, 2, "Closes in a complete count", "完成计数")},
    .outputs = {{.name = "up", .unit = Unit::bars}, {.name = "down", .unit = Unit::bars}},
    .guides = {9},
    .source = "T. DeMark; 神奇九转 without hindsight",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_machine<TdSetup>,
    .stream = stream_of<TdSetup>,
    .signals = td_setup_signals,
};

}  // namespace fwq::analysis
