// The page's script computes as the program does. Runs where node is installed, and skips elsewhere.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

#include "chart_data.hpp"
#include "curve_data.hpp"
#include "decimals.hpp"
#include "detail.hpp"
#include "fwq/core/text.hpp"
#include "fwq/report/scale.hpp"
#include "mark_places.hpp"
#include "price_layout.hpp"
#include "support/charts.hpp"
#include "support/crowd.hpp"
#include "support/curves.hpp"
#include "trade_marks.hpp"

namespace fwq::report {
namespace {

namespace fs = std::filesystem;

// What the script prints when `code` runs with the chart's functions as `c`.
std::string node(const std::string& code) {
  std::string folder = (fs::temp_directory_path() / "fwq-script-XXXXXX").string();
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  const fs::path file = fs::path(folder) / "run.js";
  std::ofstream(file) << "const c = require('" FWQ_SOURCE_DIR "/engine/report/page/chart.js');\n"
                      << "const say = (...a) => console.log(a.join(' '));\n"
                      << code;
  std::string out;
  const std::string command = fmt::format("node '{}' 2>&1", file.string());
  if (FILE* pipe = ::popen(command.c_str(), "r"); pipe != nullptr) {
    char buffer[4096];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
      out.append(buffer, n);
    ::pclose(pipe);
  }
  fs::remove_all(folder);
  return out;
}

class Script : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("node --version > /dev/null 2>&1") != 0)
      GTEST_SKIP() << "node is not installed";
  }
};

TEST_F(Script, ReadsBackEveryNumberOfTheChart) {
  const auto series = wave(700);
  const KLineChart chart = chart_of(series.view());
  const auto data = chart_data(chart, Language::en, 10'000'000);
  const std::string out = node(fmt::format(R"(const d = {};
const b = c.decode(d);
for (let i = 0; i < d.bars; ++i) {{
  say(c.timeText(b.t[i], d.unit), ...[b.o, b.h, b.l, b.c].map(x => c.shown(x[i], d.digits, 2)), b.v[i],
      c.shown(d.overlays[0].series[0].values[i], d.digits, 3),
      c.shown(d.panes[0].series[0].values[i], d.panes[0].digits, 3));
}})",
                                           data.json));
  std::string expected;
  for (std::size_t i = 0; i < chart.bars.size(); ++i) {
    const auto bar = chart.bars[i];
    expected +=
        fmt::format("{} {} {} {} {} {} {} {}\n", data::format_date(data::date_of(bar.time)),
                    shown(bar.open, 2), shown(bar.high, 2), shown(bar.low, 2), shown(bar.close, 2),
                    core::shortest(bar.volume), shown(chart.overlays[0].series[0].values[i], 3),
                    shown(chart.panes[0].series[0].values[i], 3));
  }
  EXPECT_EQ(out, expected);
}

std::string line_of(const std::vector<double>& values) {
  std::vector<std::string> words;
  for (const double value : values) words.push_back(core::shortest(value));
  return fmt::format("{}\n", fmt::join(words, " "));
}

TEST_F(Script, HasTheTicksOfTheProgram) {
  std::string code;
  std::string expected;
  for (const auto& [low, high] :
       {std::pair{8.13, 12.2}, {0.1, 0.5}, {-0.31, 0.27}, {353.0, 575.0}, {0.9, 120.0}}) {
    for (const std::size_t most : {3U, 4U, 7U}) {
      code +=
          fmt::format("say(...c.niceTicks({0}, {1}, {2}));\nsay(...c.logTicks({0}, {1}, {2}));\n",
                      low, high, most);
      expected += line_of(nice_ticks(low, high, most));
      expected += line_of(log_ticks(low, high, most));
    }
  }
  const auto bars = wave(900);
  const auto times = bars.view().time();
  std::vector<std::int64_t> days;
  for (const auto time : times) days.push_back(data::day_number(time));
  code += fmt::format("const t = [{}];\n", fmt::join(days, ","));
  struct Window {
    std::size_t first, count, most;
  };
  for (const Window w :
       {Window{0, 20, 6}, Window{100, 150, 9}, Window{0, 900, 10}, Window{300, 400, 3}}) {
    code += fmt::format(
        "say(...c.timeTicks(t, 86400, {}, {}, {}, 4).map(k => k.bar + ':' + k.text));\n", w.first,
        w.first + w.count, w.most);
    std::vector<std::string> ticks;
    for (const auto& tick : time_ticks(times, w.first, w.count, w.most, 4, data::Period::day))
      ticks.push_back(fmt::format("{}:{}", tick.bar, tick.text));
    expected += fmt::format("{}\n", fmt::join(ticks, " "));
  }
  EXPECT_EQ(node(code), expected);
}

