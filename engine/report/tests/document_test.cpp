// The page: what it holds whatever it is given.
#include "fwq/report/document.hpp"

#include <gtest/gtest.h>

#include "chart_data.hpp"
#include "look.hpp"
#include "support/charts.hpp"
#include "svg.hpp"

namespace fwq::report {
namespace {

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}

TEST(KLineSvg, DrawsTheLastBarsAndEachOnce) {
  KLineChart chart = chart_of(wave(500).view());
  chart.shown = 120;
  const std::string svg = kline_svg(chart, Language::en);
  // Each candle is two wicks and a body.
  const auto candles = svg.substr(svg.find("class=\"candle up\""));
  EXPECT_EQ(count(candles.substr(0, candles.find("class=\"tag\"")), "M"), 360U);
  EXPECT_NE(svg.find("aria-label=\"a wave\""), std::string::npos);
  EXPECT_EQ(count(svg, "nan"), 0U);
  EXPECT_EQ(count(svg, "inf"), 0U);
}

TEST(KLineSvg, StandsAnyNumberOfBars) {
  for (const std::size_t bars : {0U, 1U, 2U, 29U, 31U}) {
    const std::string html = to_html(document_of(chart_of(wave(bars).view())));
    EXPECT_EQ(count(html, "nan"), 0U) << bars;
    EXPECT_EQ(count(html, "<svg viewBox"), 1U) << bars;
  }
}

TEST(KLineSvg, LeavesOutBarsWithoutPrices) {
  data::BarSeries bars = wave(60);
  bars.high()[30] = data::kNone;
  bars.close()[59] = data::kNone;
  bars.volume()[10] = data::kNone;
  KLineChart chart = chart_of(bars.view());
  chart.marks.push_back(
      {.target = "x", .label = "1", .title = "t", .bar = 30, .side = Side::down, .points = {}});
  const std::string html = to_html(document_of(std::move(chart)));
  EXPECT_EQ(count(html, "nan"), 0U);
  EXPECT_NE(html.find("null"), std::string::npos);
}

TEST(KLineSvg, DrawsFlatPrices) {
  data::BarSeries bars;
  for (int i = 0; i < 40; ++i) {
    bars.push_back({.time = (20000 + i) * data::kSecondsPerDay,
                    .open = 5,
                    .high = 5,
                    .low = 5,
                    .close = 5,
                    .volume = 0,
                    .amount = 0});
  }
  EXPECT_EQ(count(kline_svg(chart_of(bars.view()), Language::zh), "nan"), 0U);
}

TEST(ChartData, HoldsFewerBarsRatherThanTooManyBytes) {
  const auto bars = wave(3000);
  KLineChart chart = chart_of(bars.view());
  chart.marks.push_back(
      {.target = "old", .label = "1", .title = "", .bar = 3, .side = Side::up, .points = {}});
  chart.marks.push_back({.target = "new",
                         .label = "2",
                         .title = "",
                         .bar = 2999,
                         .side = Side::up,
                         .points = {{2990, 10}, {2, 9}}});
  const auto all = chart_data(chart, Language::en, 10'000'000);
  EXPECT_EQ(all.first, 0U);
  const auto some = chart_data(chart, Language::en, all.json.size() / 3);
  EXPECT_GT(some.first, 1500U);
  EXPECT_LE(some.json.size(), all.json.size() / 3);
  EXPECT_EQ(some.json.find("\"old\""), std::string::npos);
  EXPECT_NE(some.json.find("\"target\":\"new\",\"label\":\"2\",\"title\":\"\",\"bar\":" +
                           std::to_string(2999 - some.first)),
            std::string::npos);
  const auto least = chart_data(chart, Language::en, 10);
  EXPECT_EQ(least.first, 3000U - chart.shown) << "what is shown at first is always there";
}

TEST(Document, EscapesEveryText) {
  const std::string evil = "<script>\"'&</script>";
  Document document = document_of(chart_of(wave(40).view()));
  document.title = document.subtitle = document.footer = evil;
  document.lead = document.about = {{evil, evil, Tone::up}};
  auto& chart = std::get<KLineChart>(document.sections[0].blocks[0]);
  chart.title = chart.volume_name = evil;
  chart.overlays[0].name = chart.overlays[0].series[0].name = chart.panes[0].name = evil;
  chart.marks.push_back(
      {.target = "p1", .label = evil, .title = evil, .bar = 5, .side = Side::up, .points = {}});
  chart.lines.push_back({10, evil, evil});
  chart.marks[0].points = {{5, 10, evil}};
  chart.notes.push_back({.bar = 7, .cut = true, .label = evil, .title = evil});
  auto& section = document.sections[0];
  section.title = evil;
  section.blocks.emplace_back(Paragraph{evil});
  section.blocks.emplace_back(List{{evil}});
  section.blocks.emplace_back(Facts{{{evil, evil, Tone::none}}});
  Table table{.caption = evil,
              .caption_shown = true,
              .columns = {{evil, false}},
              .rows = {{.cells = {{evil, Tone::none, "x"}}, .id = "x"}}};
  section.blocks.emplace_back(table);
  section.blocks.emplace_back(Cards{{{.id = "p1",
                                      .label = evil,
                                      .title = evil,
                                      .note = evil,
                                      .text = evil,
                                      .facts = {{evil, evil, Tone::none}},
                                      .reasons = {evil},
                                      .chart = {},
                                      .first = 0,
                                      .last = 0}}});
  section.blocks.emplace_back(
      LineChart{.title = evil, .times = {1, 2}, .series = {{.name = evil, .values = {1, 2}}}});
  const std::string html = to_html(document);
  EXPECT_EQ(html.find(evil), std::string::npos);
  EXPECT_EQ(count(html, "<script"), 2U) << "the data and the page's own";
  EXPECT_EQ(count(html, "</script>"), 2U);
}

TEST(Document, HasBothLooksAndPrintsTheLightOne) {
  Document document = document_of(chart_of(wave(40).view()));
  document.look = "dark";
  const std::string html = to_html(document);
  EXPECT_NE(html.find("data-look=\"dark\""), std::string::npos);
  const std::string light = css_properties(document.light);
  const std::string dark = css_properties(document.dark);
  EXPECT_NE(html.find(":root{" + light + "}"), std::string::npos);
  EXPECT_NE(html.find(":root[data-look=\"dark\"]{" + dark + "}"), std::string::npos);
  EXPECT_NE(html.find("@media print{:root,:root[data-look]{" + light + "}"), std::string::npos);
}

TEST(Look, TextCanBeReadInAnyTheme) {
  std::vector<core::Theme> themes(core::built_in_themes().begin(), core::built_in_themes().end());
  // One whose colours nearly vanish.
  core::Theme pale = themes[1];
  pale.foreground = pale.accent = pale.k_up = pale.k_down = pale.chart_text = {250, 250, 245, 255};
  pale.indicator_colors.fill({240, 240, 240, 255});
  themes.push_back(pale);
  for (const auto& theme : themes) {
    const std::string css = css_properties(theme);
    for (const std::string name : {"text", "muted", "axis_text", "accent_text", "up_text",
                                   "down_text", "c0_text", "c6_text"}) {
      const auto at = css.find("--" + name + ":#");
      ASSERT_NE(at, std::string::npos) << name;
      const auto color = core::parse_color(css.substr(at + name.size() + 3, 7)).value();
      EXPECT_GE(core::contrast(color, theme.background), 4.5) << theme.id << " " << name;
      EXPECT_GE(core::contrast(color, theme.chart_background), 4.5) << theme.id << " " << name;
    }
  }
}

TEST(LineSvg, DrawsLongHistoriesWithFewPoints) {
  LineChart chart{
      .title = "closes", .times = {}, .series = {{.name = "a", .values = {}}}, .log = true};
  for (int i = 0; i < 9000; ++i) {
    chart.times.push_back((8000 + i) * data::kSecondsPerDay + data::kDayBarEnd);
    chart.series[0].values.push_back(1 + i * 0.01);
  }
  const std::string svg = line_svg(chart, Language::en);
  EXPECT_LT(svg.size(), 20'000U);
  EXPECT_NE(svg.find(">50<"), std::string::npos) << "a logarithmic tick";
  EXPECT_EQ(count(line_svg({}, Language::en), "nan"), 0U);
}

}  // namespace
}  // namespace fwq::report
