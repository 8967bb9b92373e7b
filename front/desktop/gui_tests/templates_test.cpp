// Indicator templates: kept, put on the chart, renamed, given away and taken in; what is broken costs nothing else.
#include <gtest/gtest.h>

#include <QAction>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QTableWidget>
#include <fstream>
#include <iterator>

#include "chart_area.hpp"
#include "chart_in_front.hpp"
#include "main_window.hpp"
#include "opened.hpp"
#include "say.hpp"
#include "template_store.hpp"

namespace fwq::desktop {
namespace {

std::string text_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Templates : public ::testing::Test {
 protected:
  void name(const char* button, const QString& text) {
    window.click(button);
    auto* ask = window.dialog->findChild<QInputDialog*>();
    ASSERT_NE(ask, nullptr);
    ask->setTextValue(text);
    ask->accept();
    delete ask;
  }
  void choose(const char* button, const std::filesystem::path& file) {
    window.click(button);
    auto* ask = window.dialog->findChild<QFileDialog*>();
    ASSERT_NE(ask, nullptr);
    Q_EMIT ask->fileSelected(text_of(file.string()));
    delete ask;
  }
  chart::ChartWidget& chart() { return window.coordinator.window().chart().widget(); }
  QTableWidget* table() { return window.the<QTableWidget>("templates"); }
  std::filesystem::path file() { return window.desk.app().templatesFile(); }

  Opened window{"templates"};
};

TEST_F(Templates, KeepTheIndicatorsOfTheChartAndPutThemBack) {
  const auto before = chart().spec();
  name("save", QStringLiteral("短线"));
  ASSERT_EQ(table()->rowCount(), 1);
  EXPECT_NE(table()->item(0, 1)->text().indexOf(QLatin1String("MA")), -1)
      << table()->item(0, 1)->text().toStdString();
  chart().changeSpec([](chart::ChartSpec& spec) {
    spec.overlays.clear();
    spec.panes = {{.indicators = {{.id = "tdx_rsi", .params = {6, 12, 24}}}}};
    spec.type = chart::ChartType::line;
  });
  table()->selectRow(0);
  window.click("apply");
  EXPECT_EQ(chart().spec().overlays, before.overlays);
  EXPECT_EQ(chart().spec().panes, before.panes);
  EXPECT_EQ(chart().spec().type, chart::ChartType::line) << "only indicators are meant";
}

TEST_F(Templates, AreRenamedMadeFavouritesAndDeleted) {
  name("save", QStringLiteral("a"));
  name("save", QStringLiteral("b"));
  table()->selectRow(1);
  window.click("favourite");
  EXPECT_EQ(table()->item(0, 0)->text(), QStringLiteral("★ b"));
  table()->selectRow(0);
  name("rename", QStringLiteral("a"));
  EXPECT_FALSE(window.note().isEmpty()) << "the name is taken";
  table()->selectRow(0);
  name("rename", QStringLiteral("c"));
  EXPECT_EQ(table()->item(0, 0)->text(), QStringLiteral("★ c"));
  QStringList problems;
  EXPECT_EQ(TemplateStore::read(file(), false, problems).list().size(), 2U)
      << "kept for the next run";
  table()->selectRow(0);
  window.click("remove");
  EXPECT_EQ(table()->rowCount(), 1);
}

TEST_F(Templates, ThatAreFavouritesAreInTheMenu) {
  name("save", QStringLiteral("短线"));
  table()->selectRow(0);
  window.click("favourite");
  chart().changeSpec([](chart::ChartSpec& spec) { spec.overlays.clear(); });
  auto* menu = window.coordinator.window().findChild<QMenu*>(QStringLiteral("favourite_templates"));
  ASSERT_NE(menu, nullptr);
  Q_EMIT menu->aboutToShow();
  ASSERT_EQ(menu->actions().size(), 1);
  EXPECT_EQ(menu->actions().front()->text(), QStringLiteral("短线"));
  menu->actions().front()->trigger();
  EXPECT_FALSE(chart().spec().overlays.empty());
}

TEST_F(Templates, AreGivenAwayAndTakenIn) {
  name("save", QStringLiteral("短线"));
  table()->selectRow(0);
  const auto out = window.desk.folder() / "one.json";
  choose("export", out);
  EXPECT_NE(text_in(out).find("短线"), std::string::npos);
  choose("import", out);
  ASSERT_EQ(table()->rowCount(), 2);
  EXPECT_EQ(table()->item(1, 0)->text(), QStringLiteral("短线 2")) << "nobody's gives way";
  const auto bad = window.desk.folder() / "bad.json";
  std::ofstream(bad) << R"({"name": "x", "chart": {"overlays": [{"id": "nonsense"}]}})";
  choose("import", bad);
  EXPECT_EQ(table()->rowCount(), 2);
  EXPECT_NE(window.note().indexOf(QLatin1String("nonsense")), -1) << window.note().toStdString();
}

TEST(TemplateStore, KeepsWhatItCannotRead) {
  const Desk desk;
  const auto file = desk.folder() / "config" / "templates.json";
  std::ofstream(file)
      << R"([{"name": "good", "chart": {}}, {"name": "bad", "chart": {"overlays": [{"id": "nonsense"}]}}])";
  QStringList problems;
  auto store = TemplateStore::read(file, false, problems);
  EXPECT_EQ(store.list().size(), 1U);
  EXPECT_EQ(problems.size(), 1);
  store.remove("good");
  ASSERT_TRUE(store.write());
  EXPECT_NE(text_in(file).find("nonsense"), std::string::npos);
  std::ofstream(file) << "no json";
  problems.clear();
  EXPECT_TRUE(TemplateStore::read(file, false, problems).list().empty());
  EXPECT_EQ(problems.size(), 1);
  EXPECT_EQ(text_in(desk.folder() / "config" / "templates.json.broken"), "no json");
}

}  // namespace
}  // namespace fwq::desktop
