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
// Cost:     O(1) a bar, two arctangents; over columns the cycle by cycle_batch.hpp, the phases eight bars at a time.
#include "described.hpp"
#include "dominant_cycle.hpp"
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

 private:
  MesaAverages lines_;
};

class MamaColumn {
 public:
  MamaColumn(Params p, std::size_t most)
      : cycle_(MesaAverages::kFirst, most), phase_(most + 8), lines_(p[0], p[1]) {}
  std::size_t run(const double* x, std::size_t count, double* const* out) {
    const std::size_t taken = cycle_.take(x, count);
    if (seen_ >= MesaAverages::kFirst) {
      mesa_phases(cycle_.in_phase(), cycle_.quadrature(), taken, phase_.data());
      lines_.run(x, phase_.data(), taken, out[0], out[1]);
    }
    hide_warm_up(seen_, MesaAverages::kWarmUp, taken, out[0]);
    hide_warm_up(seen_, MesaAverages::kWarmUp, taken, out[1]);
    seen_ += taken;
    return taken;
  }

 private:
  CycleBatch cycle_;
  std::vector<double> phase_;
  MesaLines lines_;
  std::size_t seen_ = 0;
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
    .run = run_cycles<MamaColumn>,
    .stream = stream_of<Mama>,
    .signals =
        [](const SignalRun& r) { two_line_signals(r, r.values[0], r.values[1], "MAMA", "FAMA"); },
};

}  // namespace fwq::analysis
