// Dynamic buying and selling: how far bars that open higher go up, against how far bars that open lower go down.
//
//   dtm = 0 if OPEN <= LO, else MAX(HIGH-OPEN, OPEN-LO)        dbm = 0 if OPEN >= LO, else MAX(OPEN-LOW, OPEN-LO)
//   stm = SUM(dtm, n)   sbm = SUM(dbm, n)        adtm = (stm - sbm) / MAX(stm, sbm), 0 where they are equal
//   maadtm = MA(adtm, m)        LO the open before
//
// Source:   通达信 formula ADTM(23,8), whose dbm is OPEN-LOW in truth: OPEN-LO is negative there.
// Input:    open, high, low.
// Output:   a number in [-1, 1]; adtm NaN for the first n bars, maadtm for m-1 more.
// Edges:    0 where nothing moves. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Adtm {
 public:
  using Input = tdx::OpenHighLow;
  explicit Adtm(Params p) : up_(bars_of(p[0])), down_(up_), mean_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    const double step = bar.open - open_;
    open_ = bar.open;
    out[0] = out[1] = kNoValue;
    if (std::isnan(step)) return;
    const double stm = up_.push(step > 0 ? std::max(bar.high - bar.open, step) : 0.0);
    const double sbm = down_.push(step < 0 ? std::max(bar.open - bar.low, step) : 0.0);
    if (std::isnan(stm)) return;
    out[0] = tdx::above(stm, sbm) || tdx::above(sbm, stm) ? (stm - sbm) / std::max(stm, sbm) : 0.0;
    out[1] = mean_.push(out[0]);
  }

 private:
  double open_ = kNoValue;
  tdx::Sum up_, down_;
  tdx::Mean mean_;
};

}  // namespace

extern const IndicatorDef adtm_def{
    .id = "adtm",
    .name = "ADTM",
    .flavour = Flavour::tdx,
    .title_en = "Dynamic buying and selling",
    .title_zh = "动态买卖气指标",
    .group = Group::momentum,
    .inputs = {Field::open, Field::high, Field::low},
    .params = {tdx::bars_param("n", 23, 1, "Bars in the sums", "求和周期"),
               tdx::mean_param("m", 8)},
    .outputs = {{.name = "adtm", .unit = Unit::ratio, .low = -1, .high = 1},
                {.name = "maadtm", .unit = Unit::ratio, .low = -1, .high = 1}},
    .guides = {-0.5, 0.5},
    .source = "通达信 ADTM",
    .warm_up = [](Params p) { return bars_of(p[0] + p[1]) - 1; },
    .run = run_machine<Adtm>,
    .stream = stream_of<Adtm>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "ADTM",
                           .low = -0.5,
                           .high = 0.5,
                           .floor = -1,
                           .ceiling = 1,
                           .digits = 3});
        },
};

}  // namespace fwq::analysis
