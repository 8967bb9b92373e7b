// A clean series to plant faults into: prices on ticks, amounts that fit, every open day there.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "fwq/data/data_validator.hpp"

namespace fwq::data::test {

// Weekdays of four years without the first week of May and of October: the open days of these tests.
inline const TradingCalendar& test_calendar() {
  static const TradingCalendar calendar = [] {
    std::vector<std::int64_t> days;
    for (std::int64_t day = days_from({2019, 1, 2}); day <= days_from({2022, 12, 30}); ++day) {
      const Date date = date_from_days(day);
      if (weekday(day) < 5 && !((date.month == 5 || date.month == 10) && date.day <= 7))
        days.push_back(day);
    }
    return TradingCalendar(std::move(days));
  }();
  return calendar;
}

inline double on_tick(double price) {
  return std::round(price * 100) / 100;
}

// `count` daily bars from 2020-01-02, moving up to 3 % a day.
inline BarSeries clean_days(std::size_t count = 400, std::uint32_t seed = 1, double price = 20) {
  std::mt19937 random(seed);
  const auto unit = [&] { return static_cast<double>(random() % 10'001) / 5'000 - 1; };  // -1 … 1
  BarSeries series(count);
  std::int64_t day = days_from({2020, 1, 1});
  double close = price;
  for (std::size_t i = 0; i < count; ++i) {
    day = test_calendar().next_open(day);
    Bar bar;
    bar.time = day * kSecondsPerDay + kDayBarEnd;
    bar.open = on_tick(close * (1 + unit() * 0.01));
    bar.close = on_tick(bar.open * (1 + unit() * 0.02));
    bar.high = on_tick(std::max(bar.open, bar.close) * 1.005);
    bar.low = on_tick(std::min(bar.open, bar.close) * 0.995);
    bar.volume = 1'000'000 + static_cast<double>(random() % 9'000) * 100;
    bar.amount = std::round(bar.volume * (bar.high + bar.low) / 2);
    close = 0.9 * bar.close + 0.1 * price;  // Comes back, so that it stays near its first price.
    series.push_back(bar);
  }
  return series;
}

inline ValidationContext context_of(const char* symbol,
                                    const TradingCalendar& calendar = test_calendar()) {
  ValidationContext context;
  context.symbol = Symbol::parse(symbol).value();
  context.calendar = &calendar;
  return context;
}

// The rows that `rule` named; empty when it found nothing.
inline std::vector<std::size_t> rows_of(const ValidationResult& result, std::string_view rule) {
  std::vector<std::size_t> rows;
  if (const Finding* finding = result.find(rule)) {
    for (const auto& place : finding->places) rows.push_back(place.row);
  }
  return rows;
}

inline std::vector<std::string> rules_of(const ValidationResult& result) {
  std::vector<std::string> rules;
  for (const auto* list : {&result.errors, &result.warnings, &result.notes}) {
    for (const Finding& finding : *list) rules.emplace_back(finding.rule->id);
  }
  return rules;
}

}  // namespace fwq::data::test
