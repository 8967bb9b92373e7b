// Mass index: whether bars grow wider; a bulge that collapses announces a turn, whichever way prices were going.
//
//   mass = SUM(MA(HIGH-LOW,n1) / MA(MA(HIGH-LOW,n1),n1), n2)        mamass = MA(mass, m)
//
// Source:   通达信 formula MASS(9,25,6). D. Dorsey, Stocks & Commodities (June 1992), who takes exponential averages.
// Input:    high, low.
// Output:   a number near n2; mass NaN for the first 2*n1 + n2 - 3 bars, mamass for m-1 more.
// Edges:    no value where no bar has a range. A NaN starts all anew.
// Cost:     O(1) a bar.
#include <fmt/format.h>

#include "fwq/core/text.hpp"
#include "signal_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Mass {
 public:
  using Input = tdx::HighLow;
  explicit Mass(Params p)
      : once_(bars_of(p[0])), twice_(once_), sum_(bars_of(p[1])), mean_(bars_of(p[2])) {}
  void push(const Input& bar, double* out) {
    const double once = once_.push(bar.high - bar.low);
    out[0] = sum_.push(tdx::ratio(once, twice_.push(once)));
    out[1] = mean_.push(out[0]);
  }

 private:
  tdx::Mean once_, twice_;
  tdx::Sum sum_;
  tdx::Mean mean_;
};

// After a bulge above 27 (for n2 = 25; in general 1.08 * n2) the sum falls below 26.5 (1.06 * n2): a sell where the close
// is above that of n2 bars ago, a buy where it is below. Strength 0.4, rising to 1 with a bulge of 1.2 * n2.
void mass_signals(const SignalRun& run) {
  const Line mass = run.values[0];
  const Line close = run.bars.close();
  const std::size_t back = bars_of(run.params[1]);
  const double high = 1.08 * run.params[1], low = 1.06 * run.params[1];
  double top = 0;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    if (std::isnan(mass[i])) top = 0;
    if (mass[i] > high) top = std::max(top, mass[i]);
    if (!(mass[i] < low && top > 0)) continue;
    const double before = i >= back ? close[i - back] : kNoValue;
    if (close[i] != before && !std::isnan(close[i] - before)) {
      const bool rose = close[i] > before;
      const auto digits = [](double v) { return core::fixed(v, 2); };
      emit(run, i, rose ? Side::sell : Side::buy,
           strength_from(0.4, (top - high) / (0.12 * run.params[1])),
           fmt::format("MASS {} falls below {} after a bulge to {}, with the close {} {} bars ago",
                       digits(mass[i]), digits(low), digits(top),
                       rose ? "above that of" : "below that of", back),
           fmt::format("MASS 冲高至 {} 后跌破 {}（现为 {}），收盘价{}于 {} 根K线之前", digits(top),
                       digits(low), digits(mass[i]), rose ? "高" : "低", back));
    }
    top = 0;
  }
}

}  // namespace

extern const IndicatorDef mass_def{
    .id = "mass",
    .name = "MASS",
    .flavour = Flavour::tdx,
    .title_en = "Mass index",
    .title_zh = "梅斯线",
    .group = Group::volatility,
    .inputs = {Field::high, Field::low},
    .params = {tdx::bars_param("n1", 9, 1, "Bars in each mean of the range", "振幅均线周期"),
               tdx::bars_param("n2", 25, 1, "Ratios in the sum", "求和周期"),
               tdx::mean_param("m", 6)},
    .outputs = {{.name = "mass", .unit = Unit::ratio}, {.name = "mamass", .unit = Unit::ratio}},
    .guides = {26.5, 27},
    .source = "通达信 MASS",
    .warm_up = [](Params p) { return 2 * bars_of(p[0]) + bars_of(p[1]) + bars_of(p[2]) - 4; },
    .run = run_machine<Mass>,
    .stream = stream_of<Mass>,
    .signals = mass_signals,
};

}  // namespace fwq::analysis
