// On-balance volume: volume added on rises of the close and taken away on falls.
//
//   obv_0 = volume_0
//   obv_t = obv_{t-1} + volume_t if the close rose, - volume_t if it fell, unchanged otherwise
//
// Source:   TA-Lib 0.6.4, TA_OBV. J. Granville, New Key to Stock Market Profits (1963).
// Input:    close, volume.
// Output:   shares, from the first bar on. Only its changes mean something: the level depends on where it begins.
// Edges:    a NaN starts it anew.
// Cost:     O(1) a bar.
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class Obv {
 public:
  using Input = VolumeInput;
  explicit Obv(Params) {}
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.close);
    // The first bar has no move (NaN) and counts in full.
    obv_ += move < 0 ? -bar.volume : move == 0 ? 0.0 : bar.volume;
    out[0] = obv_;
  }

 private:
  CloseMove move_;
  double obv_ = 0;
};

}  // namespace

extern const IndicatorDef obv_def{
    .id = "obv",
    .name = "OBV",
    .flavour = Flavour::talib,
    .title_en = "On-balance volume",
    .title_zh = "能量潮",
    .group = Group::volume,
    .inputs = {Field::close, Field::volume},
    .outputs = {{.name = "obv", .unit = Unit::shares}},
    .source = "TA-Lib 0.6.4, OBV",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_machine<Obv>,
    .stream = stream_of<Obv>,
};

}  // namespace fwq::analysis
