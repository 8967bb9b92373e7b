// Highest and lowest values of windows over a block, and how long ago they were.
#include "block_loops.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

struct Greatest {
  static double of(double a, double b) noexcept { return a < b ? b : a; }
  static bool stands(double later, double earlier) noexcept { return later >= earlier; }
};
struct Least {
  static double of(double a, double b) noexcept { return b < a ? b : a; }
  static bool stands(double later, double earlier) noexcept { return later <= earlier; }
};

// Extremes of windows of 2, 4, 8 ... values, each from two of half its width, and at last of two that overlap: no
// branch that the market could make unpredictable. from[i] belongs to the window that begins at i: what it covers lies
// ahead, so all widths share one room.
template <class Extreme>
inline void extremes(const double* x, std::size_t n, std::size_t count, double* room,
                     double* out) noexcept {
  const double* from = x + 1 - n;
  std::size_t total = n - 1 + count, width = 1;
  for (; 2 * width <= n; width *= 2) {
    total -= width;
    for (std::size_t i = 0; i < total; ++i) room[i] = Extreme::of(from[i], from[i + width]);
    from = room;
  }
  const std::size_t rest = n - width;
  for (std::size_t i = 0; i < count; ++i) out[i] = Extreme::of(from[i], from[i + rest]);
}

// The same with the place of the extreme, as a number of values from the first.
template <class Extreme>
inline void extreme_ages(const double* x, std::size_t n, std::size_t count, double* room,
                         double* age) noexcept {
  std::size_t total = n - 1 + count, width = 1;
  double* value = room;
  double* place = room + total;
  const double* first = x + 1 - n;
  for (std::size_t i = 0; i < total; ++i) {
    value[i] = first[i];
    place[i] = static_cast<double>(static_cast<int>(i));
  }
  const auto narrow = [&](std::size_t apart, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      const double a = value[i], b = value[i + apart];
      const double at_a = place[i], at_b = place[i + apart];
      const bool later = Extreme::stands(b, a);
      value[i] = later ? b : a;
      place[i] = later ? at_b : at_a;
    }
  };
  for (; 2 * width <= n; width *= 2) {
    total -= width;
    narrow(width, total);
  }
  if (n > width) narrow(n - width, count);
  for (std::size_t i = 0; i < count; ++i)
    age[i] = static_cast<double>(static_cast<int>(i + n - 1)) - place[i];
}

}  // namespace

FWQ_VECTORIZED void window_highs(const double* x, std::size_t n, std::size_t count, double* room,
                                 double* out) noexcept {
  extremes<Greatest>(x, n, count, room, out);
}

FWQ_VECTORIZED void window_lows(const double* x, std::size_t n, std::size_t count, double* room,
                                double* out) noexcept {
  extremes<Least>(x, n, count, room, out);
}

FWQ_VECTORIZED void window_high_ages(const double* x, std::size_t n, std::size_t count,
                                     double* room, double* age) noexcept {
  extreme_ages<Greatest>(x, n, count, room, age);
}

FWQ_VECTORIZED void window_low_ages(const double* x, std::size_t n, std::size_t count, double* room,
                                    double* age) noexcept {
  extreme_ages<Least>(x, n, count, room, age);
}

}  // namespace fwq::analysis
