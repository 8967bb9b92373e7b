// Kinds of bars and of axes, indicators and compared securities.
#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

class Kinds : public Charted {
 protected:
  ChartSpec spec = default_spec();
  void show(const char* picture) {
    ASSERT_TRUE(chart.setSpec(spec));
    save(shown(), picture);
  }
};

TEST_F(Kinds, BarsHaveTicksAndNoBodies) {
  chart.zoom(2);
  const int candles = count(shown(), dark_style().red, scene().panes[0].plot);
  spec.type = ChartType::bars;
  show("bars");
  const int bars = count(shown(), dark_style().red, scene().panes[0].plot);
  EXPECT_GT(bars, 500);
  EXPECT_LT(bars, candles * 2 / 3);
}

TEST_F(Kinds, LineIsOfTheAccentColour) {
  spec.type = ChartType::line;
  show("line");
  EXPECT_GT(count(shown(), dark_style().accent, scene().panes[0].plot), 300);
}

TEST_F(Kinds, HeikinAshiChangesTheCandlesAndNotTheTitle) {
  const QImage candles = shown();
  spec.type = ChartType::heikin_ashi;
  show("heikin_ashi");
  const QRect title(0, 0, 400, 25), price = scene().panes[0].plot;
  EXPECT_EQ(candles.copy(title), shown().copy(title));
  EXPECT_NE(candles.copy(price), shown().copy(price));
}

TEST_F(Kinds, HollowBodiesAreOutlines) {
  const int filled = count(shown(), dark_style().red, scene().panes[0].plot);
  ChartStyle style = dark_style();
  style.hollow_rising = true;
  chart.setChartStyle(style);
  save(shown(), "hollow");
  EXPECT_LT(count(shown(), dark_style().red, scene().panes[0].plot), filled * 9 / 10);
}

TEST_F(Kinds, LogAxisMakesEqualRatiosEqualDistances) {
  spec.axis = AxisKind::log;
  chart.showBars(0, data->bars.size() - 1);
  show("log");
  const PanePlot& pane = scene().panes[0];
  EXPECT_NEAR(pane.y(4) - pane.y(8), pane.y(3) - pane.y(6), 1e-9);
}

TEST_F(Kinds, PercentAxisCountsFromTheFirstBarInView) {
  spec.axis = AxisKind::percent;
  show("percent");
  const double base = data->bars.close()[chart.visibleRange().first];
  EXPECT_EQ(scene().base, base);
  for (const AxisTick& tick : scene().panes[0].ticks) {
    const double ratio = tick.value / base - 1;
    EXPECT_NEAR(tick.text.chopped(1).toDouble() / 100, ratio, 1e-9) << tick.text.toStdString();
  }
}

TEST_F(Kinds, PanesShowIndicatorsWithTheirGuides) {
  spec.overlays = {{.id = "boll"}, {.id = "tdx_sar"}};
  spec.panes = {{.indicators = {{.id = "vol"}}},
                {.indicators = {{.id = "kdj"}}},
                {.indicators = {{.id = "rsi", .params = {6}}, {.id = "rsi", .params = {24}}}}};
  show("panes");
  EXPECT_EQ(scene().panes.size(), 4U);
  EXPECT_EQ(scene().panes[3].indicators.size(), 2U);
  EXPECT_EQ(scene().panes[3].indicators[0].lines[0].name, QStringLiteral("RSI6"));
  const auto& lines = scene().panes[3].indicators;
  EXPECT_NE(lines[0].lines[0].color, lines[1].lines[0].color);
  EXPECT_EQ(scene().panes[3].guides.size(), 4U);
}

TEST_F(Kinds, HiddenIndicatorsAreNotDrawn) {
  spec.overlays[0].visible = false;
  show("hidden");
  EXPECT_EQ(count(shown(), dark_style().lines[3], scene().panes[0].plot), 0);
}

TEST_F(Kinds, ComparedSecuritiesBeginTogether) {
  auto both = std::make_shared<ChartData>(*data);
  const auto other = demo_data(5), third = demo_data(6);
  both->compares = {{other->symbol, other->name, other->bars},
                    {third->symbol, third->name, third->bars}};
  spec.overlays.clear();
  chart.setData(both);
  show("compare");
  const auto& plots = scene().panes[0].indicators;
  ASSERT_EQ(plots.size(), 2U);
  EXPECT_TRUE(scene().percent);
  const std::size_t first = scene().first;
  EXPECT_NEAR(plots[0].lines[0].values[first] * plots[0].lines[0].factor, data->bars.close()[first],
              1e-9);
  // Not before its listing: a security without a bar yet draws nothing.
  auto none = std::make_shared<ChartData>(*both);
  none->compares[0].bars = {};
  chart.setData(none);
  shown();
  EXPECT_TRUE(std::isnan(scene().panes[0].indicators[0].lines[0].factor));
}

TEST_F(Kinds, IntradayHasTheAveragePricePaid) {
  auto minutes = std::make_shared<ChartData>(*data);
  data::BarSeries series(480);
  std::uint64_t seed = 11;
  double price = 10;
  for (int i = 0; i < 480; ++i) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    const double open = price;
    price *= 1 + (static_cast<double>(seed >> 40U) * 0x1p-24 - 0.5) * 0.004;
    const int minute = i % 240, clock = minute < 120 ? 571 + minute : 781 + minute - 120;
    series.push_back({data::time_from({2024, 5, 6 + i / 240}, clock * 60), open,
                      std::max(open, price), std::min(open, price), price, 1e4, 1e4 * price});
  }
  minutes->bars = series.view();
  minutes->period = data::Period::min1;
  minutes->cuts.clear();
  spec.type = ChartType::intraday;
  spec.overlays.clear();
  spec.panes = {{.indicators = {{.id = "vol"}}}};
  chart.setData(minutes);
  chart.showBars(0, 479);
  show("intraday");
  EXPECT_EQ(scene().panes[0].indicators.size(), 1U);
  EXPECT_EQ(scene().panes[0].indicators[0].name, QStringLiteral("Average"));
}

}  // namespace
}  // namespace fwq::chart
