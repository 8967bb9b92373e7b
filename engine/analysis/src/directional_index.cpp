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
  Scratch minus, range;
  movement_.run(block, out, minus.data(), range.data());
  for (std::size_t i = 0; i < block.count; ++i) out[i] = of(out[i], minus[i], range[i]);
  const std::size_t asleep = std::min(skip_, block.count);
  std::fill_n(out, asleep, kNoValue);
  skip_ -= asleep;
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
  double sum = 0;
  for (std::size_t j = i; j < block.count; ++j) sum += out[j];
  if (std::isnan(sum)) {
    for (; i < block.count; ++i) out[i] = average(out[i]);
    return;
  }
  average_.run(out + i, block.count - i, out + i);
  last_ = out[block.count - 1];
}

}  // namespace fwq::analysis
