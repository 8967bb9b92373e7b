// What cards say of patterns, signals and trades.
#pragma once

#include "card.hpp"
#include "fwq/chart/chart_data.hpp"

namespace fwq::chart {

CardText pattern_text(const ChartData& data, const analysis::PatternHit& hit,
                      const analysis::Explanation& explanation, const ChartStyle& style);
CardText signal_text(const ChartData& data, const analysis::Signal& signal);
CardText trade_text(const ChartData& data, const Trade& trade);

}  // namespace fwq::chart
