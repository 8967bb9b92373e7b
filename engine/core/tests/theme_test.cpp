// Tests of themes: colours, readability of the built-in ones, the user's file and its faults.
#include "fwq/core/theme.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "fwq/core/files.hpp"
#include "support/temporary_folder.hpp"

namespace fwq::core {
namespace {

TEST(Color, ReadsAndPrintsTheFormsOfStyleSheets) {
  EXPECT_EQ(*parse_color("#2b2B2b"), (Color{0x2b, 0x2b, 0x2b, 255}));
  EXPECT_EQ(*parse_color("#01020304"), (Color{1, 2, 3, 4}));
  EXPECT_EQ(to_text(Color{255, 0, 16, 255}), "#ff0010");
  EXPECT_EQ(to_text(Color{255, 0, 16, 0}), "#ff001000");
  for (const char* bad :
       {"", "#", "2b2b2b", "#2b2b2", "#2b2b2g", "#2b2b2b2", "#2b2b2b2b2", "red", "# b2b2b"}) {
    EXPECT_EQ(parse_color(bad).error().code, Errc::invalid_argument) << bad;
  }
}

RC_GTEST_PROP(Color, SurvivesPrintingAndReading,
              (std::uint8_t r, std::uint8_t g, std::uint8_t b, std::uint8_t a)) {
  const Color color{r, g, b, a};
  RC_ASSERT(*parse_color(to_text(color)) == color);
}

// WCAG's own figures: black on white is 21; #777777 on white is 4.48 (the known near miss of 4.5).
TEST(Color, ContrastIsThatOfWcag) {
  EXPECT_NEAR(contrast({0, 0, 0, 255}, {255, 255, 255, 255}), 21.0, 1e-9);
  EXPECT_NEAR(contrast(*parse_color("#777777"), *parse_color("#ffffff")), 4.48, 0.005);
  EXPECT_DOUBLE_EQ(contrast(*parse_color("#123456"), *parse_color("#123456")), 1.0);
}

double hue(Color c) {
  const double r = c.r, g = c.g, b = c.b;
  return std::atan2(std::sqrt(3.0) * (g - b), 2 * r - g - b) * 180 / 3.14159265358979;
}

TEST(BuiltInThemes, AreReadable) {
  ASSERT_EQ(built_in_themes().size(), 2U);
  EXPECT_EQ(built_in_themes()[0].id, "dark");
  EXPECT_EQ(built_in_themes()[1].id, "light");
  for (const auto& theme : built_in_themes()) {
    SCOPED_TRACE(theme.id);
    // Text: WCAG's AAA and AA levels.
    EXPECT_GE(contrast(theme.foreground, theme.background), 7.0);
    EXPECT_GE(contrast(theme.foreground, theme.chart_background), 7.0);
    EXPECT_GE(contrast(theme.chart_text, theme.chart_background), 4.5);
    EXPECT_GE(contrast(theme.accent, theme.background), 4.5);  // Links are text.
    // Rising and falling figures are printed as text, too.
    for (const Color color : {theme.k_up, theme.k_down, theme.k_limit_up, theme.k_limit_down}) {
      EXPECT_GE(contrast(color, theme.chart_background), 4.2) << to_text(color);
      EXPECT_GE(contrast(color, theme.background), 4.0) << to_text(color);
    }
    // Lines: WCAG's 3 for graphics.
    for (const Color color : theme.indicator_colors)
      EXPECT_GE(contrast(color, theme.chart_background), 3.0) << to_text(color);
    EXPECT_GE(contrast(theme.k_edge, theme.chart_background), 3.0);
    // The grid is there and stays behind.
    EXPECT_GT(contrast(theme.chart_grid, theme.chart_background), 1.15);
    EXPECT_LT(contrast(theme.chart_grid, theme.chart_background), 1.7);
  }
}

TEST(BuiltInThemes, RiseInRedAndFallInGreen) {
  for (const auto& theme : built_in_themes()) {
    EXPECT_NEAR(hue(theme.k_up), 0, 15) << theme.id;
    EXPECT_NEAR(hue(theme.k_down), 140, 30) << theme.id;
    EXPECT_NEAR(hue(theme.volume_up), 0, 15) << theme.id;
    EXPECT_NEAR(hue(theme.volume_down), 140, 30) << theme.id;
  }
}

TEST(BuiltInThemes, GiveEachLineAColourOfItsOwn) {
  for (const auto& theme : built_in_themes()) {
    std::set<std::string> seen;
    for (const Color color : theme.indicator_colors) seen.insert(to_text(color));
    for (const Color color : {theme.k_up, theme.k_down, theme.k_limit_up, theme.k_limit_down})
      seen.insert(to_text(color));
    EXPECT_EQ(seen.size(), 11U) << theme.id;
    for (const auto& color : theme_colors()) EXPECT_EQ((theme.*(color.member)).a, 255) << color.key;
  }
}

// The product document's own example, word for word.
TEST(UserThemes, TheProductDocumentsExampleIsRead) {
  const auto book = parse_themes(R"({
    "name": "深色主题",
    "colors": {"background": "#2b2b2b", "foreground": "#ffffff", "accent": "#007acc"},
    "fonts": {"default": "Microsoft YaHei", "code": "Consolas"}
  })");
  ASSERT_EQ(book.themes.size(), 1U);
  EXPECT_TRUE(book.warnings.empty());
  const auto& theme = book.themes.front();
  EXPECT_EQ(theme.name_zh, "深色主题");
  EXPECT_EQ(theme.id, "深色主题");
  EXPECT_EQ(to_text(theme.background), "#2b2b2b");
  EXPECT_EQ(theme.default_font, "Microsoft YaHei");
  EXPECT_EQ(theme.code_font, "Consolas");
  EXPECT_EQ(theme.k_up, built_in_themes()[0].k_up) << "a dark background takes the rest from dark";
}

TEST(UserThemes, MissingColoursComeFromTheNearerBuiltInTheme) {
  const auto with = [](const char* background) {
    return parse_themes(std::string(R"({"name":"x","colors":{"background":")") + background +
                        "\"}}")
        .themes.at(0)
        .chart_grid;
  };
  EXPECT_EQ(with("#000000"), built_in_themes()[0].chart_grid);
  EXPECT_EQ(with("#404040"), built_in_themes()[0].chart_grid);
  EXPECT_EQ(with("#c0c0c0"), built_in_themes()[1].chart_grid);
  EXPECT_EQ(with("#fffbe6"), built_in_themes()[1].chart_grid);
  EXPECT_EQ(parse_themes(R"({"name":"x","colors":{"alpha":0.5}})").themes.at(0).k_up,
            built_in_themes()[0].k_up);
}

TEST(UserThemes, AListIsReadAndEachKeyActs) {
  std::string colors;
  for (const auto& color : theme_colors()) {
    colors.append("\"").append(color.key).append("\":\"#0a0b0c0d\",");
  }
  const auto book = parse_themes(
      "[{\"id\":\"Mine\",\"name\":{\"en\":\"Mine\",\"zh\":\"我的\"},\"colors\":{" + colors +
      "\"alpha\":0.5,\"indicator_colors\":[\"#010101\",\"#020202\"]}},{\"name\":\"Two "
      "Words\",\"colors\":{\"alpha\":1}}]");
  ASSERT_EQ(book.themes.size(), 2U) << (book.warnings.empty() ? "" : book.warnings[0]);
  const auto& mine = book.themes[0];
  for (const auto& color : theme_colors())
    EXPECT_EQ(mine.*(color.member), (Color{10, 11, 12, 13})) << color.key;
  EXPECT_EQ(mine.alpha, 0.5);
  EXPECT_EQ(to_text(mine.indicator_colors[1]), "#020202");
  EXPECT_EQ(mine.indicator_colors[2], built_in_themes()[0].indicator_colors[2]);
  EXPECT_EQ(find_theme(book, "MINE")->name_zh, "我的");
  EXPECT_EQ(find_theme(book, "我的")->id, "mine");
  EXPECT_EQ(find_theme(book, "two words")->id, "two_words");
}

TEST(UserThemes, ABrokenOneIsSkippedWithAWarningThatNamesTheKey) {
  const std::pair<std::string, std::string> faults[] = {
      {R"({"name":"x","colors":{"accent":"blue"}})", "colors.accent"},
      {R"({"name":"x","colors":{"accent":7}})", "colors.accent"},
      {R"({"name":"x","colors":{"backgroud":"#000000"}})", "did you mean background?"},
      {R"({"name":"x","colours":{}})", "did you mean colors?"},
      {R"({"name":"x","colors":[]})", "colors"},
      {R"({"name":"x","colors":{"alpha":1.5}})", "colors.alpha"},
      {R"({"name":"x","colors":{"alpha":"1"}})", "colors.alpha"},
      {R"({"name":"x","colors":{"indicator_colors":["#000000","#00000"]}})", "indicator_colors[1]"},
      {R"({"name":"x","colors":{"indicator_colors":[1,2,3,4,5,6,7,8]}})", "1 to 7"},
      {R"({"name":"x","fonts":{"default":"a;}</style>"}})", "fonts.default"},
      {R"({"name":"x","fonts":{"mono":"Consolas"}})", "fonts.mono"},
      {R"({"name":"x\n","colors":{"alpha":0.5}})", ""},  // A line end around a name is no fault.
      {R"({"name":"x\u0000y"})", "name"},
      {R"({"name":""})", "name"},
      {R"({"name":{"fr":"x"}})", "name.fr"},
      {R"({"colors":{}})", "name"},
      {R"({"name":"x"})", "colors: it names none"},
      {R"({"name":"x","colors":{}})", "colors: it names none"},
      {R"([{"name":"a","colors":{"alpha":0.5}},7])", "theme 2"},
      {R"([{"name":"a","colors":{"alpha":0.5}},{"name":"A","colors":{"alpha":0.5}}])",
       "an earlier theme has it"},
      {R"("dark")", "not a JSON object"},
      {R"({"name":"x",)", "not a JSON object"},
      {"", "not a JSON object"},
      {"{\"name\":\"\xff\"}", "not a JSON object"},
      {std::string(100'000, '['), "nested"},
      {std::string(2'000'000, ' '), "larger"},
  };
  for (const auto& [json, expected] : faults) {
    const auto book = parse_themes(json);
    if (expected.empty()) {
      EXPECT_EQ(book.themes.size(), 1U) << json;
      continue;
    }
    ASSERT_EQ(book.warnings.size(), 1U) << json.substr(0, 100);
    EXPECT_NE(book.warnings[0].find(expected), std::string::npos) << book.warnings[0];
    EXPECT_EQ(book.themes.size(), json.starts_with("[{") ? 1U : 0U) << json.substr(0, 100);
  }
}

TEST(UserThemes, AThousandAreCutAndAllFaultsOfOneAreNamed) {
  std::string many = "[";
  for (int i = 0; i < 1000; ++i)
    many += fmt::format(R"({{"name":"t{}","colors":{{"alpha":0.5}}}},)", i);
  many.back() = ']';
  EXPECT_EQ(parse_themes(many).themes.size(), 64U);
  EXPECT_EQ(parse_themes(many).warnings.size(), 1U);
  const auto book = parse_themes(R"({"name":"x","a":1,"colors":{"b":2,"accent":""}})");
  EXPECT_EQ(book.warnings.size(), 3U);
}

TEST(UserThemes, AreLoadedBesideTheBuiltInOnes) {
  const TemporaryFolder folder;
  EXPECT_EQ(load_themes(folder.path()).themes.size(), 2U);
  EXPECT_TRUE(load_themes(folder.path()).warnings.empty());
  ASSERT_TRUE(write_file_atomically(folder.path() / "theme.json",
                                    R"([{"name":"Sea","colors":{"background":"#002b36"}},
                                        {"id":"light","name":"My light","colors":{"accent":"#ff0000"}},
                                        {"name":"bad","colors":{"acent":"#ff0000"}}])"));
  const auto book = load_themes(folder.path());
  EXPECT_EQ(book.themes.size(), 3U);  // sea, the user's light, dark.
  ASSERT_EQ(book.warnings.size(), 1U);
  EXPECT_NE(book.warnings[0].find("theme.json"), std::string::npos);
  EXPECT_EQ(load_theme(folder.path(), "sea")->name_en, "Sea");
  EXPECT_EQ(load_theme(folder.path(), "light")->name_en, "My light");
  EXPECT_EQ(load_theme(folder.path(), "dark")->name_zh, "深色主题");
  const auto wrong = load_theme(folder.path(), "drak");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Errc::not_found);
  EXPECT_NE(wrong.error().message.find("did you mean dark?"), std::string::npos)
      << wrong.error().message;
  EXPECT_NE(load_theme(folder.path(), "bad").error().message.find("colors.acent"),
            std::string::npos);
}

TEST(Theme, OfGreenRisesIsTheSameWithTwoColoursChanged) {
  for (const Theme& theme : built_in_themes()) {
    const Theme other = green_rises(theme);
    EXPECT_EQ(other.k_up, theme.k_down);
    EXPECT_EQ(other.k_down, theme.k_up);
    EXPECT_EQ(other.volume_up, theme.volume_down);
    EXPECT_EQ(other.k_limit_up, theme.k_limit_down);
    EXPECT_EQ(other.background, theme.background);
    EXPECT_EQ(green_rises(other), theme);
  }
}

}  // namespace
}  // namespace fwq::core
