// Scenes: a planting in its background.
#include "fwq/analysis/planted.hpp"

#include <algorithm>

#include "canvas.hpp"

namespace fwq::analysis::planted {

const Planting* find_planting(std::string_view pattern) {
  const auto all = all_plantings();
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const Planting& one) { return one.pattern == pattern; });
  return at == all.end() ? nullptr : &*at;
}

Scene draw(const Planting& planting, std::string_view miss, std::uint64_t seed) {
  Canvas canvas(seed);
  canvas.noise(static_cast<std::uint32_t>(canvas.between(30, 60)));
  const Window window = planting.draw(canvas, miss);
  canvas.noise(20);
  return {data::BarSeries::copy_of(canvas.bars()), window};
}

bool is_found(std::span<const PatternHit> hits, const Window& window) noexcept {
  return std::any_of(hits.begin(), hits.end(), [&](const PatternHit& hit) {
    const std::uint32_t from = std::max(hit.start, window.first);
    const std::uint32_t to = std::min(hit.end, window.last);
    if (from > to) return false;
    const std::uint32_t all =
        std::max(hit.end, window.last) - std::min(hit.start, window.first) + 1;
    return 2 * (to - from + 1) > all;
  });
}

}  // namespace fwq::analysis::planted
