// Bias: how far the close is from its moving average, in percent, in three periods at once.
//
//   bias_k = (CLOSE - MA(CLOSE,n_k)) / MA(CLOSE,n_k) * 100
//
// Source:   通达信 formula BIAS(6,12,24).
// Input:    close.
// Output:   percent; NaN until a window is full.
// Edges:    a NaN close starts the windows anew.
// Cost:     O(1) a bar and line.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Bias {
 public:
  using Input = CloseInput;
  explicit Bias(Params p) {
    for (const double n : p) means_.emplace_back(bars_of(n));
  }
  void push(const Input& bar, double* out) {
    for (tdx::Mean& mean : means_) {
      const double middle = mean.push(bar.close);
      *out++ = tdx::ratio(bar.close - middle, middle) * 100.0;
    }
  }

 private:
  std::vector<tdx::Mean> means_;
};

constexpr ParamDef period(std::string_view name, double value) {
  return tdx::bars_param(name, value, 1, "Closes in the mean", "均线周期");
}

}  // namespace

extern const IndicatorDef bias_def{
    .id = "bias",
    .name = "BIAS",
    .flavour = Flavour::tdx,
    .title_en = "Distance from the average",
    .title_zh = "乖离率",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {period("n1", 6), period("n2", 12), period("n3", 24)},
    .outputs = {tdx::percent_line("bias1"), tdx::percent_line("bias2"), tdx::percent_line("bias3")},
    .guides = {-5, 0, 5},
    .each_param_an_output = true,
    .source = "通达信 BIAS",
    .warm_up = [](Params p) { return bars_of(*std::max_element(p.begin(), p.end())) - 1; },
    .run = run_machine<Bias>,
    .stream = stream_of<Bias>,
    // 通达信 names no borders, since they differ from stock to stock; 5 % for six days is the customary one.
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "BIAS1",
                           .low = -5,
                           .high = 5,
                           .floor = -15,
                           .ceiling = 15});
        },
};

}  // namespace fwq::analysis
