// Marks stand near their bars and never on one another.
#include "mark_places.hpp"

#include <gtest/gtest.h>

#include "chart_data.hpp"
#include "price_layout.hpp"
#include "support/charts.hpp"
#include "support/crowd.hpp"
#include "svg.hpp"
#include "svg_canvas.hpp"

namespace fwq::report {
namespace {

TEST(MarkPlaces, NeverOverlapHoweverManyThereAre) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const auto marks = crowd(seed);
    const Box label{0, 90, 60, 110};
    const auto places = place_marks(marks, {label}, 2, 240);
    std::vector<Box> boxes{label};
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (!places.tips[i]) continue;
      const Box box = box_of(marks[i], *places.tips[i]);
      EXPECT_TRUE(is_free(box, boxes)) << seed << " mark " << i;
      EXPECT_GE(box.top, 2);
      EXPECT_LE(box.bottom, 240);
      boxes.push_back(box);
    }
  }
}

TEST(MarkPlaces, ALoneMarkStandsBesideItsEdge) {
  const std::vector<MarkSpace> marks{{.x = 50, .edge = 100, .below = true, .label = 7},
                                     {.x = 50, .edge = 80, .below = false, .label = 0}};
  const auto places = place_marks(marks, {}, 0, 200);
  EXPECT_EQ(places.tips[0], 104);
  EXPECT_EQ(places.tips[1], 76);
  EXPECT_FALSE(places.crowded);
}

TEST(MarkPlaces, TheSignalOfAPatternsBarStandsBeyondThePattern) {
  const std::vector<MarkSpace> marks{{.x = 50, .edge = 100, .below = true, .label = 0},
                                     {.x = 50, .edge = 100, .below = true, .label = 7}};
  const auto places = place_marks(marks, {}, 0, 200);
  EXPECT_GE(*places.tips[0], box_of(marks[1], *places.tips[1]).bottom);
}

TEST(MarkPlaces, ASmallMarkFarFromItsBarIsLeftOut) {
  const std::vector<MarkSpace> marks{{.x = 50, .edge = 100, .below = true, .label = 0}};
  EXPECT_FALSE(place_marks(marks, {{0, 100, 100, 160}}, 0, 300).tips[0].has_value());
}

TEST(MarkPlaces, ANumberedMarkWithoutRoomOutsideStandsInside) {
  const std::vector<MarkSpace> marks{{.x = 50, .edge = 195, .below = true, .label = 7}};
  const auto places = place_marks(marks, {}, 0, 200);
  EXPECT_TRUE(places.crowded);
  EXPECT_EQ(places.tips[0], 178);
}

TEST(PriceLayout, NoLabelLiesOnALineOfACutOrOnAnotherLabel) {
  const auto series = wave(150);
  KLineChart chart = chart_of(series.view());
  for (const std::size_t bar : {1U, 2U, 60U, 61U, 148U, 149U}) {
    chart.notes.push_back({.bar = bar, .cut = true, .label = "断点", .title = "cut"});
    chart.notes.push_back({.bar = bar, .cut = false, .label = "除", .title = "event"});
    chart.marks.push_back(
        {.target = "p1", .label = "12", .title = "x", .bar = bar, .side = Side::up, .points = {}});
  }
  for (const double price : {7.5, 7.51, 12.9}) chart.lines.push_back({price, "support 7.50", ""});
  chart.marks[2].points = {{60, 12.5, "a"}, {61, 12.6, "b"}};
  chart.marks.push_back(chart.marks[2]);
  chart.marks.back().main = false;
  const PricePlot plot{0, 150, {0, 150, 8, 896}, 8, 896, 18, 340};
  const auto layout = price_layout(chart, plot, 7, 13, 7.52);
  std::vector<Box> boxes;
  const auto add = [&](const Box& box) {
    EXPECT_TRUE(is_free(box, boxes)) << box.left << " " << box.top;
    boxes.push_back(box);
  };
  ASSERT_EQ(layout.points.size(), 2U);
  for (const auto& point : layout.points)
    add({point.x - 3, point.foot - 9, point.x + 3, point.foot + 1});
  ASSERT_EQ(layout.levels.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_TRUE(std::isfinite(layout.levels[i].at));
    EXPECT_GE(std::abs(layout.levels[i].at - layout.y.y(7.52)), kTagStep);
    if (i > 0) {
      EXPECT_GE(layout.levels[i].at - layout.levels[i - 1].at, kTagStep);
    }
  }
  std::size_t cuts = 0;
  for (const auto& note : layout.notes) {
    const double width = text_width(note.note->label, 10);
    add({note.x, note.foot - 9, note.x + width, note.foot + 2});
    if (!note.note->cut) continue;
    ++cuts;
    const double line = cut_x(plot.x, *note.note);
    EXPECT_TRUE(note.x > line + 2 || note.x + width < line - 2) << "its own line runs through it";
    EXPECT_LE(note.x + width, 896);
  }
  EXPECT_EQ(cuts, 6U);
  ASSERT_EQ(layout.marks.size(), 6U);
  for (std::size_t i = 0; i < 6; ++i) {
    ASSERT_TRUE(layout.tips[i].has_value());
    const double x = plot.x.x(static_cast<double>(layout.marks[i]->bar));
    add(box_of({.x = x, .edge = 0, .below = true, .label = text_width("12", 11.5)},
               *layout.tips[i]));
  }
}

