// Bollinger bands: a moving average and lines a number of standard deviations above and below it.
//
//   middle = mean of the last `period` closes, deviation = sqrt(mean of (close - middle)^2)
//   upper  = middle + dev_up * deviation       lower = middle - dev_down * deviation
//
//   Another average may stand in the middle; the deviation is always that from the mean.
//
// Source:   TA-Lib 0.6.4, TA_BBANDS (population deviation). J. Bollinger, Bollinger on Bollinger Bands (2001).
// Input:    close.
// Output:   three prices; NaN for the first period-1 bars, or as many as the average in the middle takes.
// Edges:    a flat window has no width. A NaN close empties the windows that hold it.
//           TA-Lib subtracts two large sums and is off by up to 1.6e-7; this is exact to about 1e-13.
// Cost:     O(1) a bar on average.
#include "averages.hpp"
#include "block_loops.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Bbands {
 public:
  using Input = CloseInput;
  explicit Bbands(Params p)
      : n_(bars_of(p[0])),
        spread_(n_),
        middle_(p[3], p[0]),
        up_(p[1]),
        down_(p[2]),
        simple_(p[3] == 0) {}
  void push(const Input& bar, double* out) {
    const double middle = middle_.push(bar.close);
    out[0] = out[1] = out[2] = kNoValue;
    if (!spread_.push(bar.close) || std::isnan(middle)) return;
    const double deviation = spread_.population_deviation();
    out[1] = middle;
    out[0] = middle + up_ * deviation;
    out[2] = middle - down_ * deviation;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const upper = block.out[0];
    double* const middle = block.out[1];
    double* const lower = block.out[2];
    const std::size_t empty =
        block.before + 1 >= n_ ? 0 : std::min(block.count, n_ - 1 - block.before);
    Scratch mean, deviation;
    std::fill_n(mean.data(), empty, kNoValue);
    std::fill_n(deviation.data(), empty, kNoValue);
    window_deviations(block.in[0] + empty, n_, block.count - empty, &mean[empty],
                      &deviation[empty]);
    if (simple_) {
      std::copy_n(mean.data(), block.count, middle);
    } else {
      middle_.run(block.in[0], block.count, middle);
    }
    for (std::size_t i = 0; i < block.count; ++i) {
      upper[i] = middle[i] + up_ * deviation[i];
      lower[i] = middle[i] - down_ * deviation[i];
    }
    for (std::size_t i = 0; i < empty; ++i) middle[i] = kNoValue;
  }

 private:
  std::size_t n_;
  WindowSpread spread_;
  MovingAverage middle_;
  double up_, down_;
  bool simple_;  // The mean of the deviation stands in the middle.
};

std::size_t warm_up(Params p) {
  return std::max(MovingAverage::warm_up(p[3], p[0]), bars_of(p[0]) - 1);
}

constexpr ParamDef deviations(std::string_view name, std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = 2,
          .min = 0,
          .max = 100,
          .step = 0.1,
          .unit = "deviations",
          .help_en = en,
          .help_zh = zh};
}

}  // namespace

extern const IndicatorDef bbands_def{
    .id = "bbands",
    .name = "BBANDS",
    .flavour = Flavour::talib,
    .title_en = "Bollinger bands",
    .title_zh = "布林带",
    .group = Group::volatility,
    .inputs = {Field::close},
    .params = {{.name = "period",
                .value = 5,
                .min = 2,
                .max = 100'000,
                .unit = "bars",
                .help_en = "Closes in the mean and the deviation",
                .help_zh = "均值与标准差的周期"},
               deviations("dev_up", "Deviations up to the upper band", "上轨的标准差倍数"),
               deviations("dev_down", "Deviations down to the lower band", "下轨的标准差倍数"),
               average_type("type")},
    .outputs = {{.name = "upper"}, {.name = "middle"}, {.name = "lower"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, BBANDS",
    .warm_up = warm_up,
    .run = run_blocks<Bbands>,
    .stream = stream_of<Bbands>,
    .signals = [](const SignalRun& r) { band_signals(r, r.values[0], r.values[2]); },
};

}  // namespace fwq::analysis
