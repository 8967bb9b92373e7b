// Specs of charts go out as JSON and come back.
#include "fwq/chart/chart_spec.hpp"

#include <gtest/gtest.h>

namespace fwq::chart {
namespace {

TEST(ChartSpecJson, GoesOutAndComesBack) {
  ChartSpec spec = default_spec();
  EXPECT_EQ(parse_chart_spec(chart_spec_to_json(spec)).value(), spec);
  spec.type = ChartType::heikin_ashi;
  spec.axis = AxisKind::log;
  spec.overlays.push_back({.id = "boll", .params = {30, 2.5}, .visible = false});
  spec.panes = {{.indicators = {{.id = "kdj"}, {.id = "tdx_rsi", .params = {6}}}, .weight = 1.25}};
  spec.price_weight = 3;
  spec.min_confidence = 0.7;
  spec.show_signals = spec.show_last_price = false;
  EXPECT_EQ(parse_chart_spec(chart_spec_to_json(spec)).value(), spec);
}

TEST(ChartSpecJson, KeepsDefaultsForWhatIsMissing) {
  EXPECT_EQ(parse_chart_spec("{}").value(), default_spec());
  EXPECT_EQ(parse_chart_spec("{\"panes\":[],\"of_tomorrow\":1}").value().panes.size(), 0U);
}

TEST(ChartSpecJson, RefusesWhatItCannotRead) {
  for (const char* text :
       {"", "[]", "{\"type\":\"waves\"}", "{\"show_trades\":1}", "{\"panes\":{}}",
        "{\"overlays\":[{}]}", "{\"overlays\":[{\"id\":\"tdx_ma\",\"params\":[\"x\"]}]}",
        "{\"price_weight\":\"tall\"}"}) {
    const auto result = parse_chart_spec(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, Errc::bad_data) << text;
  }
  EXPECT_EQ(parse_chart_spec("{\"overlays\":[{\"id\":\"no_such\"}]}").error().code,
            Errc::not_found);
  EXPECT_EQ(parse_chart_spec("{\"price_weight\":-1}").error().code, Errc::invalid_argument);
  EXPECT_EQ(parse_chart_spec("{\"overlays\":[{\"id\":\"tdx_ma\",\"params\":[0]}]}").error().code,
            Errc::invalid_argument);
}

}  // namespace
}  // namespace fwq::chart
