// Stretches: the parts of a series between cuts, each analysed on its own.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

namespace fwq::analysis {

// First bars of the stretches of `size` bars: 0 and every cut inside, sorted, each once. Empty for no bars.
inline std::vector<std::size_t> stretch_starts(std::size_t size,
                                               std::span<const std::size_t> cuts) {
  std::vector<std::size_t> starts;
  if (size == 0) return starts;
  starts.push_back(0);
  for (const std::size_t cut : cuts) {
    if (cut > 0 && cut < size) starts.push_back(cut);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

// Calls each(first, count) for every stretch.
template <class Each>
void for_each_stretch(std::size_t size, std::span<const std::size_t> starts, Each each) {
  for (std::size_t s = 0; s < starts.size(); ++s) {
    const std::size_t end = s + 1 < starts.size() ? starts[s + 1] : size;
    each(starts[s], end - starts[s]);
  }
}

}  // namespace fwq::analysis
