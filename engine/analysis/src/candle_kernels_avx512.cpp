// The kernels of candles for processors with AVX-512: a comparison of eight prices is one instruction.
#include "candle_pass.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>

namespace fwq::analysis::candle {
namespace {

#define FWQ_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi,bmi2")))
#define FWQ_LANES [[gnu::always_inline]] FWQ_TARGET inline

struct Lanes {
  static constexpr bool kFused = true;  // Has multiply-add with one rounding.
  __m512d v;
  FWQ_LANES static Lanes load(const double* p) { return {_mm512_loadu_pd(p)}; }
  FWQ_LANES static Lanes all(double x) { return {_mm512_set1_pd(x)}; }
  FWQ_LANES void store(double* p) const { _mm512_storeu_pd(p, v); }
  FWQ_LANES friend Lanes operator+(Lanes a, Lanes b) { return {_mm512_add_pd(a.v, b.v)}; }
  FWQ_LANES friend Lanes operator-(Lanes a, Lanes b) { return {_mm512_sub_pd(a.v, b.v)}; }
  FWQ_LANES friend Lanes operator*(Lanes a, Lanes b) { return {_mm512_mul_pd(a.v, b.v)}; }
  FWQ_LANES friend Lanes operator/(Lanes a, Lanes b) { return {_mm512_div_pd(a.v, b.v)}; }
  FWQ_LANES friend Lanes max(Lanes a, Lanes b) { return {_mm512_max_pd(a.v, b.v)}; }
  FWQ_LANES friend Lanes min(Lanes a, Lanes b) { return {_mm512_min_pd(a.v, b.v)}; }
  FWQ_LANES friend Lanes abs(Lanes a) { return {_mm512_abs_pd(a.v)}; }
  // a - b * c and a + b * c, rounded once.
  FWQ_LANES friend Lanes less_product(Lanes a, Lanes b, Lanes c) {
    return {_mm512_fnmadd_pd(b.v, c.v, a.v)};
  }
  FWQ_LANES friend Lanes plus_product(Lanes a, Lanes b, Lanes c) {
    return {_mm512_fmadd_pd(b.v, c.v, a.v)};
  }
  // One bit a lane.
  FWQ_LANES friend unsigned greater(Lanes a, Lanes b) {
    return _mm512_cmp_pd_mask(a.v, b.v, _CMP_GT_OQ);
  }
  FWQ_LANES friend unsigned unordered(Lanes a) {
    return _mm512_cmp_pd_mask(a.v, a.v, _CMP_UNORD_Q);
  }
};

// 64 values in units of 20.
template <class Candle>
FWQ_LANES void store_hits(const Hits& hits, std::int8_t* out) {
  __m512i values = _mm512_setzero_si512();
  if constexpr (Candle::def.rises) values = _mm512_maskz_set1_epi8(hits.rise, 5);
  if constexpr (Candle::def.falls) values = _mm512_mask_set1_epi8(values, hits.fall, -5);
  if constexpr (Candle::def.weak) {
    values = _mm512_mask_set1_epi8(values, hits.weak & hits.rise, 4);
    values = _mm512_mask_set1_epi8(values, hits.weak & hits.fall, -4);
  }
  if constexpr (Candle::def.confirms)
    values = _mm512_mask_add_epi8(values, hits.strong, values, values);
  _mm512_storeu_si512(out, values);
}
#undef FWQ_LANES

#include "candle_kernels.inl"

}  // namespace

const Kernels* avx512_kernels() {
  __builtin_cpu_init();
  const bool able = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  return able ? &kKernels : nullptr;
}

}  // namespace fwq::analysis::candle
#else
namespace fwq::analysis::candle {
const Kernels* avx512_kernels() {
  return nullptr;
}
}  // namespace fwq::analysis::candle
#endif
