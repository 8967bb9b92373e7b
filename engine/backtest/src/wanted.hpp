// What a strategy wants to hold, as the list of bars where that changes: the columnar engine jumps from one to the next.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace fwq::backtest {

// Which bars a strategy wants to hold after, as the list of bars where that changes: at an even place from no to yes.
class Wanted {
 public:
  void read(std::span<const double> targets) {
    size_ = targets.size();
    changes_.clear();
    bool last = false;
    for (std::size_t begin = 0; begin < size_; begin += 64) {
      const auto block = targets.subspan(begin, std::min<std::size_t>(64, size_ - begin));
      const std::uint64_t word = word_of(block, last);
      std::uint64_t change = word ^ (word << 1U | (last ? 1U : 0U));
      if (block.size() < 64) change &= (std::uint64_t{1} << block.size()) - 1;
      for (; change != 0; change &= change - 1) {
        changes_.push_back(
            static_cast<std::uint32_t>(begin + static_cast<std::size_t>(std::countr_zero(change))));
      }
      last = (word >> (block.size() - 1) & 1U) != 0;
    }
    at_ = 0;
  }

  // Whether bar i is wanted. Here and in next(): cheap if i does not fall.
  bool wants(std::size_t i) noexcept { return place(i) % 2 == 1; }
  // The first bar from i on that is wanted (or not), or the number of bars.
  std::size_t next(std::size_t i, bool wanted) noexcept {
    const std::size_t k = place(i);
    if ((k % 2 == 1) == wanted) return std::min(i, size_);
    return k < changes_.size() ? changes_[k] : size_;
  }
  // A bar at which an order will be at work, some orders after that of bar i.
  std::size_t some_orders_after(std::size_t i) noexcept {
    const std::size_t k = place(i) + kOrdersAhead;
    return k < changes_.size() ? std::min<std::size_t>(changes_[k] + 1, size_ - 1) : i;
  }

 private:
  static constexpr std::size_t kOrdersAhead = 12;

  // How many changes are at or before i.
  std::size_t place(std::size_t i) noexcept {
    while (at_ > 0 && changes_[at_ - 1] > i) --at_;
    while (at_ < changes_.size() && changes_[at_] <= i) ++at_;
    return at_;
  }
  // Bit k: whether targets[k] > 0; where it is NaN, the bit before it. `last` is the bit before the first.
  static std::uint64_t word_of(std::span<const double> targets, bool last) noexcept {
    std::uint64_t word = 0;
    std::size_t k = 0;
    bool has_nan = false;
#if defined(__SSE2__)
    // Sixteen at a step: the comparisons, all ones or zeros, shrink to a byte each.
    __m128d nan = _mm_setzero_pd();
    for (; k + 16 <= targets.size(); k += 16) {
      const double* const at = &targets[k];
      const auto pair = [at](std::size_t n) { return _mm_loadu_pd(at + 2 * n); };
      const auto above = [&](std::size_t n) {
        return _mm_castpd_si128(_mm_cmpgt_pd(pair(n), _mm_setzero_pd()));
      };
      const auto four = [&](std::size_t n) { return _mm_packs_epi32(above(n), above(n + 1)); };
      const auto eight = [&](std::size_t n) { return _mm_packs_epi32(four(n), four(n + 2)); };
      const __m128i all = _mm_packs_epi16(eight(0), eight(4));
      word |= static_cast<std::uint64_t>(_mm_movemask_epi8(all)) << k;
      for (std::size_t n = 0; n < 8; n += 2)
        nan = _mm_or_pd(nan, _mm_cmpunord_pd(pair(n), pair(n + 1)));
    }
    has_nan = _mm_movemask_pd(nan) != 0;
#endif
    for (; k < targets.size(); ++k) {
      word |= static_cast<std::uint64_t>(targets[k] > 0) << k;
      has_nan |= targets[k] != targets[k];
    }
    if (!has_nan) return word;
    for (k = 0; k < targets.size(); ++k) {
      const bool before = k == 0 ? last : (word >> (k - 1) & 1U) != 0;
      if (targets[k] != targets[k] && before) word |= std::uint64_t{1} << k;
    }
    return word;
  }

  std::vector<std::uint32_t> changes_;
  std::size_t size_ = 0, at_ = 0;
};

}  // namespace fwq::backtest
