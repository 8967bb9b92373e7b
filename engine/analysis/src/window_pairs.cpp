// Sums of squares and products over the windows of a block.
#include "window_pairs.hpp"

#include "eights.hpp"
#include "sliding.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// A spread below this part of the largest of its run has too few digits left of a running sum.
constexpr double kLeast = 0.005;
// Up to here adding up each window is as fast as keeping sums.
constexpr std::size_t kShortWindow = 10;
// Bars of a run.
constexpr std::size_t kRun = kBlock / 4;

// A short window, or eight of them side by side. Measured from the newest values, the means are within sqrt(n) deviations,
// so at most log2(n) bits are lost.
template <class Values, class Of>
[[gnu::always_inline]] inline void short_pair(const double* x, const double* y, std::size_t n,
                                              double share, Of of, double* out) noexcept {
  const auto at = [](const double* from) -> const Values& {
    return *reinterpret_cast<const Values*>(from);
  };
  const Values cx = at(x), cy = at(y);
  auto sx = cx - cx, sy = sx, xx = sx, yy = sx, xy = sx;
  const auto none = sx;
  for (std::size_t j = 1; j < n; ++j) {
    const auto dx = at(x - j) - cx, dy = at(y - j) - cy;
    sx += dx, sy += dy, xx += dx * dx, yy += dy * dy, xy += dx * dy;
  }
  xx -= sx * sx * share, yy -= sy * sy * share, xy -= sx * sy * share;
  // Rounding may leave less than nothing of no spread.
  xx = xx > 0.0 ? xx : none;
  yy = yy > 0.0 ? yy : none;
  of(xx, yy, xy);
  *reinterpret_cast<Values*>(out) = xy;
}

// Sums around the means of the windows themselves, which move with them: with d = in - out,
//   xx += dx * ((in x - mean x before) + (out x - mean x after))
//   xy += dx * (out y - mean y after) + dy * (in x - mean x before)
// Values are put into out.value as they come, for then a division does not have to be waited for.
template <class Of>
[[gnu::always_inline]] inline void run_of_pairs(const double* x, const double* y, std::size_t n,
                                                double share, std::size_t count, Of of,
                                                double* out) noexcept {
  Scratch all_xx, all_yy;
  SlidingMean mean_x(*x, share), mean_y(*y, share);
  SlidingSum xx, yy, xy;
  Eights most_x{}, most_y{};
  slide<2, 3>(
      {x, y}, {*x, *y}, n, count, {all_xx.data(), all_yy.data(), out},
      [&](const auto& in, const auto& left, auto& value) __attribute__((always_inline)) {
        Apart ax, ay;
        mean_x.go_on(in[0], left[0], ax);
        mean_y.go_on(in[1], left[1], ay);
        value[0] = ax.moved * (ax.entered + ax.left);
        value[1] = ay.moved * (ay.entered + ay.left);
        value[2] = ax.moved * ay.left + ay.moved * ax.entered;
        xx.go_on(value[0]);
        yy.go_on(value[1]);
        xy.go_on(value[2]);
        of(value[0], value[1], value[2]);
        take_larger(value[0], most_x);
        take_larger(value[1], most_y);
      });
  const double least_x = kLeast * largest(most_x), least_y = kLeast * largest(most_y);
  // How far the smallest are below that.
  Eights below_x{}, below_y{};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    take_larger(least_x - *reinterpret_cast<const EightsAt*>(&all_xx[i]), below_x);
    take_larger(least_y - *reinterpret_cast<const EightsAt*>(&all_yy[i]), below_y);
  }
  if (largest(below_x) > 0 || largest(below_y) > 0) i = 0;
  for (; i < count; ++i) {
    if (all_xx[i] < least_x || all_yy[i] < least_y)
      short_pair<double>(x + i, y + i, n, share, of, out + i);
  }
}

template <class Of>
[[gnu::always_inline]] inline void pairs_of(const double* x, const double* y, std::size_t n,
                                            std::size_t count, Of of, double* out) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  std::size_t i = 0;
  if (n <= kShortWindow) {
    for (; i + 8 <= count; i += 8) short_pair<EightsAt>(x + i, y + i, n, share, of, out + i);
    for (; i < count; ++i) short_pair<double>(x + i, y + i, n, share, of, out + i);
  }
  for (; n > kBlock && i < count; ++i) short_pair<double>(x + i, y + i, n, share, of, out + i);
  const std::size_t run = n > kRun ? kBlock : kRun;
  for (; i < count; i += run)
    run_of_pairs(x + i, y + i, n, share, std::min(run, count - i), of, out + i);
}

// Pearson's coefficient; 0 where one of them does not move, as in TA-Lib.
struct Correlation {
  [[gnu::always_inline]] void operator()(double xx, double yy, double& xy) const noexcept {
    xy = correlation_of({xx, yy, xy});
  }
  [[gnu::always_inline]] void operator()(const Eights& xx, const Eights& yy,
                                         Eights& xy) const noexcept {
    const Eights product = xx * yy, ones = Eights{} + 1.0;
    alignas(64) std::array<double, 8> root;
    *reinterpret_cast<EightsAt*>(root.data()) = product;
    for (double& r : root) r = std::sqrt(r);
    xy /= *reinterpret_cast<const EightsAt*>(root.data());
    xy = xy > ones ? ones : xy;
    xy = xy < -ones ? -ones : xy;
    xy = product < 1e-14 ? Eights{} : xy;
  }
};

struct BetaOf {
  double size;
  [[gnu::always_inline]] void operator()(double xx, double yy, double& xy) const noexcept {
    xy = beta_of({xx, yy, xy}, size);
  }
  [[gnu::always_inline]] void operator()(const Eights& xx, const Eights& /*yy*/,
                                         Eights& xy) const noexcept {
    xy /= xx;
    xy = xx * size < 1e-14 ? Eights{} : xy;
  }
};

}  // namespace

Pair window_pair(const double* x, const double* y, std::size_t n) noexcept {
  const double size = static_cast<double>(n), cx = *x, cy = *y;
  double mx = 0, my = 0;
  for (std::size_t j = 0; j < n; ++j) mx += *(x - j) - cx, my += *(y - j) - cy;
  mx /= size;
  my /= size;
  Pair pair{};
  for (std::size_t j = 0; j < n; ++j) {
    const double dx = (*(x - j) - cx) - mx, dy = (*(y - j) - cy) - my;
    pair.xx += dx * dx, pair.yy += dy * dy, pair.xy += dx * dy;
  }
  return pair;
}

FWQ_VECTORIZED void window_correlations(const double* x, const double* y, std::size_t n,
                                        std::size_t count, double* out) noexcept {
  pairs_of(x, y, n, count, Correlation{}, out);
}

FWQ_VECTORIZED void window_betas(const double* x, const double* y, std::size_t n, std::size_t count,
                                 double* out) noexcept {
  pairs_of(x, y, n, count, BetaOf{static_cast<double>(n)}, out);
}

}  // namespace fwq::analysis
