// What holds for every indicator of the table.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/core/text.hpp"
#include "support/parameter_sets.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

using test::Columns;
using test::defaults;
using test::parameter_sets;
using test::run;
using test::same;

Columns run_stream(const IndicatorDef& def, const data::Bars& bars,
                   const std::vector<double>& params) {
  const std::size_t count = def.each_param_an_output ? params.size() : def.outputs.size();
  Columns columns(count);
  const auto stream = def.stream(params);
  std::vector<double> row(count, -1);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    stream->push(bars[i], row);
    for (std::size_t k = 0; k < count; ++k) columns[k].push_back(row[k]);
  }
  return columns;
}

// The largest magnitude of a column: what its rounding is measured by.
double scale_of(const std::vector<double>& column) {
  double scale = 0;
  for (const double value : column) {
    if (!std::isnan(value)) scale = std::max(scale, std::abs(value));
  }
  return scale;
}

// Bars [from, from+count) of `whole` are what `part` says, to `relative` of the scale of the column: differences of
// averages come near zero with the rounding of their parts.
void expect_part(const IndicatorDef& def, const Columns& whole, std::size_t from,
                 const Columns& part, double relative = 1e-12) {
  for (std::size_t k = 0; k < part.size(); ++k) {
    const Unit unit = def.outputs[k].unit;
    // What a difference of prices or of percentages is made of: the walks' price, or 100 %.
    const double parts = unit == Unit::price ? 20 : unit == Unit::percent ? 100 : 0;
    const double allowed = relative * std::max({parts, scale_of(whole[k]), scale_of(part[k])});
    for (std::size_t i = 0; i < part[k].size(); ++i) {
      const double a = whole[k][from + i], b = part[k][i];
      ASSERT_TRUE(std::isnan(a) || std::isnan(b) ? std::isnan(a) && std::isnan(b)
                                                 : std::abs(a - b) <= allowed)
          << def.id << "." << def.outputs[k].name << " bar " << from + i << ": " << a << " / " << b;
    }
  }
}

// What is no number of a market: none at all, or one that is too large to be one.
constexpr std::array<double, 4> kGaps{std::numeric_limits<double>::quiet_NaN(),
                                      std::numeric_limits<double>::infinity(), 1.1e100, -1e200};

data::BarSeries with_gap(const data::Bars& bars, std::size_t at, Field field,
                         double gap = kGaps[0]) {
  auto series = data::BarSeries::copy_of(bars);
  const std::span<double> columns[] = {series.open(),  series.high(),   series.low(),
                                       series.close(), series.volume(), series.amount()};
  columns[static_cast<std::size_t>(field)][at] = gap;
  return series;
}

TEST(Indicators, AreDescribedCompletelyAndUniquely) {
  std::set<std::string_view> ids;
  std::set<std::pair<std::string_view, Flavour>> names;
  EXPECT_GE(built_in_indicators().size(), 15U);
  for (const IndicatorDef* def : built_in_indicators()) {
    SCOPED_TRACE(def->id);
    EXPECT_TRUE(ids.insert(def->id).second);
    EXPECT_TRUE(names.insert({def->name, def->flavour}).second);
    EXPECT_FALSE(def->title_en.empty() || def->title_zh.empty() || def->source.empty());
    EXPECT_GT(def->inputs.size(), 0U);
    EXPECT_GT(def->outputs.size(), 0U);
    EXPECT_TRUE(def->run && def->stream && def->warm_up);
    EXPECT_TRUE(!def->each_param_an_output || def->params.size() == def->outputs.size());
    std::set<std::string_view> parts;
    for (const ParamDef& param : def->params) {
      EXPECT_TRUE(parts.insert(param.name).second) << param.name;
      EXPECT_LE(param.min, param.value) << param.name;
      EXPECT_LE(param.value, param.max) << param.name;
      EXPECT_GT(param.step, 0) << param.name;
      EXPECT_FALSE(param.help_en.empty() || param.help_zh.empty() || param.unit.empty())
          << param.name;
    }
    parts.clear();
    for (const OutputDef& output : def->outputs)
      EXPECT_TRUE(parts.insert(output.name).second) << output.name;
    EXPECT_TRUE(def->outputs.size() > 1 || def->outputs[0].name == core::to_lower(def->name));
  }
}

RC_GTEST_PROP(Indicators, GiveTheSameNumbersInBatchAndAsAStream, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  // Longer than a block of the batch.
  const auto count = *rc::gen::inRange<std::size_t>(0, 2500);
  auto series = test::random_walk(seed, count);
  if (count > 10) series = with_gap(series.view(), seed % count, static_cast<Field>(1 + seed % 4));
  for (const IndicatorDef* def : built_in_indicators()) {
    for (const auto& params : parameter_sets(*def)) {
      expect_part(*def, run(*def, series.view(), params), 0,
                  run_stream(*def, series.view(), params));
    }
  }
}

