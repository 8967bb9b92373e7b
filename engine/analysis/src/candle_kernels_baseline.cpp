// The kernels of candles for any processor, in plain C++.
#include "candle_pass.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace fwq::analysis::candle {
namespace {

static_assert(std::endian::native == std::endian::little, "eight bytes of bits are read as a word");

#define FWQ_TARGET

struct Lanes {
  static constexpr bool kFused = false;  // Multiply-add with one rounding would be a slow call.
  std::array<double, 8> v;
  static Lanes load(const double* p) {
    Lanes r;
    std::copy_n(p, 8, r.v.begin());
    return r;
  }
  static Lanes all(double x) {
    Lanes r;
    r.v.fill(x);
    return r;
  }
  void store(double* p) const { std::copy_n(v.begin(), 8, p); }
  template <class F>
  static Lanes each(const Lanes& a, const Lanes& b, F f) {
    Lanes r;
    for (std::size_t i = 0; i < 8; ++i) r.v[i] = f(a.v[i], b.v[i]);
    return r;
  }
  friend Lanes operator+(const Lanes& a, const Lanes& b) { return each(a, b, std::plus<>()); }
  friend Lanes operator-(const Lanes& a, const Lanes& b) { return each(a, b, std::minus<>()); }
  friend Lanes operator*(const Lanes& a, const Lanes& b) { return each(a, b, std::multiplies<>()); }
  friend Lanes operator/(const Lanes& a, const Lanes& b) { return each(a, b, std::divides<>()); }
  friend Lanes max(const Lanes& a, const Lanes& b) {
    return each(a, b, [](double x, double y) { return x > y ? x : y; });
  }
  friend Lanes min(const Lanes& a, const Lanes& b) {
    return each(a, b, [](double x, double y) { return x < y ? x : y; });
  }
  friend Lanes abs(const Lanes& a) {
    return each(a, a, [](double x, double) { return std::abs(x); });
  }
  // Never called: kFused is false.
  friend Lanes less_product(const Lanes& a, const Lanes& b, const Lanes& c) { return a - b * c; }
  friend Lanes plus_product(const Lanes& a, const Lanes& b, const Lanes& c) { return a + b * c; }
  // One bit a lane.
  friend unsigned greater(const Lanes& a, const Lanes& b) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits |= static_cast<unsigned>(a.v[i] > b.v[i]) << i;
    return bits;
  }
  friend unsigned unordered(const Lanes& a) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits |= static_cast<unsigned>(a.v[i] != a.v[i]) << i;
    return bits;
  }
};

// 64 values in units of 20.
template <class Candle>
void store_hits(const Hits& hits, std::int8_t* out) {
  std::fill_n(out, kWordBars, std::int8_t{0});
  for (Word left = hits.rise | hits.fall; left != 0; left &= left - 1) {
    const int bar = std::countr_zero(left);
    const Word bit = Word{1} << bar;
    int value = (hits.weak & bit) != 0 ? 4 : 5;
    if ((hits.strong & bit) != 0) value *= 2;
    out[bar] = static_cast<std::int8_t>((hits.rise & bit) != 0 ? value : -value);
  }
}

#include "candle_kernels.inl"

}  // namespace

const Kernels* baseline_kernels() {
  return &kKernels;
}

const Kernels& best_kernels() {
  static const Kernels* const kBest = [] {
    if (const Kernels* kernels = avx512_kernels(); kernels != nullptr) return kernels;
    if (const Kernels* kernels = avx2_kernels(); kernels != nullptr) return kernels;
    return baseline_kernels();
  }();
  return *kBest;
}

}  // namespace fwq::analysis::candle
