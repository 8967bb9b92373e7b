// The checks on an answer, bar by bar.
#include "answer_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"
#include "fwq/data/limits.hpp"

namespace fwq::data {
namespace {

// Off by so much beyond [low, high] is no average price of that bar, whatever was rounded.
constexpr double kUnitSlack = 2.0;
// One bar in so many may be odd: block trades, a first day's auction.
constexpr std::size_t kOddOneIn = 10;
// Beyond it a time is no date, and would not print as one.
constexpr Time kFarthest = 100'000'000'000;

std::string when(Time time, Period period) {
  if (time <= -kFarthest || time >= kFarthest) return fmt::format("second {}", time);
  return is_intraday(period) ? format_minute(time) : format_date(date_of(time));
}

// A bar that runs now ends within its period: so far a true time may lie ahead.
Time longest(Period period) {
  switch (period) {
    case Period::week:
      return 7 * kSecondsPerDay;
    case Period::month:
      return 31 * kSecondsPerDay;
    case Period::quarter:
      return 92 * kSecondsPerDay;
    case Period::year:
      return 366 * kSecondsPerDay;
    default:
      return kSecondsPerDay;
  }
}

bool price_is_above_zero(Kind kind) {
  return kind == Kind::stock || kind == Kind::b_share || kind == Kind::fund ||
         kind == Kind::index || kind == Kind::sector_index;
}

// Indices have no traded price of their own, and bonds are quoted per 100 of face value.
bool units_show(Kind kind) {
  return kind == Kind::stock || kind == Kind::fund;
}

Error refused(const BarRequest& request, std::string_view why) {
  return {Errc::bad_data, fmt::format("its {} bars of {} cannot be true: {}",
                                      to_string(request.period), request.symbol.text(), why)};
}

Result<void> check_times(const BarRequest& request, const Bars& bars, Time now) {
  const auto time = bars.time();
  for (std::size_t i = 0; i < time.size(); ++i) {
    const auto bar = [&] { return when(time[i], request.period); };
    if (i > 0 && time[i] <= time[i - 1]) {
      return refused(request, fmt::format("the bar of {} follows that of {}", bar(),
                                          when(time[i - 1], request.period)));
    }
    if (time[i] < request.range.from || time[i] >= request.range.to) {
      return refused(request, fmt::format("the bar of {} lies outside the range asked for", bar()));
    }
    if (time[i] > now + longest(request.period)) {
      return refused(request, fmt::format("the bar of {} lies in the future", bar()));
    }
  }
  return {};
}

// "" when the bar is in order.
std::string fault_of(const Bar& bar, bool above_zero) {
  const std::pair<const char*, double> prices[] = {
      {"open", bar.open}, {"high", bar.high}, {"low", bar.low}, {"close", bar.close}};
  for (const auto& [name, price] : prices) {
    if (std::isinf(price) || price < 0 || (above_zero && price == 0))
      return fmt::format("{} {}", name, core::shortest(price));
    if (bar.high < price)
      return fmt::format("high {} is below {} {}", core::shortest(bar.high), name,
                         core::shortest(price));
    if (bar.low > price)
      return fmt::format("low {} is above {} {}", core::shortest(bar.low), name,
                         core::shortest(price));
  }
  if (bar.volume > kMostVolume || bar.volume < 0)
    return fmt::format("volume {}", core::shortest(bar.volume));
  if (bar.amount > kMostAmount || bar.amount < 0)
    return fmt::format("amount {}", core::shortest(bar.amount));
  return {};
}

}  // namespace

Result<void> check_answer(const BarRequest& request, const Bars& bars, Time now) {
  FWQ_TRY(check_times(request, bars, now));
  const bool above_zero = price_is_above_zero(request.symbol.kind());
  const bool units = units_show(request.symbol.kind());
  std::size_t telling = 0;
  std::size_t odd = 0;
  std::size_t first_odd = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar bar = bars[i];
    if (const std::string fault = fault_of(bar, above_zero); !fault.empty())
      return refused(request, fmt::format("{}: {}", when(bar.time, request.period), fault));
    if (!units || !(bar.volume > 0) || !(bar.amount > 0)) continue;
    ++telling;
    const double average = bar.amount / bar.volume;
    if (average * kUnitSlack < bar.low || average > bar.high * kUnitSlack) {
      if (odd++ == 0) first_odd = i;
    }
  }
  if (odd * kOddOneIn > telling) {
    const Bar bar = bars[first_odd];
    return refused(
        request,
        fmt::format("amount / volume is {} where the price went from {} to {} ({}): "
                    "wrong units, {} of {} bars",
                    core::fixed(bar.amount / bar.volume, 2), core::shortest(bar.low),
                    core::shortest(bar.high), when(bar.time, request.period), odd, telling));
  }
  return {};
}

}  // namespace fwq::data
