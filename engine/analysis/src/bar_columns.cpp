// Columns and bitmaps, in loops that a compiler turns into vector code.
#include "bar_columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define FWQ_WIDE_COMPARE
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMeanBars = 512;  // Bars whose means are made together.

template <class T>
T* at_least_of_size(std::vector<T>& values, std::size_t size) {
  if (values.size() < size) values.resize(size);
  return values.data();
}

// means[i] = mean of x[i-10 .. i-1], from x alone and in the same order for every i: no sum runs on, so nothing drifts
// and a mean of zeros is zero. For i from `first` up to, not including, `last`; from 10 on.
FWQ_VECTORIZED void mean_of_ten_before(const double* x, std::size_t first, std::size_t last,
                                       double* means) {
  static_assert(kAverageBars == 10);
  std::array<double, kMeanBars + kAverageBars> pairs;  // pairs[k] = x[from + k] + x[from + k + 1].
  const double* from = x + first - kAverageBars;
  const std::size_t count = last - first;
  // The last mean ends with pairs[count + 7]: one more would read beyond the column.
  for (std::size_t k = 0; k + 2 < count + kAverageBars; ++k) pairs[k] = from[k] + from[k + 1];
  for (std::size_t k = 0; k < count; ++k) {
    means[first + k] = (pairs[k + 8] + pairs[k + 6] + pairs[k + 4] + pairs[k + 2] + pairs[k]) / 10;
  }
}

std::uint64_t key_of(Column column, bool most, float bound, std::uint32_t span) noexcept {
  return std::uint64_t{std::bit_cast<std::uint32_t>(bound)} << 32U | std::uint64_t{span} << 9U |
         static_cast<std::uint64_t>(column) << 1U | static_cast<std::uint64_t>(most);
}

}  // namespace

void BarColumns::reset(const data::Bars& bars) {
  bars_ = bars;
  words_ = (bars.size() + 63) / 64;
  has_means_ = has_shapes_ = false;
  fall_count_ = 0;
  mask_keys_.clear();
}

void BarColumns::make_means() const {
  const std::size_t size = bars_.size();
  const double* open = bars_.open().data();
  const double* high = bars_.high().data();
  const double* low = bars_.low().data();
  const double* close = bars_.close().data();
  double* bodies = at_least_of_size(bodies_, size);
  double* ranges = at_least_of_size(ranges_, size);
  const std::size_t ends = std::max<std::size_t>(size + 1, kAverageBars);
  double* mean_bodies = at_least_of_size(mean_bodies_, ends);
  double* mean_ranges = at_least_of_size(mean_ranges_, ends);
  std::fill_n(mean_bodies, kAverageBars, kNone);
  std::fill_n(mean_ranges, kAverageBars, kNone);
  // A block at a time: what one loop writes is still near when the next one reads it.
  for (std::size_t first = 0; first < size; first += kMeanBars) {
    const std::size_t last = std::min(size, first + kMeanBars);
    for (std::size_t i = first; i < last; ++i) bodies[i] = std::abs(close[i] - open[i]);
    if (first == 0) ranges[0] = high[0] - low[0];
    for (std::size_t i = std::max<std::size_t>(first, 1); i < last; ++i)
      ranges[i] = std::max(high[i], close[i - 1]) - std::min(low[i], close[i - 1]);
    const std::size_t from = std::max<std::size_t>(first, kAverageBars - 1) + 1;
    if (from > last) continue;
    mean_of_ten_before(bodies, from, last + 1, mean_bodies);
    mean_of_ten_before(ranges, from, last + 1, mean_ranges);
  }
  has_means_ = true;
}

