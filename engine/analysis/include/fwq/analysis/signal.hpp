// A buy or sell hint with its reason, and what an indicator's customary rule gets to see.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/parameters.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

enum class Side { buy, sell };
std::string_view to_string(Side side) noexcept;

struct Signal {
  data::Time time = 0;
  std::size_t bar = 0;
  std::string source;  // "MACD", "RSI", "hammer" …
  Side side = Side::buy;
  double strength = 0;  // In (0,1].
  std::string reason_en, reason_zh;
};

// One stretch of bars without a cut or a gap in what the indicator reads, begun where a recursion has settled
// (IndicatorDef::settling), and the indicator's values on it (one span per output, as long as the bars).
struct SignalRun {
  const data::Bars& bars;
  Params params;
  std::span<const std::span<const double>> values;
  std::string_view source;  // What to put into Signal::source.
  std::vector<Signal>&
      signals;  // Appended to, each rule's oldest first; `bar` counts from the start of the stretch.
};

}  // namespace fwq::analysis
