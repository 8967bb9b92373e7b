// KDJ: where the close lies in the range of the last bars, smoothed twice, and their difference carried further.
//
//   rsv = (CLOSE - LLV(LOW,n)) / (HHV(HIGH,n) - LLV(LOW,n)) * 100
//   k   = SMA(rsv, m1, 1)        d = SMA(k, m2, 1)        j = 3*k - 2*d
//   SMA(X,N,1): y += (x - y) / N, begun with the first x. HHV and LLV take what bars there are.
//
// Source:   通达信 formula KDJ(9,3,3). (同花顺 begins k and d with 50; after some 20 bars the two agree.)
// Input:    high, low, close.
// Output:   k and d in [0, 100], j beyond; from the first bar that is not flat.
// Edges:    a range of zero has no rsv: k and d stay as they are (NaN before the first rsv). A NaN starts all anew.
// Cost:     O(1) a bar on average.
#include "divergence.hpp"
#include "recursion.hpp"
#include "stochastic_rules.hpp"

namespace fwq::analysis {
namespace {

class Kdj {
 public:
  using Input = RangeInput;
  explicit Kdj(Params p)
      : high_(bars_of(p[0])),
        low_(bars_of(p[0])),
        k_smoother_(Smoother::tdx_sma(p[1], 1)),
        d_smoother_(Smoother::tdx_sma(p[2], 1)) {}
  void push(const Input& bar, double* out) {
    const double high = high_.push(bar.high);
    const double low = low_.push(bar.low);
    if (high > low) {
      const double rsv = (bar.close - low) / (high - low) * 100.0;
      k_ = k_smoother_.push(rsv);
      d_ = d_smoother_.push(k_);
    }
    out[0] = k_;
    out[1] = d_;
    out[2] = 3.0 * k_ - 2.0 * d_;
  }

 private:
  WindowHigh high_;
  WindowLow low_;
  Smoother k_smoother_, d_smoother_;
  double k_ = kNoValue, d_ = kNoValue;
};

// K crosses D in the outer fifths; tops and bottoms that K no longer follows.
void kdj_signals(const SignalRun& run) {
  stochastic_signals(run, "K", "D", false);
  divergence_signals(run, {.value = run.values[0], .name = "K", .low = 40, .high = 60, .full = 30});
}

constexpr ParamDef period(std::string_view name, double value, double min, std::string_view en,
                          std::string_view zh) {
  return {.name = name,
          .value = value,
          .min = min,
          .max = 1000,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}

constexpr OutputDef line(std::string_view name) {
  return {.name = name, .unit = Unit::percent, .low = 0, .high = 100};
}

}  // namespace

extern const IndicatorDef kdj_def{
    .id = "kdj",
    .name = "KDJ",
    .flavour = Flavour::tdx,
    .title_en = "Stochastic with J line",
    .title_zh = "随机指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {period("n", 9, 1, "Bars of the range", "区间周期"),
               period("m1", 3, 1, "Smoothing of K", "K 平滑周期"),
               period("m2", 3, 1, "Smoothing of D", "D 平滑周期")},
    .outputs = {line("k"), line("d"), {.name = "j", .unit = Unit::percent}},
    .guides = {20, 80},
    .source = "通达信 KDJ",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_machine<Kdj>,
    .stream = stream_of<Kdj>,
    .signals = kdj_signals,
    .settling = [](Params p) { return sma_settling(p[1]) + sma_settling(p[2]); },
};

}  // namespace fwq::analysis
