// Longer periods of an adjusted series, between its cuts.
#include <algorithm>

#include "fwq/data/resample.hpp"

namespace fwq::data {

Result<void> resample_between_cuts(AdjustedBars& series, Period from, Period to,
                                   const TradingCalendar& calendar, Time as_of) {
  BarSeries longer;
  std::vector<Cut> cuts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= series.cuts.size(); ++i) {
    const bool last = i == series.cuts.size();
    const std::size_t end = last ? series.bars.size() : series.cuts[i].bar;
    FWQ_TRY_ASSIGN(part,
                   resample(series.bars.slice(begin, end - begin), from, to, calendar, as_of));
    longer.append(last ? part.complete() : part.bars);
    if (!last) cuts.push_back({longer.size(), series.cuts[i].before, series.cuts[i].after});
    begin = end;
  }
  // A cut right before a dropped bar has nothing after it.
  std::erase_if(cuts, [&](const Cut& cut) { return cut.bar >= longer.size(); });
  const Bars fine = series.bars;
  series.bars = longer.view();
  series.cuts = std::move(cuts);
  const auto times = series.bars.time();
  for (auto& event : series.events) {
    const auto at = std::lower_bound(times.begin(), times.end(), fine.time()[event.bar]);
    event.bar = static_cast<std::size_t>(at - times.begin());
  }
  std::erase_if(series.events,
                [&](const AppliedEvent& event) { return event.bar >= times.size(); });
  return {};
}

}  // namespace fwq::data
