// Intraday momentum index: the share of rising bodies in all bodies of the last bars.
//
//   up_t = max(close_t - open_t, 0), down_t = max(open_t - close_t, 0)
//   imi  = 100 * sum(up) / (sum(up) + sum(down)) over the last `period` bars
//
// Source:   TA-Lib 0.6.4, TA_IMI. T. Chande and S. Kroll, The New Technical Trader (1994).
// Input:    open, close.
// Output:   percent in [0, 100]; NaN for the first period-1 bars.
// Edges:    no bodies at all give 50, as TA-Lib does since 0.7 (0.6.4 gives no number). A NaN empties the windows that
//           hold it.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "described.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Imi {
 public:
  using Input = BodyInput;
  explicit Imi(Params p) : up_(bars_of(p[0])), down_(up_) {}
  void push(const Input& bar, double* out) {
    const double body = bar.close - bar.open;
    const double up = up_.push(body > 0 ? body : 0.0), down = down_.push(body < 0 ? -body : 0.0);
    out[0] = of(up, down, bar.close);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch up_sums, down_sums;
    double* const up = up_.room_for(block.count);
    double* const down = down_.room_for(block.count);
    for (std::size_t i = 0; i < block.count; ++i) {
      const double body = block.in[1][i] - block.in[0][i];
      up[i] = body > 0 ? body : 0.0;
      down[i] = body < 0 ? -body : 0.0;
    }
    up_.sum_written(block.count, up_sums.data());
    down_.sum_written(block.count, down_sums.data());
    for (std::size_t i = 0; i < block.count; ++i)
      block.out[0][i] = of(up_sums[i], down_sums[i], block.in[1][i]);
  }

 private:
  // Bodies that are rounding beside the price are none: running sums keep crumbs of what has left them.
  static double of(double up, double down, double close) noexcept {
    const double total = up + down;
    const double share = 100.0 * (std::max(up, 0.0) / total);
    return total <= 1e-12 * std::abs(close) ? 50.0 : share;
  }
  WindowSum up_, down_;
};

}  // namespace

extern const IndicatorDef imi_def{
    .id = "imi",
    .name = "IMI",
    .flavour = Flavour::talib,
    .title_en = "Intraday momentum index",
    .title_zh = "日内动量指数",
    .group = Group::momentum,
    .inputs = {Field::open, Field::close},
    .params = {bars_param(14, 2, "Bars in the sums", "求和周期")},
    .outputs = {percent_output("imi")},
    .guides = {30, 70},
    .source = "TA-Lib 0.6.4, IMI; T. Chande and S. Kroll, The New Technical Trader (1994)",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Imi>,
    .stream = stream_of<Imi>,
    .signals = [](const SignalRun& r) { zone_signals(r, 30, 70); },
};

}  // namespace fwq::analysis
