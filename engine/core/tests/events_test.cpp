// Tests of the built-in events: their JSON, both ways.
#include "fwq/core/events.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "fwq/core/event_bus.hpp"

namespace fwq::core {
namespace {

using Json = nlohmann::json;

TEST(Events, AreReadBackFromTheirJson) {
  EventBus bus;
  Json payload;
  StockSelected selected;
  DataUpdated updated;
  const auto a = bus.subscribe("stock_selected", [&](const Json& json) { payload = json; });
  const auto b = bus.subscribe<StockSelected>([&](const StockSelected& e) { selected = e; });
  const auto c = bus.subscribe<DataUpdated>([&](const DataUpdated& e) { updated = e; });
  bus.publish("stock_selected", {{"code", "000001"}, {"name", "平安银行"}});
  EXPECT_EQ(selected.code, "000001");
  EXPECT_EQ(selected.name, "平安银行");
  EXPECT_EQ(selected.period, "");
  bus.publish(StockSelected{"SZ000001", "000001", "平安银行", "day"});
  EXPECT_EQ(
      payload,
      (Json{{"symbol", "SZ000001"}, {"code", "000001"}, {"name", "平安银行"}, {"period", "day"}}));
  const DataUpdated sent{"tdx", "bars", {"SH600000", "SZ000001"}, 12, 3};
  bus.publish("data_updated", sent);
  EXPECT_EQ(updated.symbols, sent.symbols);
  EXPECT_EQ(updated.added, 12U);
  EXPECT_EQ(updated.removed, 3U);
  EXPECT_EQ(
      Json(AnalysisCompleted{"SH600000", "day", 250, 1, 2, 3, 0.5}).dump(),
      R"({"bars":250,"indicators":2,"patterns":1,"period":"day","seconds":0.5,"signals":3,"symbol":"SH600000"})");
  EXPECT_EQ(Json(OptimizationStarted{"id", "hammer", "genetic", 50, 20}).at("algorithm"),
            "genetic");
  EXPECT_EQ(
      Json(AlertRaised{"cheap", "SH600000", "close < 10", "2024-01-02", 9.5}).dump(),
      R"({"alert":"cheap","price":9.5,"symbol":"SH600000","text":"close < 10","time":"2024-01-02"})");
  EXPECT_EQ(
      std::vector<std::string_view>(kBuiltInEvents.begin(), kBuiltInEvents.end()),
      (std::vector<std::string_view>{"stock_selected", "analysis_completed", "optimization_started",
                                     "data_updated", "alert_raised"}));
}

}  // namespace
}  // namespace fwq::core
