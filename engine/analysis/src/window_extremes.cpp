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
  if (n >= 8) {  // Windows of four are made from the values in one go.
    width = 4;
    total -= width - 1;
    for (std::size_t i = 0; i < total; ++i)
      room[i] =
          Extreme::of(Extreme::of(from[i], from[i + 1]), Extreme::of(from[i + 2], from[i + 3]));
    from = room;
  }
  for (; 2 * width <= n; width *= 2) {
    total -= width;
    for (std::size_t i = 0; i < total; ++i) room[i] = Extreme::of(from[i], from[i + width]);
    from = room;
  }
  const std::size_t rest = n - width;
  for (std::size_t i = 0; i < count; ++i) out[i] = Extreme::of(from[i], from[i + rest]);
}

// A value and how many values after the first of its window it stands.
struct Placed {
  double value, place;
};
// Added to a place where the window has another value as good.
constexpr double kShared = 1e12;

// The better of two, the later of equals. `told`: equals at two places are marked as shared; one that lies in both windows
// has one place.
template <class Extreme, bool told>
[[gnu::always_inline]] inline Placed better(Placed a, Placed b) noexcept {
  const bool later = Extreme::stands(b.value, a.value);
  Placed best{later ? b.value : a.value, later ? b.place : a.place};
  if (told) {
    const bool shared = (a.value == b.value) & (a.place != b.place) & (best.place < kShared);
    best.place += shared ? kShared : 0.0;
  }
  return best;
}

// The same with the age of the extreme; if sharing is told, less kShared where it is so. Windows of four are made from the
// values in one go.
template <class Extreme, bool told>
inline void extreme_ages(const double* x, std::size_t n, std::size_t count, double* room,
                         double* age) noexcept {
  const double* first = x + 1 - n;
  const auto as_double = [](std::size_t i) { return static_cast<double>(static_cast<int>(i)); };
  if (n < 4) {
    for (std::size_t i = 0; i < count; ++i) {
      Placed best{first[i], 0};
      for (std::size_t k = 1; k < n; ++k)
        best = better<Extreme, told>(best, {first[i + k], as_double(k)});
      age[i] = as_double(n - 1) - best.place;
    }
    return;
  }
  std::size_t width = 4, total = n - 1 + count - (width - 1);
  double* value = room;
  double* place = room + total;
  for (std::size_t i = 0; i < total; ++i) {
    const Placed early = better<Extreme, told>({first[i], 0}, {first[i + 1], 1});
    const Placed late = better<Extreme, told>({first[i + 2], 2}, {first[i + 3], 3});
    const Placed best = better<Extreme, told>(early, late);
    value[i] = best.value;
    place[i] = best.place;
  }
  const auto widened = [&](std::size_t i, std::size_t apart, double further)
      __attribute__((always_inline)) {
    return better<Extreme, told>({value[i], place[i]},
                                 {value[i + apart], place[i + apart] + further});
  };
  for (; 2 * width <= n; width *= 2) {
    total -= width;
    const double further = as_double(width);
    for (std::size_t i = 0; i < total; ++i) {
      const Placed best = widened(i, width, further);
      value[i] = best.value;
      place[i] = best.place;
    }
  }
  const std::size_t rest = n - width;
  const double further = as_double(rest), newest = as_double(n - 1);
  for (std::size_t i = 0; i < count; ++i) age[i] = newest - widened(i, rest, further).place;
}

// From ages to numbers of values.
[[gnu::always_inline]] inline void number_places(double number, std::size_t count,
                                                 double* place) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double now = number + static_cast<double>(static_cast<int>(i));
    const double age = place[i], sole = now - age, shared = age + kShared - now - 1;
    place[i] = age < 0 ? shared : sole;
  }
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
  extreme_ages<Greatest, false>(x, n, count, room, age);
}

FWQ_VECTORIZED void window_low_ages(const double* x, std::size_t n, std::size_t count, double* room,
                                    double* age) noexcept {
  extreme_ages<Least, false>(x, n, count, room, age);
}

FWQ_VECTORIZED void window_high_places(const double* x, std::size_t n, std::size_t count,
                                       double* room, double number, double* place) noexcept {
  extreme_ages<Greatest, true>(x, n, count, room, place);
  number_places(number, count, place);
}

FWQ_VECTORIZED void window_low_places(const double* x, std::size_t n, std::size_t count,
                                      double* room, double number, double* place) noexcept {
  extreme_ages<Least, true>(x, n, count, room, place);
  number_places(number, count, place);
}

}  // namespace fwq::analysis