TEST(PlaceTags, KeepsTagsApartAndOnTheirSideOfTheLastPrice) {
  // Two above the last price and two below, all within a few pixels.
  const std::vector<double> crowded{98, 99, 100, 101};
  EXPECT_EQ(place_tags(crowded, 99.5, 0, 200), (std::vector<double>{65.5, 82.5, 116.5, 133.5}));
  const std::vector<double> far{20, 60, 150};
  EXPECT_EQ(place_tags(far, 100, 0, 200), far);
  EXPECT_EQ(place_tags(crowded, std::nullopt, 0, 200), (std::vector<double>{98, 115, 132, 149}));
  const auto edge = place_tags(std::vector<double>{205, 206}, 180.0, 0, 210);
  EXPECT_EQ(edge[0], 202) << "moved in from the border";
  EXPECT_TRUE(std::isnan(edge[1])) << "no room: its line alone is drawn";
  EXPECT_TRUE(place_tags({}, 5.0, 0, 10).empty());
}

TEST(KLineSvg, DrawsOnlyMainMarksAndKeepsTheOthersForTheReader) {
  const auto series = wave(60);
  KLineChart chart = chart_of(series.view());
  Mark mark{.target = "p1",
            .label = "1",
            .title = "one",
            .bar = 50,
            .side = Side::up,
            .points = {{40, 10, "a"}, {50, 11, "b"}},
            .outline = {{{40, 10}, {45, 12}}, {{42, 9}, {50, 11}}}};
  chart.marks = {mark, mark};
  chart.marks[1].target = "p2";
  chart.marks[1].main = false;
  const std::string svg = kline_svg(chart, Language::en);
  EXPECT_NE(svg.find("href=\"#p1\""), std::string::npos);
  EXPECT_EQ(svg.find("href=\"#p2\""), std::string::npos);
  EXPECT_NE(svg.find(">a</text>"), std::string::npos);
  const std::string json = chart_data(chart, Language::en, 100'000).json;
  EXPECT_NE(json.find("\"target\":\"p2\""), std::string::npos);
  EXPECT_NE(json.find("\"main\":false"), std::string::npos);
  EXPECT_NE(json.find("\"outline\":[[[40,"), std::string::npos);
}

TEST(KLineSvg, IsWithoutVolumeWhereItHasNoName) {
  const auto series = wave(60);
  KLineChart chart = chart_of(series.view());
  EXPECT_NE(kline_svg(chart, Language::en).find("class=\"volume"), std::string::npos);
  chart.volume_name.clear();
  EXPECT_EQ(kline_svg(chart, Language::en).find("class=\"volume"), std::string::npos);
}

TEST(KLineSvg, ALineOverAnotherIsDrawnInDashes) {
  const auto series = wave(60);
  KLineChart chart = chart_of(series.view());
  EXPECT_EQ(kline_svg(chart, Language::en).find(" over\""), std::string::npos);
  Series twin = chart.overlays[0].series[0];
  twin.color = 5;
  for (double& value : twin.values) value *= 1 + 1e-12;
  chart.overlays.push_back({.name = "BOLL", .series = {twin}, .band = false});
  EXPECT_NE(kline_svg(chart, Language::en).find("curve c5 over\""), std::string::npos);
  EXPECT_EQ(kline_svg(chart, Language::en).find("curve c0 over\""), std::string::npos);
}

TEST(Coincide, WantsValuesAtTheSameBars) {
  const std::vector<double> a{data::kNone, 1, 2}, b{0, 1, 2}, none{data::kNone, data::kNone};
  EXPECT_TRUE(coincide(a, a, 0, 3));
  EXPECT_FALSE(coincide(a, b, 0, 3));
  EXPECT_TRUE(coincide(a, b, 1, 3));
  EXPECT_FALSE(coincide(none, none, 0, 2)) << "nothing to see";
}

TEST(KLineSvg, NoLabelOfTheAxisLiesUnderTheTagOfTheLastPrice) {
  for (std::size_t count = 40; count < 140; ++count) {
    const auto series = wave(count);
    const std::string svg = kline_svg(chart_of(series.view()), Language::en);
    const auto number = [&](std::size_t from, const char* name) {
      const std::string key = std::string(name) + "=\"";
      return std::stod(svg.substr(svg.find(key, from) + key.size()));
    };
    const double tag = number(svg.find("class=\"tag\""), " y");
    for (auto at = svg.find("class=\"axis\" x=\"894\""); at != std::string::npos;
         at = svg.find("class=\"axis\" x=\"894\"", at + 1)) {
      const double foot = number(at, " y");
      EXPECT_TRUE(foot < tag || foot - 9 > tag + 18) << count << ": " << foot << " tag " << tag;
    }
  }
}

}  // namespace
}  // namespace fwq::report
