// Ultimate oscillator: buying pressure in the true range, over three spans at once.
//
//   pressure_t = close_t - min(low_t, close_{t-1}), range_t = true range
//   share_k    = sum(pressure) / sum(range) over period k (none where the range is 0)
//   ultosc     = 100 * (4 * share_short + 2 * share_middle + share_long) / 7
//
// Source:   TA-Lib 0.6.4, TA_ULTOSC. L. Williams, Stocks & Commodities 3 (1985).
// Input:    high, low, close.
// Output:   percent in [0, 100]; NaN for the first bars, as many as the longest span.
// Edges:    the spans may come in any order. A span without range adds nothing. A NaN starts it anew.
// Cost:     O(1) a bar.
#include "block_loops.hpp"
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Ultosc {
 public:
  using Input = RangeInput;
  explicit Ultosc(Params p) {
    std::array<double, kSpans> spans{p[0], p[1], p[2]};
    std::sort(spans.begin(), spans.end());
    longest_ = bars_of(spans.back());
    past_pressure_ = past_range_ = History(longest_);
    for (const double span : spans) {
      spans_.push_back(bars_of(span));
      pressure_.emplace_back(bars_of(span));
      range_.emplace_back(bars_of(span));
    }
  }
  void push(const Input& bar, double* out) {
    const double range = true_range_.push(bar), last = last_;
    last_ = bar.close;
    out[0] = kNoValue;
    if (std::isnan(range)) return;
    const double pressure = bar.close - std::min(bar.low, last);
    double sum = 0;
    for (std::size_t k = 0; k < kSpans; ++k)
      sum += share(pressure_[k].push(pressure), range_[k].push(range), bar.close, k);
    out[0] = 100.0 * (sum / 7.0);
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch pressure, range;
    double* const out = block.out[0];
    const double* const low = block.in[1];
    const double* const close = block.in[2];
    const std::size_t from = block.before == 0 ? 1 : 0, count = block.count - from;
    true_ranges(block, range.data());
    for (std::size_t i = from; i < block.count; ++i) {
      const double last = *(close + i - 1);
      pressure[i] = close[i] - (low[i] < last ? low[i] : last);
    }
    if (from == 1) out[0] = kNoValue;
    run_sums(&pressure[from], &range[from], &block.in[2][from], count, out + from);
  }

 private:
  // The values; NaN where a window is not full.
  FWQ_VECTORIZED void run_sums(const double* pressure, const double* range, const double* close,
                               std::size_t count, double* out) {
    const std::size_t seen = past_pressure_.seen(), before = std::min(seen, longest_);
    const double* const ps = past_pressure_.append(pressure, count);
    const double* const rs = past_range_.append(range, count);
    // All begin where the longest does.
    const std::size_t empty = seen + 1 >= longest_ ? 0 : std::min(count, longest_ - 1 - seen);
    std::fill_n(out, empty, kNoValue);
    if (longest_ <= kBlock && run_totals(ps, rs, before, empty, count, close, out)) return;
    std::array<Scratch, kSpans> p, r;
    for (std::size_t k = 0; k < kSpans; ++k) {
      window_sums(ps + empty, spans_[k], count - empty, 1.0, &p[k][empty]);
      window_sums(rs + empty, spans_[k], count - empty, 1.0, &r[k][empty]);
    }
    for (std::size_t i = empty; i < count; ++i)
      out[i] = of({p[0][i], p[1][i], p[2][i]}, {r[0][i], r[1][i], r[2][i]}, close[i]);
  }
  // The same by differences of totals. False if some sum is so much smaller than the totals that it has lost digits. (A pressure
  // is no larger than its range, and only beside the range does it count.)
  FWQ_VECTORIZED bool run_totals(const double* pressure, const double* range, std::size_t before,
                                 std::size_t empty, std::size_t count, const double* close,
                                 double* out) const noexcept {
    constexpr double kMost = 1024;
    std::array<double, 2 * kBlock + 1> p_totals, r_totals;
    p_totals[0] = r_totals[0] = 0;
    running_totals(0, pressure - before, before + count, &p_totals[1]);
    const double all = running_totals(0, range - before, before + count, &r_totals[1]);
    const auto [n0, n1, n2] = std::array{spans_[0], spans_[1], spans_[2]};
    std::int64_t poor = 0;
    for (std::size_t i = empty; i < count; ++i) {
      const double* const p = &p_totals[before + 1 + i];
      const double* const r = &r_totals[before + 1 + i];
      const double r0 = *r - *(r - n0), r1 = *r - *(r - n1), r2 = *r - *(r - n2);
      poor += (kMost * r0 < all) | (kMost * r1 < all) | (kMost * r2 < all) ? 1 : 0;
      out[i] = of({*p - *(p - n0), *p - *(p - n1), *p - *(p - n2)}, {r0, r1, r2}, close[i]);
    }
    return poor == 0;
  }
  static constexpr std::size_t kSpans = 3;
  struct Three {
    double a, b, c;
  };
  // The three shares over one denominator: one division.
  static double of(Three p, Three r, double close) noexcept {
    const double least = kNoRange * std::abs(close);
    const bool none0 = r.a <= least, none1 = r.b <= least, none2 = r.c <= least;
    const double r0 = none0 ? 1.0 : r.a, r1 = none1 ? 1.0 : r.b, r2 = none2 ? 1.0 : r.c;
    const double p0 = none0 ? 0.0 : p.a, p1 = none1 ? 0.0 : p.b, p2 = none2 ? 0.0 : p.c;
    const double sum = 4.0 * p0 * (r1 * r2) + 2.0 * p1 * (r0 * r2) + p2 * (r0 * r1);
    return sum / (r0 * r1 * r2) * (100.0 / 7.0);
  }
  static constexpr double kNoRange = 1e-12;  // Of the price: rounding.
  static double share(double pressure, double range, double close, std::size_t k) noexcept {
    constexpr std::array<double, kSpans> kWeights{4, 2, 1};
    const double value = kWeights[k] * (pressure / range);
    return range <= kNoRange * std::abs(close) ? 0.0 : value;
  }
  std::vector<WindowSum> pressure_, range_;  // Bar by bar.
  std::vector<std::size_t> spans_;
  std::size_t longest_ = 0;
  History past_pressure_{1}, past_range_{1};  // In blocks.
  TrueRange true_range_;
  double last_ = kNoValue;
};

}  // namespace

extern const IndicatorDef ultosc_def{
    .id = "ultosc",
    .name = "ULTOSC",
    .flavour = Flavour::talib,
    .title_en = "Ultimate oscillator",
    .title_zh = "终极振荡器",
    .group = Group::momentum,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(7, 1, "One of three spans", "三个周期之一", "period1"),
               bars_param(14, 1, "One of three spans", "三个周期之一", "period2"),
               bars_param(28, 1, "One of three spans", "三个周期之一", "period3")},
    .outputs = {percent_output("ultosc")},
    .guides = {30, 70},
    .source = "TA-Lib 0.6.4, ULTOSC; L. Williams, Stocks & Commodities 3 (1985)",
    .warm_up =
        [](Params p) {
          return bars_of(std::max({p[0], p[1], p[2]}));
        },
    .run = run_blocks<Ultosc>,
    .stream = stream_of<Ultosc>,
    .signals = [](const SignalRun& r) { zone_signals(r, 30, 70); },
};

}  // namespace fwq::analysis
