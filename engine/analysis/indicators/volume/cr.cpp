// Energy line: how far highs reach above the middle of the bar before, against how far lows reach below it.
//
//   mid = REF(HIGH+LOW, 1) / 2        cr = SUM(MAX(0, HIGH-mid), n) / SUM(MAX(0, mid-LOW), n) * 100
//   ma_k = REF(MA(cr, m_k), m_k/2.5 + 1), the mean drawn later: fractions of a bar are dropped
//
// Source:   通达信 formula CR(26,10,20,40,62). (A later generation takes REF(HIGH+LOW+CLOSE,1)/3 for the middle.)
// Input:    high, low.
// Output:   percent from 0; cr NaN for the first n bars, each mean for m_k-1 and its delay more.
// Edges:    no value where no low reached below the middle, and none in the means that hold it. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

std::size_t delay_of(double m) noexcept {
  return static_cast<std::size_t>(m / 2.5 + 1.0);
}

class Cr {
 public:
  using Input = tdx::HighLow;
  explicit Cr(Params p) : up_(bars_of(p[0])), down_(up_) {
    for (const double m : p.subspan(1))
      late_.push_back({tdx::Mean(bars_of(m)), tdx::Ref(delay_of(m))});
  }
  void push(const Input& bar, double* out) {
    const double mid = mid_;
    mid_ = (bar.high + bar.low) / 2.0;
    double cr = kNoValue;
    if (!std::isnan(mid)) {
      const double up = up_.push(tdx::above(bar.high, mid) ? bar.high - mid : 0.0);
      cr = tdx::ratio(up, down_.push(tdx::above(mid, bar.low) ? mid - bar.low : 0.0)) * 100.0;
    }
    *out++ = cr;
    for (Late& line : late_) *out++ = line.delay.push(line.mean.push(cr));
  }

 private:
  struct Late {
    tdx::Mean mean;
    tdx::Ref delay;
  };
  double mid_ = kNoValue;
  tdx::Sum up_, down_;
  std::vector<Late> late_;
};

}  // namespace

extern const IndicatorDef cr_def{
    .id = "cr",
    .name = "CR",
    .flavour = Flavour::tdx,
    .title_en = "Energy line",
    .title_zh = "带状能量线",
    .group = Group::volume,
    .inputs = {Field::high, Field::low},
    .params = {tdx::bars_param("n", 26, 1, "Bars in the sums", "求和周期"),
               tdx::mean_param("m1", 10), tdx::mean_param("m2", 20), tdx::mean_param("m3", 40),
               tdx::mean_param("m4", 62)},
    .outputs = {tdx::percent_line("cr"), tdx::percent_line("ma1"), tdx::percent_line("ma2"),
                tdx::percent_line("ma3"), tdx::percent_line("ma4")},
    .guides = {40, 100, 400},
    .source = "通达信 CR",
    .warm_up =
        [](Params p) {
          std::size_t last = 0;
          for (const double m : p.subspan(1)) last = std::max(last, bars_of(m) - 1 + delay_of(m));
          return bars_of(p[0]) + last;
        },
    .run = run_machine<Cr>,
    .stream = stream_of<Cr>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "CR",
                           .low = 40,
                           .high = 400,
                           .floor = 0,
                           .ceiling = 800});
        },
};

}  // namespace fwq::analysis
