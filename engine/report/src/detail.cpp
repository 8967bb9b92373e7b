// Level of detail.
#include "detail.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace fwq::report {

std::vector<std::size_t> seen_points(std::span<const double> values, std::span<const double> xs) {
  std::vector<std::size_t> seen;
  std::array<std::size_t, 4> column{};  // First, lowest, highest, last.
  bool open = false;
  const auto flush = [&] {
    if (!open) return;
    open = false;
    std::sort(column.begin(), column.end());
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (i == 0 || column[i] != column[i - 1]) seen.push_back(column[i]);
    }
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      flush();
      if (!seen.empty() && seen.back() != kBreak) seen.push_back(kBreak);
      continue;
    }
    if (open && std::floor(xs[i]) != std::floor(xs[column[0]])) flush();
    if (!open) column.fill(i);
    open = true;
    if (values[i] < values[column[1]]) column[1] = i;
    if (values[i] > values[column[2]]) column[2] = i;
    column[3] = i;
  }
  flush();
  return seen;
}

std::vector<std::size_t> kept_bars(const CurveChart& chart, std::size_t most) {
  const std::size_t count = chart.times.size();
  std::size_t series = 0;
  for (const auto& panel : chart.panels) series += panel.series.size();
  const std::size_t stretches = std::max<std::size_t>(1, most / (2 * series + 1));
  const std::size_t size = count <= most ? 1 : (count + stretches - 1) / stretches;
  std::vector<std::size_t> kept;
  if (count > 0) kept.push_back(0);
  for (std::size_t from = 0; from < count; from += size) {
    const std::size_t end = std::min(count, from + size);
    kept.push_back(end - 1);
    for (const auto& panel : chart.panels) {
      for (const auto& s : panel.series) {
        std::size_t low = kBreak;
        std::size_t high = kBreak;
        for (std::size_t i = from; i < std::min(end, s.values.size()); ++i) {
          if (!std::isfinite(s.values[i])) continue;
          if (low == kBreak || s.values[i] < s.values[low]) low = i;
          if (high == kBreak || s.values[i] > s.values[high]) high = i;
        }
        if (low != kBreak) kept.insert(kept.end(), {low, high});
      }
    }
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace fwq::report
