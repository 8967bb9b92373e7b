// MESA adaptive moving average: follows fast where the phase of the price cycle jumps; FAMA follows it at half speed.
//
//   phase = atan(quadrature / in-phase) of the dominant cycle, in degrees (hilbert.hpp); moved = phase_{-1} - phase
//   alpha = fast_limit / moved, at least slow_limit; fast_limit where moved is at most 1 degree
//   mama += alpha * (close - mama)        fama += alpha/2 * (mama - fama)        both begun at 0, bar 12
//
// Source:   TA-Lib 0.6.4, TA_MAMA. J. F. Ehlers, Rocket Science for Traders (2001).
// Input:    close.
// Output:   two prices; NaN for the first 32 bars.
// Edges:    a NaN close starts it anew. The first values still lean to the zero that the lines begin with, as in TA-Lib.
// Cost:     O(1) a bar, two arctangents.
#include "batch.hpp"
#include "described.hpp"
#include "hilbert.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Mama {
 public:
  using Input = CloseInput;
  explicit Mama(Params p) : lines_(p[0], p[1]) {}
  void push(const Input& bar, double* out) {
    out[0] = lines_.push(bar.close);
    out[1] = lines_.fama();
  }
  void run(const Block& block) {
    for (std::size_t i = 0; i < block.count; ++i) {
      block.out[0][i] = lines_.push(block.in[0][i]);
      block.out[1][i] = lines_.fama();
    }
  }

 private:
  MesaAverages lines_;
};

}  // namespace

extern const IndicatorDef mama_def{
    .id = "mama",
    .name = "MAMA",
    .flavour = Flavour::talib,
    .title_en = "MESA adaptive moving average",
    .title_zh = "MESA 自适应移动平均线",
    .group = Group::average,
    .inputs = {Field::close},
    .params = {real_param("fast_limit", 0.5, 0.01, 0.99, 0.01, "ratio",
                          "Most that the newest close weighs", "最新收盘价权重的上限"),
               real_param("slow_limit", 0.05, 0.01, 0.99, 0.01, "ratio",
                          "Least that the newest close weighs", "最新收盘价权重的下限")},
    .outputs = {{.name = "mama"}, {.name = "fama"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MAMA; J. F. Ehlers, Rocket Science for Traders (2001)",
    .warm_up = [](Params) { return MesaAverages::kWarmUp; },
    .run = run_blocks<Mama>,
    .stream = stream_of<Mama>,
    .signals =
        [](const SignalRun& r) { two_line_signals(r, r.values[0], r.values[1], "MAMA", "FAMA"); },
};

}  // namespace fwq::analysis
