// A long series: bars at once, indicators as another thread has them, none for a symbol that has gone.
#include <QElapsedTimer>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

std::shared_ptr<ChartData> long_data(std::size_t count, const char* symbol = "SH600000") {
  auto made = std::make_shared<ChartData>();
  made->symbol = data::Symbol::parse(symbol).value();
  data::BarSeries series(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double close = 10 + std::sin(static_cast<double>(i) / 50);
    series.push_back({.time = static_cast<data::Time>(i) * 60 + 1'000'000'000,
                      .open = close - 0.01,
                      .high = close + 0.05,
                      .low = close - 0.05,
                      .close = close,
                      .volume = 1000,
                      .amount = 1000 * close});
  }
  made->period = data::Period::min1;
  made->bars = series.view();
  return made;
}

class LongSeries : public Charted {
 protected:
  static constexpr std::size_t kBars = 200'000;
  bool ready() {
    QElapsedTimer clock;
    for (clock.start(); chart.isComputing() && clock.elapsed() < 20'000;)
      QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    return !chart.isComputing();
  }
  std::vector<std::size_t> lines() {
    std::vector<std::size_t> counts;
    for (const PanePlot& pane : scene().panes)
      for (const IndicatorPlot& plot : pane.indicators) counts.push_back(plot.lines.size());
    return counts;
  }
};

TEST_F(LongSeries, ShowsItsBarsAtOnceAndItsIndicatorsLater) {
  QSignalSpy done(&chart, &ChartWidget::indicatorsReady);
  chart.setData(long_data(kBars));
  EXPECT_TRUE(chart.isComputing());
  EXPECT_EQ(scene().end, kBars);
  EXPECT_EQ(lines(), (std::vector<std::size_t>{0, 0, 0}));
  EXPECT_TRUE(scene().panes[2].indicators[0].name.startsWith(QStringLiteral("MACD(12,26,9) …")));
  EXPECT_GT(count(shown(), chart.chartStyle().rising(), scene().panes[0].plot), 100);
  save(shown(), "computing");
  ASSERT_TRUE(ready());
  EXPECT_EQ(done.count(), 1);
  EXPECT_EQ(lines(), (std::vector<std::size_t>{4, 3, 3}));
  EXPECT_TRUE(chart.missingIndicators().empty());
}

TEST_F(LongSeries, HasTheValuesThatAShortOneHas) {
  // Moving averages look at 60 bars: those of the last bars are the same.
  chart.setData(long_data(kBars));
  ASSERT_TRUE(ready());
  const auto values = scene().panes[0].indicators[0].lines[0].values;
  const auto all = long_data(kBars);
  double mean = 0;
  for (std::size_t i = kBars - 5; i < kBars; ++i) mean += all->bars.close()[i] / 5;
  EXPECT_NEAR(values[kBars - 1], mean, 1e-9);
}

TEST_F(LongSeries, IsForgottenWhenAnotherSymbolComes) {
  QSignalSpy done(&chart, &ChartWidget::indicatorsReady);
  for (int i = 0; i < 8; ++i) chart.setData(long_data(kBars, i % 2 == 0 ? "SH600000" : "SZ000001"));
  chart.setData(data);  // A short one: all is there at once.
  EXPECT_FALSE(chart.isComputing());
  const auto expected = lines();
  QTest::qWait(300);
  EXPECT_EQ(done.count(), 0);
  EXPECT_EQ(lines(), expected);
  EXPECT_EQ(scene().panes[0].indicators[0].lines[0].values.size(), data->bars.size());
}

TEST_F(LongSeries, MayGoWhileItIsComputed) {
  auto other = std::make_unique<ChartWidget>();
  other->setData(long_data(kBars));
  EXPECT_TRUE(other->isComputing());
  other.reset();
  QTest::qWait(100);
}

TEST_F(LongSeries, TakesAnIndicatorMoreWhileItIsComputed) {
  chart.setData(long_data(kBars));
  chart.changeSpec([](ChartSpec& spec) { spec.overlays.push_back({.id = "boll"}); });
  ASSERT_TRUE(ready());
  EXPECT_EQ(lines(), (std::vector<std::size_t>{4, 3, 3, 3}));
}

TEST_F(LongSeries, HasItsMarksWhenTheyAreInOrder) {
  auto made = long_data(kBars);
  for (std::uint32_t bar = 0; bar < kBars; bar += 4)
    made->patterns.push_back({.pattern = analysis::built_in_patterns().front(),
                              .bias = analysis::Bias::bullish,
                              .confidence = 0.7,
                              .start = bar,
                              .end = bar,
                              .known_at = bar});
  chart.setData(made);
  EXPECT_TRUE(ChartProbe::marks(chart).empty());
  ASSERT_TRUE(ready());
  ASSERT_FALSE((scene(), ChartProbe::marks(chart).empty()));
  for (const MarkPlot& mark : ChartProbe::marks(chart))
    for (const MarkRef& ref : mark.refs)
      EXPECT_GE(made->patterns[ref.index].known_at + 1, scene().first);
}

TEST_F(LongSeries, IsWholeInAPicture) {
  chart.setData(long_data(kBars));
  const QImage early = chart.picture({1000, 600});
  EXPECT_FALSE(chart.isComputing());
  EXPECT_EQ(lines(), (std::vector<std::size_t>{4, 3, 3}));
  EXPECT_EQ(chart.picture({1000, 600}), early);
}

}  // namespace
}  // namespace fwq::chart