TEST_F(Script, ShowsAmountsAsTheProgramDoes) {
  std::string code;
  std::string expected;
  for (const double amount : {0.0, 987.0, 12345.0, 12345.5, -2.5e4, 1234500.0, 90435000.0, 2.675e6,
                              1234567.0, 99995.0, 3.2e8, 1.5e9, 4.56e12}) {
    code += fmt::format(
        "say(c.shownAmount({0}, c.WORDS.zh.units), c.shownAmount({0}, c.WORDS.en.units));\n",
        core::shortest(amount));
    expected += fmt::format("{} {}\n", shown_amount(amount, Language::zh),
                            shown_amount(amount, Language::en));
  }
  EXPECT_EQ(node(code), expected);
}

TEST_F(Script, ZoomsAtThePointerAndStaysInside) {
  EXPECT_EQ(node(R"(
const n = 1000;
let v = {first: 800, count: 200};
const at = v => v.first + v.count * 0.25;
const z = c.zoomedView(v, 0.8, 0.25, n);
say(z.count, at(z).toFixed(6), at(v).toFixed(6));
const wide = c.zoomedView(v, 100, 0.5, n);
say(wide.first, wide.count);
const near = c.zoomedView(v, 0.0001, 1, n);
say(near.first, near.count);
say(...Object.values(c.clampedView({first: -50, count: 100}, n)), ...Object.values(c.clampedView({first: 990, count: 100}, n)));
say(...Object.values(c.clampedView({first: 3, count: 100}, 5)));
)"),
            "160 850.000000 850.000000\n0 1000\n985 15\n100 0 100 900\n30 0\n");
}

TEST_F(Script, PlacesMarksAsTheProgramDoes) {
  std::string code;
  std::string expected;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto marks = crowd(seed);
    std::string list;
    for (const auto& m : marks)
      list += fmt::format("{{x:{},edge:{},below:{},label:{}}},", core::shortest(m.x),
                          core::shortest(m.edge), m.below, core::shortest(m.label));
    code += fmt::format(
        "{{ const p = c.placeMarks([{}], [[0, 90, 60, 110]], 2, 240); say(p.crowded, ...p.tips); "
        "}}\n",
        list);
    const auto places = place_marks(marks, {{0, 90, 60, 110}}, 2, 240);
    expected += places.crowded ? "true" : "false";
    for (const auto& tip : places.tips) {
      expected += ' ';
      if (tip) expected += core::shortest(*tip);
    }
    expected += '\n';
  }
  EXPECT_EQ(node(code), expected);
}

TEST_F(Script, PlacesTagsAsTheProgramDoes) {
  std::string code;
  std::string expected;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::vector<double> ys;
    for (unsigned i = 0; i < seed % 7; ++i) ys.push_back(10 + (seed * 37 + i * 53) % 180);
    std::sort(ys.begin(), ys.end());
    const auto last = seed % 3 == 0 ? std::nullopt : std::optional<double>(15 + seed * 41 % 170);
    code +=
        fmt::format("say(...c.placeTags([{}], {}, 5, 195).map(x => x === null ? 'none' : x));\n",
                    fmt::join(ys, ","), last ? core::shortest(*last) : "null");
    std::vector<std::string> words;
    for (const double at : place_tags(ys, last, 5, 195))
      words.push_back(std::isnan(at) ? "none" : core::shortest(at));
    expected += fmt::format("{}\n", fmt::join(words, " "));
  }
  EXPECT_EQ(node(code), expected);
}

