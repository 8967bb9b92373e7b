// Closes at the limit, days of one price and the bar that is still forming are seen in the chart.
#include "chart_fixture.hpp"
#include "color.hpp"

namespace fwq::chart {
namespace {

class Limits : public Charted {
 protected:
  // Six bars; the second closed limit-up, the third was locked there, the fourth closed limit-down, the last is forming.
  void SetUp() override {
    auto made = std::make_shared<ChartData>();
    made->symbol = data::Symbol::parse("SH600000").value();
    made->bars = bars(10).view();
    made->limits = {LimitClose::none, LimitClose::up, LimitClose::up, LimitClose::down};
    made->limits.resize(made->bars.size());
    made->last_is_forming = true;
    data = made;
    ChartSpec spec;
    spec.show_last_price = false;
    ASSERT_TRUE(chart.setSpec(spec));
    Charted::SetUp();
    chart.showBars(0, 9);
  }
  static data::BarSeries bars(std::size_t count) {
    data::BarSeries series;
    for (std::size_t i = 0; i < count; ++i) {
      const bool locked = i == 2;
      const double close = 10 + 0.5 * static_cast<double>(i % 4);
      series.push_back(
          {.time = data::day_bar_time(data::date_from_days(19'800 + static_cast<std::int64_t>(i))),
           .open = locked ? close : close - 0.3,
           .high = locked ? close : close + 0.1,
           .low = locked ? close : close - 0.4,
           .close = close,
           .volume = 1000,
           .amount = 1000 * close});
    }
    return series;
  }
  // The column of a bar in the price pane.
  QRect column(std::size_t bar) const {
    const int half = static_cast<int>(scene().step() / 2);
    const int x = static_cast<int>(scene().x.x(static_cast<double>(bar)));
    const QRect plot = scene().panes[0].plot;
    return {x - half, plot.top() + 60, 2 * half, plot.height() - 60};
  }
  int in(std::size_t bar, const QColor& color) { return count(shown(), color, column(bar)); }
};

TEST_F(Limits, HaveTheirColours) {
  const ChartStyle& style = chart.chartStyle();
  EXPECT_GT(in(0, style.rising()), 100);
  EXPECT_EQ(in(0, style.limit_up), 0);
  EXPECT_GT(in(1, style.limit_up), 100);
  EXPECT_EQ(in(1, style.rising()), 0);
  EXPECT_GT(in(3, style.limit_down), 100);
  save(shown(), "limits");
}

TEST_F(Limits, OfADayOfOnePriceIsADashOfThreePixels) {
  const int width = static_cast<int>(scene().step() * 0.8);
  const int pixels = in(2, chart.chartStyle().limit_up);
  EXPECT_GE(pixels, 2 * width);
  EXPECT_LE(pixels, 4 * width);
}

TEST_F(Limits, AreThereInBarsAndSticksAndNotInAveragedCandles) {
  const ChartStyle& style = chart.chartStyle();
  chart.changeSpec([](ChartSpec& spec) { spec.type = ChartType::bars; });
  EXPECT_GT(in(1, style.limit_up), 10);
  chart.changeSpec([](ChartSpec& spec) { spec.type = ChartType::heikin_ashi; });
  EXPECT_EQ(in(1, style.limit_up), 0);
}

TEST_F(Limits, AreNamedInTheDataBox) {
  const QImage plain = shown();
  move(at_bar(1));
  EXPECT_NE(shown(), plain);
  save(shown(), "limits_box");
  move(at_bar(9));
  save(shown(), "forming_box");
}

TEST_F(Limits, FollowTheTheme) {
  chart.setChartStyle(light_style());
  EXPECT_GT(in(1, light_style().limit_up), 100);
  save(shown(), "limits_light");
}

TEST_F(Limits, TheBarThatFormsIsAnOutlineThinlyFilled) {
  const ChartStyle& style = chart.chartStyle();
  const QColor thin = mixed(style.rising(), style.background, 0.3);
  EXPECT_GT(in(9, thin), 100);
  EXPECT_EQ(in(8, thin), 0);
  EXPECT_GT(in(9, style.rising()), 20);  // Outline and wick.
  auto done = std::make_shared<ChartData>(*data);
  done->last_is_forming = false;
  chart.setData(done);
  chart.showBars(0, 9);
  EXPECT_EQ(in(9, thin), 0);
}

}  // namespace
}  // namespace fwq::chart
