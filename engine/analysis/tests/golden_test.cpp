// Golden cases: numbers that others computed (TA-Lib, the formulas in plain Python) and drawn patterns.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/core/text.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::vector<double>>;

const fs::path kGolden = fs::path(FWQ_SOURCE_DIR) / "tests" / "golden";

// "-", "nan" and nothing are no number.
double number(std::string_view text) {
  return text.empty() || text == "-" || text == "nan" ? data::kNone : std::stod(std::string(text));
}

std::vector<double> numbers(std::string_view line, char separator) {
  std::vector<double> values;
  for (const std::string_view word : core::split(line, separator)) values.push_back(number(word));
  return values;
}

data::BarSeries read_series(const fs::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  data::BarSeries series;
  std::string line;
  std::getline(file, line);
  const bool dated = line.starts_with("datetime");
  for (data::Time time = 0; std::getline(file, line); ++time) {
    const auto row = numbers(dated ? std::string_view(line).substr(line.find(',') + 1) : line, ',');
    series.push_back({time, row[0], row[1], row[2], row[3], row[4], 0});
  }
  return series;
}

struct IndicatorCase {
  std::string call, flavour, source, series;
  Rows rows;
};

std::vector<IndicatorCase> read_indicator_cases(const fs::path& path) {
  std::ifstream file(path);
  std::vector<IndicatorCase> cases;
  bool in_rows = false;
  for (std::string line; std::getline(file, line);) {
    const auto space = line.find(' ');
    const std::string key = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
    if (key == "end") {
      in_rows = false;
    } else if (in_rows) {
      cases.back().rows.push_back(numbers(line, ' '));
    } else if (key == "case") {
      cases.push_back({rest, {}, {}, {}, {}});
    } else if (key == "flavour") {
      cases.back().flavour = rest;
    } else if (key == "source") {
      cases.back().source = rest;
    } else if (key == "series") {
      cases.back().series = rest;
    } else if (key == "rows") {
      in_rows = true;
    }
  }
  return cases;
}

// Within `relative` of the expected number, or of 1: sums that cancel are near zero, with rounding of their parts.
bool near(double value, double expected, double relative) {
  if (std::isnan(expected) || std::isnan(value)) return std::isnan(expected) && std::isnan(value);
  return std::abs(value - expected) <= relative * std::max(1.0, std::abs(expected));
}

TEST(Golden, IndicatorsGiveTheNumbersOfTheirSource) {
  for (const IndicatorDef* def : built_in_indicators()) {
    const auto cases =
        read_indicator_cases(kGolden / "indicators" / (std::string(def->id) + ".txt"));
    EXPECT_FALSE(cases.empty()) << def->id << " has no golden case";
    for (const IndicatorCase& c : cases) {
      SCOPED_TRACE(c.call + " of " + c.source + " on " + c.series);
      const auto series = read_series(kGolden / "series" / (c.series + ".csv"));
      const IndicatorCall call = parse_indicator(c.call, parse_flavour(c.flavour).value()).value();
      ASSERT_EQ(call.def, def);
      const test::Columns values = test::run(*def, series.view(), call.params);
      ASSERT_EQ(c.rows.size(), series.size());
      // TA-Lib's own deviation loses digits (E[x^2] - E[x]^2); 1e-7 is what it can promise at these prices.
      const double relative = def->id == "bbands" ? 1e-7 : 1e-11;
      for (std::size_t i = 0; i < c.rows.size(); ++i) {
        ASSERT_EQ(c.rows[i].size(), values.size());
        for (std::size_t k = 0; k < values.size(); ++k) {
          ASSERT_TRUE(near(values[k][i], c.rows[i][k], relative))
              << def->outputs[k].name << " bar " << i << ": " << values[k][i] << ", expected "
              << c.rows[i][k];
        }
      }
    }
  }
}

TEST(Golden, PatternsAreFoundWhereTheyAreDrawnAndNotInNearMisses) {
  const PatternRecognizer recognizer;
  for (const PatternDef* def : built_in_patterns()) {
    std::ifstream file(kGolden / "patterns" / (std::string(def->id) + ".txt"));
    std::string name;
    data::BarSeries series;
    Rows expected;
    std::size_t with_hit = 0, without = 0;
    for (std::string line; std::getline(file, line);) {
      const std::string key = line.substr(0, line.find(' '));
      const std::string rest = line.substr(std::min(line.size(), key.size() + 1));
      if (key == "case") {
        name = rest;
        series = data::BarSeries();
        expected.clear();
      } else if (key == "bar") {
        const auto row = numbers(rest, ' ');
        series.push_back(
            {static_cast<data::Time>(series.size()), row[0], row[1], row[2], row[3], 1, 1});
      } else if (key == "hit") {
        expected.push_back(numbers(rest, ' '));
      } else if (key == "end") {
        SCOPED_TRACE(std::string(def->id) + ": " + name);
        ++(expected.empty() ? without : with_hit);
        const auto hits =
            recognizer.recognize_patterns(series.view(), {std::string(def->id)}, 0.0).value();
        EXPECT_EQ(hits.size(), expected.size());
        for (std::size_t h = 0; h < std::min(hits.size(), expected.size()); ++h) {
          EXPECT_EQ(hits[h].start, expected[h][0]);
          EXPECT_EQ(hits[h].end, expected[h][1]);
          EXPECT_EQ(hits[h].known_at, expected[h][2]);
          EXPECT_NEAR(hits[h].confidence, expected[h][3], 1e-9);
        }
      }
    }
    EXPECT_GE(with_hit, 1U) << def->id << " has no drawn example";
    EXPECT_GE(without, 3U) << def->id << " has too few near misses";
  }
}

