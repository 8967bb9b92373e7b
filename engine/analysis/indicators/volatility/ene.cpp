// Envelope: a moving average and two rails a fixed percentage away; a price outside is expected to come back.
//
//   upper = (1 + m1/100) * MA(CLOSE,n)        lower = (1 - m2/100) * MA(CLOSE,n)        ene = (upper + lower) / 2
//
// Source:   通达信 formula ENE(25,6,6). (10,11,9 is common elsewhere.)
// Input:    close.
// Output:   three prices; NaN for the first n-1 bars.
// Edges:    a NaN close starts the window anew.
// Cost:     O(1) a bar.
#include "signal_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Ene {
 public:
  using Input = CloseInput;
  explicit Ene(Params p) : mean_(bars_of(p[0])), up_(1 + p[1] / 100), down_(1 - p[2] / 100) {}
  void push(const Input& bar, double* out) {
    const double mean = mean_.push(bar.close);
    out[0] = up_ * mean;
    out[1] = down_ * mean;
    out[2] = (out[0] + out[1]) / 2.0;
  }

 private:
  tdx::Mean mean_;
  double up_, down_;
};

constexpr ParamDef away(std::string_view name, std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = 6,
          .min = 0,
          .max = 100,
          .step = 0.1,
          .unit = "%",
          .help_en = en,
          .help_zh = zh};
}

}  // namespace

extern const IndicatorDef ene_def{
    .id = "ene",
    .name = "ENE",
    .flavour = Flavour::tdx,
    .title_en = "Envelope",
    .title_zh = "轨道线",
    .group = Group::volatility,
    .inputs = {Field::close},
    .params = {tdx::bars_param("n", 25, 1, "Closes in the mean", "均线周期"),
               away("m1", "Distance of the upper rail", "上轨与均线的距离"),
               away("m2", "Distance of the lower rail", "下轨与均线的距离")},
    .outputs = {{.name = "upper"}, {.name = "lower"}, {.name = "ene"}},
    .overlay = true,
    .source = "通达信 ENE",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_machine<Ene>,
    .stream = stream_of<Ene>,
    .signals = [](const SignalRun& r) { band_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
