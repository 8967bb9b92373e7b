// Curves, heat maps, histograms and trades: nothing of them gets lost or runs over the page.
#include "fwq/report/curves.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "curve_data.hpp"
#include "detail.hpp"
#include "heat_map.hpp"
#include "support/charts.hpp"
#include "support/curves.hpp"
#include "svg.hpp"
#include "trade_marks.hpp"

namespace fwq::report {
namespace {

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}

Document page_with(Block block) {
  Document document = document_of(chart_of(wave(40).view()));
  document.sections[0].blocks = {std::move(block)};
  return document;
}

TEST(SeenPoints, HoldTheExtremesOfEachPixelAndTheBreaks) {
  const std::vector<double> values{5, 9, 1, 4, 7, data::kNone, data::kNone, 3, 2};
  const std::vector<double> xs{0.0, 0.2, 0.4, 0.6, 1.0, 1.2, 1.4, 1.6, 3};
  EXPECT_EQ(seen_points(values, xs), (std::vector<std::size_t>{0, 1, 2, 3, 4, kBreak, 7, 8}));
  EXPECT_TRUE(seen_points({}, {}).empty());
}

TEST(SeenPoints, LoseNoPeakAndNoValleyOfAnyLine) {
  EXPECT_TRUE(rc::check([](const std::vector<int>& heights) {
    std::vector<double> values(heights.begin(), heights.end());
    std::vector<double> xs;
    for (std::size_t i = 0; i < values.size(); ++i) xs.push_back(static_cast<double>(i) * 0.13);
    const auto seen = seen_points(values, xs);
    std::set<double> kept;
    for (const std::size_t i : seen) kept.insert(values[i]);
    for (std::size_t i = 0; i < values.size(); ++i) {
      // Every value lies between two kept ones of its own column.
      bool above = false;
      bool below = false;
      for (const std::size_t k : seen) {
        if (std::floor(xs[k]) != std::floor(xs[i])) continue;
        above = above || values[k] >= values[i];
        below = below || values[k] <= values[i];
      }
      RC_ASSERT(above && below);
    }
    RC_ASSERT(seen.size() <= 4 * (values.size() / 7 + 1));
  }));
}

TEST(KeptBars, AreAllOrThoseWithTheExtremes) {
  const CurveChart all = curves_of(300);
  EXPECT_EQ(kept_bars(all, 300).size(), 300U);
  CurveChart chart = curves_of(20'000);
  chart.panels[0].series[0].values[12'345] = 1;
  chart.panels[1].series[0].values[777] = -99;
  const auto kept = kept_bars(chart, 1'000);
  EXPECT_LE(kept.size(), 1'001U);
  EXPECT_GT(kept.size(), 300U);
  EXPECT_EQ(kept.front(), 0U);
  EXPECT_EQ(kept.back(), 19'999U);
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end()));
  for (const std::size_t bar : {12'345U, 777U})
    EXPECT_TRUE(std::binary_search(kept.begin(), kept.end(), bar)) << bar;
  EXPECT_TRUE(kept_bars({}, 10).empty());
}

TEST(CurvesSvg, DrawsEveryPanelWithAxesNamesAndAnArea) {
  const std::string svg = curves_svg(curves_of(500));
  EXPECT_EQ(count(svg, "class=\"frame\""), 3U);
  EXPECT_EQ(count(svg, "class=\"curve"), 3U);
  EXPECT_EQ(count(svg, "class=\"area\""), 1U);
  EXPECT_EQ(count(svg, "class=\"guide\""), 1U);
  EXPECT_NE(svg.find(">Drawdown</text>"), std::string::npos);
  EXPECT_NE(svg.find("%</text>"), std::string::npos) << "the unit on the axis";
  EXPECT_EQ(count(svg, "nan"), 0U);
}

TEST(CurvesSvg, StandsAnyNumberOfBars) {
  for (const std::size_t bars : {0U, 1U, 2U, 19U, 21U}) {
    const std::string html = to_html(page_with(curves_of(bars)));
    EXPECT_EQ(count(html, "nan"), 0U) << bars;
    EXPECT_EQ(count(html, "<svg viewBox"), 1U) << bars;
  }
}

TEST(CurvesSvg, NeedsFewPointsForManyBars) {
  EXPECT_LT(curves_svg(curves_of(200'000)).size(), 150'000U);
}

TEST(Document, StaysSmallWithLongCurvesAndALongChart) {
  const auto bars = wave(60'000);
  Document document = document_of(chart_of(bars.view()));
  document.sections[0].blocks.emplace_back(curves_of(200'000));
  Table table{.caption = "t", .columns = {{"a", false}}, .rows = {}};
  for (int i = 0; i < 3'000; ++i) table.rows.push_back({.cells = {{std::string(80, 'x')}}});
  document.sections[0].blocks.emplace_back(std::move(table));
  const std::string html = to_html(document);
  EXPECT_LT(html.size(), 1'500'000U);
  EXPECT_NE(html.find("Of 200,000 points"), std::string::npos);
  EXPECT_NE(html.find("of 60,000 bars"), std::string::npos);
}

TEST(HeatMap, TintsByTheRootOfTheSizeAndWritesTheSign) {
  const HeatMap map{.caption = "months",
                    .corner = "Year",
                    .columns = {"1", "2", "3", "Year"},
                    .lines = {{"2024", {-4, 16, data::kNone, 90}}, {"2025", {0, 0.04, 1, -3}}},
                    .digits = 1,
                    .unit = "%",
                    .total = true};
  const std::string html = heat_map_html(map);
  EXPECT_NE(html.find("cold\" style=\"--w:23%\" title=\"2024 1: -4.00%\">-4.0</td>"),
            std::string::npos)
      << "a quarter of the largest takes half of the tint";
  EXPECT_NE(html.find("hot\" style=\"--w:46%\" title=\"2024 2: +16.00%\">+16.0</td>"),
            std::string::npos);
  EXPECT_NE(html.find("hot total\" style=\"--w:46%\""), std::string::npos)
      << "a total does not make the months pale";
  EXPECT_NE(html.find("<td class=\"number\"></td>"), std::string::npos);
  EXPECT_NE(html.find("even\" style=\"--w:0%\" title=\"2025 1: 0.00%\">0.0</td>"),
            std::string::npos);
  EXPECT_EQ(count(heat_map_html({}), "nan"), 0U);
}

TEST(HeatMap, TellsCloseValuesOfOneSignApartAndFramesACell) {
  HeatMap map{.caption = "search",
              .corner = "short",
              .columns = {"a", "b", "c"},
              .lines = {{"1", {10, 10.5, 12}}, {"2", {11, data::kNone, 10.5}}},
              .from_least = true,
              .marked_line = 0,
              .marked_column = 2};
  const std::string html = heat_map_html(map);
  EXPECT_NE(html.find("hot\" style=\"--w:0%\" title=\"1 a"), std::string::npos);
  EXPECT_NE(html.find("hot\" style=\"--w:23%\" title=\"1 b"), std::string::npos);
  EXPECT_NE(html.find("hot marked\" style=\"--w:46%\" title=\"1 c"), std::string::npos);
  EXPECT_EQ(count(html, "marked"), 1U);
  map.lines[1].values[1] = -1;
  EXPECT_NE(heat_map_html(map).find("hot\" style=\"--w:42%\" title=\"1 a"), std::string::npos)
      << "beside the other sign a tint means the size";
  map.lines = {{"1", {7, 7, 7}}};
  EXPECT_EQ(count(heat_map_html(map), "--w:46%"), 3U);
}

TEST(HistogramSvg, HasABarForEachStretchWithValuesAndNamesOnLinesOfTheirOwn) {
  const Histogram chart{.title = "falls",
                        .low = -30,
                        .width = 5,
                        .counts = {1, 0, 7, 12},
                        .guides = {{-18, "this run -18%"}, {-12, "median -12%"}},
                        .unit = "%"};
  const std::string svg = histogram_svg(chart);
  EXPECT_EQ(count(svg, "class=\"bin\""), 3U);
  EXPECT_NE(svg.find("<title>-15.0% … -10.0%: 12</title>"), std::string::npos);
  EXPECT_NE(svg.find("y=\"14\">this run -18%"), std::string::npos);
  EXPECT_NE(svg.find("y=\"30\">median -12%"), std::string::npos);
  EXPECT_EQ(count(histogram_svg({}), "nan"), 0U);
}

TradeMark trade(std::size_t bar, Side side) {
  return {.bar = bar,
          .side = side,
          .label = side == Side::up ? "B" : "S",
          .title = "at " + std::to_string(bar),
          .target = "t" + std::to_string(bar)};
}

TEST(GroupedTrades, ShareAMarkWhereTheyCannotBeToldApart) {
  const std::vector<TradeMark> trades{trade(1, Side::up), trade(2, Side::down), trade(3, Side::up),
                                      trade(6, Side::up), trade(200, Side::up)};
  const auto marks = grouped_trades(trades, {0, 100, 0, 500}, 0, 500);  // Five pixels a bar.
  ASSERT_EQ(marks.size(), 3U);
  EXPECT_EQ(marks[0].label, "B2");
  EXPECT_EQ(marks[0].title, "at 1\nat 3");
  EXPECT_EQ(marks[0].target, "t1");
  EXPECT_EQ(marks[0].bar, 2U);
  EXPECT_EQ(marks[1].label, "S");
  EXPECT_EQ(marks[2].label, "B");
  EXPECT_EQ(marks[2].bar, 6U) << "the last one is out of view";
}

TEST(GroupedTrades, AreAllCountedHoweverManyThereAre) {
  std::vector<TradeMark> trades;
  for (std::size_t i = 0; i < 900; ++i)
    trades.push_back(trade(i, i % 2 == 0 ? Side::up : Side::down));
  const auto marks = grouped_trades(trades, {0, 900, 0, 900}, 0, 900);
  EXPECT_LE(marks.size(), 2U * 46);
  std::size_t all = 0;
  for (const auto& mark : marks)
    all += mark.label.size() > 1 ? std::stoul(mark.label.substr(1)) : 1;
  EXPECT_EQ(all, 900U);
}

TEST(KLineSvg, DrawsTradesWithTheirTitles) {
  const auto series = wave(150);
  KLineChart chart = chart_of(series.view());
  chart.trades = {trade(20, Side::up), trade(60, Side::down)};
  const std::string html = to_html(document_of(chart));
  EXPECT_NE(html.find("<a href=\"#t20\" class=\"mark up trade\""), std::string::npos);
  EXPECT_NE(html.find("<title>at 60</title>"), std::string::npos);
  EXPECT_NE(html.find("\"trades\":[{\"bar\":20,\"side\":\"up\",\"label\":\"B\""),
            std::string::npos);
}

TEST(Document, EscapesTextsOfCurvesMapsHistogramsAndTrades) {
  const std::string evil = "<script>\"'&</script>";
  const auto series = wave(40);
  KLineChart kline = chart_of(series.view());
  kline.trades.push_back(
      {.bar = 3, .side = Side::up, .label = evil, .title = evil, .target = evil});
  Document document = document_of(std::move(kline));
  auto& blocks = document.sections[0].blocks;
  CurveChart chart = curves_of(30);
  chart.title = chart.panels[0].name = chart.panels[0].unit = chart.panels[0].series[0].name = evil;
  blocks.emplace_back(chart);
  blocks.emplace_back(HeatMap{
      .caption = evil, .corner = evil, .columns = {evil}, .lines = {{evil, {1}}}, .unit = evil});
  blocks.emplace_back(
      Histogram{.title = evil, .counts = {1}, .guides = {{0.5, evil}}, .unit = evil});
  blocks.emplace_back(Table{.caption = evil,
                            .columns = {{evil, false}},
                            .rows = {{.cells = {{evil}}, .heading = true}},
                            .tall = true});
  const std::string html = to_html(document);
  EXPECT_EQ(html.find(evil), std::string::npos);
  EXPECT_EQ(count(html, "<script"), 3U) << "data of both charts and the page's own";
  EXPECT_EQ(count(html, "</script>"), 3U);
}

}  // namespace
}  // namespace fwq::report
