// Exponential averages as 通达信 draws them: begun with the first close, shown from the first bar.
//
//   exp_k,t = (2 * close_t + (period_k - 1) * exp_k,t-1) / (period_k + 1),   exp_k,0 = close_0
//
// Source:   通达信 formula EXPMA(12,50).
// Input:    close.
// Output:   one price a period, from the first bar on.
// Edges:    a NaN close restarts both lines.
// Cost:     O(1) a bar and line.
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Expma {
 public:
  using Input = CloseInput;
  explicit Expma(Params p) {
    for (const double period : p) lines_.push_back(Smoother::ema(bars_of(period), 1));
  }
  void push(const Input& bar, double* out) {
    for (Smoother& line : lines_) *out++ = line.push(bar.close);
  }

 private:
  std::vector<Smoother> lines_;
};

constexpr ParamDef period(std::string_view name, double value) {
  return {.name = name,
          .value = value,
          .min = 1,
          .max = 1000,
          .unit = "bars",
          .help_en = "The newest close weighs 2 / (period + 1)",
          .help_zh = "最新收盘价的权重为 2 / (周期 + 1)"};
}

}  // namespace

extern const IndicatorDef expma_def{
    .id = "expma",
    .name = "EXPMA",
    .flavour = Flavour::tdx,
    .title_en = "Exponential moving averages",
    .title_zh = "指数平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {period("m1", 12), period("m2", 50)},
    .outputs = {{.name = "exp1"}, {.name = "exp2"}},
    .overlay = true,
    .each_param_an_output = true,
    .source = "通达信 EXPMA",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_machine<Expma>,
    .stream = stream_of<Expma>,
    .signals = average_cross_signals,
    .settling = [](Params p) { return ema_settling(*std::max_element(p.begin(), p.end())); },
};

}  // namespace fwq::analysis
