// Curves over columns: with the vector functions of the C library, or one value after the other.
#include "curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
#define FWQ_VECTOR_CURVES
#include <immintrin.h>
#endif
#endif

// Every curve, by its name in <cmath>, in the order of the enum.
#define FWQ_EACH_CURVE(of)                                                                      \
  of(sin) of(cos) of(tan) of(asin) of(acos) of(atan) of(sinh) of(cosh) of(tanh) of(exp) of(log) \
      of(log10)

#ifdef FWQ_VECTOR_CURVES
// No header declares them: the compiler is meant to find them by itself, which it does in inexact modes only.
#define FWQ_DECLARE(name)           \
  __m256d _ZGVdN4v_##name(__m256d); \
  __m512d _ZGVeN8v_##name(__m512d);
extern "C" {
FWQ_EACH_CURVE(FWQ_DECLARE)
}
#undef FWQ_DECLARE
#endif

namespace fwq::analysis {
namespace {

using Loop = void (*)(const double*, std::size_t, double*) noexcept;

template <double (*Of)(double)>
void one_by_one(const double* x, std::size_t count, double* y) noexcept {
  for (std::size_t i = 0; i < count; ++i) y[i] = is_number(x[i]) ? Of(x[i]) : kNoValue;
}

#define FWQ_SCALAR(name) one_by_one<std::name>,
constexpr std::array<Loop, 12> kScalar{FWQ_EACH_CURVE(FWQ_SCALAR)};
#undef FWQ_SCALAR

#ifdef FWQ_VECTOR_CURVES
#define FWQ_AVX2 __attribute__((target("avx2")))
#define FWQ_AVX512 __attribute__((target("avx512f")))

// What is no number is read as 1, which every curve takes in its stride, and has no value.
#define FWQ_WIDE(name)                                                                 \
  struct name##_wide {                                                                 \
    FWQ_AVX2 static void four(const double* x, double* y) noexcept {                   \
      const __m256d value = _mm256_loadu_pd(x);                                        \
      const __m256d size = _mm256_andnot_pd(_mm256_set1_pd(-0.0), value);              \
      const __m256d good = _mm256_cmp_pd(size, _mm256_set1_pd(1e100), _CMP_LE_OQ);     \
      const __m256d safe = _mm256_blendv_pd(_mm256_set1_pd(1), value, good);           \
      const __m256d of = _ZGVdN4v_##name(safe);                                        \
      _mm256_storeu_pd(y, _mm256_blendv_pd(_mm256_set1_pd(kNoValue), of, good));       \
    }                                                                                  \
    FWQ_AVX512 static void eight(const double* x, double* y) noexcept {                \
      const __m512d value = _mm512_loadu_pd(x);                                        \
      const __mmask8 good =                                                            \
          _mm512_cmp_pd_mask(_mm512_abs_pd(value), _mm512_set1_pd(1e100), _CMP_LE_OQ); \
      const __m512d safe = _mm512_mask_mov_pd(_mm512_set1_pd(1), good, value);         \
      const __m512d of = _ZGVeN8v_##name(safe);                                        \
      _mm512_storeu_pd(y, _mm512_mask_mov_pd(_mm512_set1_pd(kNoValue), good, of));     \
    }                                                                                  \
  };
FWQ_EACH_CURVE(FWQ_WIDE)
#undef FWQ_WIDE

// Steps of `Width` values; the rest goes through the same function, filled up.
#define FWQ_LOOP(target, loop, step, width)                                  \
  template <class Wide>                                                      \
  target void loop(const double* x, std::size_t count, double* y) noexcept { \
    std::size_t i = 0;                                                       \
    for (; i + width <= count; i += width) Wide::step(x + i, y + i);         \
    if (i == count) return;                                                  \
    std::array<double, width> in{}, out{};                                   \
    std::copy(x + i, x + count, in.begin());                                 \
    Wide::step(in.data(), out.data());                                       \
    std::copy_n(out.begin(), count - i, y + i);                              \
  }
FWQ_LOOP(FWQ_AVX2, by_fours, four, 4)
FWQ_LOOP(FWQ_AVX512, by_eights, eight, 8)
#undef FWQ_LOOP

#define FWQ_FOURS(name) by_fours<name##_wide>,
#define FWQ_EIGHTS(name) by_eights<name##_wide>,
constexpr std::array<Loop, 12> kFours{FWQ_EACH_CURVE(FWQ_FOURS)};
constexpr std::array<Loop, 12> kEights{FWQ_EACH_CURVE(FWQ_EIGHTS)};
#undef FWQ_FOURS
#undef FWQ_EIGHTS

const std::array<Loop, 12>& loops() noexcept {
  if (__builtin_cpu_supports("avx512f") != 0) return kEights;
  return __builtin_cpu_supports("avx2") != 0 ? kFours : kScalar;
}
#else
const std::array<Loop, 12>& loops() noexcept {
  return kScalar;
}
#endif

}  // namespace

void curve_values(Curve curve, const double* x, std::size_t count, double* y) noexcept {
  loops()[static_cast<std::size_t>(curve)](x, count, y);
}

}  // namespace fwq::analysis
