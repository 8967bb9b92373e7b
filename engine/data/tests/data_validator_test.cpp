// DataValidator: each rule finds the fault that it is for, and nothing on clean bars; levels differ; scores.
#include "fwq/data/data_validator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "support/clean_market.hpp"

namespace fwq::data {
namespace {

using test::clean_days;
using test::context_of;
using test::rows_of;
using test::rules_of;
using Rules = std::vector<std::string>;

constexpr ValidationLevel kLevels[] = {ValidationLevel::basic, ValidationLevel::standard,
                                       ValidationLevel::strict, ValidationLevel::professional};
constexpr double kInfinite = std::numeric_limits<double>::infinity();

ValidationResult validate(const Bars& bars, ValidationLevel level,
                          const ValidationContext& context) {
  return DataValidator(level).validate_kdata(bars, context);
}

// What is planted: which rule must find it, at which row, and whether the row's repair brings the clean bars back.
struct Fault {
  std::string rule;
  std::function<void(BarSeries&, ValidationContext&)> plant;
  std::size_t row = 100;
  bool mends = false;
  const char* symbol = "SH600000";
};

// `series` without rows [first, end).
void drop(BarSeries& series, std::size_t first, std::size_t end) {
  BarSeries rest;
  rest.append(series.view().slice(0, first));
  rest.append(series.view().slice(end, series.size()));
  series = std::move(rest);
}

// A presence in which `sharing` of 200 series lack the day of bar 100 of clean_days().
MarketPresence presence_with(std::size_t sharing) {
  BarSeries clean = clean_days();
  BarSeries holed = clean_days();
  drop(holed, 100, 101);
  std::vector<MarketPresence::Series> market;
  for (std::size_t i = 0; i < 200; ++i) {
    market.push_back(MarketPresence::series_of(i < sharing ? holed.view() : clean.view(),
                                               test::test_calendar()));
  }
  return MarketPresence(market);
}

std::vector<Fault> faults() {
  static const MarketPresence hole = presence_with(60);
  static const MarketPresence whole = presence_with(1);
  static const std::vector<ExRightsEvent> odd_event{
      {.date = date_of(clean_days().time()[100]), .bonus = 1}};
  const auto scale = [](BarSeries& s, std::size_t i, double factor) {
    for (const auto column : {s.open(), s.high(), s.low(), s.close()})
      column[i] = test::on_tick(column[i] * factor);
  };
  return {
      {"infinite_value", [](auto& s, auto&) { s.high()[100] = kInfinite; }},
      {"missing_price", [](auto& s, auto&) { s.open()[100] = kNone; }},
      {"missing_volume",
       [](auto& s, auto&) {
         s.volume()[100] = kNone;
         s.amount()[100] = kNone;
       }},
      {"missing_amount", [](auto& s, auto&) { s.amount()[100] = 0; }},
      {"nonpositive_price", [](auto& s, auto&) { s.low()[100] = 0; }},
      {"ohlc_order", [](auto& s, auto&) { std::swap(s.high()[100], s.low()[100]); }, 100, true},
      {"ohlc_order",
       [](auto& s, auto&) { s.high()[100] = std::max(s.open()[100], s.close()[100]) - 0.01; }},
      {"ohlc_order",
       [](auto& s, auto&) { s.low()[100] = std::max(s.open()[100], s.close()[100]) + 0.01; }},
      {"negative_volume", [](auto& s, auto&) { s.volume()[100] *= -1; }, 100, true},
      {"negative_volume", [](auto& s, auto&) { s.amount()[100] *= -1; }, 100, true},
      {"absurd_size", [](auto& s, auto&) { s.volume()[100] = 1e18; }},
      {"absurd_size", [](auto& s, auto&) { s.amount()[100] = 1e300; }},
      {"price_scale", [=](auto& s, auto&) { scale(s, s.size() - 1, 100); }, 399, true},
      {"amount_mismatch", [](auto& s, auto&) { s.amount()[100] *= 100; }},
      {"price_scale", [=](auto& s, auto&) { scale(s, 100, 10); }, 100, true},
      {"price_scale", [=](auto& s, auto&) { scale(s, 100, 100); }, 100, true},
      {"price_scale",
       [=](auto& s, auto&) {
         for (std::size_t i = 100; i < 130; ++i) scale(s, i, 1000);
       },
       100, true},
      {"price_scale",  // An index's amounts tell nothing: by its closes alone.
       [=](auto& s, auto&) {
         for (std::size_t i = 100; i < 130; ++i) scale(s, i, 10);
       },
       100, true, "SH000300"},
      {"volume_unit", [](auto& s, auto&) { s.volume()[100] /= 100; }, 100, true},
      {"volume_unit", [](auto& s, auto&) { s.volume()[100] *= 100; }, 100, true},
      {"amount_unit", [](auto& s, auto&) { s.amount()[100] /= 1000; }, 100, true},
      {"amount_unit", [](auto& s, auto&) { s.amount()[100] /= 10'000; }, 100, true},
      {"amount_mismatch", [](auto& s, auto&) { s.amount()[100] *= 5; }},
      {"average_price", [](auto& s, auto&) { s.amount()[100] *= 1.05; }},
      {"price_off_tick",
       [](auto& s, auto&) {
         s.close()[100] += 0.003;
         s.high()[100] += 0.01;
       }},
      {"price_without_volume",
       [](auto& s, auto&) {
         s.volume()[100] = 0;
         s.amount()[100] = 0;
       }},
      {"duplicate_time",
       [](auto& s, auto&) {
         BarSeries twice;
         twice.append(s.view().slice(0, 100));
         twice.append(s.view().slice(99, s.size()));
         s = std::move(twice);
       },
       100, true},
      {"closed_day",
       [](auto& s, auto&) {
         // A Saturday's bar where Friday's should be followed by Monday's.
         BarSeries more;
         std::size_t i = 100;
         while (weekday(day_number(s.time()[i - 1])) != 4) ++i;
         more.append(s.view().slice(0, i));
         Bar extra = s[i - 1];
         extra.time += kSecondsPerDay;
         extra.volume += 100;
         extra.amount += 100 * std::round(extra.close);
         more.push_back(extra);
         more.append(s.view().slice(i, s.size()));
         s = std::move(more);
       },
       102, true},
      {"wrong_time_of_day", [](auto& s, auto&) { s.time()[100] -= kDayBarEnd; }, 100, true},
      {"future_bar", [](auto& s, auto& c) { c.now = s.time()[398] + 60; }, 399},
      {"before_listing", [](auto& s, auto& c) { c.listed = date_of(s.time()[1]); }, 0},
      {"after_delisting", [](auto& s, auto& c) { c.delisted = date_of(s.time()[398]); }, 399},
      {"unexplained_jump",
       [=](auto& s, auto&) {
         for (std::size_t i = 100; i < 400; ++i) scale(s, i, 0.5);
         for (std::size_t i = 100; i < 400; ++i) s.amount()[i] *= 0.5;
       }},
      {"beyond_limit", [](auto& s, auto&) { s.high()[100] = test::on_tick(s.close()[99] * 1.5); }},
      {"repeated_bar",
       [](auto& s, auto&) {
         const Time t = s.time()[100];
         const Bar copy = s[99];
         s.open()[100] = copy.open;
         s.high()[100] = copy.high;
         s.low()[100] = copy.low;
         s.close()[100] = copy.close;
         s.volume()[100] = copy.volume;
         s.amount()[100] = copy.amount;
         s.time()[100] = t;
       }},
      {"stuck_price",
       [](auto& s, auto&) {
         for (std::size_t i = 100; i < 130; ++i) {
           for (const auto column : {s.open(), s.high(), s.low(), s.close()}) column[i] = 20;
           s.amount()[i] = 20 * s.volume()[i];
         }
       }},
      {"volume_outlier",
       [](auto& s, auto&) {
         s.volume()[100] *= 200;
         s.amount()[100] *= 200;
       }},
      {"volume_outlier",
       [](auto& s, auto&) {
         s.volume()[100] /= 200;
         s.amount()[100] /= 200;
       }},
      {"price_spike", [=](auto& s, auto&) { scale(s, 100, 1.6); }, 100, false, "SH000300"},
      {"missing_days", [](auto& s, auto&) { drop(s, 100, 103); }, 100, false, "SH000001"},
      {"missing_days",
       [](auto& s, auto& c) {
         drop(s, 100, 101);
         c.presence = &hole;
       }},
      {"one_day_gap",
       [](auto& s, auto& c) {
         drop(s, 100, 101);
         c.presence = &whole;
       }},
      {"unfitting_event", [](auto&, auto& c) { c.events = odd_event; }},
      {"ends_early",
       [](auto& s, auto& c) {
         drop(s, 350, 400);
         c.presence = &whole;
       },
       349},
      {"too_few_bars", [](auto& s, auto&) { drop(s, 20, 400); }, 0},
  };
}

TEST(DataValidator, HasNothingToSayOfCleanBars) {
  BarSeries clean = clean_days();
  for (const ValidationLevel level : kLevels) {
    for (const char* symbol : {"SH600000", "SH000001", "SZ300750", "SH688981", "SH110059", ""}) {
      ValidationContext context = context_of("SH600000");
      context.symbol = *symbol == '\0' ? Symbol() : Symbol::parse(symbol).value();
      const auto result = validate(clean.view(), level, context);
      EXPECT_EQ(rules_of(result), Rules()) << symbol << " " << to_string(level);
      EXPECT_TRUE(result.is_valid);
      EXPECT_EQ(result.quality_score, 100);
      EXPECT_EQ(result.quality_level, "excellent");
      EXPECT_TRUE(result.repairs.empty());
    }
  }
}

TEST(DataValidator, FindsEachPlantedFaultAndNothingElse) {
  std::set<std::string> tried;
  for (const Fault& fault : faults()) {
    tried.insert(fault.rule);
    for (const ValidationLevel level : kLevels) {
      BarSeries series = clean_days();
      ValidationContext context = context_of(fault.symbol);
      fault.plant(series, context);
      const auto result = validate(series.view(), level, context);
      const auto rules = validation_rules();
      const auto rule = std::find_if(rules.begin(), rules.end(),
                                     [&](const auto& r) { return r.id == fault.rule; });
      ASSERT_NE(rule, rules.end()) << fault.rule;
      const bool seen = rule->severity(level) != Severity::none;
      EXPECT_EQ(rules_of(result), seen ? Rules{fault.rule} : Rules())
          << fault.rule << " " << to_string(level);
      if (!seen || result.find(fault.rule) == nullptr) continue;
      EXPECT_EQ(rows_of(result, fault.rule).front(), fault.row) << fault.rule;
      EXPECT_EQ(result.find(fault.rule)->severity, rule->severity(level)) << fault.rule;
      EXPECT_EQ(result.is_valid, rule->severity(level) != Severity::error) << fault.rule;
    }
  }
  // Tried elsewhere: no bar at all, order of times, intraday days.
  for (const ValidationRule& rule : validation_rules()) {
    if (rule.id == "empty_series" || rule.id == "unsorted_time" || rule.id == "incomplete_day")
      continue;
    EXPECT_TRUE(tried.contains(std::string(rule.id))) << rule.id;
  }
}

TEST(DataValidator, ItsRepairsBringTheCleanBarsBack) {
  for (const Fault& fault : faults()) {
    if (!fault.mends) continue;
    BarSeries series = clean_days();
    BarSeries clean = clean_days();
    ValidationContext context = context_of(fault.symbol);
    fault.plant(series, context);
    const auto result = validate(series.view(), ValidationLevel::professional, context);
    ASSERT_FALSE(result.repairs.empty()) << fault.rule;
    const auto mended = repaired(series.view(), result.repairs);
    ASSERT_TRUE(mended) << fault.rule << ": " << mended.error().message;
    ASSERT_EQ(mended->size(), clean.size()) << fault.rule;
    for (std::size_t i = 0; i < clean.size(); ++i) {
      const Bar is = (*mended)[i];
      const Bar was = clean[i];
      EXPECT_EQ(is.time, was.time) << fault.rule << i;
      EXPECT_DOUBLE_EQ(is.close, was.close) << fault.rule << i;
      EXPECT_DOUBLE_EQ(is.high, was.high) << fault.rule << i;
      EXPECT_DOUBLE_EQ(is.low, was.low) << fault.rule << i;
      EXPECT_DOUBLE_EQ(is.volume, was.volume) << fault.rule << i;
      EXPECT_DOUBLE_EQ(is.amount, was.amount) << fault.rule << i;
    }
    EXPECT_EQ(
        rules_of(validate(mended->view(), ValidationLevel::professional, context_of(fault.symbol))),
        Rules())
        << fault.rule;
  }
}

TEST(DataValidator, EachLevelJudgesSomethingUnlikeTheOneBelow) {
  // A Saturday's bar: basic has no calendar. A price that halves: standard warns, strict refuses. An amount five times too
  // large: strict warns, professional refuses.
  const auto planted = [](std::string_view rule) {
    for (const Fault& fault : faults()) {
      if (fault.rule == rule) return fault;
    }
    return Fault{};
  };
  const auto valid = [&](std::string_view rule, ValidationLevel level) {
    BarSeries series = clean_days();
    ValidationContext context = context_of("SH600000");
    planted(rule).plant(series, context);
    return validate(series.view(), level, context).is_valid;
  };
  EXPECT_TRUE(valid("closed_day", ValidationLevel::basic));
  EXPECT_FALSE(valid("closed_day", ValidationLevel::standard));
  EXPECT_TRUE(valid("unexplained_jump", ValidationLevel::standard));
  EXPECT_FALSE(valid("unexplained_jump", ValidationLevel::strict));
  EXPECT_TRUE(valid("amount_mismatch", ValidationLevel::strict));
  EXPECT_FALSE(valid("amount_mismatch", ValidationLevel::professional));
  // And no level overlooks, or makes less of, what one below it found.
  for (const ValidationRule& rule : validation_rules()) {
    for (std::size_t i = 1; i < kValidationLevels; ++i)
      EXPECT_GE(rule.at[i], rule.at[i - 1]) << rule.id;
  }
}

TEST(DataValidator, TakesBarsInAnyOrderAndFindsTheSameInThem) {
  BarSeries series = clean_days();
  series.volume()[200] /= 100;
  BarSeries turned;
  for (std::size_t i = series.size(); i > 0; --i) turned.push_back(series[i - 1]);
  turned.push_back(series[5]);
  const auto context = context_of("SH600000");
  const auto result = validate(turned.view(), ValidationLevel::professional, context);
  EXPECT_EQ(rules_of(result), (Rules{"volume_unit", "unsorted_time", "duplicate_time"}));
  EXPECT_EQ(result.find("unsorted_time")->count,
            400U);  // All but the newest, which came first; and the copy.
  EXPECT_EQ(rows_of(result, "duplicate_time"), std::vector<std::size_t>{400});
  EXPECT_EQ(rows_of(result, "volume_unit"), std::vector<std::size_t>{199});
  const auto mended = repaired(turned.view(), result.repairs);
  ASSERT_TRUE(mended);
  EXPECT_EQ(rules_of(validate(mended->view(), ValidationLevel::professional, context)), Rules());
}

TEST(DataValidator, OfTwoBarsForOneTimeTheFullerStays) {
  BarSeries series;
  BarSeries clean = clean_days();
  for (std::size_t i = 0; i < clean.size(); ++i) {
    if (i == 50) {
      Bar early = clean[i];
      early.volume = 100;
      early.amount = std::round(early.close * 100);
      early.time -= 3600;  // The same day, an hour before its end.
      series.push_back(early);
    }
    series.push_back(clean[i]);
  }
  const auto result = validate(series.view(), ValidationLevel::basic, context_of("SH600000"));
  EXPECT_EQ(rules_of(result), Rules{"duplicate_time"});
  ASSERT_EQ(result.repairs.size(), 1U);
  EXPECT_EQ(result.repairs[0].row, 50U);
  EXPECT_EQ(result.repairs[0].kind, RepairKind::remove);
}

TEST(DataValidator, SaysOfNoBarsThatThereAreNone) {
  for (const ValidationLevel level : kLevels) {
    const auto result = validate(Bars(), level, {});
    EXPECT_EQ(rules_of(result), Rules{"empty_series"});
    EXPECT_FALSE(result.is_valid);
    EXPECT_EQ(result.quality_score, 0);
    EXPECT_EQ(result.quality_level, "poor");
  }
}

TEST(DataValidator, TellsSuspensionsFromHolesOfTheFeed) {
  BarSeries series = clean_days();
  drop(series, 200, 205);  // A week: a suspension, whatever the level.
  const MarketPresence whole = presence_with(1);
  ValidationContext context = context_of("SH600000");
  context.presence = &whole;
  const auto result = validate(series.view(), ValidationLevel::professional, context);
  EXPECT_EQ(rules_of(result), Rules());
  EXPECT_EQ(result.metric("suspended_days"), 5);
  EXPECT_EQ(result.metric("suspensions"), 1);
  EXPECT_EQ(result.metric("missing_days"), 0);
  EXPECT_EQ(result.metric("trading_days"), 400);
  EXPECT_EQ(result.metric("days_with_bars"), 395);

  // A feed that writes bars without volume on days without trade: what is not there is missing.
  BarSeries written = clean_days();
  for (const std::size_t i : {100U, 101U, 102U, 104U}) {
    const double close = written.close()[99];
    for (const auto column : {written.open(), written.high(), written.low(), written.close()})
      column[i] = close;
    written.volume()[i] = written.amount()[i] = 0;
  }
  drop(written, 103, 104);
  EXPECT_EQ(rules_of(validate(written.view(), ValidationLevel::standard, context)),
            Rules{"missing_days"});

  // Some days' gap, and then a price that one day cannot reach but the gap's days can.
  BarSeries risen = clean_days();
  for (std::size_t i = 103; i < 400; ++i) {
    for (const auto column : {risen.open(), risen.high(), risen.low(), risen.close()})
      column[i] = test::on_tick(column[i] * 1.25);
    risen.amount()[i] *= 1.25;
  }
  drop(risen, 100, 103);
  EXPECT_EQ(rules_of(validate(risen.view(), ValidationLevel::standard, context)),
            (Rules{"missing_days", "unexplained_jump"}));
}

TEST(DataValidator, DoesNotTakeHolidaysForGapsWithoutACalendar) {
  BarSeries series = clean_days();
  ValidationContext context = context_of("SH000001");
  context.calendar = nullptr;
  const auto result = validate(series.view(), ValidationLevel::professional, context);
  EXPECT_EQ(rules_of(result), Rules());
  EXPECT_EQ(result.metric("missing_days"), 0);
}

TEST(DataValidator, AnExRightsEventExplainsAJump) {
  BarSeries series = clean_days();
  for (std::size_t i = 100; i < 400; ++i) {
    for (const auto column : {series.open(), series.high(), series.low(), series.close()})
      column[i] = test::on_tick(column[i] / 2);
    series.amount()[i] /= 2;
  }
  const std::vector<ExRightsEvent> events{{.date = date_of(series.time()[100]), .bonus = 1}};
  ValidationContext context = context_of("SH600000");
  EXPECT_EQ(rules_of(validate(series.view(), ValidationLevel::strict, context)),
            Rules{"unexplained_jump"});
  context.events = events;
  const auto result = validate(series.view(), ValidationLevel::strict, context);
  EXPECT_EQ(rules_of(result), Rules());
  EXPECT_EQ(result.metric("events_applied"), 1);
}

TEST(DataValidator, CountsTheBarsOfEachDayOfMinutes) {
  BarSeries series;
  BarSeries days = clean_days(40);
  for (std::size_t d = 0; d < days.size(); ++d) {
    const std::int64_t day = day_number(days.time()[d]);
    for (int second = 0; second < 86'400; second += 300) {
      if (!is_session_bar_end(second, 300)) continue;
      Bar bar = days[d];
      bar.time = day * kSecondsPerDay + second;
      series.push_back(bar);
    }
  }
  ASSERT_EQ(series.size(), 40U * 48);
  ValidationContext context = context_of("SH600000");
  context.period = Period::min5;
  EXPECT_EQ(rules_of(validate(series.view(), ValidationLevel::professional, context)), Rules());
  drop(series, 100, 102);
  const auto result = validate(series.view(), ValidationLevel::standard, context);
  EXPECT_EQ(rules_of(result), Rules{"incomplete_day"});
  EXPECT_EQ(result.find("incomplete_day")->places.front().value, 46);
  EXPECT_EQ(describe(*result.find("incomplete_day"), Period::min5, false),
            "days with fewer bars than the sessions have: 1 day, 2020-01-06 15:00 (46 of 48 bars)");
  series.time()[50] -= 60;
  EXPECT_EQ(
      rows_of(validate(series.view(), ValidationLevel::standard, context), "wrong_time_of_day"),
      std::vector<std::size_t>{50});
}

TEST(DataValidator, LeavesBeijingsOlderDealsAlone) {
  BarSeries series = clean_days();  // 2020 to 2021-08: before the exchange opened.
  series.amount()[100] *= 5;
  series.volume()[150] /= 100;
  EXPECT_EQ(
      rules_of(validate(series.view(), ValidationLevel::professional, context_of("BJ830799"))),
      Rules());
}

TEST(DataValidator, ScoresByTheShareOfBarsAndByTheWeakestSide) {
  const auto score = [](std::size_t bad) {
    BarSeries series = clean_days();
    for (std::size_t i = 0; i < bad; ++i) series.amount()[100 + i] *= 5;
    return validate(series.view(), ValidationLevel::professional, context_of("SH600000"))
        .quality_score;
  };
  // One error in 400 bars: 20 + 80 * (1/400)/5 % = 24 points of one aspect; half of the mean of five and of the worst.
  EXPECT_DOUBLE_EQ(score(1), std::round((100 - 24.0 / 5 + 76) * 5) / 10);
  EXPECT_DOUBLE_EQ(score(20), (80 + 0) / 2.0);
  EXPECT_GT(score(5), score(6));
  EXPECT_EQ(quality_word(95), "excellent");
  EXPECT_EQ(quality_word(94.9), "good");
  EXPECT_EQ(quality_word(85), "good");
  EXPECT_EQ(quality_word(84.9), "fair");
  EXPECT_EQ(quality_word(70), "fair");
  EXPECT_EQ(quality_word(69.9), "poor");
}

TEST(DataValidator, StandsAnyNumbersAtAll) {
  std::mt19937_64 random(7);
  const double odd[] = {0,      -1,     kNone, kInfinite, -kInfinite, 1e308,
                        -1e308, 5e-324, 1,     10,        1e9,        0.004};
  const Time times[] = {0,
                        1,
                        -1,
                        60,
                        day_bar_time({2020, 1, 2}),
                        day_bar_time({9999, 12, 31}),
                        day_bar_time({1, 1, 1})};
  const char* symbols[] = {"SH600000", "SH000001", "BJ830799", "SZ300750",
                           "SH510050", "SH113050", "SH204001"};
  for (int round = 0; round < 400; ++round) {
    BarSeries series;
    const std::size_t count = random() % 60;
    for (std::size_t i = 0; i < count; ++i) {
      const auto any = [&] {
        return random() % 3 == 0 ? odd[random() % 12]
                                 : 10 + static_cast<double>(random() % 100) / 100;
      };
      const Time time = random() % 8 == 0
                            ? times[random() % 7]
                            : day_bar_time({2020, 1, 2}) + static_cast<Time>(i) * kSecondsPerDay;
      series.push_back({time, any(), any(), any(), any(), any(), any()});
    }
    ValidationContext context = context_of(symbols[round % 7]);
    context.period = kAllPeriods[static_cast<std::size_t>(round) % 10];
    for (const ValidationLevel level : kLevels) {
      const auto result = validate(series.view(), level, context);
      EXPECT_GE(result.quality_score, 0);
      EXPECT_LE(result.quality_score, 100);
      for (const auto* list : {&result.errors, &result.warnings, &result.notes}) {
        for (const Finding& finding : *list) {
          EXPECT_FALSE(describe(finding, context.period, round % 2 == 0).empty());
          for (const auto& place : finding.places)
            EXPECT_LT(place.row, std::max<std::size_t>(1, count));
        }
      }
      EXPECT_TRUE(repaired(series.view(), result.repairs)) << round;
    }
  }
}

TEST(DataValidator, ABatchGivesTheSameForAnyNumberOfThreads) {
  std::vector<BarSeries> market;
  std::vector<DataValidator::Item> items;
  for (std::uint32_t i = 0; i < 40; ++i) {
    market.push_back(clean_days(400, i));
    if (i % 3 == 0) market.back().volume()[i] /= 100;
  }
  for (const BarSeries& series : market) items.push_back({series.view(), context_of("SH600000")});
  const DataValidator validator(ValidationLevel::strict);
  for (const std::size_t threads : {1U, 4U}) {
    core::TaskSystem tasks(threads);
    const auto results = validator.validate_batch(items, tasks);
    ASSERT_TRUE(results);
    for (std::size_t i = 0; i < items.size(); ++i) {
      EXPECT_EQ(rules_of((*results)[i]), i % 3 == 0 ? Rules{"volume_unit"} : Rules()) << i;
    }
  }
  core::TaskSystem tasks(2);
  std::stop_source stop;
  stop.request_stop();
  const auto cancelled = validator.validate_batch(items, tasks, {stop.get_token(), {}});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, Errc::cancelled);
}

TEST(DataValidator, NamesItsLevels) {
  for (const ValidationLevel level : kLevels)
    EXPECT_EQ(parse_validation_level(to_string(level)).value(), level);
  EXPECT_EQ(parse_validation_level("严格").value(), ValidationLevel::strict);
  const auto wrong = parse_validation_level("strickt");
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message.find("did you mean strict?"), std::string::npos)
      << wrong.error().message;
}

TEST(MarketPresence, TakesAGapOfManyForAHole) {
  BarSeries clean = clean_days();
  const std::int64_t day = day_number(clean.time()[100]);
  const MarketPresence::Gap gap{day, day};
  EXPECT_FALSE(presence_with(2).is_hole(gap));
  EXPECT_FALSE(presence_with(26).is_hole(gap));
  EXPECT_TRUE(presence_with(27).is_hole(gap));  // 10 % of 200, and 7.
  EXPECT_EQ(presence_with(27).sharing(gap), 27U);
  EXPECT_EQ(presence_with(27).active(day), 200U);
  EXPECT_FALSE(presence_with(60).is_hole({day, day + 1}));
  EXPECT_EQ(presence_with(1).newest(), day_number(clean.time()[399]));
  EXPECT_EQ(MarketPresence().newest(), std::nullopt);
  EXPECT_FALSE(MarketPresence().is_hole(gap));
}

}  // namespace
}  // namespace fwq::data
