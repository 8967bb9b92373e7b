// The event engine against backtesting.py on a simulated series without costs: same trades, same equity, same statistics
// where both define them alike. Golden file by tests/golden/make_backtesting.py; GOOG: bench/peers/backtesting_equal.py.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "fwq/backtest/metrics.hpp"
#include "support/sma_cross.hpp"

namespace fwq::backtest {
namespace {

// The walk of make_backtesting.py, in whole cents; on days without a calendar, which no rule asks for here.
data::BarSeries simulated(std::size_t count) {
  std::uint64_t state = 2026;
  const auto draw = [&](std::int64_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>(state >> 33U) % n;
  };
  data::BarSeries out(count);
  std::int64_t last = 3000;
  const auto yuan = [](std::int64_t cents) { return static_cast<double>(cents) / 100; };
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t open = std::max<std::int64_t>(500, last + draw(41) - 20);
    const std::int64_t close = std::max<std::int64_t>(500, open + draw(101) - 50);
    const std::int64_t high = std::max(open, close) + draw(21);
    const std::int64_t low = std::min(open, close) - draw(21);
    const auto day = data::date_from_days(data::days_from({2010, 1, 4}) + static_cast<int>(i));
    out.push_back(
        {data::day_bar_time(day), yuan(open), yuan(high), yuan(low), yuan(close), 1e6, 1e6});
    last = close;
  }
  return out;
}

TEST(BacktestingPy, HasTheSameTradesEquityAndStatistics) {
  constexpr std::size_t kBars = 2000;
  const data::BarSeries bars = simulated(kBars);
  const TradedSeries series =
      traded_series(bars.view(), data::Symbol::parse("SH000001").value(), {});
  const RunResult run = run_strategy(series, test::sma_cross(10, 20), Rulebook::plain().value(),
                                     {.cash = 10'000, .broker = {.slippage = {}, .volume_cap = 0}})
                            .value();
  std::vector<TradeResult> results;
  for (const Trade& trade : run.journal.trades) {
    TradeResult& result = results.emplace_back();
    result.pnl = yuan_of(trade.pnl);
    result.return_fraction = trade.return_fraction;
  }
  const auto metrics = metrics_of({.equity = run.equity.value, .benchmark = {}, .trades = results});

  std::ifstream file(FWQ_SOURCE_DIR "/tests/golden/backtesting/sma_cross.txt");
  std::size_t trades = 0, values = 0, stats = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, name;
    words >> what;
    if (what == "trade") {
      std::uint32_t entry = 0, exit = 0;
      std::int64_t shares = 0;
      double entry_price = 0, exit_price = 0, pnl = 0;
      words >> entry >> exit >> shares >> entry_price >> exit_price >> pnl;
      ASSERT_LT(trades, run.journal.trades.size());
      const Trade& trade = run.journal.trades[trades++];
      EXPECT_EQ(trade.entry_bar, entry);
      EXPECT_EQ(trade.exit_bar, exit);
      EXPECT_EQ(trade.shares, shares);
      EXPECT_DOUBLE_EQ(trade.entry_price, entry_price);
      EXPECT_DOUBLE_EQ(trade.exit_price, exit_price);
      EXPECT_EQ(trade.pnl, money_of(pnl));
    } else if (what == "equity") {
      std::size_t bar = 0;
      double value = 0;
      words >> bar >> value;
      EXPECT_EQ(money_of(run.equity.value.at(bar)), money_of(value)) << "bar " << bar;
      ++values;
    } else if (what == "stat") {
      double value = 0;
      words >> name >> value;
      EXPECT_NEAR(value_of(metrics, name), value, 1e-10) << name;
      ++stats;
    }
  }
  EXPECT_EQ(trades, run.journal.trades.size());
  EXPECT_GT(trades, 40U);  // Or the file was not found.
  EXPECT_GT(values, 80U);
  EXPECT_EQ(stats, 10U);
}

}  // namespace
}  // namespace fwq::backtest
