// Pictures of a search: every try that has a score, the best of them on top, and no number that is none.
#include "fwq/report/trials.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "svg.hpp"

namespace fwq::report {
namespace {

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

ScatterChart scatter() {
  ScatterChart chart{.title = "scores", .y = {1, 3, std::nan(""), 2}, .panels = {}, .unit = "%"};
  chart.panels.push_back({.name = "try", .x = {1, 2, 3, 4}, .digits = 0, .best_so_far = true});
  chart.panels.push_back({.name = "b", .x = {0.1, 0.2, 90, 0.15}});
  chart.best = 1;
  chart.guide = 1.5;
  chart.guide_name = "now";
  return chart;
}

TEST(ScatterSvg, HasAPointForEachScoreInEachPanelAndOneThatStandsOut) {
  const std::string svg = scatter_svg(scatter());
  EXPECT_EQ(count(svg, "class=\"try\""), 4U);
  EXPECT_EQ(count(svg, "class=\"try best\""), 2U);
  EXPECT_EQ(count(svg, "class=\"curve c0\""), 1U) << "the best so far, in one panel";
  EXPECT_NE(svg.find("<title>b: 0.20, 3.00%</title>"), std::string::npos);
  EXPECT_EQ(count(svg, ">now<"), 1U);
  EXPECT_EQ(count(svg, ">90<"), 0U) << "an axis shows where there are points";
  EXPECT_EQ(count(svg, "nan"), 0U);
}

TEST(ScatterSvg, OfNothingOrOfOneValueIsWhole) {
  EXPECT_EQ(count(scatter_svg({}), "nan"), 0U);
  ScatterChart chart = scatter();
  chart.y = {2, 2, 2, 2};
  chart.panels[1].x = {0, 0, 0, 0};
  const std::string svg = scatter_svg(chart);
  EXPECT_EQ(count(svg, "nan") + count(svg, "inf"), 0U);
  EXPECT_EQ(count(svg, "class=\"try\""), 6U);
}

TEST(ParallelSvg, DrawsTheStrongLinesLastAndTheBestOnTop) {
  ParallelChart chart{.title = "all", .axes = {}, .score = {}, .best = 3};
  for (const char* name : {"p", "q", "r"})
    chart.axes.push_back({.name = name, .values = {}, .low = 0, .high = 10});
  for (int i = 0; i < 10; ++i) {
    chart.score.push_back(i == 9 ? std::nan("") : i);
    for (auto& axis : chart.axes) axis.values.push_back(i);
  }
  const std::string svg = parallel_svg(chart);
  EXPECT_EQ(count(svg, "class=\"way w"), 8U) << "not the one without a score, nor the best";
  EXPECT_EQ(count(svg, "class=\"way best\""), 1U);
  EXPECT_LT(svg.find("way w0"), svg.find("way w4"));
  EXPECT_LT(svg.rfind("way w"), svg.find("way best"));
  EXPECT_EQ(count(svg, "nan"), 0U);
  chart.axes[1].high = 0;  // Without extent.
  EXPECT_EQ(count(parallel_svg(chart), "nan"), 0U);
  EXPECT_EQ(count(parallel_svg({}), "nan"), 0U);
}

TEST(BarsSvg, HasABarForEachAndEscapesNames) {
  const std::string svg = bars_svg({.title = "t", .bars = {{"<a>", 0.6, "60%"}, {"b", 0, "0%"}}});
  EXPECT_EQ(count(svg, "class=\"bin\""), 2U);
  EXPECT_EQ(count(svg, "<a>"), 0U);
  EXPECT_EQ(count(bars_svg({}), "nan"), 0U);
}

}  // namespace
}  // namespace fwq::report
