// Every function of TA-Lib, on real bars: what TA-Lib 0.6.4 answered (../shared/data/golden) against the table.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "support/exact_values.hpp"
#include "support/golden_files.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path kFolder = fs::path(FWQ_SHARED_DATA) / "golden";

// How far two correct builds of TA-Lib differ in a column: of its size, and in its own unit.
struct Noise {
  double relative = 1e-11, absolute = 0;
};

std::map<std::string, Noise> read_noise() {
  std::map<std::string, Noise> noise;
  std::ifstream file(kFolder / "noise_floor.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto fields = core::split(line, ',');
    noise[std::string(fields[0])] = {std::max(1e-11, test::number(fields[2])),
                                     test::number(fields[4])};
  }
  return noise;
}

// The non-candle functions of functions.json, each run one entry.
std::vector<Json> read_functions() {
  std::ifstream file(kFolder / "functions.json");
  std::vector<Json> runs;
  for (const auto& run : Json::parse(file)) {
    if (!run["name"].get<std::string>().starts_with("CDL")) runs.push_back(run);
  }
  return runs;
}

const IndicatorDef* find(const std::string& name) {
  for (const IndicatorDef* def : built_in_indicators()) {
    if (def->flavour == Flavour::talib && def->name == name) return def;
  }
  return nullptr;
}

// The bars as the run saw them: some functions got close / max(close), MAVP a column of periods.
data::BarSeries as_read(const data::Bars& bars, const Json& run) {
  auto series = data::BarSeries::copy_of(bars);
  const auto close = series.close();
  if (run["inputs"][0] == "unit") {
    const double top = *std::max_element(close.begin(), close.end());
    for (double& c : close) c /= top;
  }
  if (run["inputs"].back() == "periods") {
    for (std::size_t i = 0; i < series.size(); ++i)
      series.volume()[i] = static_cast<double>(2 + 7 * i % 29);
  }
  return series;
}

// TA-Lib 0.6.4 leaves CCI and IMI of a flat window to rounding and to 0/0; the newer TA-Lib and this program define them.
bool is_undefined(const std::string& name, const data::Bars& bars, std::size_t period,
                  std::size_t i) {
  if (i + 1 < period) return false;
  bool flat = true;
  const auto typical = [&](std::size_t b) {
    return bars.high()[b] + bars.low()[b] + bars.close()[b];
  };
  for (std::size_t b = i + 1 - period; b <= i; ++b) {
    if (name == "IMI") flat = flat && bars.open()[b] == bars.close()[b];
    if (name == "CCI") flat = flat && typical(b) == typical(i);
  }
  return flat;
}

void expect_column(const std::vector<double>& values, const std::vector<double>& expected,
                   const Noise& noise, const std::string& name, const data::Bars& bars,
                   const std::vector<double>& params) {
  const std::size_t period = params.empty() ? 1 : static_cast<std::size_t>(params[0]);
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (test::near(values[i], expected[i], noise.relative)) continue;
    if (std::abs(values[i] - expected[i]) <= noise.absolute) continue;
    if ((name == "CCI" || name == "IMI") && is_undefined(name, bars, period, i)) continue;
    // Further from TA-Lib than its noise: then it is TA-Lib that is off.
    const auto exact = test::exact_value(name, params, bars, i);
    ASSERT_TRUE(exact && test::near(values[i], *exact, 1e-11))
        << "bar " << i << ": " << values[i] << ", TA-Lib " << expected[i];
  }
}

TEST(RealGolden, IndicatorsEqualTaLibOnRealBars) {
  if (!fs::exists(kFolder)) GTEST_SKIP() << "no " << kFolder;
  const auto noise = read_noise();
  const auto runs = read_functions();
  for (const char* folder : {"SH600000_day", "SZ300750_day", "SH000001_1min"}) {
    const auto series = test::read_series(kFolder / folder / "input.csv");
    const auto columns = test::read_gzipped_columns(kFolder / folder / "func.csv.gz");
    for (const Json& run : runs) {
      const IndicatorDef* def = find(run["name"]);
      if (def == nullptr) continue;
      std::vector<double> given;
      for (const auto& param : run["params"]) given.push_back(param["value"].get<double>());
      const auto params = bind(def->name, {def->params.begin(), def->params.size()}, given).value();
      if (run["variant"] == "") {
        EXPECT_EQ(params, test::defaults(*def)) << def->name << ": other defaults";
      }
      EXPECT_EQ(def->warm_up(params), run["lookback"].get<std::size_t>()) << def->name;
      const auto bars = as_read(series.view(), run);
      const auto values = test::run(*def, bars.view(), params);
      ASSERT_EQ(values.size(), run["outputs"].size()) << def->name;
      for (std::size_t k = 0; k < values.size(); ++k) {
        const std::string column = run["outputs"][k]["column"];
        SCOPED_TRACE(std::string(folder) + " " + column);
        ASSERT_TRUE(columns.contains(column));
        expect_column(values[k], columns.at(column),
                      noise.contains(column) ? noise.at(column) : Noise{}, run["name"], bars.view(),
                      params);
      }
    }
  }
}

TEST(RealGolden, AllHundredFunctionsOfTaLibAreThere) {
  if (!fs::exists(kFolder)) GTEST_SKIP() << "no " << kFolder;
  std::set<std::string> functions;
  for (const Json& run : read_functions()) {
    functions.insert(run["name"].get<std::string>());
    EXPECT_NE(find(run["name"]), nullptr) << run["name"];
  }
  EXPECT_EQ(functions.size(), 100U);
}

}  // namespace
}  // namespace fwq::analysis
