// What parameters of a strategy are worth: on markets in which it is known which of them pay.
#include "fwq/optimization/strategy_objective.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "fwq/backtest/sweep.hpp"
#include "fwq/optimization/optimization.hpp"
#include "paying_market.hpp"

namespace fwq::optimization {
namespace {

using backtest::TradedSeries;

const backtest::StrategyDef& strategy(std::string_view id) {
  return *backtest::find_strategy(id).value();
}

StrategySetup setup(std::string_view id, std::vector<ParameterRange> ranges = {}) {
  return {.strategy = &strategy(id),
          .ranges = std::move(ranges),
          .rules = backtest::Rulebook::plain().value()};
}

// Random walks without a drift. Where `pays` is above 0, a day moves by that much in the direction in which the last close stands from
// the one `period` bars before it.
std::vector<TradedSeries> walks(std::size_t count, std::size_t bars, std::uint64_t seed,
                                std::size_t period = 0, double pays = 0) {
  std::vector<TradedSeries> out;
  for (std::size_t s = 0; s < count; ++s) {
    Random random(seed * 1000 + s);
    auto series = std::make_shared<data::BarSeries>(bars);
    std::vector<double> closes;
    double last = 20;
    for (std::size_t i = 0; i < bars; ++i) {
      double drift = 0;
      if (pays > 0 && i > period) drift = closes[i - 1] > closes[i - 1 - period] ? pays : -pays;
      // The open is the close before: a signal is filled at what it saw.
      const double open = last, close = open * (1 + 0.015 * random.normal() + drift);
      series->push_back({.time = data::day_bar_time(
                             data::date_from_days(12000 + static_cast<std::int64_t>(i * 7 / 5))),
                         .open = open,
                         .high = std::max(open, close),
                         .low = std::min(open, close),
                         .close = close,
                         .volume = 1e9,
                         .amount = 1e9 * close});
      closes.push_back(close);
      last = close;
    }
    const data::Bars view = series->view();
    const data::Bars owned(view.time().data(), view.open().data(), view.high().data(),
                           view.low().data(), view.close().data(), view.volume().data(),
                           view.amount().data(), view.size(), series);
    out.push_back(
        backtest::traded_series(owned, {data::Market::sh, std::to_string(600'001 + s)}, {}));
  }
  return out;
}

// A second way, by the event engine: the lift of bars [from, to) of all series.
PartScore counted(const std::vector<TradedSeries>& all, const backtest::StrategyCall& call,
                  const backtest::Rulebook& rules, std::size_t from, std::size_t to) {
  std::map<int, std::vector<double>> lifts, made;
  PartScore out;
  std::size_t won = 0;
  const auto hold =
      backtest::bind_strategy(strategy("buy_and_hold"), std::span<const double>()).value();
  for (const auto& series : all) {
    const auto time = series.raw.time();
    backtest::EngineOptions engine;
    engine.range = {time[from], time[to - 1] + 1};
    engine.close_at_end = true;
    const auto run = [&](const backtest::StrategyCall& which) {
      return backtest::run_strategy(series, backtest::target_strategy(which), rules, engine)
          .value();
    };
    const auto mine = run(call), its = run(hold);
    out.hits += mine.journal.trades.size();
    for (const auto& trade : mine.journal.trades) won += trade.pnl > 0 ? 1U : 0U;
    double before = engine.cash, held_before = engine.cash;
    for (std::size_t k = 0; k < mine.equity.value.size(); ++k) {
      const auto date = data::date_of(mine.equity.time[k]);
      const bool ends = k + 1 == mine.equity.value.size() ||
                        data::date_of(mine.equity.time[k + 1]).month != date.month;
      if (!ends) continue;
      const int month = date.year * 12 + date.month;
      const double a = mine.equity.value[k] / before - 1, b = its.equity.value[k] / held_before - 1;
      lifts[month].push_back(a - b);
      made[month].push_back(a);
      before = mine.equity.value[k];
      held_before = its.equity.value[k];
    }
  }
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double v : values) sum += v;
    return sum / static_cast<double>(values.size());
  };
  std::vector<double> by_month, returns;
  for (const auto& [month, values] : lifts) by_month.push_back(mean(values));
  for (const auto& [month, values] : made) returns.push_back(mean(values));
  const auto deviation = [&](const std::vector<double>& values) {
    double square = 0;
    for (const double v : values) square += (v - mean(values)) * (v - mean(values));
    return std::sqrt(square / static_cast<double>(values.size() - 1));
  };
  out.lift = mean(by_month);
  out.error = deviation(by_month) / std::sqrt(static_cast<double>(by_month.size()));
  out.win_rate = static_cast<double>(won) / static_cast<double>(out.hits);
  out.traded = TradedScore{};
  out.traded->sharpe = mean(returns) / deviation(returns) * std::sqrt(12.0);
  return out;
}

TEST(StrategyObjective, AgreesWithTheEventEngine) {
  const auto all = walks(5, 800, 3, 30, 0.002);
  core::TaskSystem tasks(2);
  auto what = setup("ma_cross");
  what.rules = backtest::Rulebook::a_share().value();  // With costs, lots and limits.
  const auto rules = what.rules;
  const ObjectiveOptions options{.embargo = 10, .min_hits = 5, .complexity = 0.001};
  const auto objective = StrategyObjective::make(std::move(what), all, options).value();
  EXPECT_EQ(objective.bars(), 4000U);
  EXPECT_EQ(objective.begin(1), all[0].raw.time()[480]);
  EXPECT_EQ(objective.begin(2), all[0].raw.time()[640]);
  const std::vector<double> params{7, 20};
  const auto call = backtest::bind_strategy(strategy("ma_cross"), params).value();
  const auto measured = objective.measure(params, tasks).value();
  const std::size_t from[] = {0, 490, 650}, to[] = {480, 640, 800};
  double months = 0;
  for (std::size_t p = 0; p < kParts; ++p) {
    const PartScore& part = measured.parts[p];
    const PartScore expected = counted(all, call, rules, from[p], to[p]);
    EXPECT_EQ(part.hits, expected.hits);
    EXPECT_NEAR(part.lift, expected.lift, 1e-12);
    EXPECT_NEAR(part.error, expected.error, 1e-12);
    EXPECT_EQ(part.win_rate, expected.win_rate);
    ASSERT_TRUE(part.traded);
    EXPECT_NEAR(part.traded->sharpe, expected.traded->sharpe, 1e-9);
    EXPECT_NEAR(part.overall_score, part.lift - part.error - part.by_year - 0.001, 1e-15)
        << "one parameter of two is not at its default";
    if (p < 2) months += part.lift * static_cast<double>(part.traded->months);
  }
  double sum = 0;
  for (const double m : measured.months) sum += m;
  EXPECT_NEAR(sum, months, 1e-12);
}

TEST(StrategyObjective, HoldingHasNoLift) {
  core::TaskSystem tasks(2);
  // Momentum over one bar whose levels everything is above: bought at once, never sold.
  const auto objective =
      StrategyObjective::make(setup("momentum"), walks(3, 600, 1), {.min_hits = 1}).value();
  const std::vector<double> always{1, 0, -100, -100};
  const auto measured = objective.measure(always, tasks).value();
  // In training it knows nothing before its second bar, and begins later than who holds.
  for (const Part which : {Part::validation, Part::test}) {
    const PartScore& part = measured[which];
    EXPECT_EQ(part.hits, 3U);
    EXPECT_NEAR(part.lift, 0, 1e-12);
    EXPECT_NEAR(part.traded->monthly_return, part.traded->monthly_hold, 1e-12);
    EXPECT_NEAR(part.traded->sharpe, part.traded->hold_sharpe, 1e-9);
  }
}

TEST(StrategyObjective, LetsNothingOfLaterPartsIntoEarlierOnes) {
  core::TaskSystem tasks(2);
  auto all = walks(4, 700, 5);
  const ObjectiveOptions options{.min_hits = 3};
  const auto whole = StrategyObjective::make(setup("ma_cross"), all, options).value();
  const auto test_begins = whole.begin(2);
  // The test's prices are others.
  const auto others = walks(4, 700, 6);
  std::vector<TradedSeries> changed;
  for (std::size_t s = 0; s < all.size(); ++s) {
    auto bars = std::make_shared<data::BarSeries>(data::BarSeries::copy_of(all[s].raw));
    for (std::size_t i = 0; i < bars->size(); ++i) {
      if (bars->time()[i] < test_begins) continue;
      bars->open()[i] = others[s].raw.open()[i];
      bars->high()[i] = others[s].raw.high()[i];
      bars->low()[i] = others[s].raw.low()[i];
      bars->close()[i] = others[s].raw.close()[i];
    }
    const data::Bars view = bars->view();
    changed.push_back(backtest::traded_series(
        data::Bars(view.time().data(), view.open().data(), view.high().data(), view.low().data(),
                   view.close().data(), view.volume().data(), view.amount().data(), view.size(),
                   bars),
        all[s].symbol, {}));
  }
  const auto other = StrategyObjective::make(setup("ma_cross"), changed, options).value();
  const auto a = whole.measure(whole.defaults(), tasks).value(),
             b = other.measure(other.defaults(), tasks).value();
  EXPECT_EQ(a[Part::train].lift, b[Part::train].lift);
  EXPECT_EQ(a[Part::validation].lift, b[Part::validation].lift);
  EXPECT_EQ(a.months, b.months);
  EXPECT_NE(a[Part::test].lift, b[Part::test].lift);
}

TEST(StrategyObjective, IsTheSameForAnyNumberOfThreads) {
  const auto all = walks(40, 500, 2);
  core::TaskSystem one(1), three(3);
  const auto objective = StrategyObjective::make(setup("boll"), all).value();
  const auto a = objective.measure(objective.defaults(), one).value(),
             b = objective.measure(objective.defaults(), three).value();
  for (std::size_t p = 0; p < kParts; ++p) {
    EXPECT_EQ(a.parts[p].lift, b.parts[p].lift);
    EXPECT_EQ(a.parts[p].hits, b.parts[p].hits);
  }
  EXPECT_EQ(a.months, b.months);
}

TEST(StrategyObjective, WalksForward) {
  const auto all = walks(3, 1000, 4);
  core::TaskSystem tasks(2);
  const ObjectiveOptions options{.min_hits = 1};
  const auto objective = StrategyObjective::make(setup("ma_cross"), all, options).value();
  const auto rules = backtest::Rulebook::plain().value();
  const auto call = backtest::bind_strategy(strategy("ma_cross"), objective.defaults()).value();
  // 800 bars before the test in five blocks of 160.
  for (std::size_t k = 0; k < 4; ++k) {
    const auto window = objective.fold(k, 4).value();
    const auto measured = window->measure(objective.defaults(), tasks).value();
    const auto train = counted(all, call, rules, 0, 160 * (k + 1)),
               judged = counted(all, call, rules, 160 * (k + 1) + 10, 160 * (k + 2));
    EXPECT_NEAR(measured[Part::train].lift, train.lift, 1e-12) << "all before it, and no more";
    EXPECT_NEAR(measured[Part::validation].lift, judged.lift, 1e-12);
    EXPECT_EQ(objective.window_begins(4)[k], all[0].raw.time()[160 * (k + 1)]);
    EXPECT_EQ(measured.months.size(),
              objective.measure(objective.defaults(), tasks).value().months.size());
  }
}

TEST(StrategyObjective, SearchesWithinRangesAndWhatTheStrategyAllows) {
  const auto all = walks(3, 500, 1);
  const auto objective =
      StrategyObjective::make(setup("ma_cross", {{"short", 3, 40}, {"long", 30, 30}}), all).value();
  EXPECT_EQ(objective.defaults(), (std::vector<double>{5, 30}));
  EXPECT_TRUE(objective.space().allows(std::vector<double>{29, 30}));
  EXPECT_FALSE(objective.space().allows(std::vector<double>{30, 30}));
  EXPECT_FALSE(objective.space().holds(std::vector<double>{41, 30}));
  core::TaskSystem tasks(2);
  for (const auto* algorithm : built_in_optimizers()) {
    OptimizationConfig config;
    config.algorithm = algorithm->id;
    config.max_iterations = 12;
    config.population_size = 6;
    config.objective.min_hits = 5;
    const auto out = optimize(objective, config, tasks).value();
    EXPECT_GE(out.evaluations, 12U) << algorithm->id;
    EXPECT_EQ(out.failed, 0U) << algorithm->id;
    for (const auto& trial : out.trials) {
      EXPECT_EQ(trial.params[1], 30);
      EXPECT_LT(trial.params[0], 40);
    }
  }
}

// Trials that the strategy refuses are kept without that, and yet the search goes on as if it had never been broken off.
TEST(StrategyObjective, TakenUpAgainTheSearchIsTheSame) {
  core::TaskSystem tasks(2);
  const auto objective =
      StrategyObjective::make(setup("ma_cross", {{"short", 2, 60}, {"long", 2, 60}}),
                              walks(3, 700, 1), {.min_hits = 5})
          .value();
  std::size_t refused = 0;
  for (const auto* algorithm : built_in_optimizers()) {
    for (const std::size_t folds : {0, 2}) {
      OptimizationConfig config;
      config.algorithm = algorithm->id;
      config.max_iterations = 30;
      config.population_size = 8;
      config.folds = folds;
      const auto whole = optimize(objective, config, tasks).value();
      for (const auto& trial : whole.trials)
        refused += objective.space().allows(trial.params) ? 0U : 1U;
      for (const std::size_t known : {std::size_t{7}, whole.trials.size() - 3}) {
        auto earlier = whole.trials;
        earlier.resize(known);
        const auto rest = optimize(objective, config, tasks, {}, {}, {}, earlier).value();
        ASSERT_EQ(rest.trials.size(), whole.trials.size()) << algorithm->id;
        for (std::size_t i = 0; i < whole.trials.size(); ++i)
          EXPECT_EQ(rest.trials[i].params, whole.trials[i].params) << algorithm->id << " " << i;
        EXPECT_EQ(rest.evaluations, whole.evaluations) << algorithm->id;
        EXPECT_EQ(rest.failed, whole.failed) << algorithm->id;
        EXPECT_EQ(rest.best_params, whole.best_params) << algorithm->id;
        EXPECT_EQ(rest.validation_gain, whole.validation_gain) << algorithm->id;
      }
    }
  }
  EXPECT_GT(refused, 0U) << "or this says nothing";
}

TEST(StrategyObjective, RefusesWhatMakesNoSense) {
  const auto all = walks(3, 500, 1);
  const auto error = [&](StrategySetup what, const ObjectiveOptions& options = {}) {
    const auto made = StrategyObjective::make(std::move(what), all, options);
    return made ? std::string() : made.error().message;
  };
  EXPECT_NE(error(setup("buy_and_hold")).find("no parameter"), std::string::npos);
  EXPECT_NE(error(setup("rsi", {{"speriod", 3, 4}})).find("speriod"), std::string::npos);
  EXPECT_NE(error(setup("ma_cross", {{"short", 0, 4}})).find("1 to 500"), std::string::npos);
  EXPECT_NE(error(setup("ma_cross", {{"short", 9, 4}})).find("9..4"), std::string::npos);
  EXPECT_NE(error(setup("ma_cross", {{"short", 5, 5}, {"long", 20, 20}})).find("to search"),
            std::string::npos);
  EXPECT_NE(error(setup("ma_cross"), {.train = 0.1}).find("too few"), std::string::npos);
  EXPECT_NE(error(setup("ma_cross"), {.train = 1}).find("above 0"), std::string::npos);
  EXPECT_FALSE(StrategyObjective::make(setup("ma_cross"), {})) << "no bars";
  const auto objective = StrategyObjective::make(setup("ma_cross"), all).value();
  core::TaskSystem tasks(1);
  EXPECT_FALSE(objective.measure(std::vector<double>{20, 5}, tasks));
  EXPECT_FALSE(objective.smooth_score(objective.defaults(), "lift", tasks));
  std::stop_source stop;
  stop.request_stop();
  const auto cancelled =
      objective.measure(objective.defaults(), tasks, core::TaskContext(stop.get_token(), {}));
  EXPECT_EQ(cancelled.error().code, Errc::cancelled);
}

// In a market that follows its direction over `period` bars, momentum over as many bars is best.
TEST(StrategyObjective, FindsAPlantedOptimum) {
  core::TaskSystem tasks(2);
  int found = 0, asked = 0;
  for (const auto* algorithm : built_in_optimizers()) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const std::size_t period = 20 + 10 * seed;
      const auto objective =
          StrategyObjective::make(
              setup("momentum",
                    {{"period", 2, 120}, {"skip", 0, 0}, {"entry", 0, 0}, {"exit", 0, 0}}),
              walks(30, 900, seed, period, 0.004))
              .value();
      OptimizationConfig config;
      config.algorithm = algorithm->id;
      config.max_iterations = algorithm->id == "genetic" ? 6 : 60;
      config.population_size = 12;
      config.seed = seed;
      const auto out = optimize(objective, config, tasks).value();
      const double off = out.best_params[0] - static_cast<double>(period);
      std::printf("%s: %g for %zu, %s\n", std::string(algorithm->id).c_str(), out.best_params[0],
                  period, std::string(to_string(out.verdict)).c_str());
      found += std::abs(off) <= 0.05 * 118 ? 1 : 0;
      ++asked;
    }
  }
  EXPECT_GE(found, asked * 9 / 10);
}

// On walks without a drift and without costs nothing lasts: gains in validation and in the test are as often below 0.
TEST(StrategyObjective, FindsNoLastingGainInRandomWalks) {
  core::TaskSystem tasks(2);
  for (const std::string metric : {"overall_score", "sharpe"}) {
    std::array<double, 2> sum{}, square{};
    constexpr int kSeeds = 200;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const auto objective =
          StrategyObjective::make(setup("ma_cross", {{"short", 2, 60}, {"long", 10, 200}}),
                                  walks(12, 700, 50 + seed), {.min_hits = 10})
              .value();
      OptimizationConfig config;
      config.algorithm = "random";
      config.max_iterations = 30;
      config.target_metric = metric;
      config.seed = seed;
      const auto out = optimize(objective, config, tasks).value();
      const Part parts[] = {Part::validation, Part::test};
      for (std::size_t k = 0; k < 2; ++k) {
        // Of returns, whatever was maximised: their mean is nothing here. That of a Sharpe ratio of few months is not, for a rule that
        // cuts losses short has skewed months.
        const double gain = out.best[parts[k]].lift - out.baseline[parts[k]].lift;
        sum[k] += gain;
        square[k] += gain * gain;
      }
    }
    for (std::size_t k = 0; k < 2; ++k) {
      const double mean = sum[k] / kSeeds,
                   error = std::sqrt((square[k] / kSeeds - mean * mean) / (kSeeds - 1));
      std::printf("%s: mean gain %.5f, error %.5f\n", metric.c_str(), mean, error);
      EXPECT_LT(mean, 1.7 * error) << metric;  // p > 0.05, one-sided.
    }
  }
}

}  // namespace
}  // namespace fwq::optimization
