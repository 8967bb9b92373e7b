// Rate of change ratio: the close as a multiple of an earlier one.
//
//   rocr_t = close_t / close_{t-period}
//
// Source:   TA-Lib 0.6.4, TA_ROCR.
// Input:    close.
// Output:   a ratio; NaN for the first `period` bars.
// Edges:    a close of 0 to compare with gives 0, as in TA-Lib. A NaN close starts it anew.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "described.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Rocr {
 public:
  using Input = CloseInput;
  explicit Rocr(Params p) : n_(bars_of(p[0])), last_(n_ + 1) {}
  void push(const Input& bar, double* out) {
    last_.push(bar.close);
    out[0] = last_.seen() > n_ ? change(bar.close, *(last_.end() - 1 - n_)) : kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    const std::size_t empty = block.before >= n_ ? 0 : std::min(block.count, n_ - block.before);
    double* const out = block.out[0];
    const double* const now = block.in[0];
    std::fill_n(out, empty, kNoValue);
    const std::size_t n = n_;
    const std::size_t head = empty + until_aligned(out + empty, block.count - empty);
    for (std::size_t i = empty; i < head; ++i) out[i] = change(now[i], *(now + i - n));
    for (std::size_t i = head; i < block.count; ++i) out[i] = change(now[i], *(now + i - n));
  }

 private:
  static double change(double now, double then) noexcept {
    const double ratio = now / then;
    return then != 0.0 ? ratio : 0.0;
  }
  std::size_t n_;
  History last_;
};

}  // namespace

extern const IndicatorDef rocr_def{
    .id = "rocr",
    .name = "ROCR",
    .flavour = Flavour::talib,
    .title_en = "Rate of change ratio",
    .title_zh = "变动比率",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(10, 1, "Bars back to the close compared with",
                          "与多少根之前的收盘价比较")},
    .outputs = {{.name = "rocr", .unit = Unit::ratio}},
    .guides = {1},
    .source = "TA-Lib 0.6.4, ROCR",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Rocr>,
    .stream = stream_of<Rocr>,
    .signals = [](const SignalRun& r) { level_signals(r, 1); },
};

}  // namespace fwq::analysis
