// Candle functions seen as indicators: found by name, equal to what candles.hpp gives, by bar as in one go.
#include <gtest/gtest.h>

#include "fwq/analysis/candles.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

TEST(TalibCandleIndicators, AreFoundByNameAndGiveTheValuesOfTheCandle) {
  auto series = test::random_walk(5, 400);
  series.high()[200] = data::kNone;
  const auto bars = series.view();
  for (const CandleDef* candle : built_in_candles()) {
    const auto call = parse_indicator(candle->name, Flavour::tdx).value();
    ASSERT_EQ(call.def->id, candle->id);
    EXPECT_EQ(call.def->group, Group::candle);
    const auto expected = candle_values(default_call(*candle), bars).value();
    const std::size_t before = lookback(*candle);
    ASSERT_EQ(call.def->warm_up(call.params), before);
    const auto values = test::run(*call.def, bars, call.params);
    ASSERT_EQ(values.size(), 1U);
    const auto stream = call.def->stream(call.params);
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const bool none = i < before || (i >= 200 && i - 200 <= before);
      ASSERT_EQ(std::isnan(values[0][i]), none) << candle->name << " bar " << i;
      if (!none) {
        ASSERT_EQ(values[0][i], expected[i]) << candle->name << " bar " << i;
      }
      double pushed = 0;
      stream->push(bars[i], {&pushed, 1});
      ASSERT_TRUE(test::same(pushed, values[0][i], 0)) << candle->name << " bar " << i;
      if (!none) {
        ASSERT_GE(pushed, call.def->outputs[0].low) << candle->name;
        ASSERT_LE(pushed, call.def->outputs[0].high) << candle->name;
      }
    }
  }
}

TEST(TalibCandleIndicators, TakeTheirPenetrationAsAParameter) {
  const auto call = parse_indicator("cdlMorningStar(0.05)", Flavour::talib).value();
  ASSERT_EQ(call.params.size(), 1U);
  EXPECT_EQ(call.params[0], 0.05);
  EXPECT_EQ(call.text, "CDLMORNINGSTAR(0.05)");
  EXPECT_FALSE(parse_indicator("CDLMORNINGSTAR(-1)", Flavour::talib));
  EXPECT_FALSE(parse_indicator("CDLDOJI(1)", Flavour::talib));
  // Deep in the first body or hardly: fewer mornings pass the stricter one.
  const auto series = test::random_walk(8, 20000, {.step = 0.03});
  const auto count = [&](double share) {
    const auto values = test::run(*call.def, series.view(), {share})[0];
    return std::count(values.begin(), values.end(), 100.0);
  };
  EXPECT_GT(count(0.0), count(1.0));
}

TEST(TalibCandleIndicators, AreListedAfterTheTable) {
  EXPECT_EQ(available_indicators().size(),
            built_in_indicators().size() + built_in_candles().size());
  const auto unknown = parse_indicator("CDLDOJY", Flavour::talib);
  ASSERT_FALSE(unknown.has_value());
  EXPECT_NE(unknown.error().message.find("CDLDOJI"), std::string::npos) << unknown.error().message;
}

}  // namespace
}  // namespace fwq::analysis
