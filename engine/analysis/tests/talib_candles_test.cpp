// Candles against TA-Lib's own answers: golden cases on a simulated series, and real bars.
#include "fwq/analysis/candles.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "fwq/core/text.hpp"
#include "support/candle_bars.hpp"

namespace fwq::analysis {
namespace {

namespace fs = std::filesystem;
const fs::path kGolden = fs::path(FWQ_SOURCE_DIR) / "tests" / "golden";

double number(std::string_view text) {
  return text.empty() ? data::kNone : std::stod(std::string(text));
}

// Columns open, high, low, close, wherever the first of them stands.
data::BarSeries read_bars(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::size_t first = line.starts_with("datetime") ? 1 : 0;
  data::BarSeries series(16384);
  while (std::getline(file, line)) {
    const auto f = core::split(line, ',');
    series.push_back({static_cast<data::Time>(series.size()), number(f.at(first)),
                      number(f.at(first + 1)), number(f.at(first + 2)), number(f.at(first + 3)), 1,
                      1});
  }
  return series;
}

struct GoldenCase {
  std::string call, series;
  CandleSettings settings;
  std::size_t lookback = 0;
  std::map<std::size_t, int> values;
};

std::vector<GoldenCase> read_cases(const fs::path& path) {
  std::ifstream file(path);
  std::vector<GoldenCase> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string key, name, range;
    words >> key;
    if (key == "case") words >> cases.emplace_back().call;
    if (key == "series") words >> cases.back().series;
    if (key == "lookback") words >> cases.back().lookback;
    if (key == "value") {
      std::size_t bar = 0;
      words >> bar >> cases.back().values[bar];
    }
    if (key == "setting") {
      CandleRule rule;
      words >> name >> range >> rule.period >> rule.factor;
      rule.range = range == "body"       ? CandleRange::body
                   : range == "high_low" ? CandleRange::high_low
                                         : CandleRange::shadows;
      for (std::size_t s = 0; s < kCandleSettings; ++s) {
        const auto setting = static_cast<CandleSetting>(s);
        if (to_string(setting) == name) cases.back().settings[setting] = rule;
      }
    }
  }
  return cases;
}

CandleCall parse_call(const std::string& text) {
  const auto open = text.find('(');
  CandleCall call = default_call(*find_candle(text.substr(0, open)));
  if (open != std::string::npos) call.penetration = std::stod(text.substr(open + 1));
  return call;
}

// Each golden case by the function alone, by all together, and bar by bar.
TEST(TalibCandles, GiveTheNumbersOfTaLibInEveryGoldenCase) {
  for (const CandleDef* def : built_in_candles()) {
    const auto cases = read_cases(kGolden / "candles" / (std::string(def->id) + ".txt"));
    ASSERT_GE(cases.size(), 2U) << def->id;
    for (const GoldenCase& c : cases) {
      SCOPED_TRACE(c.call + " on " + c.series);
      const CandleCall call = parse_call(c.call);
      ASSERT_EQ(call.def, def);
      EXPECT_EQ(lookback(*def, c.settings), c.lookback);
      const auto series = read_bars(kGolden / "series" / (c.series + ".csv"));
      std::vector<int> expected(series.size(), 0);
      for (const auto& [bar, value] : c.values) expected.at(bar) = value;
      EXPECT_EQ(candle_values(call, series.view(), c.settings).value(), expected);

      auto calls = test::default_calls();
      const auto column = static_cast<std::size_t>(
          std::find(built_in_candles().begin(), built_in_candles().end(), def) -
          built_in_candles().begin());
      calls[column] = call;
      auto all = CandleScanner::make(c.settings, calls).value();
      EXPECT_EQ(test::scanned(all, series.view())[column], expected);

      auto stream = CandleStream::make(c.settings, std::span(&call, 1)).value();
      for (std::size_t i = 0; i < series.size(); ++i) {
        ASSERT_EQ(stream.push(series[i])[0] * kCandleUnit, expected[i]) << "bar " << i;
        ASSERT_EQ(stream.ready(0), i >= c.lookback) << "bar " << i;
      }
    }
  }
}

TEST(TalibCandles, SayInTheTableWhichValuesTheyGive) {
  for (const CandleDef* def : built_in_candles()) {
    std::map<int, int> seen;
    for (const auto& c : read_cases(kGolden / "candles" / (std::string(def->id) + ".txt"))) {
      for (const auto& [bar, value] : c.values) ++seen[value];
    }
    EXPECT_EQ(seen.contains(100), def->rises) << def->name;
    EXPECT_EQ(seen.contains(-100), def->falls) << def->name;
    EXPECT_EQ(seen.contains(80) || seen.contains(-80), def->weak) << def->name;
    EXPECT_EQ(seen.contains(200) || seen.contains(-200), def->confirms) << def->name;
  }
}

TEST(TalibCandles, AreAll61UnderTheNamesOfTaLibInBothLanguages) {
  EXPECT_EQ(built_in_candles().size(), 61U);
  for (const CandleDef* def : built_in_candles()) {
    EXPECT_TRUE(def->name.starts_with("CDL")) << def->name;
    EXPECT_TRUE(def->id.starts_with("cdl_")) << def->id;
    EXPECT_EQ(find_candle(def->name), def);
    EXPECT_EQ(find_candle(core::to_lower(def->name)), def);
    EXPECT_EQ(find_candle(def->id), def);
    for (const auto text :
         {def->title_en, def->title_zh, def->meaning_en, def->meaning_zh, def->source})
      EXPECT_FALSE(text.empty()) << def->id;
    EXPECT_GE(def->bars, 1);
    EXPECT_LE(def->bars, 5);
  }
  EXPECT_EQ(find_candle("CDLNOTHING"), nullptr);
}

// A gzipped CSV by column, as text.
std::map<std::string, std::vector<std::string>> read_gzipped(const fs::path& path) {
  std::map<std::string, std::vector<std::string>> columns;
  FILE* pipe = ::popen(("zcat '" + path.string() + "'").c_str(), "r");
  if (pipe == nullptr) return columns;
  std::string text;
  std::array<char, 65536> buffer;
  for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    text.append(buffer.data(), got);
  ::pclose(pipe);
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  std::vector<std::string> names;
  for (const auto piece : core::split(line, ',')) names.emplace_back(piece);
  while (std::getline(lines, line)) {
    const auto fields = core::split(line, ',');
    for (std::size_t k = 1; k < names.size(); ++k) columns[names[k]].emplace_back(fields.at(k));
  }
  return columns;
}

TEST(RealTalibCandles, EqualTaLibOnEveryValueOfRealBars) {
  const fs::path folder = fs::path(FWQ_SHARED_DATA) / "golden";
  if (!fs::exists(folder)) GTEST_SKIP() << "no " << folder;
  std::vector<fs::path> cases;
  for (const fs::path& parent : {folder, folder / "cdl_only"}) {
    for (const auto& entry : fs::directory_iterator(parent)) {
      if (fs::exists(entry.path() / "cdl.csv.gz")) cases.push_back(entry.path());
    }
  }
  ASSERT_EQ(cases.size(), 15U);
  std::size_t compared = 0;
  std::map<std::string_view, std::size_t> hits;
  for (const fs::path& path : cases) {
    const auto series = read_bars(path / "input.csv");
    const auto expected = read_gzipped(path / "cdl.csv.gz");
    ASSERT_EQ(expected.size(), built_in_candles().size());
    for (const candle::Kernels* kernels : test::all_kernels()) {
      const auto columns = test::scanned_by(*kernels, {}, test::default_calls(), series.view());
      for (std::size_t k = 0; k < columns.size(); ++k) {
        const CandleDef& def = *built_in_candles()[k];
        const auto& column = expected.at(std::string(def.name) + ".outInteger");
        ASSERT_EQ(column.size(), series.size());
        for (std::size_t i = 0; i < column.size(); ++i) {
          ASSERT_EQ(column[i].empty(), i < lookback(def)) << def.name << " bar " << i;
          const int value = column[i].empty() ? 0 : std::stoi(column[i]);
          ASSERT_EQ(columns[k][i], value) << path << " " << def.name << " bar " << i;
          hits[def.name] += value != 0 ? 1 : 0;
          ++compared;
        }
      }
    }
  }
  EXPECT_GE(compared, 2'000'000U);
  EXPECT_EQ(hits.size(), 61U);
  for (const auto& [name, count] : hits) EXPECT_GT(count, 0U) << name;
}

}  // namespace
}  // namespace fwq::analysis
