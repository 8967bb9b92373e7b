// Marks of patterns, signals and trades, and their cards.
#include <QLabel>
#include <QToolButton>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

class Marks : public Charted {
 protected:
  void SetUp() override {
    const analysis::PatternRecognizer recognizer;
    data->patterns =
        recognizer.recognize_patterns(data->bars, {}, std::nullopt, data->cuts).value();
    const analysis::TechnicalAnalyzer analyzer;
    data->signals = analyzer.generate_signals(
        data->bars, analyzer.calculate_indicators(data->bars, {"MACD", "KDJ"}, data->cuts).value());
    const std::size_t last = data->bars.size() - 1;
    data->trades = {
        {last - 60, analysis::Side::buy, data->bars.close()[last - 60], 1000, "Golden cross"},
        {last - 30, analysis::Side::sell, data->bars.close()[last - 30], 1000, "Dead cross"}};
    Charted::SetUp();
  }
  const std::vector<MarkPlot>& marks() {
    scene();
    return ChartProbe::marks(chart);
  }
  const MarkPlot& first_of(MarkKind kind) {
    for (const MarkPlot& mark : marks())
      if (mark.refs.front().kind == kind && mark.box.left() > 300) return mark;
    throw std::runtime_error("there is no such mark in view");
  }
  void click(const MarkPlot& mark) {
    QTest::mouseClick(&chart, Qt::LeftButton, Qt::NoModifier, mark.box.center().toPoint());
  }
  QWidget* card() { return chart.findChild<QWidget*>(QStringLiteral("chart_card")); }
  QString text(const char* name) { return chart.findChild<QLabel*>(QLatin1String(name))->text(); }
};

TEST_F(Marks, StandBelowTheBarWhenBullishAndAboveWhenBearish) {
  save(shown(), "marks_dark");
  ASSERT_GT(marks().size(), 10U);
  for (const MarkPlot& mark : marks()) {
    const MarkRef ref = mark.refs.front();
    if (ref.kind != MarkKind::pattern) continue;
    const auto& hit = data->patterns[ref.index];
    const auto& pane = scene().panes[0];
    if (hit.bias == analysis::Bias::bullish) {
      EXPECT_GE(mark.box.top(),
                std::min(pane.y(data->bars.low()[hit.known_at]), pane.plot.bottom() - 12.0));
    } else {
      EXPECT_LE(mark.box.bottom(),
                std::max(pane.y(data->bars.high()[hit.known_at]), pane.plot.top() + 12.0));
    }
  }
}

TEST_F(Marks, OpenACardWithReasonsAndKeyPoints) {
  QSignalSpy spy(&chart, &ChartWidget::patternClicked);
  std::size_t index = 0;
  for (std::size_t i = 0; i < data->patterns.size(); ++i)
    if (data->patterns[i].pattern->id == "double_bottom" ||
        data->patterns[i].pattern->id == "double_top")
      index = i;
  chart.selectPattern(index);
  ASSERT_NE(card(), nullptr);
  ASSERT_TRUE(card()->isVisible());
  save(shown(), "card_dark");
  const auto& hit = data->patterns[index];
  EXPECT_TRUE(text("card_title")
                  .startsWith(QString::fromUtf8(hit.pattern->name_en.data(),
                                                static_cast<int>(hit.pattern->name_en.size()))));
  const auto explanation = analysis::PatternRecognizer().explain(data->bars, hit, data->cuts);
  for (const auto& reason : explanation.why)
    EXPECT_TRUE(text("card_body").contains(QString::fromStdString(reason.text_en).toHtmlEscaped()));
  EXPECT_EQ(spy.count(), 0);  // Chosen by the program, not by the user.
  QTest::keyClick(&chart, Qt::Key_Escape);
  EXPECT_FALSE(card()->isVisible());
}

TEST_F(Marks, AreClickedWithTheMouse) {
  QSignalSpy spy(&chart, &ChartWidget::patternClicked);
  const MarkPlot mark = first_of(MarkKind::pattern);
  click(mark);
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toULongLong(), mark.refs.front().index);
  ASSERT_TRUE(card()->isVisible());
  QTest::mouseClick(chart.findChild<QToolButton*>(QStringLiteral("card_close")), Qt::LeftButton);
  EXPECT_FALSE(card()->isVisible());
  click(first_of(MarkKind::trade));
  EXPECT_TRUE(card()->isVisible());
  EXPECT_TRUE(text("card_body").contains(QStringLiteral("1000")));
  EXPECT_EQ(spy.count(), 1);
}

