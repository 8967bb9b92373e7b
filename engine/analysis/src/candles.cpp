// The search that all candle patterns share.
#include "candles.hpp"

#include <bit>

namespace fwq::analysis {
namespace {

// The bitmaps that a shape's colours and conditions ask for: a bar outside one of them is no first bar of the shape.
class Sieve {
 public:
  Sieve(const CandleShape& shape, const BarColumns& columns, Params params) {
    const auto span =
        shape.trend_param == kFixed ? 0 : static_cast<std::uint32_t>(params[shape.trend_param]);
    // From the last, which is the trend where there is one: trends last for many bars, so its words are often empty,
    // and an empty word needs no further look.
    for (std::size_t i = shape.conditions.size(); i-- > 0;) {
      const Condition& c = shape.conditions[i];
      if (c.column == Column::none) continue;
      const double bound = (c.mirrored ? -1 : 1) * bound_of(c, params);
      const std::uint32_t of = c.column == Column::fall ? span : 0;
      const bool most = (c.op == Op::at_most || c.op == Op::below) != c.mirrored;
      const std::uint64_t* words =
          most ? columns.at_most(c.column, bound, of) : columns.at_least(c.column, bound, of);
      for (std::uint32_t k = 0; k < shape.bars; ++k) {
        if ((c.bars >> k & 1U) != 0) add(words, k);
      }
    }
    for (std::uint32_t k = 0; k < shape.colours.size(); ++k) {
      if (shape.colours[k] == 'u') add(columns.at_least(Column::colour, 0.5), k);
      if (shape.colours[k] == 'd') add(columns.at_most(Column::colour, -0.5), k);
    }
  }

  // Bit i: bar 64 * w + i may be the first of the shape.
  std::uint64_t word(std::size_t w) const noexcept {
    std::uint64_t bits = ~std::uint64_t{0};
    for (std::size_t m = 0; m < count_ && bits != 0; ++m) {
      const Mask& mask = masks_[m];
      bits &= mask.words[w] >> mask.bar | mask.words[w + 1] << (63 - mask.bar) << 1U;
    }
    return bits;
  }

 private:
  struct Mask {
    const std::uint64_t* words;
    std::uint32_t bar;
  };
  void add(const std::uint64_t* words, std::uint32_t bar) { masks_.at(count_++) = {words, bar}; }

  std::array<Mask, 3 * kMaxMeasures> masks_{};
  std::size_t count_ = 0;
};

// Measures and judges the shape at `first`; appends it if it is one.
void take(const CandleShape& shape, const Judge& judge, const PatternContext& context,
          Params params, std::uint32_t first, std::vector<PatternHit>& hits) {
  std::array<double, kMaxMeasures> measured;
  if (!shape.measure(context, params, first, measured.data())) return;
  if (!judge.all_hold(measured.data())) return;
  const data::Bars& bars = context.bars();
  const std::uint32_t last = first + shape.bars - 1;
  // In its place: a hit that is put together and copied at once waits for its own small parts.
  PatternHit& hit = hits.emplace_back();
  hit.pattern = &shape.def;
  hit.bias = shape.bias;
  hit.confidence = judge.confidence(measured.data(), shape.def.threshold);
  hit.start = first;
  hit.end = hit.known_at = last;
  hit.price = bars.close()[last];
  for (std::uint32_t i = first; i <= last; ++i) {
    hit.points[hit.point_count++] = i;
    if (shape.bias == Bias::bullish)
      hit.level = i == first ? bars.high()[i] : std::max(hit.level, bars.high()[i]);
    if (shape.bias == Bias::bearish)
      hit.level = i == first ? bars.low()[i] : std::min(hit.level, bars.low()[i]);
  }
}

}  // namespace

void find_candles(const CandleShape& shape, const PatternContext& context, Params params,
                  std::vector<PatternHit>& hits) {
  const std::uint32_t from = first_bar(shape, params);
  if (context.size() < from + shape.bars) return;
  const std::uint32_t to = context.size() - shape.bars;
  const Sieve sieve(shape, context.columns(), params);
  const Judge judge(shape.conditions, params);
  for (std::uint32_t w = from / 64; w <= to / 64; ++w) {
    std::uint64_t bits = sieve.word(w);
    if (w == from / 64) bits &= ~std::uint64_t{0} << (from % 64);
    for (; bits != 0; bits &= bits - 1) {
      const std::uint32_t first = 64 * w + static_cast<std::uint32_t>(std::countr_zero(bits));
      if (first > to) return;
      take(shape, judge, context, params, first, hits);
    }
  }
}

void merge_by_end(std::vector<PatternHit>& hits, std::size_t from, std::size_t middle) {
  const auto at = [&](std::size_t i) { return hits.begin() + static_cast<std::ptrdiff_t>(i); };
  std::inplace_merge(at(from), at(middle), hits.end(),
                     [](const PatternHit& a, const PatternHit& b) { return a.end < b.end; });
}

Explanation explain_candles(const CandleShape& shape, const PatternContext& context, Params params,
                            const PatternHit& hit) {
  Explanation explanation;
  double top = data::kNone, bottom = data::kNone;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    const Candle candle(context, bar);
    const double price = hit.bias == Bias::bullish   ? candle.low
                         : hit.bias == Bias::bearish ? candle.high
                                                     : candle.close;
    explanation.points.push_back({context.bars().time()[bar], bar, price, shape.def.roles[p]});
    top = p == 0 ? candle.high : std::max(top, candle.high);
    bottom = p == 0 ? candle.low : std::min(bottom, candle.low);
  }
  if (hit.bias == Bias::bullish) {
    explanation.stop = bottom - (top - bottom) / 20;
    explanation.target = top + (top - bottom);
  } else if (hit.bias == Bias::bearish) {
    explanation.stop = top + (top - bottom) / 20;
    const double target = bottom - (top - bottom);
    if (target > 0) explanation.target = target;
  }
  std::array<double, kMaxMeasures> measures{};
  const std::span<double> measured(measures.data(), shape.conditions.size());
  shape.measure(context, params, hit.start, measured.data());
  all_hold(shape.conditions, params, measured);  // Settles the measures at their bounds.
  explanation.why = reasons_of(shape.conditions, params, measured);
  return explanation;
}

}  // namespace fwq::analysis
