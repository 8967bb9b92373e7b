// TechnicalAnalyzer: indicators by name over bars, and the customary signals of their values.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fwq/analysis/indicator.hpp"
#include "fwq/analysis/signal.hpp"
#include "fwq/core/column.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

struct IndicatorResult {
  IndicatorCall call;
  std::vector<core::Column> outputs;  // One per output, each as long as the bars; NaN where there is no value.
  // First bars of the stretches that were computed on their own (0 and the cuts); empty means one stretch.
  std::vector<std::size_t> starts;
  // "MACD.macd", "MACD(6,13,5).signal" …
  std::string column(std::size_t output) const;
};

// Stateless; every call may run on any thread. [any-thread]
class TechnicalAnalyzer {
 public:
  explicit TechnicalAnalyzer(Flavour flavour = Flavour::tdx) : flavour_(flavour) {}

  // `cuts`: indices of first bars after a jump that no event explains (data::AdjustedBars): each stretch between
  // them is computed on its own, so that no window crosses one. Errors: as parse_indicator.
  Result<std::vector<IndicatorResult>> calculate_indicators(const data::Bars& bars, const std::vector<std::string>& names,
                                                            std::span<const std::size_t> cuts = {}) const;
  // Names a user can write, each once, in alphabetical order.
  std::vector<std::string> get_available_indicators() const;
  // The customary rule of each indicator that has one (crosses, zones, divergences) and reads its own columns, at every
  // bar, oldest first. Looks only at values up to the bar, never across a cut that the values were computed with nor
  // across a gap, and says nothing until a recursion has settled (IndicatorDef::settling: an RSI of 通达信 is 0 or 100
  // after one move; RSI(6) waits 17 bars, MACD 53, KDJ 16).
  std::vector<Signal> generate_signals(const data::Bars& bars, const std::vector<IndicatorResult>& indicators) const;

 private:
  Flavour flavour_;
};

}  // namespace fwq::analysis
