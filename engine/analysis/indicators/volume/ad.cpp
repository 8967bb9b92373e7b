// Accumulation/distribution line: volume, counted by where in its range the bar closed.
//
//   place_t = ((close - low) - (high - close)) / (high - low), from -1 at the low to 1 at the high
//   ad_t    = ad_{t-1} + place_t * volume_t
//
// Source:   TA-Lib 0.6.4, TA_AD. M. Chaikin.
// Input:    high, low, close, volume.
// Output:   shares, from the first bar on. Only its changes mean something: the level depends on where it begins.
// Edges:    a bar without range adds nothing. A NaN starts it anew.
// Cost:     O(1) a bar.
#include "accumulation.hpp"

namespace fwq::analysis {
namespace {

class Ad {
 public:
  using Input = FlowInput;
  explicit Ad(Params) {}
  void push(const Input& bar, double* out) { out[0] = line_.push(bar); }
  void run(const Block& block) { run_block(block, true); }
  bool run_hopefully(const Block& block) { return run_block(block, false); }

 private:
  FWQ_VECTORIZED bool run_block(const Block& block, bool whole) {
    double* const out = block.out[0];
    return line_.run(
        block, whole,
        [&](std::size_t i, std::size_t count, const Eights& line) __attribute__((always_inline)) {
          if (count == 8) {
            *reinterpret_cast<EightsAt*>(out + i) = line;
          } else {
            store_part(line, count, out + i);
          }
        });
  }

  Accumulation line_;
};

}  // namespace

extern const IndicatorDef ad_def{
    .id = "ad",
    .name = "AD",
    .flavour = Flavour::talib,
    .title_en = "Chaikin accumulation/distribution line",
    .title_zh = "累积/派发线",
    .group = Group::volume,
    .inputs = {Field::high, Field::low, Field::close, Field::volume},
    .outputs = {{.name = "ad", .unit = Unit::shares}},
    .source = "TA-Lib 0.6.4, AD; M. Chaikin",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_hopeful_blocks<Ad>,
    .stream = stream_of<Ad>,
};

}  // namespace fwq::analysis