RC_GTEST_PROP(Indicators, NeverLookAhead, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto count = *rc::gen::inRange<std::size_t>(1, 500);
  const auto series = test::random_walk(seed, count);
  const std::size_t cut = seed % count;
  for (const IndicatorDef* def : built_in_indicators()) {
    for (const auto& params : parameter_sets(*def)) {
      expect_part(*def, run(*def, series.view(), params), 0,
                  run(*def, series.view().slice(0, cut), params));
    }
  }
}

RC_GTEST_PROP(Indicators, StartAnewAfterAGapInWhatTheyRead, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto count = *rc::gen::inRange<std::size_t>(1, 400);
  const auto series = test::random_walk(seed, count);
  const std::size_t gap = seed % count;
  for (const IndicatorDef* def : built_in_indicators()) {
    for (int f = 0; f < 6; ++f) {
      const auto field = static_cast<Field>(f);
      const bool read =
          std::find(def->inputs.begin(), def->inputs.end(), field) != def->inputs.end();
      const auto holed = with_gap(series.view(), gap, field,
                                  kGaps.at((seed + static_cast<unsigned>(f)) % kGaps.size()));
      for (const auto& params : parameter_sets(*def)) {
        const Columns values = run(*def, holed.view(), params);
        if (!read) {
          expect_part(*def, values, 0, run(*def, series.view(), params), 0);
          continue;
        }
        expect_part(*def, values, 0, run(*def, series.view().slice(0, gap), params));
        for (const auto& column : values) ASSERT_TRUE(std::isnan(column[gap])) << def->id;
        expect_part(*def, values, gap + 1, run(*def, series.view().slice(gap + 1, count), params));
      }
    }
  }
}

RC_GTEST_PROP(Indicators, FollowAPriceTimesEightExactly, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 300);
  const auto eight = test::scaled(series.view(), 8);
  for (const IndicatorDef* def : built_in_indicators()) {
    const Columns once = run(*def, series.view(), defaults(*def));
    const Columns times = run(*def, eight.view(), defaults(*def));
    for (std::size_t k = 0; k < once.size(); ++k) {
      // Such as a logarithm or a product of prices, or an angle that a price of 1 makes with a bar.
      if (def->outputs[k].unit == Unit::none || def->id == "linearreg_angle") continue;
      const double factor = def->outputs[k].unit == Unit::price ? 8 : 1;
      for (std::size_t i = 0; i < 300; ++i)
        ASSERT_TRUE(same(once[k][i] * factor, times[k][i], 0)) << def->id;
    }
  }
}

// Ratios of sums one of which may be zero in a short window however much moves: no fall, no directed move, no deviation.
// And the angles of sines and cosines, which prices are not.
bool may_lack_values(std::string_view id) {
  return id == "acos" || id == "asin" || id == "vr" || id == "cr" || id == "brar" || id == "dmi" ||
         id == "tdx_cci" || id == "tdx_mfi";
}

RC_GTEST_PROP(Indicators, HaveValuesFromTheWarmUpOnAndInTheirRange, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  constexpr std::size_t kBars = 1000;  // More than any warm-up of the sets.
  test::WalkOptions options;
  options.odd = 0;  // A flat start has no RSI in the TDX flavour, however long it is.
  const auto series = test::random_walk(seed, kBars, options);
  RC_PRE(series.view().close()[0] != series.view().close()[1]);
  RC_PRE(series.view().high()[0] != series.view().low()[0]);
  for (const IndicatorDef* def : built_in_indicators()) {
    for (const auto& params : parameter_sets(*def)) {
      const std::size_t warm_up = def->warm_up(params);
      const Columns values = run(*def, series.view(), params);
      bool missing = warm_up == 0;
      for (std::size_t k = 0; k < values.size(); ++k) {
        if (warm_up > 0) missing = missing || std::isnan(values[k][warm_up - 1]);
        for (std::size_t i = 0; i < kBars; ++i) {
          ASSERT_FALSE(i >= warm_up && std::isnan(values[k][i]) && !may_lack_values(def->id))
              << def->id << " " << i;
          if (const OutputDef& o = def->outputs[k]; o.low < o.high && !std::isnan(values[k][i])) {
            ASSERT_GE(values[k][i], o.low - 1e-9) << def->id;
            ASSERT_LE(values[k][i], o.high + 1e-9) << def->id;
          }
        }
      }
      ASSERT_TRUE(missing) << def->id << ": the last bar of the warm-up has all its values";
    }
  }
}

void expect_some_output_missing(const IndicatorDef& def, const Columns& values) {
  for (std::size_t i = 0; i < values[0].size(); ++i) {
    EXPECT_TRUE(std::any_of(values.begin(), values.end(),
                            [&](const auto& column) { return std::isnan(column[i]); }))
        << def.id << " has all its values at bar " << i;
  }
}

TEST(Indicators, LackAValueWhenThereAreFewerBarsThanTheWarmUp) {
  for (const IndicatorDef* def : built_in_indicators()) {
    const std::size_t warm_up = def->warm_up(defaults(*def));
    for (std::size_t count = 0; count <= std::min<std::size_t>(warm_up, 3); ++count) {
      const auto series = test::random_walk(1, count);
      const Columns values = run(*def, series.view(), defaults(*def));
      expect_some_output_missing(*def, values);
    }
    const auto series = test::random_walk(1, warm_up);
    expect_some_output_missing(*def, run(*def, series.view(), defaults(*def)));
  }
}

