// MIKE: three lines of support and three of resistance around the typical price, from the range of the last bars.
//
//   hlc = REF(MA((HIGH+LOW+CLOSE)/3, n), 1)        hv = EMA(HHV(HIGH,n), 3)        lv = EMA(LLV(LOW,n), 3)
//   stor = EMA(2*hv - lv, 3)        midr = EMA(hlc + hv - lv, 3)        wekr = EMA(2*hlc - lv, 3)
//   weks = EMA(2*hlc - hv, 3)       mids = EMA(hlc - hv + lv, 3)        stos = EMA(2*lv - hv, 3)
//   HHV and LLV take what bars there are.
//
// Source:   通达信 formula MIKE(10). ("Strong, middle, weak" resistance and support.)
// Input:    high, low, close.
// Output:   six prices; stor and stos from the first bar on, the others NaN for the first n.
// Edges:    a NaN starts all anew.
// Cost:     O(1) a bar.
#include "line_rules.hpp"
#include "tdx_parts.hpp"

namespace fwq::analysis {
namespace {

class Mike {
 public:
  using Input = RangeInput;
  explicit Mike(Params p) : mean_(bars_of(p[0])), high_(bars_of(p[0])), low_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    const double hv = high_average_.push(high_.push(bar.high));
    const double lv = low_average_.push(low_.push(bar.low));
    const double hlc = hlc_;
    hlc_ = mean_.push((bar.high + bar.low + bar.close) / 3.0);
    const double raw[6] = {2.0 * hv - lv,  hlc + hv - lv, hlc * 2.0 - lv,
                           hlc * 2.0 - hv, hlc - hv + lv, 2.0 * lv - hv};
    for (std::size_t k = 0; k < 6; ++k) {
      out[k] = std::isnan(raw[k]) ? kNoValue : lines_[k].push(raw[k]);
    }
  }

 private:
  static Smoother average() noexcept { return Smoother::ema(3, 1); }
  tdx::Mean mean_;
  double hlc_ = kNoValue;
  WindowHigh high_;
  WindowLow low_;
  Smoother high_average_ = average(), low_average_ = average();
  Smoother lines_[6] = {average(), average(), average(), average(), average(), average()};
};

// The close breaks the weak resistance (buy) or the weak support (sell), each on its way out of the middle. Strength 0.3,
// rising to 1 when it closes beyond the strong line at once.
void mike_signals(const SignalRun& run) {
  const std::size_t before = run.signals.size();
  const Line close = run.bars.close();
  const auto only = [&](Line weak, Line strong, bool up, std::string_view name) {
    const std::size_t from = run.signals.size();
    cross_signals(
        run,
        {.a = close, .b = weak, .a_name = "CLOSE", .b_en = name, .b_zh = name, .scale = close});
    const auto wrong = [&](const Signal& s) { return (s.side == Side::buy) != up; };
    run.signals.erase(std::remove_if(run.signals.begin() + static_cast<std::ptrdiff_t>(from),
                                     run.signals.end(), wrong),
                      run.signals.end());
    for (std::size_t s = from; s < run.signals.size(); ++s) {
      const std::size_t i = run.signals[s].bar;
      run.signals[s].strength = strength_from(0.3, (close[i] - weak[i]) / (strong[i] - weak[i]));
    }
  };
  only(run.values[2], run.values[0], true, "WEKR");
  only(run.values[3], run.values[5], false, "WEKS");
  std::stable_sort(run.signals.begin() + static_cast<std::ptrdiff_t>(before), run.signals.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
}

}  // namespace

extern const IndicatorDef mike_def{
    .id = "mike",
    .name = "MIKE",
    .flavour = Flavour::tdx,
    .title_en = "Support and resistance lines",
    .title_zh = "麦克支撑压力",
    .group = Group::trend,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {tdx::bars_param("n", 10, 1, "Bars in the mean and the range", "均值与区间周期")},
    .outputs = {{.name = "stor"},
                {.name = "midr"},
                {.name = "wekr"},
                {.name = "weks"},
                {.name = "mids"},
                {.name = "stos"}},
    .overlay = true,
    .source = "通达信 MIKE",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_machine<Mike>,
    .stream = stream_of<Mike>,
    .signals = mike_signals,
};

}  // namespace fwq::analysis
