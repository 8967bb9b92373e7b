// Sums of squares and products over the windows of a block.
#include "window_pairs.hpp"

#include "eights.hpp"
#include "lanes_of_windows.hpp"
#include "vectorized.hpp"

namespace fwq::analysis {
namespace {

// Running sums carry the rounding of the largest they have been. A spread below this part of it has too few digits left.
constexpr double kLeast = 0.02;
// Up to here adding up each window is as fast as keeping sums.
constexpr std::size_t kShortWindow = 36;

// Running sums of dx, dy, dx^2, dy^2, dx*dy of four lanes side by side, each around a centre of its own.
struct LaneSums {
  Scratch x, y;
};

inline void lane_sums(const double* x, const double* y, std::size_t n, std::size_t length,
                      LaneSums& sums, Pairs& out, std::size_t at) noexcept {
  std::array<double, kLanesOfWindows> cx{}, cy{}, sx{}, sy{}, xx{}, yy{}, xy{};
  for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
    const double* ax = x + k * length;
    const double* ay = y + k * length;
    cx[k] = *ax, cy[k] = *ay;
    for (std::size_t j = 0; j < n; ++j) {
      const double dx = *(ax - j) - cx[k], dy = *(ay - j) - cy[k];
      sx[k] += dx, sy[k] += dy, xx[k] += dx * dx, yy[k] += dy * dy, xy[k] += dx * dy;
    }
  }
  for (std::size_t j = 0; j < length; ++j) {
    for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
      const std::size_t to = at + k * length + j;
      sums.x[to] = sx[k], sums.y[to] = sy[k];
      out.xx[to] = xx[k], out.yy[to] = yy[k], out.xy[to] = xy[k];
    }
    if (j + 1 == length) break;
    for (std::size_t k = 0; k < kLanesOfWindows; ++k) {
      const double* ax = x + k * length + j + 1;
      const double* ay = y + k * length + j + 1;
      const double ix = *ax - cx[k], ox = *(ax - n) - cx[k];
      const double iy = *ay - cy[k], oy = *(ay - n) - cy[k];
      sx[k] += ix - ox, sy[k] += iy - oy;
      xx[k] += (ix - ox) * (ix + ox), yy[k] += (iy - oy) * (iy + oy);
      xy[k] += ix * iy - ox * oy;
    }
  }
}

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
  to(out.xx) = xx - sx * sx * share;
  to(out.yy) = yy - sy * sy * share;
  to(out.xy) = xy - sx * sy * share;
}

// Around the means instead of the centre of the lane. Windows whose digits do not suffice get an xx of -1.
// Returns how many.
inline std::size_t centre_lane(const LaneSums& sums, double share, std::size_t from,
                               std::size_t length, Pairs& out) noexcept {
  double most_x = 0, most_y = 0;
  for (std::size_t i = from; i < from + length; ++i) {
    most_x = out.xx[i] > most_x ? out.xx[i] : most_x;
    most_y = out.yy[i] > most_y ? out.yy[i] : most_y;
  }
  std::size_t poor = 0;
  for (std::size_t i = from; i < from + length; ++i) {
    const double xx = out.xx[i] - sums.x[i] * sums.x[i] * share;
    const double yy = out.yy[i] - sums.y[i] * sums.y[i] * share;
    const bool few_digits = !((xx >= kLeast * most_x) & (yy >= kLeast * most_y));
    poor += few_digits ? 1 : 0;
    out.xy[i] -= sums.x[i] * sums.y[i] * share;
    out.yy[i] = yy;
    out.xx[i] = few_digits ? -1.0 : xx;
  }
  return poor;
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
  LaneSums sums;
  std::size_t done = 0, poor = 0;
  if (n <= kShortWindow) {
    for (; done + 8 <= count; done += 8)
      short_pair<EightsAt>(x + done, y + done, n, share, out, done);
    for (; done < count; ++done) short_pair<double>(x + done, y + done, n, share, out, done);
    // Rounding may leave less than nothing of no spread.
    for (std::size_t i = 0; i < count; ++i) {
      out.xx[i] = out.xx[i] > 0 ? out.xx[i] : 0.0;
      out.yy[i] = out.yy[i] > 0 ? out.yy[i] : 0.0;
    }
  } else {
    for (std::size_t length = lane_length(n, count); length > 0;
         length = lane_length(n, count - done)) {
      lane_sums(x + done, y + done, n, length, sums, out, done);
      for (std::size_t k = 0; k < kLanesOfWindows; ++k)
        poor += centre_lane(sums, share, done + k * length, length, out);
      done += kLanesOfWindows * length;
    }
  }
  const auto direct = [&](std::size_t i) {
    const Pair pair = window_pair(x + i, y + i, n);
    out.xx[i] = pair.xx, out.yy[i] = pair.yy, out.xy[i] = pair.xy;
  };
  for (std::size_t i = 0; poor > 0 && i < done; ++i) {
    if (out.xx[i] >= 0) continue;
    direct(i);
    --poor;
  }
  for (std::size_t i = done; i < count; ++i) direct(i);
}

}  // namespace fwq::analysis
