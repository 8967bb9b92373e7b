// Directional movement: whether the bars reach further up or further down than the ones before, and how one-sided that is.
//
//   mtr = SUM(max(HIGH-LOW, |HIGH-LC|, |LC-LOW|), n)        LC the close before
//   hd = HIGH - REF(HIGH,1)        ld = REF(LOW,1) - LOW
//   pdi = SUM(hd if hd > 0 and hd > ld, else 0; n) * 100 / mtr        mdi likewise from ld
//   adx = MA(|mdi - pdi| / (mdi + pdi) * 100, m)        adxr = (adx + REF(adx, m)) / 2
//
// Source:   通达信 formula DMI(14,6), as 同花顺. (A later generation of 通达信 smooths all four by EXPMEMA instead of by sums.)
//           J. W. Wilder, New Concepts in Technical Trading Systems (1978).
// Input:    high, low, close.
// Output:   percent in [0, 100]; pdi and mdi NaN for the first n bars, adx for m-1 more, adxr for another m.
// Edges:    no value where nothing moves (0/0), and none in the means that hold it. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Dmi {
 public:
  using Input = RangeInput;
  explicit Dmi(Params p)
      : range_sum_(bars_of(p[0])),
        up_(bars_of(p[0])),
        down_(bars_of(p[0])),
        mean_(bars_of(p[1])),
        before_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double range = range_.push(bar);
    const double hd = bar.high - high_;
    const double ld = low_ - bar.low;
    high_ = bar.high;
    low_ = bar.low;
    out[0] = out[1] = out[2] = out[3] = kNoValue;
    if (std::isnan(range)) return;
    const double mtr = range_sum_.push(range);
    const double dmp = up_.push(hd > 0 && tdx::above(hd, ld) ? hd : 0.0);
    const double dmm = down_.push(ld > 0 && tdx::above(ld, hd) ? ld : 0.0);
    if (std::isnan(mtr)) return;
    out[0] = tdx::ratio(dmp * 100.0, mtr);
    out[1] = tdx::ratio(dmm * 100.0, mtr);
    out[2] = mean_.push(tdx::ratio(std::abs(out[1] - out[0]), out[1] + out[0]) * 100.0);
    out[3] = (out[2] + before_.push(out[2])) / 2.0;
  }

 private:
  TrueRange range_;
  double high_ = kNoValue, low_ = kNoValue;
  tdx::Sum range_sum_, up_, down_;
  tdx::Mean mean_;
  tdx::Ref before_;
};

// PDI crosses MDI: new bulls (buy) or new bears (sell). Strength 0.3, rising to 1 with the two 20 apart; below an ADX of 20
// (no trend to speak of) it is halved.
void dmi_signals(const SignalRun& run) {
  const std::size_t before = run.signals.size();
  cross_signals(run, {.a = run.values[0],
                      .b = run.values[1],
                      .a_name = "PDI",
                      .b_en = "MDI",
                      .b_zh = "MDI",
                      .full = 20,
                      .digits = 2});
  for (std::size_t s = before; s < run.signals.size(); ++s) {
    Signal& signal = run.signals[s];
    const double adx = run.values[2][signal.bar];
    if (!(adx < 20)) continue;
    signal.strength /= 2;
    signal.reason_en += " (ADX below 20: hardly a trend)";
    signal.reason_zh += "（ADX 低于 20，趋势不明）";
  }
}

}  // namespace

extern const IndicatorDef dmi_def{
    .id = "dmi",
    .name = "DMI",
    .flavour = Flavour::tdx,
    .title_en = "Directional movement",
    .title_zh = "趋向指标",
    .group = Group::trend,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 14, 1, "Bars in the sums of moves", "求和周期"),
               tdx::bars_param("m", 6, 1, "Bars in the mean, and back to the second ADX",
                               "ADX 的均线与间隔周期")},
    .outputs = {tdx::percent_line("pdi", 0, 100), tdx::percent_line("mdi", 0, 100),
                tdx::percent_line("adx", 0, 100), tdx::percent_line("adxr", 0, 100)},
    .guides = {20, 50},
    .source = "通达信 DMI",
    .warm_up = [](Params p) { return bars_of(p[0]) + 2 * bars_of(p[1]) - 1; },
    .run = run_machine<Dmi>,
    .stream = stream_of<Dmi>,
    .signals = dmi_signals,
};

}  // namespace fwq::analysis
