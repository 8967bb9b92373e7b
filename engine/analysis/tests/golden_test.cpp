// Golden cases: numbers that others computed (TA-Lib, the formulas in plain Python) and drawn patterns.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/core/text.hpp"
#include "support/golden_files.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

namespace fs = std::filesystem;
const fs::path kGolden = fs::path(FWQ_SOURCE_DIR) / "tests" / "golden";
using test::near;
using test::numbers;
using test::read_series;
using Rows = std::vector<std::vector<double>>;

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
      static const std::set<std::string_view> kRough{"bbands", "stddev", "var", "correl", "beta"};
      const double relative = kRough.contains(def->id) ? 1e-7 : 1e-11;
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
        const double volume = row.size() > 4 ? row[4] : 1;
        series.push_back(
            {static_cast<data::Time>(series.size()), row[0], row[1], row[2], row[3], volume, 1});
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

}  // namespace
}  // namespace fwq::analysis
