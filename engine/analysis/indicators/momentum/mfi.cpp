// Money flow index: an RSI in which each move counts with the money behind it.
//
//   typical = (high + low + close) / 3, flow = typical * volume
//   mfi = 100 * P / (P + N): P the flow of bars whose typical price rose, N of those where it fell, last `period` bars
//
// Source:   TA-Lib 0.6.4, TA_MFI. G. Quong and A. Soudack, Stocks & Commodities 7 (1989).
// Input:    high, low, close, volume.
// Output:   percent in [0, 100]; NaN for the first `period` bars.
// Edges:    less than 1 CNY of flow gives 0, as in TA-Lib. A NaN starts it anew.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "described.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"
#include "thirds.hpp"

namespace fwq::analysis {
namespace {

class Mfi {
 public:
  using Input = FlowInput;
  explicit Mfi(Params p) : up_(bars_of(p[0])), down_(up_) {}
  void push(const Input& bar, double* out) {
    const double typical = third_of(bar.high + bar.low + bar.close), flow = typical * bar.volume;
    out[0] = kNoValue;
    if (!std::isnan(last_)) {
      const double up = up_.push(typical > last_ ? flow : 0.0);
      out[0] = of(up, down_.push(typical < last_ ? flow : 0.0));
    }
    last_ = typical;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch up_sums, down_sums;
    const std::size_t from = block.before == 0 ? 1 : 0, count = block.count - from;
    double* const up = up_.room_for(count);
    double* const down = down_.room_for(count);
    const auto [high, low, close, volume] =
        std::array{block.in[0], block.in[1], block.in[2], block.in[3]};
    for (std::size_t i = from; i < block.count; ++i) {
      const double now = third_of(high[i] + low[i] + close[i]);
      const double before = third_of(*(high + i - 1) + *(low + i - 1) + *(close + i - 1));
      const double flow = now * volume[i];
      up[i - from] = now > before ? flow : 0.0;
      down[i - from] = now < before ? flow : 0.0;
    }
    if (from == 1) block.out[0][0] = kNoValue;
    up_.sum_written(count, &up_sums[from]);
    down_.sum_written(count, &down_sums[from]);
    double* const out = block.out[0];
    for (std::size_t i = from; i < block.count; ++i) out[i] = of(up_sums[i], down_sums[i]);
  }

 private:
  // TA-Lib's bound: less than 1 CNY is no flow.
  static double of(double up, double down) noexcept {
    const double total = up + down;
    const double share = 100.0 * (std::max(up, 0.0) / total);
    return total < 1.0 ? 0.0 : share;
  }
  WindowSum up_, down_;
  double last_ = kNoValue;
};

}  // namespace

extern const IndicatorDef mfi_def{
    .id = "mfi",
    .name = "MFI",
    .flavour = Flavour::talib,
    .title_en = "Money flow index",
    .title_zh = "资金流量指标",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close, Field::volume},
    .params = {bars_param(14, 2, "Bars in the sums", "求和周期")},
    .outputs = {percent_output("mfi")},
    .guides = {20, 80},
    .source = "TA-Lib 0.6.4, MFI; G. Quong and A. Soudack, Stocks & Commodities 7 (1989)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Mfi>,
    .stream = stream_of<Mfi>,
    .signals = [](const SignalRun& r) { zone_signals(r, 20, 80); },
};

}  // namespace fwq::analysis
