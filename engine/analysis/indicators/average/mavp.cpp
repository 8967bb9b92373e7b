// Moving average whose period may change from bar to bar.
//
//   mavp_t = MA(close, n_t, type), n_t = the whole part of the period column at bar t, held within the two bounds
//
// Source:   TA-Lib 0.6.4, TA_MAVP.
// Input:    close, volume.
// Output:   a price; NaN for as many bars as the average of the longest period takes.
// Edges:    the periods are read from the volume column unless told otherwise: MAVP(2,30)[close,amount]. Bounds in the wrong order:
//           the first counts. A NaN starts it anew. TA-Lib allows periods up to 100000; here 1000.
// Cost:     O(1) a bar for SMA; an average for each period for the other types.
#include "described.hpp"
#include "variable_average.hpp"

namespace fwq::analysis {
namespace {

class Mavp {
 public:
  using Input = VolumeInput;
  explicit Mavp(Params p) : low_(p[0]), high_(std::max(p[0], p[1])), averages_(p[2], low_, high_) {}
  void push(const Input& bar, double* out) {
    out[0] = averages_.push(bar.close, bars_of(period(bar.volume)));
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch periods;
    for (std::size_t i = 0; i < block.count; ++i) periods[i] = period(block.in[1][i]);
    averages_.run(block.in[0], periods.data(), block.before, block.count, block.out[0]);
  }

 private:
  double period(double asked) const noexcept {
    return std::trunc(std::max(low_, std::min(asked, high_)));
  }
  double low_, high_;
  VariableAverage averages_;
};

}  // namespace

extern const IndicatorDef mavp_def{
    .id = "mavp",
    .name = "MAVP",
    .flavour = Flavour::talib,
    .title_en = "Moving average with variable period",
    .title_zh = "可变周期移动平均线",
    .group = Group::average,
    .inputs = {Field::close, Field::volume},
    .params = {{.name = "min_period",
                .value = 2,
                .min = 2,
                .max = 1000,
                .unit = "bars",
                .help_en = "Least period",
                .help_zh = "最小周期"},
               {.name = "max_period",
                .value = 30,
                .min = 2,
                .max = 1000,
                .unit = "bars",
                .help_en = "Most period",
                .help_zh = "最大周期"},
               average_type("type")},
    .outputs = {{.name = "mavp"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MAVP",
    .warm_up = [](Params p) { return MovingAverage::warm_up(p[2], std::max(p[0], p[1])); },
    .run = run_blocks<Mavp>,
    .stream = stream_of<Mavp>,
};

}  // namespace fwq::analysis
