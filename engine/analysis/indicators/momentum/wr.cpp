// Williams: how far the close is below the top of the last bars' range, in two periods at once.
//
//   wr_k = 100 * (HHV(HIGH,n_k) - CLOSE) / (HHV(HIGH,n_k) - LLV(LOW,n_k))
//   HHV and LLV take what bars there are.
//
// Source:   通达信 formula WR(10,6). L. Williams, How I Made One Million Dollars (1973). TA-Lib's WILLR is its negative.
// Input:    high, low, close.
// Output:   percent in [0, 100]: 0 at the top of the range, 100 at its bottom.
// Edges:    NaN where the range is zero. A NaN starts the windows anew.
// Cost:     O(1) a bar and line.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Wr {
 public:
  using Input = RangeInput;
  explicit Wr(Params p) {
    for (const double n : p) lines_.push_back({WindowHigh(bars_of(n)), WindowLow(bars_of(n))});
  }
  void push(const Input& bar, double* out) {
    for (Range& line : lines_) {
      const double high = line.high.push(bar.high);
      const double low = line.low.push(bar.low);
      *out++ = high > low ? 100.0 * (high - bar.close) / (high - low) : kNoValue;
    }
  }

 private:
  struct Range {
    WindowHigh high;
    WindowLow low;
  };
  std::vector<Range> lines_;
};

}  // namespace

extern const IndicatorDef wr_def{
    .id = "wr",
    .name = "WR",
    .flavour = Flavour::tdx,
    .title_en = "Williams overbought/oversold",
    .title_zh = "威廉指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 10, 1, "Bars of the first range", "第一条线的区间周期"),
               tdx::bars_param("n1", 6, 1, "Bars of the second range", "第二条线的区间周期")},
    .outputs = {tdx::percent_line("wr1", 0, 100), tdx::percent_line("wr2", 0, 100)},
    .guides = {20, 80},
    .each_param_an_output = true,
    .source = "通达信 WR",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_machine<Wr>,
    .stream = stream_of<Wr>,
    .signals =
        [](const SignalRun& r) {
          zone_signals(r, {.value = r.values[0],
                           .name = "WR1",
                           .low = 20,
                           .high = 80,
                           .floor = 0,
                           .ceiling = 100,
                           .inverted = true});
        },
};

}  // namespace fwq::analysis
