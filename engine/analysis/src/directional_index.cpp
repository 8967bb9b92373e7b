// DX and ADX over blocks.
#include "directional_index.hpp"

namespace fwq::analysis {

double DirectionalIndex::push(const RangeInput& bar) noexcept {
  const Movement sums = movement_.push(bar);
  begun_ = skip_ == 0;
  if (!begun_) {
    --skip_;
    return kNoValue;
  }
  return of(sums.plus, sums.minus, sums.range);
}

FWQ_VECTORIZED std::size_t DirectionalIndex::run(const Block& block, double* out) {
  std::size_t i = 0, asleep = 0;
  for (; i < block.count && (skip_ > 0 || !movement_.begun()); ++i) {
    asleep += skip_ > 0 ? 1 : 0;
    out[i] = push({block.in[0][i], block.in[1][i], block.in[2][i]});
  }
  const double n = n_;
  // As of().
  movement_.run_on<true, true, true>(
      block, i, out,
      [=](const Eights& plus, const Eights& minus, const Eights& range, Eights& value)
          __attribute__((always_inline)) {
            const Eights total = plus + minus;
            const Eights apart = plus > minus ? plus - minus : minus - plus;
            value = 100.0 * (apart / total);
            // Both bounds in one comparison: two make the compiler take the eight apart.
            const Eights ranged = n * range - kNothing, moved = 100.0 * total - kNothing * range;
            const Eights least = ranged < moved ? ranged : moved;
            value = least < Eights{} ? Eights{} + kNoValue : value;
          });
  return asleep;
}

// While the average fills up, a bar without an index counts as 0; later it changes nothing. (TA-Lib.)
double AverageDirectionalIndex::average(double dx) noexcept {
  if (seen_ < n_) {
    ++seen_;
    return last_ = average_.push(std::isnan(dx) ? 0.0 : dx);
  }
  return std::isnan(dx) ? last_ : last_ = average_.push(dx);
}

double AverageDirectionalIndex::push(const RangeInput& bar) noexcept {
  const double dx = index_.push(bar);
  return index_.begun() ? average(dx) : kNoValue;
}

void AverageDirectionalIndex::run(const Block& block, double* out) {
  std::size_t i = index_.run(block, out);
  for (; i < block.count && seen_ < n_; ++i) out[i] = average(out[i]);
  if (i == block.count) return;
  if (numbers_until_gap(out + i, block.count - i) < block.count - i) {
    for (; i < block.count; ++i) out[i] = average(out[i]);
    return;
  }
  average_.run(out + i, block.count - i, out + i);
  last_ = out[block.count - 1];
}

}  // namespace fwq::analysis
