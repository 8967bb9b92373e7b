// The manual: everything of the tables is in it, and each pattern is drawn.
#include "fwq/coordinators/manual.hpp"

#include <gtest/gtest.h>

#include <set>

#include "fwq/analysis/candles.hpp"
#include "fwq/analysis/indicator.hpp"
#include "fwq/analysis/pattern.hpp"
#include "fwq/coordinators/wording.hpp"
#include "shape.hpp"

namespace fwq::coordinators {
namespace {

std::vector<ManualPage> pages_in(report::Language language) {
  return manual_pages({.language = language,
                       .light = core::built_in_themes()[1],
                       .dark = core::built_in_themes()[0],
                       .look = "auto",
                       .version = "1"});
}

std::string dashed(std::string_view id) {
  std::string text(id);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

TEST(Manual, HoldsEveryIndicatorCandleFunctionAndPattern) {
  for (const auto language : {report::Language::en, report::Language::zh}) {
    std::set<std::string> sections, rows;
    for (const auto& page : pages_in(language)) {
      for (const auto& section : page.document.sections) {
        sections.insert(section.id);
        for (const auto& block : section.blocks) {
          if (const auto* table = std::get_if<report::Table>(&block)) {
            for (const auto& row : table->rows) rows.insert(row.id);
          }
        }
      }
    }
    for (const auto* def : analysis::built_in_indicators())
      EXPECT_TRUE(sections.contains(dashed(def->id))) << def->id;
    for (const auto* def : analysis::built_in_patterns())
      EXPECT_TRUE(sections.contains(dashed(def->id))) << def->id;
    for (const auto* def : analysis::built_in_candles())
      EXPECT_TRUE(rows.contains(dashed(def->id))) << def->id;
  }
}

TEST(Manual, DrawsAnExampleOfEachPatternWithItsReasons) {
  std::set<std::string> drawn;
  for (const auto& page : pages_in(report::Language::en)) {
    for (const auto& section : page.document.sections) {
      const bool charted =
          std::any_of(section.blocks.begin(), section.blocks.end(), [](const report::Block& block) {
            const auto* chart = std::get_if<report::KLineChart>(&block);
            return chart != nullptr && chart->marks.size() == 1 && !chart->bars.empty() &&
                   !chart->marks[0].points.empty() && !chart->marks[0].points[0].label.empty();
          });
      const bool reasoned =
          std::any_of(section.blocks.begin(), section.blocks.end(), [](const report::Block& block) {
            const auto* list = std::get_if<report::List>(&block);
            return list != nullptr && !list->items.empty();
          });
      if (charted && reasoned) drawn.insert(section.id);
    }
  }
  for (const auto* def : analysis::built_in_patterns())
    EXPECT_TRUE(drawn.contains(dashed(def->id))) << def->id << " has no drawn example";
}

TEST(Manual, NamesEveryRoleOfAKeyPointInBothLanguages) {
  for (const auto* def : analysis::built_in_patterns()) {
    for (const auto role : def->roles) {
      EXPECT_NE(role_text(role, true), "") << def->id << ": " << role;
      EXPECT_EQ(role_text(role, false).find('_'), std::string::npos);
    }
  }
}

TEST(ShapeOutline, DrawsBorderLinesForTrianglesAndTheNecklineForShoulders) {
  const auto point = [](std::uint32_t bar, double price, std::string_view role) {
    return analysis::KeyPoint{0, bar, price, role};
  };
  // In the order of roles, which is not that of time.
  const auto triangle = shape_outline(
      {point(16, 22, "first_high"), point(10, 20, "first_low"), point(28, 21, "last_high"),
       point(22, 20, "last_low"), point(33, 19, "breakout")},
      10);
  ASSERT_EQ(triangle.size(), 2U);
  EXPECT_EQ(triangle[0][0].bar, 6U);
  EXPECT_EQ(triangle[0][1].price, 21);
  EXPECT_EQ(triangle[1][0].bar, 0U);
  const auto shoulders = shape_outline(
      {point(1, 5, "left_shoulder"), point(3, 4, "left_neckline"), point(5, 7, "head"),
       point(7, 4, "right_neckline"), point(9, 5, "right_shoulder")},
      0);
  ASSERT_EQ(shoulders.size(), 2U);
  EXPECT_EQ(shoulders[0].size(), 5U);
  EXPECT_EQ(shoulders[1].size(), 2U);
  const auto turns = shape_outline({point(8, 2, "second"), point(4, 1, "first")}, 6);
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_EQ(turns[0].size(), 1U) << "what lies before the chart is left out";
}

TEST(Manual, LinksEveryPageFromTheIndex) {
  const auto pages = pages_in(report::Language::zh);
  ASSERT_EQ(pages.front().file, "index.html");
  const std::string index = report::to_html(pages.front().document);
  for (std::size_t i = 1; i < pages.size(); ++i)
    EXPECT_NE(index.find("href=\"" + pages[i].file + "\""), std::string::npos) << pages[i].file;
}

TEST(Manual, ReadsBarsAndLeavesOtherLinesOut) {
  const auto series =
      example_bars("case x\nbar 1 2 0.5 1.5\nbar 1.5 3 1 2 700\nhit 0 1 1 0.5\nbar 1 2\n");
  ASSERT_EQ(series.size(), 2U);
  EXPECT_EQ(series.view().close()[0], 1.5);
  EXPECT_EQ(series.view().volume()[1], 700);
  EXPECT_EQ(series.view().time()[1] - series.view().time()[0], 24 * 3600);
  const auto three = example_bars("bar 1 2 0 1\nbar 1 2 0 1\nbar 1 2 0 1\n");
  const data::Bars week = three.view();
  for (const auto time : week.time())
    EXPECT_LE(data::weekday(data::day_number(time)), 4) << "no bar at a weekend";
}

}  // namespace
}  // namespace fwq::coordinators
