// What parameters of a pattern are worth: on a market in which one thing is known to pay.
#include "fwq/optimization/pattern_objective.hpp"

#include <gtest/gtest.h>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/pattern_statistics.hpp"
#include "planted_optimum.hpp"

namespace fwq::optimization {
namespace {

using test::market;
using test::pattern;

TEST(PatternObjective, SeesWhatPaysInEachPart) {
  const auto objective =
      PatternObjective::make(pattern("hammer"), market(12, 1200, true), {.min_hits = 5}).value();
  core::TaskSystem tasks(2);
  const auto measured = objective.measure(objective.defaults(), tasks).value();
  for (const PartScore& part : measured.parts) {
    EXPECT_GT(part.hits, 5U);
    EXPECT_GT(part.lift, 0.03);
    EXPECT_GT(part.win_rate, 0.7);
    EXPECT_GT(part.overall_score, 0);
    EXPECT_LT(part.overall_score, part.lift);
  }
  double months = 0;
  for (const double m : measured.months) months += m;
  EXPECT_NEAR(
      months,
      measured[Part::train].lift * static_cast<double>(measured[Part::train].hits) +
          measured[Part::validation].lift * static_cast<double>(measured[Part::validation].hits),
      1e-9);
}

TEST(PatternObjective, SeesNothingWhereNothingPays) {
  const auto objective =
      PatternObjective::make(pattern("hammer"), market(12, 1200, false), {.min_hits = 5}).value();
  core::TaskSystem tasks(2);
  const auto measured = objective.measure(objective.defaults(), tasks).value();
  for (const PartScore& part : measured.parts) EXPECT_LT(std::abs(part.lift), 4 * part.error);
}

TEST(PatternObjective, AgreesWithTheStatisticsOfPatterns) {
  // With one part that holds nearly all, the lift is that of pattern_statistics over the same hits.
  const auto series = market(8, 900, false, 7);
  const data::Time end = series[0].bars.time()[400];
  double sum = 0, count = 0;
  for (const auto& one : series) {
    const auto hits = analysis::PatternRecognizer().recognize_patterns(one.bars, {"doji"}).value();
    const auto outcomes = analysis::outcomes_of(one.bars, hits);
    for (const auto& hit : outcomes.hits) {
      if (hit.known_at >= end || std::isnan(hit.move[analysis::kJudgedHorizon])) continue;
      // By hand: the size of the move less the mean size of all others from the same bar.
      double others = 0, n = 0;
      for (const auto& other : series) {
        if (&other == &one) continue;
        const auto times = other.bars.time();
        const auto at = static_cast<std::size_t>(
            std::lower_bound(times.begin(), times.end(), hit.known_at) - times.begin());
        if (at + 10 >= times.size() || times[at] != hit.known_at) continue;
        others += std::abs(other.bars.close()[at + 10] / other.bars.open()[at + 1] - 1);
        n += 1;
      }
      if (hit.judged_at >= end || n == 0) continue;
      const double side = hit.bias == analysis::Bias::neutral ? 0 : 1;
      if (side != 0) continue;
      sum += std::abs(hit.move[analysis::kJudgedHorizon]) - others / n;
      count += 1;
    }
  }
  core::TaskSystem tasks(2);
  const auto objective =
      PatternObjective::make(pattern("doji"), series, {.train = 400.0 / 900, .validation = 0.3})
          .value();
  ASSERT_GT(count, 20);
  ASSERT_EQ(objective.begin(1), end);
  const auto measured = objective.measure(objective.defaults(), tasks).value();
  EXPECT_EQ(measured[Part::train].hits, static_cast<std::size_t>(count));
  EXPECT_NEAR(measured[Part::train].lift, sum / count, 1e-12);
}

// The same market, in which the bar after every second hit leaps to one price, in its series and in the next one, and all after it go
// on from there.
std::vector<ObjectiveSeries> with_locked_bars(const std::vector<ObjectiveSeries>& series,
                                              const std::string& id, double leap) {
  std::vector<data::BarSeries> changed;
  for (const auto& one : series) changed.push_back(data::BarSeries::copy_of(one.bars));
  const auto lock = [&](data::BarSeries& bars, std::size_t i) {
    if (i >= bars.size()) return;
    const double price = bars.close()[i - 1] * (1 + leap), scale = price / bars.close()[i];
    for (const auto column : {bars.open(), bars.high(), bars.low(), bars.close()}) {
      column[i] = price;
      for (std::size_t later = i + 1; later < bars.size(); ++later) column[later] *= scale;
    }
  };
  for (std::size_t s = 0; s < series.size(); ++s) {
    const auto hits =
        analysis::PatternRecognizer().recognize_patterns(series[s].bars, {id}).value();
    for (std::size_t h = 0; h < hits.size(); h += 2) {
      lock(changed[s], hits[h].known_at + 1);
      lock(changed[(s + 1) % series.size()], hits[h].known_at + 1);
    }
  }
  std::vector<ObjectiveSeries> out;
  for (auto& bars : changed) out.push_back(test::owned(std::move(bars)));
  return out;
}

// By hand: hits of a pattern before `end` and their mean lift, of a side that is `shut` out of bars of one price.
std::pair<std::size_t, double> counted(const std::vector<ObjectiveSeries>& series,
                                       const std::string& id, data::Time end, bool shut) {
  const auto is_shut = [&](const data::Bars& b, std::size_t i) {
    const bool leaps = std::abs(b.open()[i] / b.close()[i - 1] - 1) > 0.04;
    return shut && leaps && b.high()[i] == b.low()[i];
  };
  std::size_t hits = 0;
  double sum = 0;
  for (const auto& one : series) {
    const auto found = analysis::PatternRecognizer().recognize_patterns(one.bars, {id}).value();
    for (const auto& hit : found) {
      const std::size_t i = hit.known_at;
      if (i + 10 >= one.bars.size() || one.bars.time()[i + 10] >= end || is_shut(one.bars, i + 1))
        continue;
      const auto gain = [&](const data::Bars& b) {
        const double move = b.close()[i + 10] / b.open()[i + 1] - 1;
        if (hit.bias == analysis::Bias::neutral) return std::abs(move);
        return hit.bias == analysis::Bias::bearish ? -move : move;
      };
      double others = 0, n = 0;
      for (const auto& other : series) {  // They all have the same days.
        if (&other == &one || is_shut(other.bars, i + 1)) continue;
        others += gain(other.bars);
        n += 1;
      }
      sum += gain(one.bars) - others / n;
      ++hits;
    }
  }
  return {hits, sum / static_cast<double>(hits)};
}

TEST(PatternObjective, NobodyGetsInAtABarThatIsLockedAtItsLimit) {
  const auto quiet = market(16, 900, false, 7);
  core::TaskSystem tasks(2);
  struct Case {
    std::string id;
    double leap;
    bool shut;
  };
  for (const auto& [id, leap, shut] : {Case{"hammer", 0.05, true},
                                       {"hammer", -0.1, false},
                                       {"bearish_engulfing", -0.05, true},
                                       {"bearish_engulfing", 0.1, false},
                                       {"doji", 0.05, true},
                                       {"doji", -0.1, true},
                                       {"doji", 0.03, false}}) {
    const auto series = with_locked_bars(quiet, id, leap);
    const auto objective =
        PatternObjective::make(pattern(id), series, {.horizon = 10, .min_hits = 5}).value();
    const auto train = objective.measure(objective.defaults(), tasks).value()[Part::train];
    const auto expected = counted(series, id, objective.begin(1), shut);
    EXPECT_GT(expected.first, 5U) << id;
    if (shut) {
      EXPECT_LT(expected.first, counted(series, id, objective.begin(1), false).first) << id;
    }
    EXPECT_EQ(train.hits, expected.first) << id << " " << leap;
    EXPECT_NEAR(train.lift, expected.second, 1e-12) << id << " " << leap;
  }
}

TEST(PatternObjective, LetsNothingOfLaterPartsIntoEarlierOnes) {
  auto series = market(8, 1000, true);
  core::TaskSystem tasks(2);
  const auto whole = PatternObjective::make(pattern("hammer"), series).value();
  const auto before = whole.measure(whole.defaults(), tasks).value();
  // Everything from the test's first bar on is replaced.
  std::vector<ObjectiveSeries> other;
  for (const auto& one : series) {
    auto copy = std::make_shared<data::BarSeries>(data::BarSeries::copy_of(one.bars));
    for (std::size_t i = 0; i < copy->size(); ++i) {
      if (copy->time()[i] < whole.begin(2)) continue;
      for (const auto column : {copy->open(), copy->high(), copy->low(), copy->close()})
        column[i] *= 1 + 0.001 * static_cast<double>(i % 7);
    }
    const data::Bars view = copy->view();
    other.push_back({data::Bars(view.time().data(), view.open().data(), view.high().data(),
                                view.low().data(), view.close().data(), view.volume().data(),
                                view.amount().data(), view.size(), copy),
                     {}});
  }
  const auto changed = PatternObjective::make(pattern("hammer"), other).value();
  const auto after = changed.measure(changed.defaults(), tasks).value();
  for (const Part part : {Part::train, Part::validation}) {
    EXPECT_EQ(before[part].hits, after[part].hits);
    EXPECT_EQ(before[part].lift, after[part].lift);
    EXPECT_EQ(before[part].overall_score, after[part].overall_score);
  }
  EXPECT_EQ(before.months, after.months);
  EXPECT_NE(before[Part::test].lift, after[Part::test].lift);
}

TEST(PatternObjective, IsTheSameForAnyNumberOfThreads) {
  const auto objective = PatternObjective::make(pattern("hammer"), market(20, 800, true)).value();
  core::TaskSystem one(1), three(3);
  const auto a = objective.measure(objective.defaults(), one).value(),
             b = objective.measure(objective.defaults(), three).value();
  for (std::size_t p = 0; p < kParts; ++p)
    EXPECT_EQ(a.parts[p].overall_score, b.parts[p].overall_score);
  EXPECT_EQ(a.months, b.months);
}

TEST(PatternObjective, LeadsToMoreHitsWhereThereAreTooFew) {
  const auto objective =
      PatternObjective::make(pattern("hammer"), market(4, 800, false), {.min_hits = 100'000})
          .value();
  core::TaskSystem tasks(1);
  const auto measured = objective.measure(objective.defaults(), tasks).value();
  EXPECT_LT(measured[Part::train].overall_score, -1);
  EXPECT_GT(measured[Part::train].overall_score, -2);
}

TEST(PatternObjective, RefusesWhatItCannotScore) {
  const auto code = [](const auto& made) { return made ? Errc::internal : made.error().code; };
  EXPECT_EQ(code(PatternObjective::make(pattern("hammer"), {})), Errc::invalid_argument);
  EXPECT_EQ(code(PatternObjective::make(pattern("hammer"), market(3, 100, false))),
            Errc::invalid_argument);
  EXPECT_EQ(code(PatternObjective::make(pattern("hammer"), market(3, 600, false), {.horizon = 0})),
            Errc::invalid_argument);
  EXPECT_EQ(code(PatternObjective::make(pattern("hammer"), market(3, 600, false),
                                        {.train = 0.9, .validation = 0.2})),
            Errc::invalid_argument);
  const auto objective = PatternObjective::make(pattern("hammer"), market(3, 600, false)).value();
  core::TaskSystem tasks(1);
  auto params = objective.defaults();
  params[0] = 1e9;
  EXPECT_EQ(code(objective.measure(params, tasks)), Errc::invalid_argument);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(
      code(objective.measure(objective.defaults(), tasks, core::TaskContext(stop.get_token(), {}))),
      Errc::cancelled);
}

}  // namespace
}  // namespace fwq::optimization
