// Money flow as 通达信 shows it: the turnover of bars whose typical price rose, as a share of all that moved it.
//
//   typ = (HIGH + LOW + CLOSE) / 3        v1 = SUM(typ*VOL where typ rose, n) / SUM(typ*VOL where typ fell, n)
//   mfi = 100 - 100 / (1 + v1)
//
// Source:   通达信 formula MFI(14). G. Quong and A. Soudack, Stocks & Commodities (March 1989).
// Input:    high, low, close, volume.
// Output:   percent in [0, 100]; NaN for the first n bars.
// Edges:    100 where money flowed only in, as the formula's limit; NaN where none flowed. Typical prices that differ by
//           rounding alone are equal. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdxMfi {
 public:
  using Input = tdx::RangeVolume;
  explicit TdxMfi(Params p) : in_(bars_of(p[0])), out_(in_) {}
  void push(const Input& bar, double* out) {
    const double typ = (bar.high + bar.low + bar.close) / 3.0;
    const double last = last_;
    last_ = typ;
    *out = kNoValue;
    if (std::isnan(last)) return;
    const double up = in_.push(tdx::above(typ, last) ? typ * bar.volume : 0.0);
    const double down = out_.push(tdx::above(last, typ) ? typ * bar.volume : 0.0);
    if (up + down > 0) *out = std::min(100.0, 100.0 * up / (up + down));
  }

 private:
  double last_ = kNoValue;
  tdx::Sum in_, out_;
};

}  // namespace

extern const IndicatorDef tdx_mfi_def{
    .id = "tdx_mfi",
    .name = "MFI",
    .flavour = Flavour::tdx,
    .title_en = "Money flow index",
    .title_zh = "资金流量指标",
    .group = Group::volume,
    .inputs = {Field::high, Field::low, Field::close, Field::volume},
    .params = {tdx::bars_param("n", 14, 1, "Bars in the sums", "求和周期")},
    .outputs = {tdx::percent_line("mfi", 0, 100)},
    .guides = {20, 80},
    .source = "通达信 MFI",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_machine<TdxMfi>,
    .stream = stream_of<TdxMfi>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "MFI",
                           .low = 20,
                           .high = 80,
                           .floor = 0,
                           .ceiling = 100});
        },
};

}  // namespace fwq::analysis
