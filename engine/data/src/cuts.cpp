// Daily price limits by board and date, and the cuts where a price goes beyond them.
//
// Source: trading rules of SSE, SZSE and BSE: 10 % from 1996-12-16; STAR 20 % from its first day, 2019-07-22; ChiNext
//         20 % from 2020-08-24; BSE 30 % from its first day, 2021-11-15. Limits round half-up to the tick.
// Edges:  the limits are upper bounds. ST's 5 % is not applied (it needs the history of names). Funds that follow
//         STAR or ChiNext have 20 % from 2020-08-24, others 10 %; the code does not tell which is which, so all
//         have 20 % from then. A rights issue's reference is between 70 % and all of it taken up. One tick of tolerance covers BSE's truncation and limits below one tick.
// Cost:   O(bars); integers only where a price is near a limit.
#include "cuts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace fwq::data {
namespace {

struct LimitRule {
  std::int64_t from = 0;  // Day number.
  int percent = 0;        // 0: no limit.
};
// In force one after the other; before the first, and where there is none, prices are free.
using LimitRules = std::array<LimitRule, 2>;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

LimitRules limit_rules(Symbol symbol) noexcept {
  static const std::int64_t limits_begin = days_from({1996, 12, 16});
  static const std::int64_t star_begins = days_from({2019, 7, 22});
  static const std::int64_t chinext_reform = days_from({2020, 8, 24});
  static const std::int64_t beijing_begins = days_from({2021, 11, 15});
  constexpr LimitRule kNothing{kNever, 0};
  switch (symbol.kind()) {
    case Kind::b_share:
      return {{{limits_begin, 10}, kNothing}};
    case Kind::fund:
      return {{{limits_begin, 10}, {chinext_reform, 20}}};
    case Kind::stock:
      break;
    default:
      return {{kNothing, kNothing}};
  }
  switch (symbol.board()) {
    case Board::star:
      return {{{star_begins, 20}, kNothing}};
    case Board::chinext:
      return {{{limits_begin, 10}, {chinext_reform, 20}}};
    case Board::bse:
      return {{{beijing_begins, 30}, kNothing}};
    default:
      return {{{limits_begin, 10}, kNothing}};
  }
}

int percent_on(const LimitRules& rules, std::int64_t day) noexcept {
  return day >= rules[1].from ? rules[1].percent : day >= rules[0].from ? rules[0].percent : 0;
}

// From when a new listing on `board` trades five days without limit.
std::int64_t free_listings_from(Board board) noexcept {
  switch (board) {
    case Board::star:
      return days_from({2019, 7, 22});
    case Board::chinext:
      return days_from({2020, 8, 24});
    case Board::main:
      return days_from({2023, 4, 10});
    default:
      return kNever;  // BSE: the first day only, which has no close before it here.
  }
}

// What a day starts from. The two differ where a rights issue is in it: lists give what was offered, the exchange
// computes with what was taken up, so the true reference lies between.
struct References {
  double low = kNone, high = kNone;
};
// So much of a rights issue was taken up at least (below 70 % it fails).
constexpr double kLeastTakenUp = 0.7;

// In whole ticks. A file may hold prices that no number of ticks can count: they are as far as counting goes.
long long in_ticks(double price, double ticks_per_cny) noexcept {
  constexpr double kMost = 1e16;  // Leaves room for the limit's percents.
  return std::llround(std::clamp(price * ticks_per_cny, -kMost, kMost));
}

// The prices that a day may reach, in ticks, with one tick of tolerance.
struct Band {
  long long down = 0, up = 0;
};
Band band_of(const References& from, int percent, double ticks_per_cny) noexcept {
  const long long low = in_ticks(from.low, ticks_per_cny);
  const long long high = in_ticks(from.high, ticks_per_cny);
  return {(low * (100 - percent) + 50) / 100 - 1, (high * (100 + percent) + 50) / 100 + 1};
}

// Whether `price` is out of reach on a day that starts from there.
bool beyond_limit(double price, const References& from, int percent,
                  double ticks_per_cny) noexcept {
  // Rounding to ticks and the tolerance only widen the band, so a price inside these is inside.
  if (!(price > from.high + from.high / 100 * percent) &&
      !(price < from.low - from.low / 100 * percent))
    return false;  // NaN is not beyond.
  const long long at = in_ticks(price, ticks_per_cny);
  const Band band = band_of(from, percent, ticks_per_cny);
  return at > band.up || at < band.down;
}

References after_event(const AppliedEvent& at, double close) noexcept {
  if (!(at.event.rights > 0) || !(close > 0)) return {at.reference, at.reference};
  ExRightsEvent least = at.event;
  least.rights *= kLeastTakenUp;
  const double other = at.reference * ex_price(least, close) / ex_price(at.event, close);
  return {std::fmin(at.reference, other), std::fmax(at.reference, other)};
}

// Calls visit(bar, references, percent) for the first bar of each day on which a limit is in force.
template <class Visit>
void for_each_limited_day(const Bars& raw, const LimitRules& rules, Symbol symbol,
                          std::span<const AppliedEvent> events, const Visit& visit) {
  if (raw.empty() || rules[0].from == kNever) return;
  const auto close = raw.close();
  std::int64_t day = day_number(raw.time()[0]);
  // The series may begin later than the listing; then five days go unwatched, which costs less
  // than cutting the first week of every new share.
  int free_days = day >= free_listings_from(symbol.board()) ? 5 : 1;
  double last = close[0] > 0 ? close[0] : kNone;
  auto event = events.begin();
  for (std::size_t i = 1; i < raw.size(); ++i) {
    References from{last, last};
    for (; event != events.end() && event->bar <= i; ++event) {
      if (event->bar == i && event->applied) from = after_event(*event, last);
    }
    if (close[i] > 0) last = close[i];
    const std::int64_t today = day_number(raw.time()[i]);
    if (today == day) continue;
    day = today;
    if (--free_days > 0) continue;
    const int percent = percent_on(rules, today);
    if (percent == 0 || !(from.low > 0)) continue;
    visit(i, from, percent);
  }
}

}  // namespace