// A gzipped CSV by column; `nan` and empty fields are NaN.
std::map<std::string, std::vector<double>> read_gzipped_columns(const fs::path& path) {
  std::map<std::string, std::vector<double>> columns;
  FILE* pipe = ::popen(("zcat '" + path.string() + "'").c_str(), "r");
  if (pipe == nullptr) return columns;
  std::string text;
  char buffer[65536];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    text.append(buffer, got);
  ::pclose(pipe);
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  std::vector<std::string> names;
  for (const auto piece : core::split(line, ',')) names.emplace_back(piece);
  while (std::getline(lines, line)) {
    const auto fields = core::split(line, ',');
    for (std::size_t k = 1; k < names.size(); ++k)
      columns[names[k]].push_back(number(fields.at(k)));
  }
  return columns;
}

struct RealColumn {
  std::string_view call;
  std::size_t output;
  std::string column;
  double relative = 1e-11,
         absolute = 0;  // BBANDS: what two builds of TA-Lib differ by (noise_floor.csv).
};

TEST(RealGolden, IndicatorsEqualTaLibOnRealBars) {
  const fs::path folder = fs::path(FWQ_SHARED_DATA) / "golden";
  if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
  const std::vector<RealColumn> all{
      {"MA(10)", 0, "MA(10|0).outReal"},
      {"MA", 0, "MA.outReal"},
      {"MA(5)", 0, "SMA(5).outReal"},
      {"MA(250)", 0, "SMA(250).outReal"},
      {"EMA", 0, "EMA.outReal"},
      {"EMA(12)", 0, "EMA(12).outReal"},
      {"MACD", 0, "MACD.outMACD"},
      {"MACD", 1, "MACD.outMACDSignal"},
      {"MACD", 2, "MACD.outMACDHist"},
      {"MACD(6,13,5)", 0, "MACD(6|13|5).outMACD"},
      {"MACD(6,13,5)", 1, "MACD(6|13|5).outMACDSignal"},
      {"MACD(6,13,5)", 2, "MACD(6|13|5).outMACDHist"},
      {"RSI", 0, "RSI.outReal"},
      {"RSI(6)", 0, "RSI(6).outReal"},
      {"ATR", 0, "ATR.outReal"},
      {"ATR(7)", 0, "ATR(7).outReal"},
      {"OBV", 0, "OBV.outReal"},
      {"BBANDS", 0, "BBANDS.outRealUpperBand", 1.62e-7, 1.51e-6},
      {"BBANDS", 1, "BBANDS.outRealMiddleBand"},
      {"BBANDS", 2, "BBANDS.outRealLowerBand", 1.62e-7, 1.51e-6},
      {"BBANDS(20,2,2)", 0, "BBANDS(20|2|2|0).outRealUpperBand", 3.29e-9, 4.82e-8},
      {"BBANDS(20,2,2)", 1, "BBANDS(20|2|2|0).outRealMiddleBand"},
      {"BBANDS(20,2,2)", 2, "BBANDS(20|2|2|0).outRealLowerBand", 3.29e-9, 4.82e-8}};
  for (const char* name : {"SH600000_day", "SZ300750_day", "SH000001_1min"}) {
    const auto series = read_series(folder / name / "input.csv");
    const auto columns = read_gzipped_columns(folder / name / "func.csv.gz");
    for (const RealColumn& c : all) {
      SCOPED_TRACE(std::string(name) + " " + c.column);
      ASSERT_TRUE(columns.contains(c.column));
      const auto& expected = columns.at(c.column);
      const IndicatorCall call = parse_indicator(c.call, Flavour::talib).value();
      const auto values = test::run(*call.def, series.view(), call.params)[c.output];
      ASSERT_EQ(values.size(), expected.size());
      for (std::size_t i = 0; i < values.size(); ++i) {
        const bool good = near(values[i], expected[i], c.relative) ||
                          std::abs(values[i] - expected[i]) <= c.absolute;
        ASSERT_TRUE(good) << "bar " << i << ": " << values[i] << ", TA-Lib " << expected[i];
      }
    }
  }
}

}  // namespace
}  // namespace fwq::analysis
