// Commodity channel index as 通达信 shows it: how many mean deviations the typical price is from its mean.
//
//   typ = (HIGH + LOW + CLOSE) / 3        cci = (typ - MA(typ,n)) / (0.015 * AVEDEV(typ,n))
//
// Source:   通达信 formula CCI(14). D. Lambert, Commodities (October 1980).
// Input:    high, low, close.
// Output:   percent (100 is 1.5 mean deviations); NaN for the first n-1 bars.
// Edges:    a window that does not deviate (0/0) has none; TA-Lib says 0 there. A NaN starts the window anew.
// Cost:     O(n) a bar: the deviations are from a mean that moves.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class TdxCci {
 public:
  using Input = RangeInput;
  explicit TdxCci(Params p) : window_(bars_of(p[0])), mean_(bars_of(p[0])), n_(p[0]) {}
  void push(const Input& bar, double* out) {
    const double typ = (bar.high + bar.low + bar.close) / 3.0;
    window_.push(typ);
    const double mean = mean_.push(typ);
    *out = kNoValue;
    if (std::isnan(mean)) return;
    const double deviation = mean_deviation(mean);
    // A deviation that is rounding only is none.
    if (deviation > 1e-12 * std::abs(mean)) *out = (typ - mean) / (0.015 * deviation);
  }

 private:
  double mean_deviation(double mean) const noexcept {
    double sum[4] = {0, 0, 0, 0};  // Four sums, since each addition waits for the one before.
    const double* x = window_.begin();
    const auto count = static_cast<std::size_t>(window_.end() - x);
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
      for (std::size_t k = 0; k < 4; ++k) sum[k] += std::abs(x[i + k] - mean);
    }
    for (; i < count; ++i) sum[0] += std::abs(x[i] - mean);
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) / n_;
  }

  Window window_;
  tdx::Mean mean_;
  double n_;
};

}  // namespace

extern const IndicatorDef tdx_cci_def{
    .id = "tdx_cci",
    .name = "CCI",
    .flavour = Flavour::tdx,
    .title_en = "Commodity channel index",
    .title_zh = "商品路径指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 14, 2, "Bars in the mean and the deviation",
                               "均值与平均绝对偏差的周期")},
    .outputs = {tdx::percent_line("cci")},
    .guides = {-100, 100},
    .source = "通达信 CCI",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_machine<TdxCci>,
    .stream = stream_of<TdxCci>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "CCI",
                           .low = -100,
                           .high = 100,
                           .floor = -300,
                           .ceiling = 300});
        },
};

}  // namespace fwq::analysis
