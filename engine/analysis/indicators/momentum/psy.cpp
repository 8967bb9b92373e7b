// Psychological line: the share of rising closes among the last bars, beside its mean.
//
//   psy = COUNT(CLOSE > LC, n) / n * 100, LC the close before        psyma = MA(psy, m)
//
// Source:   通达信 formula PSY(12,6).
// Input:    close.
// Output:   percent in [0, 100]; psy NaN for the first n bars (n moves need n+1 closes), psyma for m-1 more.
// Edges:    a close that does not move is no rise. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Psy {
 public:
  using Input = CloseInput;
  explicit Psy(Params p) : rises_(bars_of(p[0])), mean_(bars_of(p[1])), n_(p[0]) {}
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.close);
    out[0] = out[1] = kNoValue;
    if (std::isnan(move)) return;
    out[0] = rises_.push(move > 0 ? 1.0 : 0.0) / n_ * 100.0;
    out[1] = mean_.push(out[0]);
  }

 private:
  CloseMove move_;
  tdx::Sum rises_;
  tdx::Mean mean_;
  double n_;
};

}  // namespace

extern const IndicatorDef psy_def{
    .id = "psy",
    .name = "PSY",
    .flavour = Flavour::tdx,
    .title_en = "Psychological line",
    .title_zh = "心理线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 12, 1, "Bars counted", "统计周期"), tdx::mean_param("m", 6)},
    .outputs = {tdx::percent_line("psy", 0, 100), tdx::percent_line("psyma", 0, 100)},
    .guides = {25, 75},
    .source = "通达信 PSY",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 1; },
    .run = run_machine<Psy>,
    .stream = stream_of<Psy>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "PSY",
                           .low = 25,
                           .high = 75,
                           .floor = 0,
                           .ceiling = 100});
        },
};

}  // namespace fwq::analysis
