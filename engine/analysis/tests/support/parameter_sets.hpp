// Parameters with which tests run every indicator.
#pragma once

#include <algorithm>
#include <vector>

#include "test_bars.hpp"

namespace fwq::analysis::test {

// Defaults, and sets with small and large windows, so that short and long series say something.
inline std::vector<std::vector<double>> parameter_sets(const IndicatorDef& def) {
  std::vector<std::vector<double>> sets(3, defaults(def));
  for (std::size_t i = 0; i < def.params.size(); ++i) {
    const ParamDef& param = def.params[i];
    if (param.kind != ParamKind::integer) continue;
    sets[1][i] = std::clamp(3.0 + static_cast<double>(i), param.min, param.max);
    sets[2][i] = std::clamp(70 - 7 * static_cast<double>(i), param.min, param.max);
    // A MAMA of a line that is itself rounded (a smoothed K) turns on that rounding where the line stands still: its
    // weight jumps with the phase. MAMA of closes is under test as MAMA, and in MA(n, 7).
    constexpr double kMama = 7, kT3 = 8;
    if (param.name.ends_with("_type") && sets[1][i] == kMama) sets[1][i] = kT3;
  }
  return sets;
}

}  // namespace fwq::analysis::test
