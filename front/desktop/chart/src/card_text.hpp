// What cards say of patterns, signals, trades and intervals.
#pragma once

#include "card.hpp"
#include "fwq/chart/chart_data.hpp"
#include "fwq/chart/interval_statistics.hpp"

namespace fwq::chart {

CardText pattern_text(const ChartData& data, const analysis::PatternHit& hit,
                      const analysis::Explanation& explanation, const ChartStyle& style);
CardText signal_text(const ChartData& data, const analysis::Signal& signal);
CardText trade_text(const ChartData& data, const Trade& trade);
CardText interval_text(const ChartData& data, const IntervalStatistics& statistics,
                       const ChartStyle& style);

}  // namespace fwq::chart
