// TRIX: the change of a thrice smoothed close, in percent.
//
//   e3 = EMA(EMA(EMA(close))), trix_t = (e3_t / e3_{t-1} - 1) * 100
//
// Source:   TA-Lib 0.6.4, TA_TRIX. J. Hutson, Stocks & Commodities 1 (1983).
// Input:    close.
// Output:   percent; NaN for the first 3 * period - 2 bars.
// Edges:    a NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "averages.hpp"
#include "described.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Trix {
 public:
  using Input = CloseInput;
  explicit Trix(Params p) : third_(bars_of(p[0]), {0, 0, 1}) {}
  void push(const Input& bar, double* out) {
    const double now = third_.push(bar.close);
    out[0] = change(now, last_);
    last_ = now;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    std::array<double, kBlock + 1> line;
    line[0] = last_;
    third_.run(block.in[0], block.count, &line[1]);
    for (std::size_t i = 0; i < block.count; ++i) block.out[0][i] = change(line[i + 1], line[i]);
    last_ = line[block.count];
  }

 private:
  static double change(double now, double before) noexcept {
    const double percent = (now / before - 1.0) * 100.0;
    return before != 0.0 ? percent : 0.0;
  }
  EmaChain<3> third_;
  double last_ = kNoValue;
};

}  // namespace

extern const IndicatorDef trix_def{
    .id = "trix",
    .name = "TRIX",
    .flavour = Flavour::talib,
    .title_en = "Rate of change of a triple EMA",
    .title_zh = "三重指数平滑变动率",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(30, 1, "Period of the three averages", "三次平均的周期")},
    .outputs = {{.name = "trix", .unit = Unit::percent}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, TRIX; J. Hutson, Stocks & Commodities 1 (1983)",
    .warm_up = [](Params p) { return 3 * bars_of(p[0]) - 2; },
    .run = run_blocks<Trix>,
    .stream = stream_of<Trix>,
    .signals = [](const SignalRun& r) { level_signals(r, 0); },
};

}  // namespace fwq::analysis
