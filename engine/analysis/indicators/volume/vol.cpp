// Volume, beside two of its means.
//
//   volume = VOL        mavol1 = MA(VOL,m1)        mavol2 = MA(VOL,m2)
//
// Source:   通达信 formula VOL(5,10).
// Input:    volume.
// Output:   shares (通达信 counts lots of 100); each mean NaN until its window is full.
// Edges:    a NaN starts the windows anew.
// Cost:     O(1) a bar.
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Vol {
 public:
  using Input = tdx::Volume;
  explicit Vol(Params p) : first_(bars_of(p[0])), second_(bars_of(p[1])) {}
  void push(const Input& bar, double* out) {
    out[0] = bar.volume;
    out[1] = first_.push(bar.volume);
    out[2] = second_.push(bar.volume);
  }

 private:
  tdx::Mean first_, second_;
};

constexpr OutputDef shares(std::string_view name, Style style = Style::line) {
  return {.name = name, .unit = Unit::shares, .style = style};
}

}  // namespace

extern const IndicatorDef vol_def{
    .id = "vol",
    .name = "VOL",
    .flavour = Flavour::tdx,
    .title_en = "Volume",
    .title_zh = "成交量",
    .group = Group::volume,
    .inputs = {Field::volume},
    .params = {tdx::mean_param("m1", 5), tdx::mean_param("m2", 10)},
    .outputs = {shares("volume", Style::histogram), shares("mavol1"), shares("mavol2")},
    .source = "通达信 VOL",
    .warm_up = [](Params p) { return bars_of(std::max(p[0], p[1])) - 1; },
    .run = run_machine<Vol>,
    .stream = stream_of<Vol>,
};

}  // namespace fwq::analysis
