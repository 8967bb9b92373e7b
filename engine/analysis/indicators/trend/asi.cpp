// Accumulated swing: each bar's move, weighed by where it opened, how far it reached and the bar before, summed up.
//
//   a = |HIGH-LC|   b = |LOW-LC|   c = |HIGH-REF(LOW,1)|   d = |LC-REF(OPEN,1)|        LC the close before
//   r = a + b/2 + d/4 if a is the largest of a, b, c;   b + a/2 + d/4 if b is;   else c + d/4
//   x = CLOSE-LC + (CLOSE-OPEN)/2 + LC-REF(OPEN,1)        si = 16 * x / r * MAX(a, b)
//   asi = SUM(si, m1)        asit = MA(asi, m2)
//
// Source:   通达信 formula ASI(26,10). (An earlier generation takes 8 for 16 and sums from the first bar on.)
//           J. W. Wilder, New Concepts in Technical Trading Systems (1978).
// Input:    open, high, low, close.
// Output:   prices; asi NaN for the first m1 bars, asit for m2-1 more.
// Edges:    a bar on which nothing moves (r = 0) adds nothing. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Asi {
 public:
  using Input = tdx::Candle;
  explicit Asi(Params p) : sum_(bars_of(p[0])), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    out[0] = out[1] = kNoValue;
    const Input last = last_;
    last_ = bar;
    if (std::isnan(last.close)) return;
    out[0] = sum_.push(swing(bar, last));
    out[1] = mean_.push(out[0]);
  }

 private:
  static double swing(const Input& bar, const Input& last) noexcept {
    const double a = std::abs(bar.high - last.close);
    const double b = std::abs(bar.low - last.close);
    const double c = std::abs(bar.high - last.low);
    const double d = std::abs(last.close - last.open);
    const double r = a > b && a > c   ? a + b / 2.0 + d / 4.0
                     : b > c && b > a ? b + a / 2.0 + d / 4.0
                                      : c + d / 4.0;
    const double x = bar.close - last.close + (bar.close - bar.open) / 2.0 + last.close - last.open;
    return r > 0 ? 16.0 * x / r * std::max(a, b) : 0.0;
  }

  Input last_{kNoValue, kNoValue, kNoValue, kNoValue};
  tdx::Sum sum_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef asi_def{
    .id = "asi",
    .name = "ASI",
    .flavour = Flavour::tdx,
    .title_en = "Accumulated swing",
    .title_zh = "振动升降指标",
    .group = Group::trend,
    .inputs = {Field::open, Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("m1", 26, 1, "Swings in the sum", "求和周期"),
               tdx::mean_param("m2", 10)},
    .outputs = {{.name = "asi"}, {.name = "asit"}},
    .guides = {0},
    .source = "通达信 ASI",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 1; },
    .run = run_machine<Asi>,
    .stream = stream_of<Asi>,
    .signals = [](const SignalRun& r) { mean_cross_signals(r, "ASI", r.bars.close(), 1); },
};

}  // namespace fwq::analysis