void BarColumns::make_shapes() const {
  with_means();
  const std::size_t size = bars_.size();
  const double* open = bars_.open().data();
  const double* high = bars_.high().data();
  const double* low = bars_.low().data();
  const double* close = bars_.close().data();
  float* out[kShapes];
  for (std::size_t c = 0; c < kShapes; ++c) {
    out[c] = at_least_of_size(shapes_[c], 64 * words_);
    std::fill(out[c] + size, out[c] + 64 * words_, kNan);
  }
  float* colour = out[0];
  for (std::size_t i = 0; i < size; ++i) {
    const auto move = static_cast<float>(close[i] - open[i]);
    colour[i] = (move > 0 ? 1.0F : 0.0F) - (move < 0 ? 1.0F : 0.0F);
  }
  float *body_ratio = out[1], *upper_ratio = out[2], *lower_ratio = out[3];
  for (std::size_t i = 0; i < size; ++i) {
    const double top = std::max(open[i], close[i]);
    const double bottom = std::min(open[i], close[i]);
    const auto range = static_cast<float>(high[i] - low[i]);
    body_ratio[i] = static_cast<float>(bodies_[i]) / range;
    upper_ratio[i] = static_cast<float>(high[i] - top) / range;
    lower_ratio[i] = static_cast<float>(bottom - low[i]) / range;
  }
  float *range_size = out[4], *body_size = out[5], *growth = out[6];
  for (std::size_t i = 0; i < size; ++i) {
    const auto range = static_cast<float>(high[i] - low[i]);
    const auto body = static_cast<float>(bodies_[i]);
    const auto mean = static_cast<float>(mean_bodies_[i]);
    const float share = body / mean;
    range_size[i] = range / static_cast<float>(mean_ranges_[i]);
    body_size[i] = mean == 0 ? 0.0F : share;
  }
  if (size > 0) growth[0] = kNan;
  for (std::size_t i = 1; i < size; ++i) {
    growth[i] = static_cast<float>(bodies_[i]) / static_cast<float>(bodies_[i - 1]);
  }
  has_shapes_ = true;
}

const BarColumns::Fall& BarColumns::fall(std::uint32_t span) const {
  assert(span >= 1);
  for (std::size_t f = 0; f < fall_count_; ++f) {
    if (falls_[f].span == span) return falls_[f];
  }
  if (fall_count_ == falls_.size()) falls_.emplace_back();
  Fall& fall = falls_[fall_count_++];
  fall.span = span;
  const std::size_t size = bars_.size();
  const std::size_t first = std::min<std::size_t>(size, std::max(kAverageBars, span + 1));
  float* values = at_least_of_size(fall.values, 64 * words_);
  std::fill_n(values, first, kNan);
  std::fill(values + size, values + 64 * words_, kNan);
  const double* close = bars_.close().data();
  const double* mean = mean_ranges();
  for (std::size_t i = first; i < size; ++i) {
    const auto moved = static_cast<float>((close[i - 1 - span] - close[i - 1]) / mean[i]);
    values[i] = mean[i] == 0 ? 0.0F : moved;
  }
  return fall;
}

std::span<const float> BarColumns::column(Column column, std::uint32_t span) const {
  assert(column != Column::none);
  if (column == Column::fall) return {fall(span).values.data(), bars_.size()};
  return {with_shapes().shapes_[static_cast<std::size_t>(column) - 1].data(), bars_.size()};
}

const std::uint64_t* BarColumns::mask(Column column, bool most, double bound,
                                      std::uint32_t span) const {
  // A float's rounding and what `settled` grants, with room to spare.
  const double slack = 1e-5 * std::max(1.0, std::abs(bound));
  const auto loose = static_cast<float>(most ? bound + slack : bound - slack);
  const std::uint64_t key = key_of(column, most, loose, span);
  const auto at = std::find(mask_keys_.begin(), mask_keys_.end(), key);
  const auto place = static_cast<std::size_t>(at - mask_keys_.begin());
  if (at != mask_keys_.end()) return masks_[place].data();
  mask_keys_.push_back(key);
  if (masks_.size() < mask_keys_.size()) masks_.emplace_back();
  std::uint64_t* words = at_least_of_size(masks_[place], words_ + 2);
  if (pass_all_) {
    std::fill_n(words, words_, ~std::uint64_t{0});
  } else if (words_ > 0) {
    compare(this->column(column, span).data(), words_, loose, most, words);
  }
  words[words_] = words[words_ + 1] = 0;
  return words;
}

