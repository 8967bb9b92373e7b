// Candle patterns with soft bounds: how far each bar is from being one, as a number that changes smoothly with the bounds.
//
// Source:  the logistic function in place of a step, as in D. R. Cox, The Regression Analysis of Binary Sequences (1958).
// Input:   as find_candles; softness above 0, in parts of each parameter's range.
// Output:  weights; at softness near 0 those of find_candles' hits are 1 and all others 0.
// Edges:   bounds that are no real parameter stay steps, with the same tolerance of rounding.
// Cost:    O(bars x conditions): no bar is passed over.
#include <cmath>

#include "candles.hpp"

namespace fwq::analysis {
namespace {

constexpr double kLeastWeight = 1e-6;  // A thousand of them are not a thousandth of a hit.

// Above 0: within the bound.
double margin_of(const Condition& condition, double measured, double bound) noexcept {
  const bool is_least = condition.op == Op::at_least || condition.op == Op::above;
  return is_least ? measured - bound : bound - measured;
}

}  // namespace

void find_soft_candles(const CandleShape& shape, const PatternContext& context, Params params,
                       double softness, std::vector<SoftHit>& hits) {
  std::array<double, kMaxMeasures> measures{};
  for (std::uint32_t first = first_bar(shape, params); first + shape.bars <= context.size();
       ++first) {
    if (!shape.measure(context, params, first, measures.data())) continue;
    double weight = 1;
    for (std::size_t c = 0; c < shape.conditions.size() && weight >= kLeastWeight; ++c) {
      const Condition& condition = shape.conditions[c];
      const bool is_soft =
          condition.param != kFixed && shape.def.params[condition.param].kind == ParamKind::real;
      if (!is_soft) {
        weight *= all_hold({&condition, 1}, params, {&measures[c], 1}) ? 1 : 0;
        continue;
      }
      const ParamDef& param = shape.def.params[condition.param];
      const double margin = margin_of(condition, measures[c], params[condition.param]);
      weight *= 1 / (1 + std::exp(-margin / (softness * (param.max - param.min))));
    }
    if (weight >= kLeastWeight) hits.push_back({shape.bias, first + shape.bars - 1, weight});
  }
}

void merge_soft(std::vector<SoftHit>& hits, std::size_t from, std::size_t middle) {
  const auto at = [&](std::size_t i) { return hits.begin() + static_cast<std::ptrdiff_t>(i); };
  std::inplace_merge(at(from), at(middle), hits.end(),
                     [](const SoftHit& a, const SoftHit& b) { return a.known_at < b.known_at; });
}

}  // namespace fwq::analysis
