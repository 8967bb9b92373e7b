// Who lacks a bar when: gaps of a market, counted.
#include "fwq/data/market_presence.hpp"

#include <algorithm>

namespace fwq::data {
namespace {

// Of few securities 20 % must share a gap, of many 10 %. Suspensions that begin and end together by chance or for one
// reason (the end of April, when risk warnings are set) were shared by up to 0.8 % of the stocks in 2015-2023.
constexpr double kFewShare = 0.2;
constexpr double kManyShare = 0.1;
constexpr double kManyExtra = 7;
constexpr std::size_t kLeastSharing = 3;
// In the crash of 2015 some 1,400 of 2,800 stocks were suspended at their own wish, many for the same days.
constexpr double kCrashShare = 0.6;
constexpr Date kCrashBegins{2015, 7, 6};
constexpr Date kCrashEnds{2015, 7, 31};

}  // namespace

MarketPresence::Series MarketPresence::series_of(const Bars& bars,
                                                 const TradingCalendar& calendar) {
  if (bars.empty()) return {0, -1, {}};
  const auto time = bars.time();
  Series series{day_number(time.front()), day_number(time.back()), {}};
  std::int64_t last = series.first;
  for (const Time at : time) {
    const std::int64_t day = day_number(at);
    if (day - last > 1 && calendar.open_days(last + 1, day) > 0) {
      std::int64_t end = day - 1;
      while (!calendar.is_open(end)) --end;
      series.gaps.push_back({calendar.next_open(last), end});
    }
    last = day;
  }
  return series;
}

MarketPresence::MarketPresence(std::span<const Series> market) {
  for (const Series& one : market) {
    if (one.last < one.first) continue;
    begins_.push_back(one.first);
    ends_.push_back(one.last);
    gaps_.insert(gaps_.end(), one.gaps.begin(), one.gaps.end());
  }
  std::sort(begins_.begin(), begins_.end());
  std::sort(ends_.begin(), ends_.end());
  std::sort(gaps_.begin(), gaps_.end());
}

std::size_t MarketPresence::sharing(const Gap& gap) const noexcept {
  const auto [begin, end] = std::equal_range(gaps_.begin(), gaps_.end(), gap);
  return static_cast<std::size_t>(end - begin);
}

std::size_t MarketPresence::active(std::int64_t day) const noexcept {
  const auto begun = std::upper_bound(begins_.begin(), begins_.end(), day) - begins_.begin();
  const auto ended = std::lower_bound(ends_.begin(), ends_.end(), day) - ends_.begin();
  return static_cast<std::size_t>(begun - ended);
}

bool MarketPresence::is_hole(const Gap& gap) const noexcept {
  const std::size_t lacking = sharing(gap);
  if (lacking < kLeastSharing) return false;
  const auto there = static_cast<double>(active(gap.first));
  const bool crash = gap.first <= days_from(kCrashEnds) && gap.last >= days_from(kCrashBegins);
  const double needed =
      crash ? there * kCrashShare : std::min(there * kFewShare, there * kManyShare + kManyExtra);
  return static_cast<double>(lacking) >= needed;
}

std::optional<std::int64_t> MarketPresence::newest() const noexcept {
  return ends_.empty() ? std::nullopt : std::optional(ends_.back());
}

}  // namespace fwq::data
