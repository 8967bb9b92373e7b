// Relative strength as 通达信 shows it: three periods at once, smoothed from the first move on.
//
//   rsi_k = SMA(MAX(CLOSE-LC, 0), period_k, 1) / SMA(ABS(CLOSE-LC), period_k, 1) * 100,   LC the close before
//   SMA(X,N,1): y += (x - y) / N, begun with the first x.
//
// Source:   通达信 formula RSI(6,12,24).
// Input:    close.
// Output:   percent in [0, 100]; NaN on the first bar.
// Edges:    NaN as long as nothing has moved since the start (0/0). A NaN close restarts the smoothing.
// Cost:     O(1) a bar and line.
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class TdxRsi {
 public:
  using Input = CloseInput;
  explicit TdxRsi(Params p) {
    for (const double period : p) {
      const Smoother sma = Smoother::tdx_sma(period, 1);
      lines_.push_back({sma, sma});
    }
  }
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.close);
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
  return {.name = name,
          .value = value,
          .min = 2,
          .max = 1000,
          .unit = "bars",
          .help_en = "Bars that the smoothing spreads a move over",
          .help_zh = "平滑周期"};
}

constexpr OutputDef line(std::string_view name) {
  return {.name = name, .unit = Unit::percent, .low = 0, .high = 100};
}

}  // namespace

extern const IndicatorDef tdx_rsi_def{
    .id = "tdx_rsi",
    .name = "RSI",
    .flavour = Flavour::tdx,
    .title_en = "Relative strength",
    .title_zh = "相对强弱指标",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {period("n1", 6), period("n2", 12), period("n3", 24)},
    .outputs = {line("rsi1"), line("rsi2"), line("rsi3")},
    .guides = {20, 80},
    .each_param_an_output = true,
    .source = "通达信 RSI",
    .warm_up = [](Params) { return std::size_t{1}; },
    .run = run_machine<TdxRsi>,
    .stream = stream_of<TdxRsi>,
    .signals = [](const SignalRun& r) { rsi_signals(r, 20, 80); },
    .settling = [](Params p) { return sma_settling(p[0]); },
};

}  // namespace fwq::analysis
