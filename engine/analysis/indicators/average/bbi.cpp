// Bull and bear index: the mean of four moving averages; above it the bulls are said to rule, below it the bears.
//
//   bbi = (MA(CLOSE,m1) + MA(CLOSE,m2) + MA(CLOSE,m3) + MA(CLOSE,m4)) / 4
//
// Source:   通达信 formula BBI(3,6,12,24). (Some programs take 20 as the last period.)
// Input:    close.
// Output:   a price; NaN until the longest window is full.
// Edges:    a NaN close starts the windows anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Bbi {
 public:
  using Input = CloseInput;
  explicit Bbi(Params p) {
    for (const double n : p) means_.emplace_back(bars_of(n));
  }
  void push(const Input& bar, double* out) {
    double sum = 0;
    for (tdx::Mean& mean : means_) sum += mean.push(bar.close);
    *out = sum / 4.0;
  }

 private:
  std::vector<tdx::Mean> means_;
};

constexpr ParamDef period(std::string_view name, double value) {
  return tdx::bars_param(name, value, 1, "Closes in one of the four means", "四条均线之一的周期");
}

}  // namespace

extern const IndicatorDef bbi_def{
    .id = "bbi",
    .name = "BBI",
    .flavour = Flavour::tdx,
    .title_en = "Bull and bear index",
    .title_zh = "多空均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {period("m1", 3), period("m2", 6), period("m3", 12), period("m4", 24)},
    .outputs = {{.name = "bbi"}},
    .overlay = true,
    .source = "通达信 BBI",
    .warm_up = [](Params p) { return bars_of(*std::max_element(p.begin(), p.end())) - 1; },
    .run = run_machine<Bbi>,
    .stream = stream_of<Bbi>,
    .signals =
        [](const SignalRun& r) {
          cross_signals(r, {.a = r.bars.close(),
                            .b = r.values[0],
                            .a_name = "CLOSE",
                            .b_en = "BBI",
                            .b_zh = "BBI",
                            .scale = r.bars.close(),
                            .full = 0.02});
        },
};

}  // namespace fwq::analysis
