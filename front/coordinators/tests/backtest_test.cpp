// Tests of back-tests on a store: what the engine gives, told once and reproducibly, and what it cannot know said aloud.
#include "fwq/coordinators/backtest.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "fwq/coordinators/backtest_history.hpp"
#include "support/backtest_store.hpp"

namespace fwq::coordinators {
namespace {

bool has(const std::vector<BacktestRemark>& remarks, std::string_view id) {
  return std::ranges::any_of(remarks, [&](const auto& one) { return one.id == id; });
}

const BacktestSetting& setting(const std::vector<BacktestSetting>& settings, std::string_view id) {
  const auto at = std::ranges::find(settings, id, &BacktestSetting::id);
  if (at == settings.end()) throw std::out_of_range(std::string(id));
  return *at;
}

TEST_F(BacktestStore, GivesTheRunOfTheEngine) {
  const auto test = one(of({"SH600001"}));
  ASSERT_TRUE(test) << test.error().message;
  const auto bars = walk(1);
  const std::vector<data::ExRightsEvent> events{{.date = {2020, 8, 3}, .cash = 0.2}};
  const auto series =
      backtest::traded_series(bars.view(), sym("SH600001"), events, data::Date{2001, 2, 3});
  const auto rules = backtest::Rulebook::a_share().value();
  const auto run =
      backtest::run_strategy(series, backtest::target_strategy(test->call), rules).value();
  EXPECT_EQ(test->run.equity.value, run.equity.value);
  EXPECT_EQ(test->run.end, run.end);
  EXPECT_GT(run.journal.trades.size(), 5U);
  EXPECT_GT(run.journal.dividends, 0) << "held on the ex-date";
  EXPECT_EQ(backtest::value_of(test->metrics, "total_return"),
            run.equity.value.back() / run.equity.value.front() - 1);
  EXPECT_EQ(test->name, "甲公司");
  EXPECT_EQ(test->buy_and_hold.size(), run.equity.value.size());
  ASSERT_TRUE(test->intervals);
  EXPECT_LE(test->intervals->cagr.low, test->intervals->cagr.high);
  ASSERT_TRUE(test->trade_order);
}

TEST_F(BacktestStore, RowsAreTheRunsOfSingleSecurities) {
  for (const double stop : {0.0, 0.03}) {  // By columns, and by events.
    BacktestRequest request = of_all();
    request.target.exits.stop_loss = stop;
    const auto market = many(request);
    ASSERT_TRUE(market) << market.error().message;
    ASSERT_EQ(market->rows.size(), 5U) << "an index is nothing to buy";
    double last = std::numeric_limits<double>::infinity();
    for (const auto& row : market->rows) {
      EXPECT_LE(row.total_return, last);
      last = row.total_return;
      BacktestRequest single = request;
      single.all = false;
      single.symbols = {std::string(row.symbol.text())};
      const auto test = one(single);
      ASSERT_TRUE(test) << test.error().message;
      const auto value = [&](const char* id) { return backtest::value_of(test->metrics, id); };
      EXPECT_DOUBLE_EQ(row.total_return, value("total_return")) << row.symbol.text();
      EXPECT_DOUBLE_EQ(row.cagr, value("cagr"));
      EXPECT_DOUBLE_EQ(row.max_drawdown, value("max_drawdown"));
      EXPECT_DOUBLE_EQ(row.win_rate, value("win_rate"));
      EXPECT_EQ(static_cast<double>(row.sweep.trades), value("trades"));
      EXPECT_DOUBLE_EQ(row.buy_and_hold_return, test->buy_and_hold_return);
    }
  }
}

TEST_F(BacktestStore, IsTheSameForAnyNumberOfThreads) {
  const auto alone = many(of_all(), 1).value();
  for (const std::size_t threads : {2U, 3U, 8U}) {
    const auto together = many(of_all(), threads).value();
    EXPECT_EQ(together.run_id, alone.run_id);
    ASSERT_EQ(together.rows.size(), alone.rows.size());
    for (std::size_t i = 0; i < alone.rows.size(); ++i) {
      EXPECT_EQ(together.rows[i].symbol, alone.rows[i].symbol);
      EXPECT_EQ(together.rows[i].sweep.end, alone.rows[i].sweep.end);
    }
  }
}

TEST_F(BacktestStore, OrderOfTheSymbolsDoesNotMatter) {
  const auto forth = many(of({"SH600001", "SZ000002"})).value();
  const auto back = many(of({"SZ000002", "甲公司", "SZ000002"})).value();
  EXPECT_EQ(forth.run_id, back.run_id);
  EXPECT_EQ(back.rows.size(), 2U);
}

TEST_F(BacktestStore, SameInputsHaveTheSameRunIdAndEveryChangeAnotherOne) {
  const BacktestRequest base = of({"SH600001"});
  const std::string id = id_of(base);
  EXPECT_EQ(id.size(), 16U);
  EXPECT_EQ(id_of(base), id);
  BacktestRequest named = base;
  named.symbols = {"甲公司"};
  named.parameters = {{"short", "5"}};
  EXPECT_EQ(id_of(named), id) << "the same, said otherwise";
  std::set<std::string> ids{id};
  const auto differs = [&](auto change) {
    BacktestRequest request = base;
    change(request);
    EXPECT_TRUE(ids.insert(id_of(request)).second) << "after " << ids.size() << " changes";
  };
  differs([](auto& r) { r.strategy = "macd"; });
  differs([](auto& r) { r.parameters = {{"short", "6"}}; });
  differs([](auto& r) { r.symbols = {"SZ000002"}; });
  differs([](auto& r) { r.engine.cash = 1e6 + 1; });
  differs([](auto& r) { r.engine.range.from = data::time_from({2020, 3, 2}); });
  differs([](auto& r) { r.engine.range.to = data::time_from({2021, 3, 2}); });
  differs([](auto& r) { r.engine.broker.slippage.value = 0.001; });
  differs([](auto& r) { r.engine.broker.slippage.kind = backtest::Slippage::Kind::ticks; });
  differs([](auto& r) { r.engine.broker.volume_cap = 0.1; });
  differs([](auto& r) { r.engine.broker.intrabar = backtest::Intrabar::pessimistic; });
  differs([](auto& r) { r.engine.close_at_end = true; });
  differs([](auto& r) { r.target.sizing = {backtest::Sizing::Kind::fraction, 0.5}; });
  differs([](auto& r) { r.target.sizing = {backtest::Sizing::Kind::kelly, 0.5}; });
  differs([](auto& r) { r.target.exits.stop_loss = 0.1; });
  differs([](auto& r) { r.target.exits.take_profit = 0.1; });
  differs([](auto& r) { r.target.exits.trailing = 0.1; });
  differs([](auto& r) { r.target.exits.max_bars = 10; });
  differs([](auto& r) { r.target.at_close = true; });
  differs([](auto& r) { r.target.carry_purchases = false; });
  differs([](auto& r) { r.costs.commission_rate = 0.0003; });
  differs([](auto& r) { r.costs.min_commission = 0; });
  differs([](auto& r) { r.costs.stamp_duty_rate = 0.001; });
  differs([](auto& r) { r.costs.transfer_fee_rate = 0.001; });
  differs([](auto& r) { r.costs.itemise_exchange_fees = true; });
  differs([](auto& r) { r.costs.dividend_tax = true; });
  differs([](auto& r) { r.plain_rules = true; });
  differs([](auto& r) { r.benchmark = "SH000300"; });
  differs([](auto& r) { r.risk_free = 0.02; });
  differs([](auto& r) { r.periods_per_year = 250; });
  differs([](auto& r) { r.var_alpha = 0.01; });
  differs([](auto& r) { r.rolling_window = 60; });
  differs([](auto& r) { r.resamples = 101; });
  differs([](auto& r) { r.seed = 2; });
}

TEST_F(BacktestStore, RunIdFollowsTheDataOfTheRangeAndNothingLater) {
  BacktestRequest request = of({"SH600001"});
  request.engine.range.to = data::time_from({2021, 1, 4});
  const std::string id = id_of(request);
  put("SH600001", walk(1, {.bars = kBars + 30}));
  const data::SystemDb::SymbolEvent events[] = {
      {sym("SH600001"), {.date = {2020, 8, 3}, .cash = 0.2}},
      {sym("SH600001"), {.date = {2021, 6, 1}, .cash = 0.3}}};
  db_->put_events(events).value();
  EXPECT_EQ(id_of(request), id) << "bars and events after the range";
  const data::SystemDb::SymbolEvent other{sym("SH600001"), {.date = {2020, 8, 3}, .cash = 0.21}};
  db_->put_events(std::span(&other, 1)).value();
  const std::string with_event = id_of(request);
  EXPECT_NE(with_event, id) << "another dividend";
  auto bars = walk(1);
  bars.volume()[20] += 1;
  put("SH600001", bars);
  const std::string with_volume = id_of(request);
  EXPECT_NE(with_volume, with_event) << "one share of volume";
  const data::RiskWarning warned{sym("SH600001"), {2020, 5, 6}, data::Date{2020, 6, 30}};
  db_->put_risk_warnings(std::span(&warned, 1)).value();
  EXPECT_NE(id_of(request), with_volume) << "days under risk warning";
}

TEST_F(BacktestStore, KnowsDaysUnderRiskWarning) {
  BacktestRequest request = of({"SZ000002"});
  const auto before = one(request).value();
  EXPECT_EQ(setting(before.settings, "st_days").value, "null");
  EXPECT_NE(setting(before.settings, "st_days").en.find("not known"), std::string::npos);
  EXPECT_TRUE(has(before.remarks, "st_unknown")) << "its name says ST";
  const data::RiskWarning warned{sym("SZ000002"), {2020, 5, 6}, {}};
  db_->put_risk_warnings(std::span(&warned, 1)).value();
  const auto after = one(request).value();
  EXPECT_EQ(setting(after.settings, "st_days").value, R"([["2020-05-06",null]])");
  EXPECT_FALSE(has(after.remarks, "st_unknown"));
  EXPECT_TRUE(after.series.is_warned(data::days_from({2030, 1, 1})));
  EXPECT_FALSE(after.series.is_warned(data::days_from({2020, 5, 5})));
  EXPECT_EQ(setting(one(of({"SH600001"})).value().settings, "st_days").value, "[]");
}

TEST_F(BacktestStore, SaysWhatItCannotKnow) {
  const auto jump = one(of({"SH600003"})).value();
  EXPECT_TRUE(has(jump.remarks, "cut"));
  EXPECT_EQ(jump.run.cuts, 1U);
  const auto gap = one(of({"SZ300004"})).value();
  ASSERT_TRUE(has(gap.remarks, "suspended"));
  const auto short_one = one(of({"SH600005"})).value();
  EXPECT_TRUE(has(short_one.remarks, "ends_early")) << "the others go on for 200 days";
  BacktestRequest early = of({"SH600005"});
  early.engine.range.from = data::time_from({2019, 1, 2});
  early.engine.range.to = data::time_from({2020, 10, 1});
  const auto late = one(early).value();
  EXPECT_TRUE(has(late.remarks, "begins_late"));
  EXPECT_FALSE(has(late.remarks, "ends_early"));
  BacktestRequest poor = of({"SH600001"});
  poor.engine.cash = 500;
  const auto nothing = one(poor).value();
  EXPECT_TRUE(has(nothing.remarks, "cash"));
  EXPECT_TRUE(nothing.run.journal.fills.empty());
  EXPECT_FALSE(nothing.trade_order);
  EXPECT_TRUE(has(one(of({"SH000300"})).value().remarks, "not_traded"));
  for (const auto& one_remark : jump.remarks) EXPECT_NE(one_remark.en, one_remark.zh);
  const auto market = many(of_all()).value();
  EXPECT_TRUE(has(market.remarks, "cut"));
  EXPECT_TRUE(has(market.remarks, "survivors"));
}

TEST_F(BacktestStore, RunsBesideABenchmark) {
  BacktestRequest request = of({"SZ300004"});
  request.benchmark = "指数";
  const auto test = one(request);
  ASSERT_TRUE(test) << test.error().message;
  ASSERT_TRUE(test->benchmark);
  const auto& values = test->benchmark->values;
  ASSERT_EQ(values.size(), test->run.equity.value.size());
  EXPECT_DOUBLE_EQ(values.front(), request.engine.cash);
  const auto made = walk(6);
  const data::Bars index = made.view();
  EXPECT_NEAR(values.back() / values.front(), index.close().back() / index.close().front(), 1e-12)
      << "over the gap of the stock, too";
  EXPECT_EQ(setting(test->settings, "benchmark").value, "\"SH000300\"") << "by its code";
  EXPECT_TRUE(std::isfinite(backtest::value_of(test->metrics, "beta")));

  request.benchmark = "SH600005";  // Ends early.
  const auto ended = one(request).value();
  EXPECT_TRUE(has(ended.remarks, "benchmark_gap"));
  EXPECT_TRUE(std::isnan(ended.benchmark->values.back()));

  request.benchmark = "SH999999";
  const auto missing = one(request);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_NE(missing.error().message.find("do without"), std::string::npos)
      << missing.error().message;
  EXPECT_NE(missing.error().message_zh, "");
}

TEST_F(BacktestStore, AJumpOfTheBenchmarkThatNothingExplainsIsNoMove) {
  BacktestRequest request = of({"SH600001"});
  request.benchmark = "SH600003";
  const auto values = one(request).value().benchmark->values;
  EXPECT_DOUBLE_EQ(values[250], values[249]);
  EXPECT_LT(values.back() / values.front(), 2.0);
}

TEST_F(BacktestStore, RefusesWhatCannotBe) {
  const auto code = [&](auto change) {
    BacktestRequest request = of({"SH600001"});
    change(request);
    const auto test = one(request);
    return test ? Errc::internal : test.error().code;
  };
  EXPECT_EQ(code([](auto& r) { r.strategy = "ma_cros"; }), Errc::not_found);
  EXPECT_EQ(code([](auto& r) { r.parameters = {{"shrt", "5"}}; }), Errc::not_found);
  EXPECT_EQ(code([](auto& r) { r.parameters = {{"short", "x"}}; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.parameters = {{"short", "50"}}; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.symbols = {"SH600009"}; }), Errc::not_found);
  EXPECT_EQ(code([](auto& r) { r.symbols = {}; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) {
              r.engine.range.from = data::time_from({2035, 1, 1});
            }),
            Errc::unavailable);
  EXPECT_EQ(code([](auto& r) { r.engine.cash = 0; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.engine.cash = data::kNone; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.period = data::Period::week; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.costs.commission_rate = 0.5; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.target.exits.stop_loss = 1; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.rolling_window = 1; }), Errc::invalid_argument);
  EXPECT_EQ(code([](auto& r) { r.periods_per_year = 0; }), Errc::invalid_argument);
  BacktestRequest later = of_all();
  later.engine.range.from = data::time_from({2035, 1, 1});
  EXPECT_EQ(many(later).error().code, Errc::unavailable);
  later.benchmark = "SH000300";
  EXPECT_EQ(many(later).error().code, Errc::invalid_argument);
}

TEST_F(BacktestStore, NamesWhatIsLeftOutAndCanBeCancelled) {
  BacktestRequest request = of_all();
  request.engine.range.from = data::time_from({2021, 1, 4});  // SH600005 ended before.
  const auto market = many(request).value();
  EXPECT_EQ(market.rows.size(), 4U);
  ASSERT_EQ(market.left_out.size(), 1U);
  EXPECT_EQ(market.left_out[0].symbol, sym("SH600005"));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(many(of_all(), 2, {stop.get_token(), {}}).error().code, Errc::cancelled);
}

TEST_F(BacktestStore, RunsAreKeptAndARunThatIsRepeatedTakesItsPlace) {
  const auto test = one(of({"SH600001"})).value();
  const auto record = record_of(test, 1000);
  ASSERT_TRUE(keep_backtest(*home_, record));
  EXPECT_EQ(db_->backtests().value(), std::vector{record});
  EXPECT_EQ(record.symbols, "SH600001");
  EXPECT_EQ(record.parameters, R"({"short":5,"long":20})");
  ASSERT_TRUE(keep_backtest(*home_, record_of(test, 2000)));
  ASSERT_EQ(db_->backtests().value().size(), 1U);
  EXPECT_EQ(db_->backtests().value()[0].time, 2000);
  const BacktestRequest all = of_all();
  ASSERT_TRUE(keep_backtest(*home_, record_of(many(all).value(), all, 3000)));
  const auto kept = db_->backtests().value();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].symbols, "all");
}

TEST_F(BacktestStore, RunsThatEndAtTheSameMomentAreAllKept) {
  auto record = record_of(one(of({"SH600001"})).value(), 1000);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    record.run_id = std::to_string(1'000'000'000'000'000 + i);
    threads.emplace_back([this, record] { EXPECT_TRUE(keep_backtest(*home_, record)); });
  }
  threads.clear();
  EXPECT_EQ(db_->backtests().value().size(), 8U);
}

}  // namespace
}  // namespace fwq::coordinators
