// A user's program: computes an indicator over bars of its own, through the installed headers and libraries.
#include <cstdio>

#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/data/bars.hpp"

int main() {
  fwq::data::BarSeries series;
  for (int i = 0; i < 40; ++i) {
    const double price = 10 + i % 7;
    series.push_back({.time = fwq::data::day_bar_time({2024, 1, 1}) + i * fwq::data::kSecondsPerDay, .open = price, .high = price + 1,
                      .low = price - 1, .close = price, .volume = 100, .amount = 100 * price});
  }
  const fwq::analysis::TechnicalAnalyzer analyzer(fwq::analysis::Flavour::talib);
  const auto results = analyzer.calculate_indicators(series.view(), {"MA(7)"});
  if (!results) return 1;
  // Seven closes in a row are 10 … 16 in some order: their mean is 13.
  const double last = results->front().outputs.front().back();
  std::printf("MA(7) = %.17g\n", last);
  return last > 12.999999 && last < 13.000001 ? 0 : 1;
}
