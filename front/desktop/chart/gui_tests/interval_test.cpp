// Interval statistics: numbers against a second way, and the card in the chart.
#include "fwq/chart/interval_statistics.hpp"

#include <QLabel>
#include <QMenu>
#include <numeric>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

TEST(IntervalStatistics, OfFiveBarsByHand) {
  data::BarSeries series(5);
  const double closes[] = {10, 11, 9.9, 9.9, 12};
  for (int i = 0; i < 5; ++i)
    series.push_back({i + 1, closes[i] - 0.5, closes[i] + 1, closes[i] - 1, closes[i],
                      100.0 * (i + 1), 1000.0 * (i + 1)});
  const auto s = interval_statistics(series.view(), 1, 4);
  EXPECT_EQ(s.bars, 4U);
  EXPECT_DOUBLE_EQ(s.before, 10);
  EXPECT_DOUBLE_EQ(s.open, 10.5);
  EXPECT_DOUBLE_EQ(s.close, 12);
  EXPECT_DOUBLE_EQ(s.high, 13);
  EXPECT_EQ(s.high_bar, 4U);
  EXPECT_DOUBLE_EQ(s.low, 8.9);
  EXPECT_EQ(s.low_bar, 2U);
  EXPECT_DOUBLE_EQ(s.change, 2);
  EXPECT_DOUBLE_EQ(s.change_ratio, 0.2);
  EXPECT_DOUBLE_EQ(s.amplitude, (13 - 8.9) / 10);
  EXPECT_DOUBLE_EQ(s.mean_close, (11 + 9.9 + 9.9 + 12) / 4);
  EXPECT_DOUBLE_EQ(s.average_price, 10);
  EXPECT_DOUBLE_EQ(s.volume, 1400);
  EXPECT_EQ(s.up, 2U);
  EXPECT_EQ(s.down, 1U);
  EXPECT_EQ(s.flat, 1U);
  EXPECT_EQ(s.longest_up, 1U);
  EXPECT_DOUBLE_EQ(s.best, 12 / 9.9 - 1);
  EXPECT_DOUBLE_EQ(s.worst, 9.9 / 11 - 1);
  EXPECT_DOUBLE_EQ(s.drawdown, 9.9 / 11 - 1);
}

TEST(IntervalStatistics, AgreeWithPlainFormulasOnASimulatedStock) {
  const auto data = demo_data();
  const auto close = data->bars.close();
  const std::size_t first = 500, last = 899;
  const auto s = interval_statistics(data->bars, first, last);
  std::vector<double> returns;
  double drawdown = 0;
  for (std::size_t i = first; i <= last; ++i) {
    returns.push_back(std::log(close[i]) - std::log(close[i - 1]));
    for (std::size_t k = first - 1; k < i; ++k)
      drawdown = std::min(drawdown, close[i] / close[k] - 1);
  }
  const double mean = std::accumulate(returns.begin(), returns.end(), 0.0) / 400;
  double squares = 0;
  for (const double r : returns) squares += (r - mean) * (r - mean);
  EXPECT_NEAR(s.volatility, std::sqrt(squares / 399), 1e-12);
  EXPECT_NEAR(s.drawdown, drawdown, 1e-12);
  EXPECT_EQ(s.up + s.down + s.flat, 400U);
}

TEST(IntervalStatistics, CountNoMoveAcrossACut) {
  data::BarSeries series(4);
  for (const double close : {10.0, 11.0, 2.0, 2.2})
    series.push_back(
        {static_cast<data::Time>(series.size()) + 1, close, close, close, close, 1, 1});
  const std::vector<std::size_t> cuts{2};
  const auto s = interval_statistics(series.view(), 0, 3, cuts);
  EXPECT_EQ(s.cuts, 1U);
  EXPECT_TRUE(std::isnan(s.change));
  EXPECT_NEAR(s.best, 0.1, 1e-12);
  EXPECT_EQ(s.worst, s.worst > 0 ? s.worst : -1);  // No fall is counted: the least move is a rise.
  EXPECT_EQ(s.down, 0U);
  EXPECT_EQ(s.drawdown, 0);
}

TEST(IntervalStatistics, OfNothingAreEmpty) {
  EXPECT_EQ(interval_statistics({}, 3, 9).bars, 0U);
  data::BarSeries series(1);
  series.push_back({1, data::kNone, data::kNone, data::kNone, data::kNone, 0, 0});
  const auto s = interval_statistics(series.view(), 0, 7);
  EXPECT_EQ(s.bars, 0U);
  EXPECT_TRUE(std::isnan(s.high));
}

using Intervals = Charted;

TEST_F(Intervals, AreMarkedWithTheRightButton) {
  const std::size_t first = chart.visibleRange().first + 20, last = first + 40;
  drag(at_bar(static_cast<double>(first)), at_bar(static_cast<double>(last)), Qt::NoModifier,
       Qt::RightButton);
  auto* menu = chart.findChild<QMenu*>(QStringLiteral("chart_interval_menu"));
  ASSERT_NE(menu, nullptr);
  menu->findChild<QAction*>(QStringLiteral("chart_interval_statistics"))->trigger();
  menu->close();
  chart.showStatistics(first, last);
  save(shown(), "interval_dark");
  auto* card = chart.findChild<QWidget*>(QStringLiteral("chart_card"));
  ASSERT_TRUE(card != nullptr && card->isVisible());
  EXPECT_TRUE(
      chart.findChild<QLabel*>(QStringLiteral("card_body"))->text().contains(QStringLiteral("41")));
  QTest::keyClick(&chart, Qt::Key_Escape);
  EXPECT_FALSE(card->isVisible());
}

TEST_F(Intervals, AreZoomedTo) {
  const std::size_t first = chart.visibleRange().first + 20;
  drag(at_bar(static_cast<double>(first)), at_bar(static_cast<double>(first + 40)), Qt::NoModifier,
       Qt::RightButton);
  auto* menu = chart.findChild<QMenu*>(QStringLiteral("chart_interval_menu"));
  menu->findChild<QAction*>(QStringLiteral("chart_interval_zoom"))->trigger();
  EXPECT_EQ(chart.visibleRange(), (ChartWidget::BarRange{first, first + 40}));
}

}  // namespace
}  // namespace fwq::chart
