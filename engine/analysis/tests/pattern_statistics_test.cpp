// Tests of the statistics of patterns: by hand, a second way, and on markets where the truth is known.
#include "fwq/analysis/pattern_statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/placebo.hpp"

namespace fwq::analysis {
namespace {

const PatternDef& pattern(std::size_t i) {
  return *built_in_patterns()[i];
}

PatternHit hit_at(std::uint32_t bar, Bias bias, double confidence = 0.5, std::size_t of = 0) {
  return {.pattern = &pattern(of),
          .bias = bias,
          .confidence = confidence,
          .start = bar,
          .end = bar,
          .known_at = bar};
}

// Weekdays from 2020-01-06 on.
struct Days {
  std::int64_t day = data::days_from({2020, 1, 6});
  data::Time next() {
    while (data::weekday(day) > 4) ++day;
    return day++ * data::kSecondsPerDay + data::kDayBarEnd;
  }
};

// A random walk; some days are missing, closes have fat tails and a drift.
data::BarSeries walk(std::size_t count, std::uint32_t seed, double drift = 0.0005) {
  std::mt19937 random(seed);
  std::student_t_distribution<double> step(4);
  Days days;
  data::BarSeries bars;
  double last = 10;
  while (bars.size() < count) {
    const data::Time time = days.next();
    if (random() % 50 == 0) continue;
    const double open = last * (1 + 0.004 * step(random));
    const double close = open * std::max(0.85, 1 + drift + 0.012 * step(random));
    bars.push_back(
        {.time = time,
         .open = open,
         .high = std::max(open, close) * (1 + 0.004 * std::abs(step(random))),
         .low = std::min(open, close) * (1 - 0.004 * std::min(5.0, std::abs(step(random)))),
         .close = close,
         .volume = 1e6 * (1 + static_cast<double>(random() % 100) / 50),
         .amount = 1e7});
    last = close;
  }
  return bars;
}

// Thirty bars: open 10, close 10 + i, high 20 + i, low 5 - i / 10.
data::BarSeries ramp() {
  Days days;
  data::BarSeries bars;
  for (int i = 0; i < 30; ++i) {
    bars.push_back({.time = days.next(),
                    .open = 10,
                    .high = 50.0 + i,
                    .low = 5 - i / 10.0,
                    .close = 10.0 + i,
                    .volume = 1,
                    .amount = 1});
  }
  return bars;
}

TEST(Outcomes, AreThoseOfABuyerAtTheNextOpen) {
  const data::BarSeries bars = ramp();
  const PatternHit hits[] = {hit_at(3, Bias::bullish)};
  const auto outcomes = outcomes_of(bars.view(), hits);
  const HitOutcome& one = outcomes.hits.front();
  // Bought at 10 on bar 4; sold at the closes of bars 4, 8, 13 and 23.
  EXPECT_DOUBLE_EQ(one.move[0], 14.0 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.move[1], 18.0 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.move[2], 23.0 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.move[3], 33.0 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.up[0], 54.0 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.up[3], 73.0 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.down[0], 4.6 / 10 - 1);
  EXPECT_DOUBLE_EQ(one.down[2], 3.7 / 10 - 1);
  EXPECT_EQ(one.judged_at, bars.view().time()[13]);
  EXPECT_DOUBLE_EQ(outcomes.moves[1][20], 35.0 / 10 - 1);
  EXPECT_FALSE(std::isnan(outcomes.moves[0][28]));
  EXPECT_TRUE(std::isnan(outcomes.moves[0][29])) << "there is no next bar";
  EXPECT_TRUE(std::isnan(outcomes.moves[3][10])) << "bar 30 would be needed";
  double sum = 0;
  for (int i = 0; i < 25; ++i) sum += (10.0 + i + 5) / 10 - 1;
  EXPECT_NEAR(one.base[1], sum / 25, 1e-15);
}

TEST(Outcomes, NeverReachOverACutOrToAMissingPrice) {
  data::BarSeries bars = ramp();
  bars.close()[25] = data::kNone;
  bars.open()[27] = data::kNone;
  const std::size_t cuts[] = {8};
  const auto outcomes = outcomes_of(bars.view(), {}, cuts);
  const auto& after_one = outcomes.moves[0];
  const auto& after_five = outcomes.moves[1];
  EXPECT_FALSE(std::isnan(after_one[6]));
  EXPECT_TRUE(std::isnan(after_one[7])) << "bar 8 lies behind the cut";
  EXPECT_FALSE(std::isnan(after_five[2]));
  for (const std::size_t bar : {3U, 5U, 7U}) EXPECT_TRUE(std::isnan(after_five[bar])) << bar;
  EXPECT_FALSE(std::isnan(after_five[8]));
  EXPECT_TRUE(std::isnan(after_five[20])) << "no close at bar 25";
  EXPECT_TRUE(std::isnan(after_one[26])) << "no open at bar 27";
}

TEST(Outcomes, KnowNothingThatIsNotNeeded) {
  const data::BarSeries bars = walk(200, 3);
  const PatternHit hits[] = {hit_at(100, Bias::bearish)};
  const auto all = outcomes_of(bars.view(), hits);
  const auto cut = outcomes_of(bars.view().slice(0, 111), hits);
  EXPECT_EQ(all.hits[0].move[2], cut.hits[0].move[2]) << "ten bars on, and no more";
  EXPECT_TRUE(std::isnan(cut.hits[0].move[3]));
}

// The published table of t, two-sided 5 %.
TEST(StudentQuantile, IsThatOfTheTable) {
  const std::map<int, double> table{{4, 2.776},  {5, 2.571},  {10, 2.228}, {20, 2.086},
                                    {30, 2.042}, {60, 2.000}, {120, 1.980}};
  for (const auto& [freedom, t] : table) EXPECT_NEAR(student_quantile(freedom), t, 1e-3) << freedom;
}

struct Market {
  std::vector<data::BarSeries> series;
  std::vector<std::vector<PatternHit>> hits;
  PatternStatistics statistics;
};

// Twelve random walks with hits at random bars, of two patterns and three directions.
Market random_market() {
  Market market;
  std::mt19937 random(11);
  for (std::uint32_t s = 0; s < 12; ++s) {
    market.series.push_back(walk(300 + s * 10, s));
    std::vector<PatternHit> hits;
    for (std::uint32_t bar = 0; bar < market.series.back().size(); ++bar) {
      if (random() % 10 != 0) continue;
      hits.push_back(hit_at(bar, static_cast<Bias>(random() % 3),
                            static_cast<double>(random() % 100) / 100, random() % 2));
    }
    market.hits.push_back(hits);
    market.statistics.add(outcomes_of(market.series.back().view(), hits));
  }
  return market;
}

// Everything of a row again, by its definition, with loops over all series for each hit.
TEST(PatternStatistics, IsWhatItsDefinitionSays) {
  const Market market = random_market();
  const auto report = market.statistics.report();
  EXPECT_EQ(report.series, 12U);
  ASSERT_EQ(report.rows.size(), 6U);
  const auto move_of = [](const data::Bars& bars, data::Time time, std::uint32_t bars_on) {
    const auto at = static_cast<std::size_t>(
        std::find(bars.time().begin(), bars.time().end(), time) - bars.time().begin());
    if (at + bars_on >= bars.size()) return data::kNone;
    return bars.close()[at + bars_on] / bars.open()[at + 1] - 1;
  };
  for (const PatternStatisticsRow& row : report.rows) {
    for (const HorizonStatistics& after : row.after) {
      std::vector<std::pair<std::string, double>> excesses;
      double moves = 0, base = 0, symbol = 0, wins = 0, base_wins = 0, best = 0, worst = 0;
      std::size_t count = 0;
      std::size_t all = 0;
      const bool neutral = row.bias == Bias::neutral;
      const auto seen = [&](double move) {
        return neutral ? std::abs(move) : row.bias == Bias::bearish ? -move : move;
      };
      for (std::size_t s = 0; s < market.series.size(); ++s) {
        const data::Bars bars = market.series[s].view();
        for (const PatternHit& hit : market.hits[s]) {
          if (hit.pattern != row.pattern || hit.bias != row.bias) continue;
          ++all;
          const data::Time time = bars.time()[hit.known_at];
          const double move = move_of(bars, time, after.bars);
          if (std::isnan(move)) continue;
          ++count;
          moves += seen(move);
          wins += seen(move) > 0 ? 1 : 0;
          double own = 0, own_count = 0;
          for (const data::Time t : bars.time()) {
            const double m = move_of(bars, t, after.bars);
            if (std::isnan(m)) continue;
            own += seen(m);
            own_count += 1;
          }
          symbol += own / own_count;
          double high = 0, low = 1e9;
          for (std::uint32_t b = hit.known_at + 1; b <= hit.known_at + after.bars; ++b) {
            high = std::max(high, bars.high()[b]);
            low = std::min(low, bars.low()[b]);
          }
          const double up = high / bars.open()[hit.known_at + 1] - 1;
          const double down = low / bars.open()[hit.known_at + 1] - 1;
          best += neutral ? std::max(up, -down) : row.bias == Bias::bullish ? up : -down;
          worst += row.bias == Bias::bullish ? down : -up;
          double others = 0, others_count = 0, others_won = 0;
          for (std::size_t o = 0; o < market.series.size(); ++o) {
            const data::Bars other = market.series[o].view();
            if (o == s ||
                std::find(other.time().begin(), other.time().end(), time) == other.time().end())
              continue;
            const double m = move_of(other, time, after.bars);
            if (std::isnan(m)) continue;
            others += seen(m);
            others_won += seen(m) > 0 ? 1 : 0;
            others_count += 1;
          }
          if (others_count == 0) continue;
          base += others / others_count;
          base_wins += others_won / others_count;
          excesses.emplace_back(data::format_date(data::date_of(time)).substr(0, 7),
                                seen(move) - others / others_count);
        }
      }
      const auto n = static_cast<double>(count);
      const auto compared = static_cast<double>(excesses.size());
      EXPECT_EQ(row.hits, all);
      ASSERT_EQ(after.count, count);
      ASSERT_EQ(after.compared, excesses.size());
      EXPECT_NEAR(after.mean, moves / n, 1e-12);
      EXPECT_NEAR(after.base_by_date, base / compared, 1e-12);
      EXPECT_NEAR(after.base_by_symbol, symbol / n, 1e-12);
      EXPECT_NEAR(after.lift_by_symbol, (moves - symbol) / n, 1e-12);
      EXPECT_NEAR(after.best, best / n, 1e-12);
      double lift = 0;
      for (const auto& one : excesses) lift += one.second / compared;
      EXPECT_NEAR(after.lift, lift, 1e-12);
      std::map<std::string, double> months;
      for (const auto& [month, excess] : excesses) months[month] += excess - lift;
      double squares = 0;
      for (const auto& month : months) squares += month.second * month.second;
      const auto g = static_cast<double>(months.size());
      const double reach = student_quantile(g - 1) * std::sqrt(squares * g / (g - 1)) / compared;
      EXPECT_NEAR(after.lift_interval.low, lift - reach, 1e-12);
      EXPECT_NEAR(after.lift_interval.high, lift + reach, 1e-12);
      if (neutral) {
        EXPECT_TRUE(std::isnan(after.win_rate));
        EXPECT_TRUE(std::isnan(after.worst));
        continue;
      }
      EXPECT_NEAR(after.win_rate, wins / n, 1e-12);
      EXPECT_NEAR(after.base_win_rate, base_wins / compared, 1e-12);
      EXPECT_NEAR(after.worst, worst / n, 1e-12);
      EXPECT_EQ(after.win_interval.low, wilson_interval(static_cast<std::size_t>(wins), count).low);
    }
  }
}

TEST(PatternStatistics, SaysNothingWhereNothingCanBeCompared) {
  const data::BarSeries bars = walk(100, 1);
  PatternStatistics statistics;
  const PatternHit hits[] = {hit_at(50, Bias::bullish), hit_at(99, Bias::bullish)};
  statistics.add(outcomes_of(bars.view(), hits));
  const auto report = statistics.report();
  ASSERT_EQ(report.rows.size(), 1U);
  EXPECT_EQ(report.rows[0].hits, 2U);
  EXPECT_EQ(report.rows[0].after[0].count, 1U) << "the last bar has no next one";
  EXPECT_EQ(report.rows[0].after[0].compared, 0U) << "no other series";
  EXPECT_TRUE(std::isnan(report.rows[0].after[0].lift));
  EXPECT_FALSE(std::isnan(report.rows[0].after[0].mean));
  EXPECT_FALSE(report.calibration.has_value()) << "one year teaches nothing about another";
  EXPECT_TRUE(PatternStatistics().report().rows.empty());
}

TEST(PatternStatistics, FindsAnEdgeThatIsThere) {
  PatternStatistics statistics;
  for (std::uint32_t s = 0; s < 40; ++s) {
    data::BarSeries bars = walk(400, 100 + s, 0);
    std::vector<PatternHit> hits;
    for (std::uint32_t bar = 20 + s; s % 5 == 0 && bar + 25 < bars.size(); bar += 25) {
      hits.push_back(hit_at(bar, Bias::bullish));
      // From the second bar on all prices stand 4 % higher than they would.
      for (std::size_t later = bar + 2; later < bars.size(); ++later) {
        for (const auto column : {bars.open(), bars.high(), bars.low(), bars.close()})
          column[later] *= 1.04;
      }
    }
    statistics.add(outcomes_of(bars.view(), hits));
  }
  const auto report = statistics.report();
  const auto& after = report.rows[0].after;
  EXPECT_LT(std::abs(after[0].lift), 0.006) << "on the first day there is none";
  EXPECT_GT(after[2].lift_interval.low, 0);
  EXPECT_NEAR(after[2].lift, 0.04, 0.015);
  EXPECT_GT(after[2].win_interval.low, after[2].base_win_rate);
}

TEST(PatternStatistics, LearnsConfidenceFromEarlierYearsOnly) {
  std::mt19937 random(9);
  PatternStatistics statistics;
  std::size_t later_hits = 0;
  for (std::uint32_t s = 0; s < 20; ++s) {
    const data::BarSeries bars = walk(800, 500 + s);
    std::vector<PatternHit> hits;
    for (std::uint32_t bar = 0; bar + 10 < bars.size(); ++bar) {
      if (random() % 4 != 0) continue;
      // Right hits are surer, but say so much too boldly.
      const bool right = bars.view().close()[bar + 10] > bars.view().open()[bar + 1];
      const double confidence =
          (right ? 0.85 : 0.75) + 0.1 * static_cast<double>(random() % 100) / 100;
      hits.push_back(hit_at(bar, Bias::bullish, confidence));
      if (data::date_of(bars.view().time()[bar]).year >= 2022) ++later_hits;
    }
    statistics.add(outcomes_of(bars.view(), hits));
  }
  const auto calibration = statistics.report().calibration;
  ASSERT_TRUE(calibration.has_value());
  EXPECT_EQ(data::date_of(calibration->split), (data::Date{2022, 1, 1}))
      << "of three years, two teach";
  EXPECT_EQ(calibration->tested, later_hits);
  EXPECT_LT(calibration->brier_calibrated, calibration->brier_stated);
  EXPECT_LT(calibration->brier_calibrated, calibration->brier_constant);
  EXPECT_DOUBLE_EQ(calibration->gain, calibration->brier_constant - calibration->brier_calibrated);
  EXPECT_GT(calibration->gain_interval.low, 0);
  EXPECT_LT(calibration->error_calibrated, 0.05);
  EXPECT_GT(calibration->error_stated, 0.25);
  std::size_t counted = 0;
  for (const auto& bin : calibration->stated) counted += bin.count;
  EXPECT_EQ(counted, calibration->tested);
}

TEST(PatternStatistics, SeesNoUseInAConfidenceThatMeansNothing) {
  std::mt19937 random(10);
  PatternStatistics statistics;
  for (std::uint32_t s = 0; s < 20; ++s) {
    const data::BarSeries bars = walk(800, 700 + s);
    std::vector<PatternHit> hits;
    for (std::uint32_t bar = 0; bar + 10 < bars.size(); bar += 3)
      hits.push_back(hit_at(bar, Bias::bearish, static_cast<double>(random() % 100) / 100));
    statistics.add(outcomes_of(bars.view(), hits));
  }
  const auto calibration = statistics.report().calibration;
  ASSERT_TRUE(calibration.has_value());
  EXPECT_LT(calibration->gain_interval.low, 0);
  EXPECT_GT(calibration->brier_stated, calibration->brier_constant);
}

TEST(Placebo, DrawsBarsOfTheSeriesAndExpectsNoGain) {
  const data::BarSeries bars = walk(20'000, 7, 0.003);
  const data::BarSeries made = placebo_bars(bars.view(), {}, 1);
  ASSERT_EQ(made.size(), bars.size());
  const data::Bars view = made.view();
  double gain = 0, in_the_day = 0, together = 0, square = 0;
  for (std::size_t i = 1; i < view.size(); ++i) {
    ASSERT_EQ(view.time()[i], bars.view().time()[i]);
    ASSERT_GE(view.high()[i], std::max(view.open()[i], view.close()[i]));
    ASSERT_LE(view.low()[i], std::min(view.open()[i], view.close()[i]));
    const double move = view.close()[i] / view.close()[i - 1] - 1;
    gain += move;
    in_the_day += view.close()[i] / view.open()[i] - 1;
    square += move * move;
    if (i > 1) together += move * (view.close()[i - 1] / view.close()[i - 2] - 1);
  }
  const double noise = std::sqrt(square);
  EXPECT_LT(std::abs(gain), 3 * noise);
  EXPECT_LT(std::abs(in_the_day), 3 * noise);
  EXPECT_LT(std::abs(together), 3 * square / std::sqrt(20'000.0)) << "no bar tells of the next";
  EXPECT_EQ(placebo_bars(bars.view(), {}, 1).view().close()[777], view.close()[777]);
  EXPECT_NE(placebo_bars(bars.view(), {}, 2).view().close()[777], view.close()[777]);
  EXPECT_TRUE(placebo_bars(bars.view().slice(0, 1), {}, 1).empty());
}

TEST(Placebo, DrawsNoJumpAndNoMissingPrice) {
  data::BarSeries bars = walk(300, 8);
  for (std::size_t i = 100; i < 300; ++i) {
    for (const auto column : {bars.open(), bars.high(), bars.low(), bars.close()}) column[i] *= 10;
  }
  bars.close()[50] = data::kNone;
  const std::size_t cuts[] = {100};
  const data::BarSeries made = placebo_bars(bars.view(), cuts, 3);
  for (std::size_t i = 1; i < made.size(); ++i) {
    const double move = made.view().close()[i] / made.view().close()[i - 1];
    EXPECT_TRUE(move > 0.5 && move < 2) << i;
  }
}

// In a market without memory no pattern has an edge: an interval of 95 % leaves 0 out in about one case in twenty.
TEST(Placebo, ShowsNoEdge) {
  const PatternRecognizer recognizer;
  std::size_t intervals = 0;
  std::size_t missed = 0;
  for (std::uint64_t round = 0; round < 3; ++round) {
    PatternStatistics statistics;
    for (std::uint32_t s = 0; s < 60; ++s) {
      // Rises and falls that last, so that shuffling takes something away.
      data::BarSeries bars = walk(700, s, s % 2 == 0 ? 0.002 : -0.001);
      const data::BarSeries made = placebo_bars(bars.view(), {}, 1000 * round + s);
      const auto hits = recognizer.recognize_patterns(made.view()).value();
      statistics.add(outcomes_of(made.view(), hits));
    }
    for (const auto& row : statistics.report().rows) {
      for (const auto& after : row.after) {
        if (after.compared < 100) continue;
        ++intervals;
        if (after.lift_interval.low > 0 || after.lift_interval.high < 0) ++missed;
      }
    }
  }
  EXPECT_GT(intervals, 150U);
  EXPECT_LT(static_cast<double>(missed), 0.10 * static_cast<double>(intervals))
      << missed << " of " << intervals;
  EXPECT_GT(missed, 0U) << "intervals that never miss are too wide";
}

}  // namespace
}  // namespace fwq::analysis
