// The rule of the stochastics.
#include "stochastic_rules.hpp"

#include <fmt/format.h>

#include "line_rules.hpp"

namespace fwq::analysis {

void stochastic_signals(const SignalRun& run, std::string_view fast, std::string_view slow,
                        bool inverted) {
  constexpr double kLow = 20, kHigh = 80;
  const Line k = run.values[0];
  const Line d = run.values[1];
  each_cross(k, d, [&](std::size_t i, bool up) {
    const double beyond = up ? (kLow - d[i]) / kLow : (d[i] - kHigh) / (100 - kHigh);
    if (beyond <= 0) return;
    const auto [a, b] = told_apart(k[i], d[i], 2);
    const bool buy = up != inverted;
    const double bound = up ? kLow : kHigh;
    emit(run, i, buy ? Side::buy : Side::sell, strength_from(0.4, beyond),
         fmt::format("{} cross with {} {} {}: {} {} crosses {} {} {}", buy ? "golden" : "death",
                     slow, up ? "below" : "above", bound, fast, a, up ? "above" : "below", slow, b),
         fmt::format("{} 在 {} {}{}：{} {} {} {} {}", slow, bound, up ? "以下" : "以上",
                     buy ? "金叉" : "死叉", fast, a, up ? "上穿" : "下穿", slow, b));
  });
}

}  // namespace fwq::analysis
