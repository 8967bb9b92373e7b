// Soft bounds: near the hits of hard ones when they are nearly hard, and smooth in every real parameter.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/planted.hpp"
#include "support/pattern_support.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

std::vector<const PatternDef*> smooth_patterns() {
  std::vector<const PatternDef*> out;
  for (const PatternDef* def : built_in_patterns()) {
    if (def->find_soft != nullptr) out.push_back(def);
  }
  return out;
}

// A walk, then plantings and near-misses of the pattern.
data::BarSeries bars_for(const PatternDef& def) {
  auto series = test::random_walk(5, 6'000, {.odd = 0.02});
  const auto* planting = planted::find_planting(def.id);
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    series.append(planted::draw(*planting, "", seed).series.view());
    for (const auto& miss : planting->misses)
      series.append(planted::draw(*planting, miss.id, seed).series.view());
  }
  return series;
}

std::vector<SoftHit> soft(const PatternDef& def, const std::vector<double>& values, double softness,
                          const data::Bars& bars, std::span<const std::size_t> cuts = {}) {
  const PatternRecognizer recognizer(std::make_shared<test::FixedParameters>(def.id, values));
  std::vector<SoftHit> hits;
  auto search = recognizer.search({std::string(def.id)}).value();
  search.find_soft(bars, softness, hits, cuts);
  return hits;
}

double sum_of(const std::vector<SoftHit>& hits) {
  double sum = 0;
  for (const SoftHit& hit : hits) sum += hit.weight;
  return sum;
}

TEST(SoftBounds, AreThereForCandlesAndNotWhereParametersAreMoreThanBounds) {
  EXPECT_EQ(smooth_patterns().size(), 27U);
  EXPECT_NE(test::pattern_named("hammer")->find_soft, nullptr);
  EXPECT_EQ(test::pattern_named("double_bottom")->find_soft, nullptr);
}

TEST(SoftBounds, AreTheHardOnesWhereTheyAreNearlyHard) {
  for (const PatternDef* def : smooth_patterns()) {
    const auto series = bars_for(*def);
    auto values = test::defaults_of(*def);
    for (std::size_t p = 0; p < values.size(); ++p) {
      // Off the grid of prices, so that no measure lies on a bound.
      if (def->params[p].kind == ParamKind::real && def->params[p].min < values[p])
        values[p] = std::min(def->params[p].max, values[p] * 1.000123);
    }
    std::set<std::pair<std::uint32_t, Bias>> hard, surely, perhaps;
    for (const auto& hit : test::hits_with(*def, values, series.view()))
      hard.insert({hit.known_at, hit.bias});
    for (const auto& hit : soft(*def, values, 1e-9, series.view())) {
      // A measure that is on its bound (a parameter of 0, say) makes a half of a hit, in or out.
      if (hit.weight > 0.99) surely.insert({hit.known_at, hit.bias});
      if (hit.weight > 0.01) perhaps.insert({hit.known_at, hit.bias});
    }
    EXPECT_GT(surely.size(), 5U) << def->id;
    EXPECT_TRUE(std::includes(hard.begin(), hard.end(), surely.begin(), surely.end())) << def->id;
    EXPECT_TRUE(std::includes(perhaps.begin(), perhaps.end(), hard.begin(), hard.end())) << def->id;
    EXPECT_LE(perhaps.size() - surely.size(), 1 + perhaps.size() / 20) << def->id;
  }
}

TEST(SoftBounds, ChangeSmoothlyWithEveryRealParameter) {
  for (const PatternDef* def : smooth_patterns()) {
    const auto series = bars_for(*def);
    for (std::size_t p = 0; p < def->params.size(); ++p) {
      const ParamDef& param = def->params[p];
      if (param.kind != ParamKind::real) continue;
      SCOPED_TRACE(std::string(def->id) + " " + std::string(param.name));
      const auto at = [&](double share) {
        auto values = test::defaults_of(*def);
        values[p] = std::clamp(values[p] + share * (param.max - param.min), param.min, param.max);
        return sum_of(soft(*def, values, 0.02, series.view()));
      };
      // Slopes over a small and a tiny step agree, where steps would jump or stand still.
      const double side =
          test::defaults_of(*def)[p] + 1e-3 * (param.max - param.min) > param.max ? -1 : 1;
      const double base = at(0), small = (at(side * 1e-3) - base) / 1e-3,
                   tiny = (at(side * 1e-5) - base) / 1e-5;
      EXPECT_NE(small, 0);
      EXPECT_NEAR(small, tiny, 0.1 * std::abs(tiny) + 0.02 * base);
    }
  }
}

TEST(SoftBounds, StopAtCuts) {
  const PatternDef& def = *test::pattern_named("hammer");
  const auto series = test::random_walk(6, 900);
  const std::size_t cuts[] = {300, 500};
  const auto all = soft(def, test::defaults_of(def), 0.02, series.view(), cuts);
  std::vector<SoftHit> parts;
  std::size_t from = 0;
  for (const std::size_t to : {std::size_t{300}, std::size_t{500}, std::size_t{900}}) {
    for (SoftHit hit :
         soft(def, test::defaults_of(def), 0.02, series.view().slice(from, to - from))) {
      hit.known_at += static_cast<std::uint32_t>(from);
      parts.push_back(hit);
    }
    from = to;
  }
  ASSERT_EQ(all.size(), parts.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].known_at, parts[i].known_at);
    EXPECT_EQ(all[i].weight, parts[i].weight);
  }
}

TEST(SoftBounds, DoNotChangeWithTheScaleOfPrices) {
  const PatternDef& def = *test::pattern_named("bullish_engulfing");
  const auto series = test::random_walk(7, 2'000);
  const auto scaled = test::scaled(series.view(), 8);
  const auto a = soft(def, test::defaults_of(def), 0.02, series.view()),
             b = soft(def, test::defaults_of(def), 0.02, scaled.view());
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].weight, b[i].weight);
}

}  // namespace
}  // namespace fwq::analysis
