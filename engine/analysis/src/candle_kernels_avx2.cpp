// The kernels of candles for processors with AVX2.
#include "candle_pass.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>

namespace fwq::analysis::candle {
namespace {

#define FWQ_TARGET __attribute__((target("avx2,fma,bmi,bmi2")))
#define FWQ_LANES [[gnu::always_inline]] FWQ_TARGET inline

struct Lanes {
  static constexpr bool kFused = true;  // Has multiply-add with one rounding.
  __m256d a, b;
  FWQ_LANES static Lanes load(const double* p) {
    return {_mm256_loadu_pd(p), _mm256_loadu_pd(p + 4)};
  }
  FWQ_LANES static Lanes all(double x) { return {_mm256_set1_pd(x), _mm256_set1_pd(x)}; }
  FWQ_LANES void store(double* p) const {
    _mm256_storeu_pd(p, a);
    _mm256_storeu_pd(p + 4, b);
  }
  FWQ_LANES friend Lanes operator+(Lanes x, Lanes y) {
    return {_mm256_add_pd(x.a, y.a), _mm256_add_pd(x.b, y.b)};
  }
  FWQ_LANES friend Lanes operator-(Lanes x, Lanes y) {
    return {_mm256_sub_pd(x.a, y.a), _mm256_sub_pd(x.b, y.b)};
  }
  FWQ_LANES friend Lanes operator*(Lanes x, Lanes y) {
    return {_mm256_mul_pd(x.a, y.a), _mm256_mul_pd(x.b, y.b)};
  }
  FWQ_LANES friend Lanes operator/(Lanes x, Lanes y) {
    return {_mm256_div_pd(x.a, y.a), _mm256_div_pd(x.b, y.b)};
  }
  FWQ_LANES friend Lanes max(Lanes x, Lanes y) {
    return {_mm256_max_pd(x.a, y.a), _mm256_max_pd(x.b, y.b)};
  }
  FWQ_LANES friend Lanes min(Lanes x, Lanes y) {
    return {_mm256_min_pd(x.a, y.a), _mm256_min_pd(x.b, y.b)};
  }
  FWQ_LANES friend Lanes abs(Lanes x) {
    const __m256d sign = _mm256_set1_pd(-0.0);
    return {_mm256_andnot_pd(sign, x.a), _mm256_andnot_pd(sign, x.b)};
  }
  // x - y * z and x + y * z, rounded once.
  FWQ_LANES friend Lanes less_product(Lanes x, Lanes y, Lanes z) {
    return {_mm256_fnmadd_pd(y.a, z.a, x.a), _mm256_fnmadd_pd(y.b, z.b, x.b)};
  }
  FWQ_LANES friend Lanes plus_product(Lanes x, Lanes y, Lanes z) {
    return {_mm256_fmadd_pd(y.a, z.a, x.a), _mm256_fmadd_pd(y.b, z.b, x.b)};
  }
  // One bit a lane.
  FWQ_LANES static unsigned bits(__m256d a, __m256d b) {
    return static_cast<unsigned>(_mm256_movemask_pd(a)) |
           (static_cast<unsigned>(_mm256_movemask_pd(b)) << 4U);
  }
  FWQ_LANES friend unsigned greater(Lanes x, Lanes y) {
    return bits(_mm256_cmp_pd(x.a, y.a, _CMP_GT_OQ), _mm256_cmp_pd(x.b, y.b, _CMP_GT_OQ));
  }
  FWQ_LANES friend unsigned unordered(Lanes x) {
    return bits(_mm256_cmp_pd(x.a, x.a, _CMP_UNORD_Q), _mm256_cmp_pd(x.b, x.b, _CMP_UNORD_Q));
  }
};

// 32 bits as 32 bytes, 0 or 255.
FWQ_LANES __m256i spread(std::uint32_t bits) {
  const __m256i bytes = _mm256_set_epi64x(0x0303030303030303, 0x0202020202020202,
                                          0x0101010101010101, 0x0000000000000000);
  const __m256i one = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL));
  const __m256i all = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(bits)), bytes);
  return _mm256_cmpeq_epi8(_mm256_and_si256(all, one), one);
}

// 64 values in units of 20.
template <class Candle>
FWQ_LANES void store_hits(const Hits& hits, std::int8_t* out) {
  if ((hits.rise | hits.fall) == 0) {  // Most candles are rare.
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_setzero_si256());
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 32), _mm256_setzero_si256());
    return;
  }
  for (int k = 0; k < 2; ++k) {
    const auto half_word = [&](Word word) { return static_cast<std::uint32_t>(word >> (32 * k)); };
    __m256i values = _mm256_setzero_si256();
    if constexpr (Candle::def.rises)
      values = _mm256_and_si256(spread(half_word(hits.rise)), _mm256_set1_epi8(5));
    if constexpr (Candle::def.falls)
      values = _mm256_or_si256(
          values, _mm256_and_si256(spread(half_word(hits.fall)), _mm256_set1_epi8(-5)));
    if constexpr (Candle::def.weak) {  // One nearer to 0.
      values = _mm256_add_epi8(values, spread(half_word(hits.weak & hits.rise)));
      values = _mm256_sub_epi8(values, spread(half_word(hits.weak & hits.fall)));
    }
    if constexpr (Candle::def.confirms)
      values = _mm256_add_epi8(values, _mm256_and_si256(values, spread(half_word(hits.strong))));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 32 * k), values);
  }
}
#undef FWQ_LANES

#include "candle_kernels.inl"

}  // namespace

const Kernels* avx2_kernels() {
  __builtin_cpu_init();
  const bool able = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  return able ? &kKernels : nullptr;
}

}  // namespace fwq::analysis::candle
#else
namespace fwq::analysis::candle {
const Kernels* avx2_kernels() {
  return nullptr;
}
}  // namespace fwq::analysis::candle
#endif