double daily_limit(Symbol symbol, const Date& date) noexcept {
  const int percent = percent_on(limit_rules(symbol), days_from(date));
  return percent == 0 ? std::numeric_limits<double>::infinity() : percent / 100.0;
}

std::vector<Cut> find_cuts(const Bars& raw, Symbol symbol, std::span<const AppliedEvent> events) {
  std::vector<Cut> cuts;
  const double ticks = std::round(1 / tick_size(symbol));
  const auto open = raw.open();
  const auto close = raw.close();
  for_each_limited_day(raw, limit_rules(symbol), symbol, events,
                       [&](std::size_t i, const References& from, int percent) {
                         if (beyond_limit(open[i], from, percent, ticks)) {
                           cuts.push_back({i, from.low, open[i]});
                         } else if (beyond_limit(close[i], from, percent, ticks)) {
                           cuts.push_back({i, from.low, close[i]});
                         }
                       });
  return cuts;
}

std::vector<LimitBreach> find_limit_breaches(const Bars& raw, Symbol symbol,
                                             std::span<const AppliedEvent> events) {
  std::vector<LimitBreach> breaches;
  const double ticks = std::round(1 / tick_size(symbol));
  for_each_limited_day(
      raw, limit_rules(symbol), symbol, events,
      [&](std::size_t i, const References& from, int percent) {
        const double high = raw.high()[i];
        const double low = raw.low()[i];
        if (high <= from.high + from.high * percent / 100 &&
            low >= from.low - from.low * percent / 100)
          return;
        const auto beyond = [&](double price) { return beyond_limit(price, from, percent, ticks); };
        if (beyond(raw.open()[i]) || beyond(raw.close()[i])) return;
        const Band band = band_of(from, percent, ticks);
        if (beyond(high)) {
          breaches.push_back({i, true, static_cast<double>(band.up - 1) / ticks});
        }
        if (beyond(low)) {
          breaches.push_back({i, false, static_cast<double>(band.down + 1) / ticks});
        }
      });
  return breaches;
}

}  // namespace fwq::data
