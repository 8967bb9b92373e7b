// Random markets by plain rules of their own, for tests that compare the engines with them.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "fwq/backtest/rulebook.hpp"
#include "fwq/backtest/series.hpp"

namespace fwq::backtest::test {

struct Random {
  std::mt19937_64 engine;
  explicit Random(std::uint64_t seed) : engine(seed) {}
  double unit() { return static_cast<double>(engine() >> 11U) * 0x1p-53; }
  bool chance(double p) { return unit() < p; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine() % n); }
};

inline std::int64_t day_of(int year, int month, int day) {
  return data::days_from({year, month, day});
}

// The rules of one security, in the plainest form.
struct Plain {
  std::string code;
  Money tick;
  std::int64_t first, step;
  bool same_day, stock;
  std::int64_t begins;  // Earliest first bar.

  std::int64_t percent(std::int64_t day, bool warned) const {
    if (code == "SH113050") return 0;
    if (code == "SH688001") return 20;
    if (code == "BJ835185") return 30;
    if (code == "SZ300001" && day >= day_of(2020, 8, 24)) return 20;
    return warned && stock && day < day_of(2026, 7, 6) ? 5 : 10;
  }
  int free_days(std::int64_t listed) const {
    if (code == "SH688001") return 5;
    if (code == "BJ835185") return 1;
    if (code == "SZ300001") return listed >= day_of(2020, 8, 24) ? 5 : 0;
    return stock && listed >= day_of(2023, 4, 10) ? 5 : 0;
  }
  // Millionths of the amount.
  std::int64_t stamp(Side side, std::int64_t day) const {
    if (!stock || side == Side::buy) return 0;
    return day < day_of(2023, 8, 28) ? 1000 : 500;
  }
  std::int64_t transfer(std::int64_t day) const {
    if (!stock) return 0;
    return day >= day_of(2022, 4, 29) ? 10 : code == "BJ835185" ? 25 : 20;
  }
};

inline const std::vector<Plain>& plain_rules() {
  static const std::vector<Plain> all = {
      {"SH600000", 100, 100, 100, false, true, day_of(2019, 1, 2)},
      {"SZ300001", 100, 100, 100, false, true, day_of(2019, 1, 2)},
      {"SH688001", 100, 200, 1, false, true, day_of(2019, 8, 1)},
      {"BJ835185", 100, 100, 1, false, true, day_of(2021, 12, 1)},
      {"SH510300", 10, 100, 100, false, false, day_of(2019, 1, 2)},
      {"SH518880", 10, 100, 100, true, false, day_of(2019, 1, 2)},
      {"SH113050", 10, 10, 10, true, false, day_of(2019, 1, 2)}};
  return all;
}

struct Market {
  Plain rules;
  data::BarSeries bars;
  std::vector<data::ExRightsEvent> events;
  std::optional<data::Date> listed;
  std::vector<DayRange> warned;

  TradedSeries series() const {
    return traded_series(bars.view(), data::Symbol::parse(rules.code).value(), events, listed,
                         warned);
  }
};

// Bars on ticks: locked ones, suspended ones, thin ones, ex-dates, and now and then a jump that nothing explains.
inline Market random_market(Random& random, std::size_t count) {
  Market out{plain_rules()[random.below(plain_rules().size())], data::BarSeries(count), {}, {}, {}};
  if (random.chance(0.7)) out.listed = data::Date{2001, 1, 1};
  const bool intraday = random.chance(0.3);
  const double ticks = 10'000.0 / static_cast<double>(out.rules.tick);
  const auto round = [&](double v) { return std::max(1.0, std::round(v * ticks)) / ticks; };
  double last = round(random.chance(0.05) ? 0.1 : 5 + 20 * random.unit());
  std::int64_t day = out.rules.begins + static_cast<std::int64_t>(random.below(1500));
  if (random.chance(0.2)) out.warned.push_back({day + 20, day + 150});
  std::size_t of_day = 0;
  for (std::size_t i = 0; i < count; ++i, ++of_day) {
    if (!intraday || of_day == 4) {
      day += 1 + static_cast<std::int64_t>(random.chance(0.02) ? random.below(40) : 0);
      of_day = 0;
    }
    if (i > 10 && of_day == 0 && random.chance(0.02)) {
      data::ExRightsEvent& event = out.events.emplace_back();
      event.date = data::date_from_days(day);
      event.cash = random.chance(0.6) ? static_cast<double>(1 + random.below(400)) / 1000 : 0;
      event.bonus = random.chance(0.5) ? 0.35 : 0;
      event.rights = random.chance(0.3) ? 0.3 : 0;
      event.rights_price = event.rights > 0 ? round(last * 0.7) : 0;
      last = round(std::max(0.05, data::ex_price(event, last)));
    }
    if (random.chance(0.002)) last = round(last / 2);
    double open = round(last * (1 + 0.06 * (random.unit() - 0.5)));
    double close = round(last * (1 + 0.1 * (random.unit() - 0.5)));
    if (random.chance(0.05)) open = close = round(last * (random.chance(0.5) ? 1.1 : 0.9));
    double high = std::max(open, close), low = std::min(open, close);
    if (!random.chance(0.1)) {
      high = round(high * (1 + 0.03 * random.unit()));
      low = round(low * (1 - 0.03 * random.unit()));
    }
    const double volume = random.chance(0.04)   ? 0
                          : random.chance(0.02) ? data::kNone
                          : random.chance(0.3)  ? static_cast<double>(random.below(9000))
                                                : 1e7;
    if (random.chance(0.005)) open = high = low = close = data::kNone;
    const data::Time time = intraday ? data::time_from(data::date_from_days(day),
                                                       36000 + 3600 * static_cast<int>(of_day))
                                     : data::day_bar_time(data::date_from_days(day));
    out.bars.push_back({time, open, high, low, close, volume, volume * 10});
    if (close > 0) last = close;
  }
  return out;
}

}  // namespace fwq::backtest::test
