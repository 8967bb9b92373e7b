// Momentum: how far the close has come in a number of bars.
//
//   mom_t = close_t - close_{t-period}
//
// Source:   TA-Lib 0.6.4, TA_MOM.
// Input:    close.
// Output:   a price difference; NaN for the first `period` bars.
// Edges:    a NaN close starts it anew.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "hopeful_blocks.hpp"
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Mom {
 public:
  using Input = CloseInput;
  explicit Mom(Params p) : n_(bars_of(p[0])), last_(n_ + 1) {}
  void push(const Input& bar, double* out) {
    last_.push(bar.close);
    out[0] = last_.seen() > n_ ? change(bar.close, *(last_.end() - 1 - n_)) : kNoValue;
  }
  void run(const Block& block) { run_hopefully(block); }
  FWQ_VECTORIZED bool run_hopefully(const Block& block) {
    const std::size_t empty = block.before >= n_ ? 0 : std::min(block.count, n_ - block.before);
    double* const out = block.out[0];
    const double* const now = block.in[0];
    const std::size_t n = n_;
    const std::size_t head = empty + until_aligned(out + empty, block.count - empty);
    std::int64_t worst = 0;
    for (std::size_t i = 0; i < empty; ++i) worst = std::max(worst, size_bits(now[i]));
    std::fill_n(out, empty, kNoValue);
    for (std::size_t i = empty; i < head; ++i) {
      out[i] = change(now[i], *(now + i - n));
      worst = std::max(worst, size_bits(now[i]));
    }
    for (std::size_t i = head; i < block.count; ++i) {
      out[i] = change(now[i], *(now + i - n));
      worst = std::max(worst, size_bits(now[i]));
    }
    return worst <= kLargestBits;
  }

 private:
  static double change(double now, double then) noexcept { return now - then; }
  std::size_t n_;
  History last_;
};

}  // namespace

extern const IndicatorDef mom_def{
    .id = "mom",
    .name = "MOM",
    .flavour = Flavour::talib,
    .title_en = "Momentum",
    .title_zh = "动量",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(10, 1, "Bars back to the close compared with",
                          "与多少根之前的收盘价比较")},
    .outputs = {{.name = "mom"}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, MOM",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_hopeful_blocks<Mom>,
    .stream = stream_of<Mom>,
    .signals = [](const SignalRun& r) { level_signals(r, 0); },
};

}  // namespace fwq::analysis
