// How far closes are from their mean, on average.
//
//   avgdev = mean of |close - mean| of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_AVGDEV.
// Input:    close, or another column.
// Output:   a price difference of at least 0; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(period) a bar, many bars side by side.
#include "batch.hpp"
#include "block_loops.hpp"
#include "described.hpp"
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class Avgdev {
 public:
  using Input = CloseInput;
  explicit Avgdev(Params p) : n_(bars_of(p[0])), mean_(n_), history_(n_) {}
  void push(const Input& bar, double* out) {
    const double mean = mean_.push(bar.close);
    history_.push(bar.close);
    out[0] = kNoValue;
    if (!std::isnan(mean)) window_distances(history_.end() - 1, n_, 1, &mean, out);
  }
  void run(const Block& b) {
    const std::size_t empty = b.before + 1 >= n_ ? 0 : std::min(b.count, n_ - 1 - b.before);
    std::fill_n(b.out[0], empty, kNoValue);
    Scratch mean;
    mean_.run_on(b.in[0], b.before, b.count, mean.data());
    window_distances(b.in[0] + empty, n_, b.count - empty, mean.data() + empty, b.out[0] + empty);
  }

 private:
  std::size_t n_;
  WindowMean mean_;
  History history_;
};

}  // namespace

extern const IndicatorDef avgdev_def{
    .id = "avgdev",
    .name = "AVGDEV",
    .flavour = Flavour::talib,
    .title_en = "Average deviation",
    .title_zh = "平均绝对偏差",
    .group = Group::price,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Closes in the mean and the deviation", "均值与偏差的周期")},
    .outputs = {{.name = "avgdev"}},
    .source = "TA-Lib 0.6.4, AVGDEV",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Avgdev>,
    .stream = stream_of<Avgdev>,
};

}  // namespace fwq::analysis
