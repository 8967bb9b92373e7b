// Relative strength of volume: how much of the changes of volume were rises, in three periods at once.
//
//   vrsi_k = SMA(MAX(VOL-LV, 0), n_k, 1) / SMA(ABS(VOL-LV), n_k, 1) * 100,   LV the volume before
//   SMA(X,N,1): y += (x - y) / N, begun with the first x.
//
// Source:   通达信 formula VRSI(6,12,24).
// Input:    volume.
// Output:   percent in [0, 100]; NaN on the first bar.
// Edges:    NaN as long as the volume has not changed since the start (0/0). A NaN restarts the smoothing.
// Cost:     O(1) a bar and line.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Vrsi {
 public:
  using Input = tdx::Volume;
  explicit Vrsi(Params p) {
    for (const double n : p) lines_.push_back({Smoother::tdx_sma(n, 1), Smoother::tdx_sma(n, 1)});
  }
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.volume);
    for (Pair& line : lines_) {
      double value = kNoValue;
      if (!std::isnan(move)) {
        const double up = line.up.push(std::max(move, 0.0));
        const double all = line.all.push(std::abs(move));
        if (all > 0) value = std::min(100.0, up / all * 100.0);
      }
      *out++ = value;
    }
  }

 private:
  struct Pair {
    Smoother up, all;
  };
  CloseMove move_;
  std::vector<Pair> lines_;
};

constexpr ParamDef period(std::string_view name, double value) {
  return tdx::bars_param(name, value, 2, "Bars that the smoothing spreads a change over",
                         "平滑周期");
}

}  // namespace

extern const IndicatorDef vrsi_def{
    .id = "vrsi",
    .name = "VRSI",
    .flavour = Flavour::tdx,
    .title_en = "Relative strength of volume",
    .title_zh = "相对强弱量",
    .group = Group::volume,
    .inputs = {Field::volume},
    .params = {period("n1", 6), period("n2", 12), period("n3", 24)},
    .outputs = {tdx::percent_line("vrsi1", 0, 100), tdx::percent_line("vrsi2", 0, 100),
                tdx::percent_line("vrsi3", 0, 100)},
    .guides = {20, 80},
    .each_param_an_output = true,
    .source = "通达信 VRSI",
    .warm_up = [](Params) { return std::size_t{1}; },
    .run = run_machine<Vrsi>,
    .stream = stream_of<Vrsi>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "VRSI1",
                           .low = 20,
                           .high = 80,
                           .floor = 0,
                           .ceiling = 100});
        },
    .settling = [](Params p) { return sma_settling(p[0]); },
};

}  // namespace fwq::analysis
