// Volume at price, by sums of what begins and ends at each step.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "fwq/analysis/market_view.hpp"
#include "machines.hpp"

namespace fwq::analysis {
namespace {

struct Reach {
  double low, high, volume;
};

std::vector<Reach> known_bars(const data::Bars& bars) {
  std::vector<Reach> known;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Reach bar{bars.low()[i], bars.high()[i], bars.volume()[i]};
    if (is_number(bar.low) && is_number(bar.high) && is_number(bar.volume) && bar.low <= bar.high)
      known.push_back(bar);
  }
  return known;
}

}  // namespace

VolumeProfile volume_profile(const data::Bars& bars, std::size_t steps) {
  assert(steps >= 1);
  VolumeProfile profile;
  const auto known = known_bars(bars);
  if (known.empty()) return profile;
  const auto by_low = [](const Reach& a, const Reach& b) { return a.low < b.low; };
  const auto by_high = [](const Reach& a, const Reach& b) { return a.high < b.high; };
  profile.low = std::min_element(known.begin(), known.end(), by_low)->low;
  const double top = std::max_element(known.begin(), known.end(), by_high)->high;
  const std::size_t cells = top > profile.low ? steps : 1;
  profile.step = (top - profile.low) / static_cast<double>(cells);
  profile.volume.assign(cells, 0.0);
  std::vector<double> rate(cells + 1,
                           0.0);  // Change of volume per whole cell at each cell's beginning.
  const auto place = [&](double price) {
    return profile.step > 0 ? (price - profile.low) / profile.step : 0.0;
  };
  const auto cell = [&](double at) { return std::min(static_cast<std::size_t>(at), cells - 1); };
  for (const Reach& bar : known) {
    profile.total += bar.volume;
    const double from = place(bar.low), to = place(bar.high);
    const std::size_t first = cell(from), last = cell(to);
    if (first == last || !(to > from)) {
      profile.volume[first] += bar.volume;
      continue;
    }
    const double each = bar.volume / (to - from);
    profile.volume[first] += each * (static_cast<double>(first + 1) - from);
    profile.volume[last] += each * (to - static_cast<double>(last));
    rate[first + 1] += each;
    rate[last] -= each;
  }
  double running = 0;
  for (std::size_t i = 0; i < cells; ++i) {
    running += rate[i];
    profile.volume[i] = std::max(0.0, profile.volume[i] + running);
  }
  profile.busiest = static_cast<std::size_t>(
      std::max_element(profile.volume.begin(), profile.volume.end()) - profile.volume.begin());
  return profile;
}

double VolumeProfile::between(double from, double to) const noexcept {
  assert(from <= to);
  if (step <= 0) return !volume.empty() && from <= low && low <= to ? total : 0.0;
  double sum = 0;
  for (std::size_t i = 0; i < volume.size(); ++i) {
    const double begin = low + static_cast<double>(i) * step;
    const double inside = std::min(to, begin + step) - std::max(from, begin);
    if (inside > 0) sum += volume[i] * std::min(1.0, inside / step);
  }
  return sum;
}

}  // namespace fwq::analysis