template <bool most>
void compare_plainly(const float* x, std::size_t words, float bound, std::uint64_t* out) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const float value = x[64 * w + i];
      const bool keeps = most ? value <= bound : value >= bound;
      bits |= std::uint64_t{keeps} << i;
    }
    out[w] = bits;
  }
}
template void compare_plainly<true>(const float*, std::size_t, float, std::uint64_t*);
template void compare_plainly<false>(const float*, std::size_t, float, std::uint64_t*);

#if defined(__SSE2__)
namespace {

// Sixteen bars a step: four comparisons, their all-ones lanes narrowed to bytes, one bit of each.
template <bool most>
void compare_in_halves(const float* x, std::size_t words, float bound, std::uint64_t* out) {
  const __m128 b = _mm_set1_ps(bound);
  const auto keeps = [&](const float* p) {
    const __m128 value = _mm_loadu_ps(p);
    return _mm_castps_si128(most ? _mm_cmple_ps(value, b) : _mm_cmpge_ps(value, b));
  };
  for (std::size_t w = 0; w < words; ++w, x += 64) {
    std::uint64_t bits = 0;
    for (std::size_t part = 0; part < 4; ++part) {
      const float* p = x + 16 * part;
      const __m128i low = _mm_packs_epi32(keeps(p), keeps(p + 4));
      const __m128i high = _mm_packs_epi32(keeps(p + 8), keeps(p + 12));
      const auto sixteen =
          static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
      bits |= std::uint64_t{sixteen} << (16 * part);
    }
    out[w] = bits;
  }
}

#ifdef FWQ_WIDE_COMPARE
// Eight and sixteen bars a comparison, whose answer is the bits.
template <bool most>
__attribute__((target("avx2"))) void compare_by_eights(const float* x, std::size_t words,
                                                       float bound, std::uint64_t* out) {
  const __m256 b = _mm256_set1_ps(bound);
  for (std::size_t w = 0; w < words; ++w, x += 64) {
    std::uint64_t bits = 0;
    for (std::size_t part = 0; part < 8; ++part) {
      const __m256 keeps =
          _mm256_cmp_ps(_mm256_loadu_ps(x + 8 * part), b, most ? _CMP_LE_OQ : _CMP_GE_OQ);
      bits |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_ps(keeps))} << (8 * part);
    }
    out[w] = bits;
  }
}

template <bool most>
__attribute__((target("avx512f"))) void compare_by_sixteens(const float* x, std::size_t words,
                                                            float bound, std::uint64_t* out) {
  const __m512 b = _mm512_set1_ps(bound);
  for (std::size_t w = 0; w < words; ++w, x += 64) {
    std::uint64_t bits = 0;
    for (std::size_t part = 0; part < 4; ++part) {
      const __mmask16 keeps =
          _mm512_cmp_ps_mask(_mm512_loadu_ps(x + 16 * part), b, most ? _CMP_LE_OQ : _CMP_GE_OQ);
      bits |= std::uint64_t{keeps} << (16 * part);
    }
    out[w] = bits;
  }
}
#endif

}  // namespace

std::vector<Compare> compares(bool most) {
  std::vector<Compare> able;
#ifdef FWQ_WIDE_COMPARE
  if (__builtin_cpu_supports("avx512f"))
    able.push_back(most ? compare_by_sixteens<true> : compare_by_sixteens<false>);
  if (__builtin_cpu_supports("avx2"))
    able.push_back(most ? compare_by_eights<true> : compare_by_eights<false>);
#endif
  able.push_back(most ? compare_in_halves<true> : compare_in_halves<false>);
  return able;
}
#else
std::vector<Compare> compares(bool most) {
  return {most ? compare_plainly<true> : compare_plainly<false>};
}
#endif

void compare(const float* x, std::size_t words, float bound, bool most, std::uint64_t* out) {
  static const Compare kMost = compares(true).front(), kLeast = compares(false).front();
  (most ? kMost : kLeast)(x, words, bound, out);
}

}  // namespace fwq::analysis
