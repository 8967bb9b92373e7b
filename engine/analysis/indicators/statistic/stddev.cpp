// How far closes spread around their mean.
//
//   stddev = nb_dev * sqrt(mean of (close - mean)^2) of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_STDDEV (population deviation).
// Input:    close, or another column.
// Output:   a price difference of at least 0; NaN for the first period-1 bars.
// Edges:    a variance below 1e-14 counts as none, as in TA-Lib. A NaN empties the windows that hold it.
//           TA-Lib subtracts two large sums and is off by up to 7.5e-7; this is exact to about 1e-13.
// Cost:     O(1) a bar on average.
#include "batch.hpp"
#include "block_loops.hpp"
#include "described.hpp"
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class Stddev {
 public:
  using Input = CloseInput;
  explicit Stddev(Params p) : n_(bars_of(p[0])), times_(p[1]), spread_(n_) {}
  void push(const Input& bar, double* out) {
    out[0] = spread_.push(bar.close) ? of(spread_.population_deviation()) : kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& b) {
    const std::size_t empty = b.before + 1 >= n_ ? 0 : std::min(b.count, n_ - 1 - b.before);
    std::fill_n(b.out[0], empty, kNoValue);
    Scratch mean;
    double* const out = b.out[0];
    window_deviations(b.in[0] + empty, n_, b.count - empty, mean.data(), b.out[0] + empty);
    for (std::size_t i = empty; i < b.count; ++i) out[i] = of(out[i]);
  }

 private:
  double of(double deviation) const noexcept {
    const double value = deviation * times_;
    return deviation * deviation < 1e-14 ? 0.0 : value;
  }
  std::size_t n_;
  double times_;
  WindowSpread spread_;
};

}  // namespace

extern const IndicatorDef stddev_def{
    .id = "stddev",
    .name = "STDDEV",
    .flavour = Flavour::talib,
    .title_en = "Standard deviation",
    .title_zh = "标准差",
    .group = Group::statistic,
    .inputs = {Field::close},
    .params = {bars_param(5, 2, "Closes in the deviation", "标准差周期"),
               real_param("nb_dev", 1, 0, 100, 0.1, "deviations", "Times the deviation",
                          "标准差的倍数")},
    .outputs = {{.name = "stddev"}},
    .source = "TA-Lib 0.6.4, STDDEV",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Stddev>,
    .stream = stream_of<Stddev>,
};

}  // namespace fwq::analysis
