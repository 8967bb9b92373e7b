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
#include "block_loops.hpp"
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
  FWQ_VECTORIZED void run(const Block& block) {
    const double* const close = block.in[0];
    const double* const volume = block.in[1];
    double* const out = block.out[0];
    const std::size_t from = block.before == 0 ? 1 : 0;
    if (from == 1) out[0] = volume[0];
    for (std::size_t i = from; i < block.count; ++i) {
      const double now = close[i], last = *(close + i - 1), moved = volume[i];
      const double rise = now > last ? moved : 0.0, fall = now < last ? moved : 0.0;
      out[i] = rise - fall;
    }
    obv_ = running_totals(obv_, out, block.count, out);
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
    .source = "TA-Lib 0.6.4, OBV; J. Granville, New Key to Stock Market Profits (1963)",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_blocks<Obv>,
    .stream = stream_of<Obv>,
};

}  // namespace fwq::analysis
