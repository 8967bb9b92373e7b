// Indicators by name: what users may write, and what they are told.
#include "fwq/analysis/technical_analyzer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

std::string error_of(std::string_view text, Flavour flavour = Flavour::talib) {
  const auto call = parse_indicator(text, flavour);
  return call ? "" : std::string(to_string(call.error().code)) + ": " + call.error().message;
}

TEST(ParseIndicator, IgnoresCaseAndSpaces) {
  for (const char* text : {"MACD", "macd", " MaCd ", "macd()", "macd( )"}) {
    const auto call = parse_indicator(text, Flavour::talib).value();
    EXPECT_EQ(call.def->id, "macd") << text;
    EXPECT_EQ(call.text, "MACD");
    EXPECT_EQ(call.params, (std::vector<double>{12, 26, 9}));
    EXPECT_EQ(call.output_count(), 3U);
  }
}

TEST(ParseIndicator, TakesParametersInOrderAndKeepsThemInTheText) {
  const auto call = parse_indicator(" macd ( 6, 13 ,5 ) ", Flavour::talib).value();
  EXPECT_EQ(call.text, "MACD(6,13,5)");
  EXPECT_EQ(call.params, (std::vector<double>{6, 13, 5}));
  const auto fewer = parse_indicator("BBANDS(20,2.5)", Flavour::talib).value();
  EXPECT_EQ(fewer.params, (std::vector<double>{20, 2.5, 2, 0}));
  EXPECT_EQ(fewer.text, "BBANDS(20,2.5)");
}

TEST(ParseIndicator, ChoosesAmongSharedNamesByFlavourAndTakesOthersAnyway) {
  EXPECT_EQ(parse_indicator("RSI", Flavour::talib).value().def->id, "rsi");
  EXPECT_EQ(parse_indicator("RSI", Flavour::tdx).value().def->id, "tdx_rsi");
  EXPECT_EQ(parse_indicator("KDJ", Flavour::talib).value().def->id, "kdj");
  EXPECT_EQ(parse_indicator("BBANDS", Flavour::tdx).value().def->id, "bbands");
  const auto by_id = parse_indicator("tdx_rsi(6)", Flavour::talib).value();
  EXPECT_EQ(by_id.def->id, "tdx_rsi");
  EXPECT_EQ(by_id.text, "tdx_rsi(6)");
  EXPECT_EQ(parse_indicator("tdx_rsi(6)", Flavour::tdx).value().text, "RSI(6)");
}

TEST(ParseIndicator, DrawsAsManyLinesAsPeriodsWereGiven) {
  EXPECT_EQ(parse_indicator("MA", Flavour::tdx).value().params,
            (std::vector<double>{5, 10, 20, 60}));
  const auto call = parse_indicator("MA(7,14)", Flavour::tdx).value();
  EXPECT_EQ(call.params, (std::vector<double>{7, 14}));
  EXPECT_EQ(call.output_count(), 2U);
}

TEST(ParseIndicator, SaysWhatIsWrongAndWhatWouldBeRight) {
  EXPECT_EQ(error_of("MADC"), "not_found: unknown indicator 'MADC'; did you mean MACD?");
  EXPECT_EQ(error_of(""), "not_found: unknown indicator '': `fwq indicators --list` shows all");
  EXPECT_EQ(error_of("MACD(1,2,3,4)"),
            "invalid_argument: MACD takes at most 3 parameters (fast, slow, signal), 4 given");
  EXPECT_EQ(error_of("OBV(3)"), "invalid_argument: OBV takes no parameters, 1 given");
  EXPECT_EQ(error_of("RSI(1)"),
            "invalid_argument: RSI: period = 1 is not a whole number from 2 to 100000");
  EXPECT_EQ(error_of("RSI(6.5)"),
            "invalid_argument: RSI: period = 6.5 is not a whole number from 2 to 100000");
  EXPECT_EQ(error_of("BOLL(20,-1)"),
            "invalid_argument: BOLL: p = -1 is not a number from 0 to 100");
  EXPECT_EQ(error_of("RSI(nan)"),
            "invalid_argument: RSI: period = NaN is not a whole number from 2 to 100000");
  EXPECT_EQ(error_of("MACD(6,,5)"),
            "invalid_argument: 'MACD(6,,5)': parameter 2 is '', which is not a number");
  EXPECT_EQ(error_of("MACD(6x)"),
            "invalid_argument: 'MACD(6x)': parameter 1 is '6x', which is not a number");
  EXPECT_EQ(error_of("MACD(6"),
            "invalid_argument: 'MACD(6': the closing parenthesis is missing or not last");
  EXPECT_EQ(error_of("MACD(6)7"),
            "invalid_argument: 'MACD(6)7': the closing parenthesis is missing or not last");
}

