// Popularity and willingness: how far prices go up from the last close (BR) and from the open (AR), against how far down.
//
//   br = SUM(MAX(0, HIGH-LC), n) / SUM(MAX(0, LC-LOW), n) * 100        LC the close before
//   ar = SUM(HIGH-OPEN, n) / SUM(OPEN-LOW, n) * 100
//
// Source:   通达信 formula BRAR(26).
// Input:    open, high, low, close.
// Output:   percent from 0; br NaN for the first n bars, ar for the first n-1.
// Edges:    no value where nothing went down. A NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class BrAr {
 public:
  using Input = tdx::Candle;
  explicit BrAr(Params p)
      : br_up_(bars_of(p[0])), br_down_(br_up_), ar_up_(br_up_), ar_down_(br_up_) {}
  void push(const Input& bar, double* out) {
    out[0] = kNoValue;
    if (!std::isnan(close_)) {
      const double up = br_up_.push(std::max(0.0, bar.high - close_));
      out[0] = tdx::ratio(up, br_down_.push(std::max(0.0, close_ - bar.low))) * 100.0;
    }
    close_ = bar.close;
    const double up = ar_up_.push(bar.high - bar.open);
    out[1] = tdx::ratio(up, ar_down_.push(bar.open - bar.low)) * 100.0;
  }

 private:
  double close_ = kNoValue;
  tdx::Sum br_up_, br_down_, ar_up_, ar_down_;
};

// BR and AR come back from their extremes, each with the borders of 通达信's help: 40 and 400, 40 and 180.
void brar_signals(const SignalRun& run) {
  const std::size_t before = run.signals.size();
  zone_signals(
      run,
      {.value = run.values[0], .name = "BR", .low = 40, .high = 400, .floor = 0, .ceiling = 800});
  zone_signals(
      run,
      {.value = run.values[1], .name = "AR", .low = 40, .high = 180, .floor = 0, .ceiling = 360});
  std::stable_sort(run.signals.begin() + static_cast<std::ptrdiff_t>(before), run.signals.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
}

}  // namespace

extern const IndicatorDef brar_def{
    .id = "brar",
    .name = "BRAR",
    .flavour = Flavour::tdx,
    .title_en = "Popularity and willingness",
    .title_zh = "情绪指标",
    .group = Group::volume,
    .inputs = {Field::open, Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 26, 1, "Bars in the sums", "求和周期")},
    .outputs = {tdx::percent_line("br"), tdx::percent_line("ar")},
    .guides = {40, 180, 400},
    .source = "通达信 BRAR",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_machine<BrAr>,
    .stream = stream_of<BrAr>,
    .signals = brar_signals,
};

}  // namespace fwq::analysis
