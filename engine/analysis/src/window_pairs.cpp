// Sums of squares and products over the windows of a block.
#include "window_pairs.hpp"

#include "eights.hpp"
#include "sliding.hpp"
#include "vectorized.hpp"

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
template <class Values>
[[gnu::always_inline]] inline void short_pair(const double* x, const double* y, std::size_t n,
                                              double share, Pairs& out, std::size_t at) noexcept {
  const auto of = [](const double* from) -> const Values& {
    return *reinterpret_cast<const Values*>(from);
  };
  const Values cx = of(x), cy = of(y);
  auto sx = cx - cx, sy = sx, xx = sx, yy = sx, xy = sx;
  for (std::size_t j = 1; j < n; ++j) {
    const auto dx = of(x - j) - cx, dy = of(y - j) - cy;
    sx += dx, sy += dy, xx += dx * dx, yy += dy * dy, xy += dx * dy;
  }
  const auto to = [at](Scratch& column) -> Values& {
    return *reinterpret_cast<Values*>(&column[at]);
  };
  // Rounding may leave less than nothing of no spread.
  xx -= sx * sx * share, yy -= sy * sy * share;
  to(out.xx) = xx > 0.0 ? xx : cx - cx;
  to(out.yy) = yy > 0.0 ? yy : cx - cx;
  to(out.xy) = xy - sx * sy * share;
}

// Sums around the means of the windows themselves, which move with them: with d = in - out,
//   xx += dx * ((in x - mean x before) + (out x - mean x after))
//   xy += dx * (out y - mean y after) + dy * (in x - mean x before)
[[gnu::always_inline]] inline void run_of_pairs(const double* x, const double* y, std::size_t n,
                                                double share, std::size_t count, Pairs& out,
                                                std::size_t at) noexcept {
  SlidingMean mean_x(*x, share), mean_y(*y, share);
  SlidingSum xx, yy, xy;
  Eights most_x{}, most_y{};
  slide<2, 3>(
      {x, y}, {*x, *y}, n, count, {&out.xx[at], &out.yy[at], &out.xy[at]},
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
        take_larger(value[0], most_x);
        take_larger(value[1], most_y);
      });
  const double least_x = kLeast * largest(most_x), least_y = kLeast * largest(most_y);
  // How far the smallest are below that.
  Eights below_x{}, below_y{};
  std::size_t i = at;
  for (; i + 8 <= at + count; i += 8) {
    take_larger(least_x - *reinterpret_cast<const EightsAt*>(&out.xx[i]), below_x);
    take_larger(least_y - *reinterpret_cast<const EightsAt*>(&out.yy[i]), below_y);
  }
  if (largest(below_x) > 0 || largest(below_y) > 0) i = at;
  for (; i < at + count; ++i) {
    if (out.xx[i] < least_x || out.yy[i] < least_y)
      short_pair<double>(x + (i - at), y + (i - at), n, share, out, i);
  }
}

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

FWQ_VECTORIZED void window_pairs(const double* x, const double* y, std::size_t n, std::size_t count,
                                 Pairs& out) noexcept {
  const double share = 1.0 / static_cast<double>(n);
  if (n > kBlock) {
    for (std::size_t i = 0; i < count; ++i) {
      const Pair pair = window_pair(x + i, y + i, n);
      out.xx[i] = pair.xx, out.yy[i] = pair.yy, out.xy[i] = pair.xy;
    }
    return;
  }
  std::size_t done = 0;
  if (n <= kShortWindow) {
    for (; done + 8 <= count; done += 8)
      short_pair<EightsAt>(x + done, y + done, n, share, out, done);
    for (; done < count; ++done) short_pair<double>(x + done, y + done, n, share, out, done);
  }
  const std::size_t run = n > kRun ? kBlock : kRun;
  for (; done < count; done += run)
    run_of_pairs(x + done, y + done, n, share, std::min(run, count - done), out, done);
}

}  // namespace fwq::analysis
