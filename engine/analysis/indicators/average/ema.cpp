// Exponential moving average: a mean in which older closes fade.
//
//   ema_t = ema_{t-1} + (close_t - ema_{t-1}) * 2 / (period + 1)
//   begun with the mean of the first `period` closes
//
// Source:   TA-Lib 0.6.4, TA_EMA with its default (classic) seeding.
// Input:    close.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Ema {
 public:
  using Input = CloseInput;
  explicit Ema(Params p) : ema_(Smoother::ema(bars_of(p[0]), bars_of(p[0]))) {}
  void push(const Input& bar, double* out) { out[0] = ema_.push(bar.close); }
  void run(const Block& block) { ema_.run(block.in[0], block.count, block.out[0]); }

 private:
  Smoother ema_;
};

}  // namespace

extern const IndicatorDef ema_def{
    .id = "ema",
    .name = "EMA",
    .flavour = Flavour::talib,
    .title_en = "Exponential moving average",
    .title_zh = "指数移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {{.name = "period",
                .value = 30,
                .min = 2,
                .max = 100'000,
                .unit = "bars",
                .help_en = "The newest close weighs 2 / (period + 1)",
                .help_zh = "最新收盘价的权重为 2 / (周期 + 1)"}},
    .outputs = {{.name = "ema"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, EMA",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Ema>,
    .stream = stream_of<Ema>,
    .signals = price_cross_signals,
};

}  // namespace fwq::analysis
