// Panels and dialogs by the event bus: a wish is fulfilled by whoever can, and what is in front is told to all.
#include <gtest/gtest.h>

#include <QDialog>
#include <QTreeWidget>
#include <nlohmann/json.hpp>
#include <thread>

#include "desk.hpp"
#include "fwq/desktop/panel.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"
#include "panel_events.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kStock = "SH602001";

core::EventBus& bus(Desk& desk) {
  return desk.app().services().events;
}

TEST(PanelEvents, PutAStockInFront) {
  Desk desk;
  bus(desk).publish(StockWanted{kStock});
  ASSERT_TRUE(wait_for([&] { return desk.app().session().view() != nullptr; }));
  EXPECT_EQ(desk.app().session().asked(), QLatin1String(kStock));
}

TEST(PanelEvents, AreUnderstoodByNameFromAnyThread) {
  Desk desk;
  std::thread([&] { bus(desk).publish("stock_wanted", {{"symbol", kStock}}); }).join();
  EXPECT_TRUE(desk.app().session().asked().isEmpty()) << "not on that thread";
  ASSERT_TRUE(wait_for([&] { return desk.app().session().view() != nullptr; }));
  EXPECT_EQ(desk.app().session().asked(), QLatin1String(kStock));
}

TEST(PanelEvents, TellWhatIsInFrontAndThatNothingIs) {
  Desk desk;
  std::vector<std::string> told;
  const auto shown = bus(desk).subscribe<StockShown>([&](const StockShown& event) {
    told.push_back(event.symbol);
    EXPECT_EQ(event.view, desk.app().session().view());
  });
  const auto hidden = bus(desk).subscribe("stock_hidden", [&](const nlohmann::json& event) {
    told.push_back("hidden " + event.at("asked").get<std::string>());
  });
  ASSERT_TRUE(desk.show(QLatin1String(kStock)));
  desk.app().wantStock(QStringLiteral("SZ399999"));
  ASSERT_TRUE(wait_for([&] { return told.size() == 2; }));
  EXPECT_EQ(told, (std::vector<std::string>{kStock, "hidden SZ399999"}));
}

TEST(PanelEvents, FillAndEmptyThePanels) {
  Desk desk;
  MainWindowCoordinator coordinator(desk.app());
  auto* values = coordinator.window()
                     .panel(QStringLiteral("indicators"))
                     ->findChild<QTreeWidget*>(QStringLiteral("values"));
  ASSERT_TRUE(desk.show(QLatin1String(kStock)));
  EXPECT_GT(values->topLevelItemCount(), 3);
  bus(desk).publish(StockHidden{"x", "y"});
  EXPECT_EQ(values->topLevelItemCount(), 0);
  bus(desk).publish(StockShown{kStock, desk.app().session().view()});
  EXPECT_GT(values->topLevelItemCount(), 3);
}

TEST(PanelEvents, OpenDialogsAndShowBars) {
  Desk desk;
  MainWindowCoordinator coordinator(desk.app());
  ASSERT_TRUE(desk.show(QLatin1String(kStock)));
  bus(desk).publish("dialog_wanted", {{"dialog", "calculator"}});
  bool open = false;
  for (auto* dialog : coordinator.window().findChildren<QDialog*>())
    open = open || dialog->windowTitle() == QStringLiteral("Calculator");
  EXPECT_TRUE(open);
  std::size_t first = 0, last = 0;
  QObject::connect(&desk.app().session(), &StockSession::barsWanted,
                   [&](qulonglong a, qulonglong b) {
                     first = a;
                     last = b;
                   });
  bus(desk).publish(BarsWanted{10, 20});
  EXPECT_EQ(first, 10U);
  EXPECT_EQ(last, 20U);
}

}  // namespace
}  // namespace fwq::desktop
