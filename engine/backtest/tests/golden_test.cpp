// Runs every case of tests/golden/strategies/<id>.txt: closes, and the target that is expected at each.
//
//   params 2 3          values of the parameters (may be fewer; several blocks may follow each other)
//   patterns a,b        ids of the patterns to follow, for strategies that read them (after params)
//   10   -              close, expected target; "-" is NaN: keep
//   12   1   # why      what follows a # is for people
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

#include "fwq/backtest/strategy.hpp"
#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

struct Case {
  std::vector<double> params, closes, targets;
  std::vector<NamedValue> patterns;
};

std::vector<Case> read_cases(const std::string& path) {
  std::ifstream file(path);
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string word, target;
    if (!(words >> word)) continue;
    if (word == "params") {
      cases.emplace_back();
      for (double value = 0; words >> value;) cases.back().params.push_back(value);
    } else if (word == "patterns" && !cases.empty() && words >> target) {
      cases.back().patterns = {{word, target}};
    } else if (!cases.empty() && words >> target) {
      cases.back().closes.push_back(std::stod(word));
      cases.back().targets.push_back(target == "-" ? data::kNone : std::stod(target));
    } else {
      ADD_FAILURE() << path << ": cannot read '" << line << "'";
    }
  }
  return cases;
}

TEST(GoldenCases, EveryStrategyHoldsWhatItsCaseSays) {
  for (const StrategyDef* def : built_in_strategies()) {
    const auto cases =
        read_cases(FWQ_SOURCE_DIR "/tests/golden/strategies/" + std::string(def->id) + ".txt");
    ASSERT_FALSE(cases.empty()) << def->id;
    for (const Case& one : cases) {
      ASSERT_FALSE(one.closes.empty()) << def->id;
      auto call = bind_strategy(*def, std::span<const double>(one.params));
      ASSERT_TRUE(call) << call.error().message;
      if (!one.patterns.empty()) {
        const auto named = bind_strategy(*def, std::span<const NamedValue>(one.patterns));
        ASSERT_TRUE(named) << named.error().message;
        call->patterns = named->patterns;
      }
      const auto targets = targets_of(*call, test::bars_of(one.closes).view());
      for (std::size_t i = 0; i < targets.size(); ++i) {
        const bool both_keep = std::isnan(targets[i]) && std::isnan(one.targets[i]);
        EXPECT_TRUE(both_keep || targets[i] == one.targets[i])
            << def->id << ", bar " << i + 1 << ": " << targets[i] << ", expected "
            << one.targets[i];
      }
    }
  }
}

}  // namespace
}  // namespace fwq::backtest
