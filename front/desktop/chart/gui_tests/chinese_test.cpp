// Every text of the chart in Chinese.
#include "chinese.hpp"

#include <QDirIterator>
#include <QMenu>
#include <QRegularExpression>
#include <QSet>

#include "chart_fixture.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

using InChinese = Charted;

QSet<QString> source_texts() {
  QSet<QString> texts;
  static const QRegularExpression kText(
      QStringLiteral("QT_TRANSLATE_NOOP\\(\"chart\",\\s*\"([^\"]*)\""));
  for (const char* folder : {"chart/src", "src"}) {
    QDirIterator files(QStringLiteral(FWQ_SOURCE_DIR "/front/desktop/") + QLatin1String(folder),
                       {QStringLiteral("*.cpp")}, QDir::Files);
    while (files.hasNext()) {
      QFile file(files.next());
      if (!file.open(QIODevice::ReadOnly)) continue;
      const QString code = QString::fromUtf8(file.readAll());
      for (auto at = kText.globalMatch(code); at.hasNext();) texts.insert(at.next().captured(1));
    }
  }
  return texts;
}

TEST(ChineseTexts, AreThereForEveryTextAndForNoOther) {
  const Chinese chinese;
  const QSet<QString> sources = source_texts();
  ASSERT_GT(sources.size(), 80);
  for (const QString& source : sources) {
    EXPECT_FALSE(chinese.texts().value(source).isEmpty()) << source.toStdString();
    EXPECT_EQ(chinese.texts().value(source).count(QLatin1Char('%')),
              source.count(QStringLiteral("%1")) + source.count(QStringLiteral("%2")))
        << source.toStdString();
  }
  for (auto at = chinese.texts().begin(); at != chinese.texts().end(); ++at)
    EXPECT_TRUE(sources.contains(at.key())) << at.key().toStdString();
}

TEST(ChineseTexts, CountInTenThousands) {
  EXPECT_EQ(compact(1.5e8), QStringLiteral("150M"));
  EXPECT_EQ(compact(12345), QStringLiteral("12.3K"));
  const Chinese chinese;
  EXPECT_EQ(compact(1.5e8), QStringLiteral("1.50亿"));
  EXPECT_EQ(compact(12345), QStringLiteral("1.23万"));
  EXPECT_EQ(compact(-3.2e12), QStringLiteral("-3.20万亿"));
}

TEST_F(InChinese, ChartAndCardSpeakIt) {
  const Chinese chinese;
  auto marked = std::make_shared<ChartData>(*data);
  marked->patterns =
      analysis::PatternRecognizer()
          .recognize_patterns(data->bars, {"double_bottom", "head_shoulders_bottom", "engulfing"},
                              std::nullopt, data->cuts)
          .value();
  chart.setData(marked);
  chart.setChartStyle(light_style());
  std::size_t index = 0;
  for (std::size_t i = 0; i < marked->patterns.size(); ++i)
    if (marked->patterns[i].pattern->id == "double_bottom") index = i;
  chart.selectPattern(index);
  save(shown(), "card_light_zh");
  chart.clearSelection();
  move(at_bar(static_cast<double>(chart.visibleRange().first) + 20));
  save(shown(), "crosshair_light_zh");
  chart.showStatistics(chart.visibleRange().first + 10, chart.visibleRange().first + 40);
  save(shown(), "interval_light_zh");
}

TEST_F(InChinese, MenuSpeaksIt) {
  const Chinese chinese;
  QTest::mouseClick(&chart, Qt::RightButton, Qt::NoModifier, {400, 300});
  auto* menu = chart.findChild<QMenu*>(QStringLiteral("chart_menu"));
  ASSERT_NE(menu, nullptr);
  static const QRegularExpression kLatin(QStringLiteral("[A-Za-z]{2}"));
  for (const QAction* action : menu->actions())
    EXPECT_FALSE(action->text().contains(kLatin)) << action->text().toStdString();
  save(menu->grab().toImage(), "menu_zh");
}

}  // namespace
}  // namespace fwq::chart
