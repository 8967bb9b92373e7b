// Days, hours and gaps.
//
// A suspended A-share has no bar, so an open day without one is a suspension unless something speaks against it:
//   - the kind: an index or a TDX sector index is computed every day and cannot be suspended;
//   - the market: so many other securities lack just these days that the feed has a hole (MarketPresence);
//   - the series: it has bars without volume, one of them beside the gap, so this feed writes bars on days without
//     trade, and a day without bar is none of those;
//   - the way it resumes: up to 10 days' gap after which the price is further away than one day's limit allows, but not
//     further than the days of the gap allow: it traded meanwhile (the jump itself is reported by check_moves).
// One single day without bar stays in doubt (stocks are suspended for a day when a risk warning is set or lifted).
// Gaps count only where the calendar covers their days: weekdays would make holidays into gaps.
#include <algorithm>
#include <cmath>

#include "validation/checks.hpp"

namespace fwq::data::validation {
namespace {

// A series that ends so many open days before the market's newest has ended, or was not brought up to date.
constexpr std::int64_t kLate = 10;
constexpr std::int64_t kShortGap = 10;
constexpr std::ptrdiff_t kUsual = 3;
constexpr std::size_t kBarsForStatistics = 30;

const TradingCalendar& weekdays_only() {
  static const TradingCalendar calendar;
  return calendar;
}

bool never_suspended(Kind kind) noexcept {
  return kind == Kind::index || kind == Kind::sector_index;
}

struct GapCounts {
  std::size_t suspensions = 0, suspended = 0, missing = 0, single = 0, longest = 0;
};

class Gaps {
 public:
  Gaps(const Checked& in, const TradingCalendar& calendar, std::span<const Cut> jumps,
       Findings& findings)
      : in_(in), calendar_(calendar), jumps_(jumps), findings_(findings) {}

  // The open days between bar i-1, of day `last`, and bar i, of day `day`.
  void between(std::size_t i, std::int64_t last, std::int64_t day) {
    const auto open = static_cast<std::size_t>(calendar_.open_days(last + 1, day));
    if (open == 0 || !calendar_.covers(last + 1) || !calendar_.covers(day - 1)) return;
    counts_.longest = std::max(counts_.longest, open);
    const Time time = in_.bars.time()[i];
    if (is_missing(i, last, day)) {
      counts_.missing += open;
      findings_.add(RuleId::missing_days, in_.row(i), time, static_cast<double>(open), kNone, open);
      return;
    }
    ++counts_.suspensions;
    counts_.suspended += open;
    if (open == 1) {
      ++counts_.single;
      findings_.add(RuleId::one_day_gap, in_.row(i), time);
    }
  }
  const GapCounts& counts() const noexcept { return counts_; }

 private:
  bool is_missing(std::size_t i, std::int64_t last, std::int64_t day) const {
    if (never_suspended(in_.kind())) return true;
    const auto untraded = [&](std::size_t k) {
      return in_.bars.volume()[k] == 0 && in_.bars.high()[k] == in_.bars.low()[k];
    };
    if ((untraded(i - 1) || untraded(i)) && writes_untraded_days()) return true;
    if (traded_meanwhile(i, last, day)) return true;
    if (in_.context.presence == nullptr) return false;
    std::int64_t end = day - 1;
    while (!calendar_.is_open(end)) --end;
    return in_.context.presence->is_hole({calendar_.next_open(last), end});
  }

  // Whether bars without volume are usual in this series.
  bool writes_untraded_days() const {
    const auto volume = in_.bars.volume();
    return std::count(volume.begin(), volume.end(), 0.0) >= kUsual;
  }

  // A short gap, and then a price that one day cannot reach, but the days of the gap can.
  bool traded_meanwhile(std::size_t i, std::int64_t last, std::int64_t day) const {
    const auto jump =
        std::find_if(jumps_.begin(), jumps_.end(), [i](const Cut& cut) { return cut.bar == i; });
    const std::int64_t open = calendar_.open_days(last + 1, day);
    if (jump == jumps_.end() || open > kShortGap) return false;
    const double limit = daily_limit(in_.context.symbol, date_from_days(day));
    const double reach = std::pow(1 + limit, static_cast<double>(open + 1));
    const double ratio = jump->after / jump->before;
    return ratio <= reach && ratio >= std::pow(1 - limit, static_cast<double>(open + 1));
  }

