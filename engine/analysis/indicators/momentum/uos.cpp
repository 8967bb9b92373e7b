// Ultimate oscillator as 通达信 shows it: how much of the true range the closes won, in three periods weighed together.
//
//   th = MAX(HIGH, LC)   tl = MIN(LOW, LC), LC the close before        acc_k = SUM(CLOSE-tl, n_k) / SUM(th-tl, n_k)
//   uos = (acc1*n2*n3 + acc2*n1*n3 + acc3*n1*n2) * 100 / (n1*n2 + n1*n3 + n2*n3)        mauos = EXPMEMA(uos, m)
//   EXPMEMA: an EMA begun with the mean of the first m values.
//
// Source:   通达信 formula UOS(7,14,28,6). L. Williams, Stocks & Commodities (August 1985), whose weights are 4, 2, 1.
// Input:    high, low, close.
// Output:   percent in [0, 100]; uos NaN until the longest window is full, mauos for m-1 more.
// Edges:    no value where nothing moves; the mean skips it. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Uos {
 public:
  using Input = RangeInput;
  explicit Uos(Params p) : mean_(tdx::Kept::expmema(p[3])) {
    for (std::size_t k = 0; k < 3; ++k) {
      parts_.push_back({tdx::Sum(bars_of(p[k])), tdx::Sum(bars_of(p[k]))});
      weights_[k] = p[(k + 1) % 3] * p[(k + 2) % 3];
    }
    all_ = weights_[0] + weights_[1] + weights_[2];
  }
  void push(const Input& bar, double* out) {
    out[0] = out[1] = kNoValue;
    const double last = close_;
    close_ = bar.close;
    if (std::isnan(last)) return;
    const double low = std::min(bar.low, last);
    const double range = std::max(bar.high, last) - low;
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const double won = parts_[k].won.push(bar.close - low);
      sum += tdx::ratio(won, parts_[k].range.push(range)) * weights_[k];
    }
    out[0] = sum * 100.0 / all_;
    out[1] = mean_.push(out[0]);
  }

 private:
  struct Part {
    tdx::Sum won, range;
  };
  double close_ = kNoValue, all_ = 0;
  double weights_[3] = {0, 0, 0};
  std::vector<Part> parts_;
  tdx::Kept mean_;
};

constexpr ParamDef period(std::string_view name, double value) {
  return tdx::bars_param(name, value, 1, "Bars in one of the three sums", "三个求和周期之一");
}

}  // namespace

extern const IndicatorDef uos_def{
    .id = "uos",
    .name = "UOS",
    .flavour = Flavour::tdx,
    .title_en = "Ultimate oscillator",
    .title_zh = "终极指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {period("n1", 7), period("n2", 14), period("n3", 28), tdx::mean_param("m", 6)},
    .outputs = {tdx::percent_line("uos", 0, 100), tdx::percent_line("mauos", 0, 100)},
    .guides = {35, 50, 70},
    .source = "通达信 UOS",
    .warm_up =
        [](Params p) {
          return bars_of(std::max({p[0], p[1], p[2]}) + p[3]) - 1;
        },
    .run = run_machine<Uos>,
    .stream = stream_of<Uos>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "UOS",
                           .low = 35,
                           .high = 70,
                           .floor = 0,
                           .ceiling = 100});
        },
};

}  // namespace fwq::analysis
