// Moving averages as 通达信 draws them: several simple means of the close at once.
//
//   ma_k = MA(CLOSE, period_k), the mean of the last period_k closes
//
// Source:   通达信 formula MA(5,10,20,60).
// Input:    close.
// Output:   one price a period; NaN until a window is full.
// Edges:    a NaN close empties the windows that hold it.
// Cost:     O(1) a bar and line.
#include "fwq/analysis/kernels.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Averages {
 public:
  using Input = CloseInput;
  explicit Averages(Params p) {
    for (const double period : p) means_.emplace_back(bars_of(period));
  }
  void push(const Input& bar, double* out) {
    for (WindowMean& mean : means_) *out++ = mean.push(bar.close);
  }

 private:
  std::vector<WindowMean> means_;
};

void run(const IndicatorRun& r) {
  for (std::size_t k = 0; k < r.params.size(); ++k) {
    moving_average(r.bars.close(), bars_of(r.params[k]), r.out[k]);
  }
}

constexpr ParamDef period(std::string_view name, double value) {
  return {.name = name,
          .value = value,
          .min = 1,
          .max = 1000,
          .unit = "bars",
          .help_en = "Closes in the mean",
          .help_zh = "求平均的收盘价个数"};
}

}  // namespace

extern const IndicatorDef tdx_ma_def{
    .id = "tdx_ma",
    .name = "MA",
    .flavour = Flavour::tdx,
    .title_en = "Moving averages",
    .title_zh = "均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {period("m1", 5), period("m2", 10), period("m3", 20), period("m4", 60)},
    .outputs = {{.name = "ma1"}, {.name = "ma2"}, {.name = "ma3"}, {.name = "ma4"}},
    .overlay = true,
    .each_param_an_output = true,
    .source = "通达信 MA",
    .warm_up = [](Params p) { return bars_of(*std::max_element(p.begin(), p.end())) - 1; },
    .run = run,
    .stream = stream_of<Averages>,
    .signals = average_cross_signals,
};

}  // namespace fwq::analysis