  const Checked& in_;
  const TradingCalendar& calendar_;
  std::span<const Cut> jumps_;
  Findings& findings_;
  GapCounts counts_;
};

void check_end(const Checked& in, const TradingCalendar& calendar, std::int64_t last,
               Findings& findings) {
  if (in.context.presence == nullptr || !in.context.presence->newest()) return;
  const std::int64_t late = calendar.open_days(last + 1, *in.context.presence->newest() + 1);
  const bool delisted = in.context.delisted && days_from(*in.context.delisted) - 31 <= last;
  if (late > kLate && !delisted) {
    findings.add(RuleId::ends_early, in.row(in.bars.size() - 1), in.bars.time().back(),
                 static_cast<double>(late));
  }
}

// What is wrong with the bar's day and hour by themselves.
void check_stamp(const Checked& in, std::size_t i, std::int64_t day,
                 const TradingCalendar& calendar, Findings& findings) {
  const Time time = in.bars.time()[i];
  const std::size_t row = in.row(i);
  const ValidationContext& context = in.context;
  if (!calendar.is_open(day)) {
    findings.add(RuleId::closed_day, row, time);
    findings.propose_removal(RuleId::closed_day, row, time);
  }
  const int second = seconds_of_day(time);
  if (is_intraday(context.period)) {
    if (!is_session_bar_end(second, minutes(context.period) * 60))
      findings.add(RuleId::wrong_time_of_day, row, time);
  } else if (second != kDayBarEnd) {
    findings.add(RuleId::wrong_time_of_day, row, time);
    findings.propose(RuleId::wrong_time_of_day, row, time, BarField::time,
                     static_cast<double>(time),
                     static_cast<double>(day * kSecondsPerDay + kDayBarEnd));
  }
  if (context.now != 0 && time > context.now) {
    findings.add(RuleId::future_bar, row, time);
    findings.propose_removal(RuleId::future_bar, row, time);
  }
  if (context.listed && day < days_from(*context.listed))
    findings.add(RuleId::before_listing, row, time);
  if (context.delisted && day > days_from(*context.delisted))
    findings.add(RuleId::after_delisting, row, time);
}

// Counts the bars of each day, and reports days with too few.
class DayCounter {
 public:
  DayCounter(const Checked& in, Findings& findings)
      : in_(in),
        findings_(findings),
        wanted_(is_intraday(in.context.period) ? bars_per_day(minutes(in.context.period)) : 0) {}
  void add(std::size_t i, std::int64_t day) {
    if (day != day_) close(i);
    day_ = day;
    ++bars_;
  }
  // Ends the day whose last bar is i - 1. `newest`: it may not be over yet.
  void close(std::size_t i, bool newest = false) {
    if (bars_ > 0 && bars_ < wanted_ && !is_short_day(day_) && !newest) {
      findings_.add(RuleId::incomplete_day, in_.row(i - 1), in_.bars.time()[i - 1], bars_, wanted_);
    }
    bars_ = 0;
  }

 private:
  const Checked& in_;
  Findings& findings_;
  int wanted_;
  int bars_ = 0;
  std::int64_t day_ = 0;
};

}  // namespace

std::size_t check_calendar(const Checked& in, std::span<const Cut> jumps, Findings& findings) {
  const Bars& bars = in.bars;
  const Period period = in.context.period;
  if (bars.size() < kBarsForStatistics) {
    findings.add(RuleId::too_few_bars, in.row(0), bars.time().front(),
                 static_cast<double>(bars.size()), static_cast<double>(kBarsForStatistics));
  }
  if (!findings.looks_for(RuleId::closed_day)) return bars.size();
  const TradingCalendar& calendar =
      in.context.calendar != nullptr ? *in.context.calendar : weekdays_only();
  Gaps gaps(in, calendar, jumps, findings);
  const bool intraday = is_intraday(period);
  DayCounter counter(in, findings);
  std::int64_t last = day_number(bars.time().front());
  const std::int64_t first = last;
  std::size_t days = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const std::int64_t day = day_number(bars.time()[i]);
    if (intraday) counter.add(i, day);
    check_stamp(in, i, day, calendar, findings);
    if ((day != last || i == 0) && calendar.is_open(day)) ++days;
    if (day - last > 1 && period <= Period::day) gaps.between(i, last, day);
    last = day;
  }
  if (intraday) counter.close(bars.size(), true);
  check_end(in, calendar, last, findings);
  if (period > Period::day) return bars.size();
  const GapCounts& found = gaps.counts();
  const auto span = static_cast<std::size_t>(calendar.open_days(first, last + 1));
  const auto metric = [&](std::string_view name, std::size_t value) {
    findings.measure(name, static_cast<double>(value));
  };
  metric("trading_days", span);
  metric("days_with_bars", days);
  metric("suspensions", found.suspensions);
  metric("suspended_days", found.suspended);
  metric("missing_days", found.missing);
  metric("one_day_gaps", found.single);
  metric("longest_gap_days", found.longest);
  return span;
}

}  // namespace fwq::data::validation
