// Trend, support and resistance of one stock, from its closes and its swings.
#include "fwq/analysis/market_view.hpp"

#include <algorithm>
#include <cmath>

#include "machines.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {
namespace {

constexpr std::size_t kTrendBars = 60, kFewestBars = 5;
constexpr std::size_t kLevelBars = 250;
constexpr std::size_t kProfileSteps = 200;
constexpr std::uint32_t kRangeBars = 14;
constexpr double kSwingSize = 2;         // Average true ranges that a turning point must turn by.
constexpr double kClearStrength = 0.25;  // Below it a trend is called sideways.
constexpr double kFullMove =
    4;  // A fitted move of this many average true ranges is as clear as can be.

// The bars after the last one that lacks a price: nothing is said across it.
data::Bars since_last_gap(const data::Bars& bars) {
  std::size_t first = bars.size();
  while (first > 0 && is_number(bars.close()[first - 1]) && is_number(bars.high()[first - 1]) &&
         is_number(bars.low()[first - 1]) && is_number(bars.open()[first - 1])) {
    --first;
  }
  return bars.slice(first, bars.size());
}

double mean_of_last(std::span<const double> closes, std::size_t count) {
  if (closes.size() < count) return kNoValue;
  double sum = 0;
  for (const double close : closes.last(count)) sum += close;
  return sum / static_cast<double>(count);
}

struct Line {
  double slope = 0, mean = 0, r_squared = 0;
};

// Least squares of y over 0, 1, 2 …
Line fitted(std::span<const double> y) {
  const auto n = static_cast<double>(y.size());
  Line line{.mean = mean_of_last(y, y.size())};
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double x = static_cast<double>(i) - (n - 1) / 2;
    xx += x * x;
    xy += x * (y[i] - line.mean);
    yy += (y[i] - line.mean) * (y[i] - line.mean);
  }
  line.slope = xy / xx;
  // Closes that differ by no more than rounding have no direction to fit.
  line.r_squared = yy > 1e-20 * n * line.mean * line.mean ? std::min(1.0, xy * xy / (xx * yy)) : 0;
  return line;
}

struct Cluster {
  double price = 0;
  std::size_t touches = 0;
  data::Time last_touch = 0;
};

// The price that most of the points lie within `reach` of, as their mean. Requires: points.
Cluster densest(const std::vector<Swing>& points, double reach, const data::Bars& bars) {
  Cluster best;
  for (const Swing& centre : points) {
    Cluster cluster;
    double sum = 0;
    for (const Swing& point : points) {
      if (std::abs(point.price - centre.price) > reach) continue;
      sum += point.price;
      ++cluster.touches;
    }
    const double price = sum / static_cast<double>(cluster.touches);
    // Counted again around the mean, which is the level that is reported.
    cluster = {.price = price};
    for (const Swing& point : points) {
      if (std::abs(point.price - price) > reach) continue;
      ++cluster.touches;
      cluster.last_touch = std::max(cluster.last_touch, bars.time()[point.bar]);
    }
    if (cluster.touches > best.touches ||
        (cluster.touches == best.touches && cluster.last_touch > best.last_touch)) {
      best = cluster;
    }
  }
  return best;
}

}  // namespace

std::string_view to_string(Direction direction) noexcept {
  switch (direction) {
    case Direction::up:
      return "up";
    case Direction::down:
      return "down";
    case Direction::sideways:
      return "sideways";
  }
  return "";
}

Trend trend_of(const data::Bars& all) {
  Trend trend;
  const data::Bars whole = since_last_gap(all);
  for (const std::size_t count : {5U, 20U, 60U})
    trend.averages.push_back(mean_of_last(whole.close(), count));
  const data::Bars bars = whole.last(kTrendBars);
  if (bars.size() < kFewestBars) return trend;
  trend.bars = bars.size();
  const Line line = fitted(bars.close());
  trend.slope_percent = 100 * line.slope / line.mean;
  trend.r_squared = line.r_squared;
  const PatternContext context(bars);
  const double range = context.mean_range(context.size(), std::min(kRangeBars, context.size()));
  const double move = std::abs(line.slope) * static_cast<double>(bars.size() - 1);
  const double clear = range > 0 ? std::min(1.0, move / (kFullMove * range)) : 0;
  trend.strength = line.r_squared * clear;
  if (trend.strength >= kClearStrength)
    trend.direction = line.slope > 0 ? Direction::up : Direction::down;
  return trend;
}

std::vector<Level> levels_of(const data::Bars& all, std::size_t most) {
  const data::Bars bars = since_last_gap(all).last(kLevelBars);
  std::vector<Level> levels;
  if (bars.size() < kFewestBars) return levels;
  const PatternContext context(bars);
  const double reach = context.mean_range(context.size(), std::min(kRangeBars, context.size())) / 2;
  const double close = bars.close().back();
  const VolumeProfile profile = volume_profile(bars, kProfileSteps);
  std::vector<Swing> points = context.swings(kSwingSize);
  std::size_t count[2] = {0, 0};
  while (!points.empty()) {
    const Cluster cluster = densest(points, reach, bars);
    // A mean of spread points may have none within reach; then nothing more can be called a level.
    if (cluster.touches == 0) break;
    std::erase_if(points,
                  [&](const Swing& p) { return std::abs(p.price - cluster.price) <= reach; });
    const LevelKind kind = cluster.price <= close ? LevelKind::support : LevelKind::resistance;
    if (count[static_cast<std::size_t>(kind)]++ < most) {
      const double near = profile.between(cluster.price - reach, cluster.price + reach);
      levels.push_back({kind, cluster.price, cluster.touches, cluster.last_touch,
                        profile.total > 0 ? std::min(1.0, near / profile.total) : kNoValue});
    }
  }
  std::stable_sort(levels.begin(), levels.end(), [](const Level& a, const Level& b) {
    return a.touches != b.touches ? a.touches > b.touches : a.last_touch > b.last_touch;
  });
  return levels;
}

}  // namespace fwq::analysis