TEST(ParseIndicator, ReadsOtherColumnsWhenTheyAreNamedInBrackets) {
  const auto call = parse_indicator(" rsi (14) [ High ] ", Flavour::talib).value();
  EXPECT_EQ(call.text, "RSI(14)[high]");
  EXPECT_EQ(call.reads, (std::vector<Field>{Field::high}));
  EXPECT_EQ(parse_indicator("OBV[open,amount]", Flavour::talib).value().text, "OBV[open,amount]");
  EXPECT_TRUE(parse_indicator("RSI(14)", Flavour::talib).value().reads.empty());
  EXPECT_EQ(
      error_of("RSI[price]"),
      "invalid_argument: unknown column 'price'; there are open, high, low, close, volume, amount");
  EXPECT_EQ(error_of("RSI[high,low]"),
            "invalid_argument: 'RSI[high,low]': RSI reads 1 column, 2 named");
  EXPECT_EQ(
      error_of("RSI[]"),
      "invalid_argument: unknown column ''; there are open, high, low, close, volume, amount");
  EXPECT_EQ(error_of("ATR[open,high,low]"),
            "invalid_argument: 'ATR[open,high,low]': ATR reads 3 columns, which cannot be chosen; "
            "only indicators "
            "of one or two columns take brackets");
  EXPECT_EQ(error_of("RSI[high](14)"),
            "invalid_argument: 'RSI[high](14)': the closing bracket is missing or not last");
  EXPECT_EQ(error_of("RSI high]"), "invalid_argument: 'RSI high]': the opening bracket is missing");
}

TEST(ParseFlavour, KnowsBothWords) {
  EXPECT_EQ(parse_flavour("TDX").value(), Flavour::tdx);
  EXPECT_EQ(parse_flavour(" talib").value(), Flavour::talib);
  EXPECT_FALSE(parse_flavour("ths"));
}

TEST(TechnicalAnalyzer, ListsEachNameOnceInAlphabeticalOrder) {
  const auto names = TechnicalAnalyzer().get_available_indicators();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  for (const IndicatorDef* def : built_in_indicators())
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), std::string(def->name)))
        << def->name;
}

TEST(TechnicalAnalyzer, NamesColumnsAfterWhatWasWritten) {
  const auto series = test::random_walk(1, 50);
  const auto results = TechnicalAnalyzer(Flavour::talib)
                           .calculate_indicators(series.view(), {"MACD(6,13,5)", "rsi"})
                           .value();
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].column(0), "MACD(6,13,5).macd");
  EXPECT_EQ(results[0].column(2), "MACD(6,13,5).hist");
  EXPECT_EQ(results[1].column(0), "RSI.rsi");
  EXPECT_EQ(results[0].outputs.size(), 3U);
  EXPECT_EQ(results[1].outputs[0].size(), 50U);
}

TEST(TechnicalAnalyzer, ReadsOtherColumnsInBatchAndStreamAlike) {
  const auto series = test::random_walk(4, 80);
  const auto swapped = [&] {
    auto copy = data::BarSeries::copy_of(series.view());
    for (std::size_t i = 0; i < copy.size(); ++i) {
      copy.close()[i] = series.view().low()[i];
      copy.volume()[i] = series.view().open()[i];
    }
    return copy;
  }();
  const TechnicalAnalyzer analyzer(Flavour::talib);
  const auto chosen =
      analyzer.calculate_indicators(series.view(), {"RSI(5)[low]", "OBV[low,open]"}).value();
  const auto plain = analyzer.calculate_indicators(swapped.view(), {"RSI(5)", "OBV"}).value();
  EXPECT_EQ(chosen[0].column(0), "RSI(5)[low].rsi");
  // Custom has no rule for an RSI of lows.
  EXPECT_TRUE(analyzer.generate_signals(series.view(), chosen).empty());
  for (std::size_t r = 0; r < 2; ++r) {
    const auto stream = stream_indicator(chosen[r].call);
    double value = -1;
    for (std::size_t i = 0; i < series.size(); ++i) {
      EXPECT_TRUE(test::same(chosen[r].outputs[0][i], plain[r].outputs[0][i], 0)) << i;
      stream->push(series[i], {&value, 1});
      EXPECT_TRUE(test::same(value, plain[r].outputs[0][i], 1e-12)) << i;
    }
  }
}

TEST(TechnicalAnalyzer, PassesTheErrorOfAnyNameOn) {
  const auto result = TechnicalAnalyzer().calculate_indicators({}, {"MA", "NOPE"});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::not_found);
}

TEST(TechnicalAnalyzer, TakesNoBars) {
  const TechnicalAnalyzer analyzer;
  const auto results =
      analyzer.calculate_indicators({}, analyzer.get_available_indicators()).value();
  for (const auto& result : results) {
    for (const auto& column : result.outputs) EXPECT_TRUE(column.empty());
  }
  EXPECT_TRUE(analyzer.generate_signals({}, results).empty());
}

RC_GTEST_PROP(TechnicalAnalyzer, ComputesEachStretchBetweenCutsOnItsOwn, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 240);
  const std::size_t a = 1 + seed % 200;
  const std::size_t b = a + seed % 39;
  // Out of order, twice, and outside: all of it must be harmless.
  const std::vector<std::size_t> cuts{b, a, a, 0, 240, 9999};
  for (const Flavour flavour : {Flavour::talib, Flavour::tdx}) {
    const TechnicalAnalyzer analyzer(flavour);
    const auto names = analyzer.get_available_indicators();
    const auto whole = analyzer.calculate_indicators(series.view(), names, cuts).value();
    for (const auto& [from, to] : {std::pair{std::size_t{0}, a}, {a, b}, {b, std::size_t{240}}}) {
      const auto part =
          analyzer.calculate_indicators(series.view().slice(from, to - from), names).value();
      for (std::size_t r = 0; r < whole.size(); ++r) {
        for (std::size_t k = 0; k < whole[r].outputs.size(); ++k) {
          for (std::size_t i = from; i < to; ++i) {
            RC_ASSERT(test::same(whole[r].outputs[k][i], part[r].outputs[k][i - from], 0));
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace fwq::analysis