TEST_F(Marks, AreThoseOfTheBarsAskedForAndOfNoLaterOne) {
  const MarkIndex index(*data);
  for (std::size_t first = 100; first < 400; first += 7) {
    const std::size_t end = first + 3;
    std::size_t expected = 0;
    for (const auto& hit : data->patterns)
      expected += hit.known_at >= first && hit.known_at < end ? 1 : 0;
    for (const auto& signal : data->signals)
      expected += signal.bar >= first && signal.bar < end ? 1 : 0;
    EXPECT_EQ(index.between(first, end).size(), expected) << first;
    for (const auto& entry : index.between(first, end))
      EXPECT_TRUE(entry.bar >= first && entry.bar < end);
  }
}

TEST_F(Marks, AreNamedInTheDataBox) {
  const MarkPlot& mark = first_of(MarkKind::pattern);
  const auto& hit = data->patterns[mark.refs.front().index];
  const auto rows = findings_at(scene(), MarkIndex(*data), hit.known_at);
  ASSERT_FALSE(rows.empty());
  EXPECT_LE(rows.size(), 4U);
  const auto name = hit.pattern->name_en;
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const BoxRow& row) {
    return row.name == QString::fromUtf8(name.data(), static_cast<int>(name.size()));
  }));
  move(at_bar(hit.known_at));
  save(shown(), "data_box_dark");
}

TEST_F(Marks, ThatShareAPlaceAreLeafedThrough) {
  for (int i = 0; i < 4; ++i) chart.zoom(0.8);
  for (const MarkPlot& mark : marks()) {
    if (mark.refs.size() < 2 || mark.box.left() < 100) continue;
    click(mark);
    auto* next = chart.findChild<QToolButton*>(QStringLiteral("card_next"));
    ASSERT_TRUE(next->isVisible());
    const QString before = text("card_title") + text("card_body");
    QTest::mouseClick(next, Qt::LeftButton);
    EXPECT_NE(text("card_title") + text("card_body"), before);
    return;
  }
  FAIL() << "no two marks share a place";
}

TEST_F(Marks, AreHiddenWhenTheSpecSaysSo) {
  ChartSpec spec = chart.spec();
  spec.show_patterns = spec.show_trades = false;
  ASSERT_TRUE(chart.setSpec(spec));
  for (const MarkPlot& mark : marks()) EXPECT_EQ(mark.refs.front().kind, MarkKind::signal);
  spec.show_signals = false;
  spec.show_patterns = true;
  spec.min_confidence = 0.9;
  ASSERT_TRUE(chart.setSpec(spec));
  for (const MarkPlot& mark : marks())
    for (const MarkRef ref : mark.refs) EXPECT_GE(data->patterns[ref.index].confidence, 0.9);
}

TEST_F(Marks, DoNotOverlapEachOtherOnTheSameBar) {
  for (std::size_t i = 0; i < marks().size(); ++i)
    for (std::size_t k = i + 1; k < marks().size(); ++k) {
      if (marks()[i].box.center().x() != marks()[k].box.center().x()) continue;
      const QRectF both = marks()[i].box & marks()[k].box;
      const auto& plot = scene().panes[0].plot;
      const bool at_edge = both.top() <= plot.top() + 3 || both.bottom() >= plot.bottom() - 3;
      EXPECT_TRUE(both.isEmpty() || at_edge);
    }
}

TEST_F(Marks, BeyondTheBarsAreLeftOut) {
  auto fewer = std::make_shared<ChartData>(*data);
  fewer->bars = data->bars.slice(0, 100);
  chart.setData(fewer);
  chart.showBars(0, 99);
  for (const MarkPlot& mark : marks()) {
    const MarkRef ref = mark.refs.front();
    if (ref.kind == MarkKind::pattern) {
      EXPECT_LT(fewer->patterns[ref.index].known_at, 100U);
    }
  }
  chart.selectPattern(data->patterns.size() - 1);  // Nothing.
  EXPECT_EQ(card(), nullptr);
}

}  // namespace
}  // namespace fwq::chart
