// Comparing securities, and a stock in several periods.
#include "comparison.hpp"

#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include "chart_area.hpp"
#include "desk.hpp"
#include "periods_window.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

class ComparisonTest : public testing::Test {
 protected:
  void SetUp() override {
    desk.app().securities().load();
    ASSERT_TRUE(wait_for([this] { return desk.app().securities().isLoaded(); }));
    const auto& rows = *desk.app().securities().rows();
    ASSERT_GT(rows.size(), 3U);
    for (const auto& row : rows)
      if (row.symbol.kind() == data::Kind::stock) stocks << text_of(row.symbol.text());
    area = std::make_unique<ChartArea>(desk.app());
    QObject::connect(&desk.app().session(), &StockSession::loaded, area.get(),
                     [this](const auto& view) { area->show(view); });
    area->resize(1000, 640);
    static_cast<QWidget*>(area.get())->show();
    ASSERT_TRUE(desk.show(stocks[0]));
    comparison = area->findChild<Comparison*>();
    ASSERT_NE(comparison, nullptr);
  }
  std::size_t compared() { return area->widget().data()->compares.size(); }
  bool settled(std::size_t count) {
    return wait_for([&] { return compared() == count; });
  }
  QMenu* menu() {
    QTest::mouseClick(&area->widget(), Qt::RightButton, Qt::NoModifier, {300, 200});
    return area->widget().findChild<QMenu*>(QStringLiteral("chart_menu"));
  }
  void picture(QWidget& of, const char* name) {
    QDir().mkpath(QStringLiteral(FWQ_SCREENSHOTS));
    EXPECT_TRUE(of.grab().save(QStringLiteral(FWQ_SCREENSHOTS "/%1.png").arg(QLatin1String(name))));
  }

  Desk desk;
  QStringList stocks;
  std::unique_ptr<ChartArea> area;
  Comparison* comparison = nullptr;
};

TEST_F(ComparisonTest, IsChosenFromTheMenuAndDrawn) {
  menu()->findChild<QAction*>(QStringLiteral("compare_add"))->trigger();
  auto* picker = area->widget().findChild<QDialog*>(QStringLiteral("compare_picker"));
  ASSERT_NE(picker, nullptr);
  QTest::keyClicks(picker->findChild<QLineEdit*>(), stocks[1].mid(2));
  picture(*picker, "compare_picker");
  QTest::mouseClick(picker->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                    Qt::LeftButton);
  ASSERT_TRUE(settled(1));
  EXPECT_EQ(text_of(area->widget().data()->compares[0].symbol.text()), stocks[1]);
  picture(*area, "compare");
}

TEST_F(ComparisonTest, StaysWhenAnotherStockComesToTheFront) {
  comparison->add(stocks[1]);
  comparison->add(stocks[2]);
  comparison->add(stocks[2]);
  comparison->add(stocks[0]);  // Itself.
  EXPECT_EQ(comparison->symbols().size(), 2);
  ASSERT_TRUE(settled(2));
  ASSERT_TRUE(desk.show(stocks[3]));
  EXPECT_TRUE(wait_for([&] {
    return compared() == 2 && text_of(area->widget().data()->symbol.text()) == stocks[3];
  }));
  ASSERT_TRUE(desk.show(stocks[1]));  // Compared itself: the other one stays.
  EXPECT_TRUE(wait_for([&] {
    return compared() == 1 && text_of(area->widget().data()->symbol.text()) == stocks[1];
  }));
}

TEST_F(ComparisonTest, FollowsThePeriod) {
  comparison->add(stocks[1]);
  ASSERT_TRUE(settled(1));
  const std::size_t days = area->widget().data()->compares[0].bars.size();
  desk.app().session().setPeriod(data::Period::week);
  EXPECT_TRUE(wait_for(
      [&] { return compared() == 1 && area->widget().data()->period == data::Period::week; }));
  EXPECT_LT(area->widget().data()->compares[0].bars.size(), days / 4);
}

TEST_F(ComparisonTest, EndsByTheMenu) {
  comparison->add(stocks[1]);
  ASSERT_TRUE(settled(1));
  menu()->findChild<QAction*>(QStringLiteral("compare_end"))->trigger();
  EXPECT_EQ(compared(), 0U);
  EXPECT_TRUE(comparison->symbols().isEmpty());
}

TEST_F(ComparisonTest, ThatCannotBeLoadedIsToldAndLeftOut) {
  QStringList problems;
  QObject::connect(&desk.app(), &AppContext::problem, &desk.app(),
                   [&](const QString& text) { problems << text; });
  comparison->add(stocks[1]);
  comparison->add(QStringLiteral("SH600999"));
  EXPECT_TRUE(wait_for([&] { return !problems.isEmpty(); }));
  EXPECT_TRUE(settled(1));
  ASSERT_TRUE(desk.show(stocks[2]));
  EXPECT_TRUE(wait_for([&] {
    return compared() == 1 && text_of(area->widget().data()->symbol.text()) == stocks[2];
  }));
  EXPECT_EQ(problems.size(), 1);  // Told once.
}

TEST_F(ComparisonTest, SeveralPeriodsStandUnderOneCrosshair) {
  menu()->findChild<QAction*>(QStringLiteral("several_periods"))->trigger();
  auto* window = area->findChild<PeriodsWindow*>();
  ASSERT_NE(window, nullptr);
  auto bars = [&](std::size_t i) {
    return window->chart(i).data() ? window->chart(i).data()->bars.size() : 0;
  };
  ASSERT_TRUE(wait_for([&] { return bars(0) > 0 && bars(1) > 0 && bars(2) > 0; }));
  EXPECT_GT(bars(0), bars(1));
  EXPECT_GT(bars(1), bars(2));
  EXPECT_EQ(bars(3), 0U);  // Hours cannot be made from days: its place says so.
  ASSERT_TRUE(QTest::qWaitForWindowExposed(window));
  QTest::mouseMove(&window->chart(1), {200, 120});
  picture(*window, "periods");
  ASSERT_TRUE(desk.show(stocks[2]));
  EXPECT_TRUE(wait_for([&] {
    return window->chart(1).data() && text_of(window->chart(1).data()->symbol.text()) == stocks[2];
  }));
  EXPECT_EQ(&PeriodsWindow::open(desk.app(), *area, area->link()), window);
}

}  // namespace
}  // namespace fwq::desktop