TEST_F(Script, ReadsBackEveryValueOfCurvesAndKeepsTheSamePoints) {
  const CurveChart chart = curves_of(400);
  std::string code = fmt::format("const k = require('" FWQ_SOURCE_DIR
                                 "/engine/report/page/curves.js'), d = {}, p = k.decode(d);\n",
                                 curve_data(chart, Language::en, 5'000).json);
  code +=
      "for (let i = 0; i < d.bars; ++i) say(c.timeText(p.t[i], d.unit), p.at[i], "
      "...d.panels.map(q => c.shown(q.series[0].values[i], q.digits, q.shown)));\n"
      "const xs = p.at.map(i => i * 0.37);\n"
      "for (const q of d.panels) say(...k.seenPoints(q.series[0].values, xs, 0, d.bars)"
      ".map(i => i === null ? '-' : i));\n";
  std::string expected;
  std::vector<double> xs;
  for (std::size_t i = 0; i < chart.times.size(); ++i) {
    expected += fmt::format("{} {}", data::format_date(data::date_of(chart.times[i])), i);
    for (const auto& panel : chart.panels)
      expected += fmt::format(" {}", shown(panel.series[0].values[i], panel.digits));
    expected += '\n';
    xs.push_back(static_cast<double>(i) * 0.37);
  }
  for (const auto& panel : chart.panels) {
    std::vector<double> units;  // As the script has them: equal values are equal.
    for (const double value : panel.series[0].values) {
      const auto number = decimal_units(value, panel.digits + 1);
      units.push_back(number ? static_cast<double>(*number) : data::kNone);
    }
    std::vector<std::string> words;
    for (const std::size_t i : seen_points(units, xs))
      words.push_back(i == kBreak ? "-" : std::to_string(i));
    expected += fmt::format("{}\n", fmt::join(words, " "));
  }
  EXPECT_EQ(node(code), expected);
}

TEST_F(Script, FindsThePointsOfAThinnedChart) {
  const auto data = curve_data(curves_of(9'000), Language::en, 700);
  const auto kept = kept_bars(curves_of(9'000), 700);
  const std::string code =
      fmt::format("const k = require('" FWQ_SOURCE_DIR
                  "/engine/report/page/curves.js'), p = k.decode({});\n"
                  "say(...p.at); say(k.lowerBound(p.at, 0), k.lowerBound(p.at, 8999), "
                  "k.lowerBound(p.at, 9e9));",
                  data.json);
  EXPECT_EQ(node(code),
            fmt::format("{}\n0 {} {}\n", fmt::join(kept, " "), kept.size() - 1, kept.size()));
}

TEST_F(Script, GroupsTradesAsTheProgramDoes) {
  std::vector<TradeMark> trades;
  std::string list;
  for (std::size_t i = 0; i < 300; ++i) {
    const std::size_t bar = i * i / 100 + i % 3;
    const bool up = i % 2 == 0;
    trades.push_back({.bar = bar,
                      .side = up ? Side::up : Side::down,
                      .label = up ? "B" : "S",
                      .title = std::to_string(i),
                      .target = fmt::format("t{}", i)});
  }
  std::sort(trades.begin(), trades.end(),
            [](const auto& a, const auto& b) { return a.bar < b.bar; });
  for (const auto& trade : trades)
    list +=
        fmt::format("{{bar:{},side:'{}',label:'{}',title:'{}',target:'{}'}},", trade.bar,
                    trade.side == Side::up ? "up" : "down", trade.label, trade.title, trade.target);
  const BarScale x{100, 700, 8, 888};
  const std::string code =
      fmt::format("const t = require('" FWQ_SOURCE_DIR
                  "/engine/report/page/trades.js');\n"
                  "for (const m of t.grouped([{}], b => 8 + (b - 100 + 0.5) * 880 / 700, 8, 888)) "
                  "say(m.bar, m.side, m.label, m.target, m.title.replaceAll('\\n', '|'));",
                  list);
  std::string expected;
  for (const auto& mark : grouped_trades(trades, x, 8, 888)) {
    std::string title = mark.title;
    std::replace(title.begin(), title.end(), '\n', '|');
    expected += fmt::format("{} {} {} {} {}\n", mark.bar, mark.side == Side::up ? "up" : "down",
                            mark.label, mark.target, title);
  }
  EXPECT_EQ(node(code), expected);
}

TEST_F(Script, MeasuresTextAsTheProgramDoes) {
  for (const char* text : {"", "12", "支撑 7.11", "断点", "resistance 6.35"})
    EXPECT_EQ(node(fmt::format("say(c.textWidth('{}', 10))", text)),
              core::shortest(text_width(text, 10)) + "\n");
}

}  // namespace
}  // namespace fwq::report
