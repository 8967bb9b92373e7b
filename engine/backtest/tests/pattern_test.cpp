// Patterns, beyond what every strategy promises: which hits are followed, and for how long.
#include <gtest/gtest.h>

#include <cmath>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/backtest/strategy.hpp"
#include "support/bars.hpp"

namespace fwq::backtest {
namespace {

std::vector<double> targets(const data::Bars& bars, const std::vector<NamedValue>& given) {
  const StrategyDef& def = *find_strategy("pattern").value();
  return targets_of(bind_strategy(def, std::span<const NamedValue>(given)).value(), bars);
}

// The second way: what each bar wants, asked of the hits bar by bar.
std::vector<double> bar_by_bar(const data::Bars& bars, const std::vector<std::string>& types,
                               double min_confidence, std::size_t hold) {
  const auto hits =
      analysis::PatternRecognizer().recognize_patterns(bars, types, min_confidence).value();
  std::vector<double> wanted;
  std::size_t left = 0;
  for (std::size_t bar = 0; bar < bars.size(); ++bar) {
    double bullish = -1, bearish = -1;
    for (const auto& hit : hits) {
      if (hit.known_at != bar) continue;
      double& best = hit.bias == analysis::Bias::bullish ? bullish : bearish;
      if (hit.bias != analysis::Bias::neutral) best = std::fmax(best, hit.confidence);
    }
    double target = left == 1 ? 0.0 : data::kNone;
    left = left > 0 ? left - 1 : 0;
    if (bullish >= 0 || bearish >= 0) {
      target = bullish > bearish + 1e-12 ? 1.0 : 0.0;
      left = target == 1.0 ? hold : 0;
    }
    wanted.push_back(target);
  }
  return wanted;
}

TEST(Pattern, HoldsAfterABullishHitUntilABearishOneOrItsTimeIsOver) {
  std::size_t bought = 0, over = 0;
  for (std::uint64_t seed = 41; seed < 46; ++seed) {
    const auto series = test::bars_of(test::random_closes(seed, 500));
    const auto got = targets(series.view(), {{"hold", "7"}, {"min_confidence", "0.75"}});
    const auto wanted = bar_by_bar(series.view(), {}, 0.75, 7);
    for (std::size_t i = 0; i < got.size(); ++i) {
      ASSERT_TRUE(got[i] == wanted[i] || (std::isnan(got[i]) && std::isnan(wanted[i])))
          << "seed " << seed << ", bar " << i << ": " << got[i] << ", expected " << wanted[i];
      bought += got[i] == 1 ? 1U : 0U;
      over += got[i] == 0 ? 1U : 0U;
    }
  }
  EXPECT_GT(bought, 10U);  // Or the test compares nothing.
  EXPECT_GT(over, 10U);
}

TEST(Pattern, FollowsThePatternsNamedAlone) {
  const auto series = test::bars_of(test::random_closes(47, 600));
  const auto all = targets(series.view(), {});
  const auto one = targets(series.view(), {{"pattern", "double_bottom"}});
  const auto wanted = bar_by_bar(series.view(), {"double_bottom"}, 0.6, 10);
  std::size_t differ = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_TRUE(one[i] == wanted[i] || (std::isnan(one[i]) && std::isnan(wanted[i]))) << i;
    differ += all[i] == one[i] || (std::isnan(all[i]) && std::isnan(one[i])) ? 0U : 1U;
  }
  EXPECT_GT(differ, 0U);
}

TEST(Pattern, RefusesAPatternThatIsNone) {
  const StrategyDef& def = *find_strategy("pattern").value();
  const std::vector<NamedValue> given = {{"pattern", "double_botom"}};
  const auto call = bind_strategy(def, std::span<const NamedValue>(given));
  ASSERT_FALSE(call);
  EXPECT_NE(call.error().message.find("double_bottom"), std::string::npos) << call.error().message;
}

}  // namespace
}  // namespace fwq::backtest