TEST(Indicators, TakeBarsThatNeverMove) {
  data::BarSeries series(200);
  for (int i = 0; i < 200; ++i) series.push_back({i, 10.1, 10.1, 10.1, 10.1, 100, 1010});
  const auto last = [&](std::string_view text, Flavour flavour, std::size_t output = 0) {
    const IndicatorCall call = parse_indicator(text, flavour).value();
    return run(*call.def, series.view(), call.params)[output].back();
  };
  EXPECT_NEAR(last("MA", Flavour::talib), 10.1, 1e-12);
  EXPECT_NEAR(last("EMA", Flavour::talib), 10.1, 1e-12);
  EXPECT_EQ(last("RSI", Flavour::talib), 0);
  EXPECT_TRUE(std::isnan(last("RSI", Flavour::tdx)));
  EXPECT_TRUE(std::isnan(last("KDJ", Flavour::tdx)));
  EXPECT_EQ(last("ATR", Flavour::talib), 0);
  EXPECT_EQ(last("BBANDS", Flavour::talib, 0), last("BBANDS", Flavour::talib, 2));
  EXPECT_EQ(last("BOLL", Flavour::tdx, 1), last("BOLL", Flavour::tdx, 2));
  EXPECT_EQ(last("OBV", Flavour::talib), 100);
  EXPECT_EQ(last("OBV", Flavour::tdx), 0);
  // 0/0 has no value, 0 of something is 0, and means of equal prices are that price, whatever rounding does.
  for (const char* text :
       {"SKDJ", "LWR", "WR", "CCI", "DMI", "CR", "BRAR", "VRSI", "MASS", "EMV", "MFI", "UOS"})
    EXPECT_TRUE(std::isnan(last(text, Flavour::tdx))) << text;
  for (const char* text : {"PSY", "MTM", "ROC", "ASI", "WVAD", "ADTM", "TDSETUP", "TRIX"})
    EXPECT_EQ(last(text, Flavour::tdx), 0) << text;
  EXPECT_EQ(last("VR", Flavour::tdx), 100);
  for (const char* text : {"DMA", "BIAS", "DPO"})
    EXPECT_NEAR(last(text, Flavour::tdx), 0, 1e-12) << text;
  for (const char* text : {"BBI", "BBIBOLL", "MIKE", "SAR"})
    EXPECT_NEAR(last(text, Flavour::tdx), 10.1, 1e-12) << text;
  EXPECT_EQ(last("NVI", Flavour::tdx), 100);
  EXPECT_EQ(last("PVI", Flavour::tdx), 100);
}

TEST(Bands, KeepTheirDigitsWhenPricesAreFarFromWhereTheyBegan) {
  // A large level with a tiny wobble, after a spike: sums of squares alone would lose the deviation altogether.
  data::BarSeries series(400);
  for (int i = 0; i < 400; ++i) {
    const double close = i == 200 ? 9e9 : 1e6 + 0.001 * (i % 2);
    series.push_back({i, close, close, close, close, 1, 1});
  }
  const IndicatorCall call = parse_indicator("BBANDS(20,1,1)", Flavour::talib).value();
  const Columns values = run(*call.def, series.view(), call.params);
  // Half of the closes are 0.001 above the others: the population deviation is 0.0005.
  EXPECT_NEAR(values[0].back() - values[1].back(), 0.0005, 1e-9);
  EXPECT_NEAR(values[0][150] - values[1][150], 0.0005, 1e-9);
}

TEST(Macd, ChangesItsPeriodsPlacesWhenTheFastOneIsSlower) {
  const auto series = test::random_walk(8, 200);
  const IndicatorDef& def = *parse_indicator("MACD", Flavour::talib).value().def;
  expect_part(def, run(def, series.view(), {26, 12, 9}), 0, run(def, series.view(), {12, 26, 9}),
              0);
}

TEST(Kdj, KeepsItsLinesWhileTheRangeIsZero) {
  data::BarSeries series(40);
  for (int i = 0; i < 40; ++i) {
    const double close = i < 15 ? 10 + 0.1 * (i % 4) : 10.5;
    series.push_back({i, close, close, close, close, 1, 1});
  }
  const IndicatorDef& def = *parse_indicator("KDJ", Flavour::tdx).value().def;
  const Columns values = run(def, series.view(), {9, 3, 3});
  EXPECT_TRUE(std::isnan(values[0][0]));
  EXPECT_FALSE(std::isnan(values[0][1]));
  // From bar 15+8 on, the nine bars are all 10.5.
  EXPECT_NE(values[0][22], values[0][21]);
  for (std::size_t i = 23; i < 40; ++i) EXPECT_EQ(values[0][i], values[0][22]) << i;
}

}  // namespace
}  // namespace fwq::analysis
