// The report as a reader gets it: one well-formed file, nothing fetched, everything found is in it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "support/markup.hpp"
#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

nlohmann::json chart_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" data-offset=\"";
  const auto at = page.find('>', page.find(begin) + begin.size()) + 1;
  return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
}

// The values of a column of differences; null where there is none.
std::vector<double> summed(const nlohmann::json& column, double unit) {
  std::vector<double> values;
  double sum = 0;
  for (const auto& step : column) {
    if (step.is_null()) {
      values.push_back(std::nan(""));
    } else {
      values.push_back((sum += step.get<double>()) / unit);
    }
  }
  return values;
}

class Report : public ::testing::Test {
 protected:
  Report() { desk_.make_market(); }

  std::string page(const std::string& words) {
    const fs::path file = desk_.folder() / "page.html";
    const auto outcome = desk_.fwq("report " + words + " -o " + file.string());
    EXPECT_EQ(outcome.status, 0) << words << ": " << outcome.err;
    return slurp(file);
  }

  Desk desk_;
};

TEST_F(Report, IsOneWellFormedFileThatFetchesNothing) {
  for (const char* words :
       {"SH600000", "SH600000 --lang zh", "SH000001 --theme dark", "SZ000001 --period week",
        "BJ830799 --count 30 --flavour talib", "SH600000 --count 1", "SH600000 --to 2020-01-03",
        "SH600000 --period year"}) {
    const std::string html = page(words);
    EXPECT_EQ(malformed(html), "") << words;
    for (const char* fetch :
         {"http:", "https:", "//cdn", "url(", "@import", " src=", "<link", "<img"})
      EXPECT_EQ(html.find(fetch), std::string::npos) << words << " has " << fetch;
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
    EXPECT_LT(html.size(), 1'500'000U);
    EXPECT_EQ(html.find("nan"), std::string::npos) << words;
  }
}

TEST_F(Report, HoldsEverythingThatAnalyzeFinds) {
  const auto found = desk_.fwq("analyze SH600000 --json").json();
  const std::string html = page("SH600000");
  ASSERT_GE(found["patterns"].size(), 3U);
  std::size_t number = 0;
  for (const auto& hit : found["patterns"]) {
    const std::string card = element(html, fmt::format("p{}", ++number));
    EXPECT_NE(card.find(hit["known_at"].get<std::string>()), std::string::npos);
    for (const auto& reason : hit["why"]) {
      EXPECT_NE(plain_text(card).find(reason["text"].get<std::string>()), std::string::npos)
          << card << "\nlacks " << reason["text"];
    }
    EXPECT_EQ(card.find("<table"), std::string::npos) << "its measures are said once";
    EXPECT_NE(html.find(fmt::format("\"target\":\"p{}\"", number)), std::string::npos);
  }
  EXPECT_EQ(element(html, fmt::format("p{}", number + 1)), "");
  number = 0;
  // The report has the newest on top.
  std::vector<nlohmann::json> signals(found["signals"].begin(), found["signals"].end());
  std::reverse(signals.begin(), signals.end());
  for (const auto& signal : signals) {
    const std::string row = element(html, fmt::format("s{}", ++number));
    EXPECT_NE(row.find(signal["time"].get<std::string>()), std::string::npos);
    EXPECT_NE(plain_text(row).find(signal["reason"].get<std::string>()), std::string::npos) << row;
  }
  EXPECT_EQ(element(html, fmt::format("s{}", number + 1)), "");
  for (const auto& level : found["levels"])
    EXPECT_NE(element(html, "levels").find(fmt::format(">{:.2f}<", level["price"].get<double>())),
              std::string::npos)
        << level;
}

TEST_F(Report, TheChartHasTheNumbersOfBarsAndIndicators) {
  const auto chart = chart_of(page("SH600000 --adjust forward"));
  const auto bars = desk_.fwq("bars SH600000 --adjust forward --json").json();
  ASSERT_EQ(chart["bars"], bars.size());
  const double unit = std::pow(10.0, chart["digits"].get<int>());
  double last = 0;
  std::int64_t day = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    day += chart["t"][i].get<std::int64_t>();
    EXPECT_EQ(data::format_date(data::date_from_days(day)), bars[i]["datetime"]);
    const double open = last + chart["o"][i].get<double>();
    const double close = last + chart["c"][i].get<double>();
    const double high = std::max(open, close) + chart["h"][i].get<double>();
    const double low = std::min(open, close) - chart["l"][i].get<double>();
    last = close;
    EXPECT_NEAR(open / unit, bars[i]["open"].get<double>(), 1 / unit);
    EXPECT_NEAR(high / unit, bars[i]["high"].get<double>(), 1 / unit);
    EXPECT_NEAR(low / unit, bars[i]["low"].get<double>(), 1 / unit);
    EXPECT_NEAR(close / unit, bars[i]["close"].get<double>(), 1 / unit);
    EXPECT_EQ(chart["v"][i], std::round(bars[i]["volume"].get<double>()));
  }
  const auto found = desk_.fwq("analyze SH600000 --json").json();
  const auto expect_last = [&](const nlohmann::json& group, int digits, const char* id) {
    std::multiset<double> expected;
    for (const auto& indicator : found["indicators"]) {
      if (indicator["id"] == id) {
        for (const auto& value : indicator["values"]) expected.insert(value.get<double>());
      }
    }
    ASSERT_EQ(expected.size(), group["series"].size()) << id;
    std::multiset<double> shown;
    for (const auto& series : group["series"])
      shown.insert(summed(series["d"], std::pow(10.0, digits)).back());
    auto at = expected.begin();
    for (const double value : shown) EXPECT_NEAR(value, *at++, std::pow(10.0, -digits)) << id;
  };
  expect_last(chart["overlays"][0], chart["digits"], "tdx_ma");
  expect_last(chart["overlays"][1], chart["digits"], "boll");
  expect_last(chart["panes"][0], chart["panes"][0]["digits"], "tdx_macd");
  expect_last(chart["panes"][1], chart["panes"][1]["digits"], "kdj");
  expect_last(chart["panes"][2], chart["panes"][2]["digits"], "tdx_rsi");
}

// Upper-case, without the number of a parameter at its end: BIAS12 is BIAS.
std::string line_name(std::string word) {
  while (!word.empty() && std::isdigit(static_cast<unsigned char>(word.back())) != 0)
    word.pop_back();
  for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return word;
}

// What is the same in every language: the product's name, and indicators, their lines and columns, which Chinese
// screens, too, show by their letters.
std::set<std::string> proper_names(const Desk& desk) {
  std::set<std::string> names{"FactorWeave", "Quant"};
  for (const auto& indicator : desk.fwq("indicators --list --json").json()) {
    names.insert(line_name(indicator["name"]));
    for (const auto& output : indicator["outputs"]) names.insert(line_name(output["name"]));
    for (const auto& input : indicator["inputs"]) names.insert(line_name(input));
  }
  return names;
}

TEST_F(Report, IsWrittenInOneLanguage) {
  const auto names = proper_names(desk_);
  for (const auto& word : latin_words(visible_text(page("SH600000 --lang zh")), 4)) {
    const bool in_capitals = std::none_of(word.begin(), word.end(),
                                          [](unsigned char c) { return std::islower(c) != 0; });
    EXPECT_TRUE(names.contains(word) || (in_capitals && names.contains(line_name(word))))
        << word << " is not translated";
  }
  std::string english = visible_text(page("SH600000 --lang en"));
  for (auto at = english.find("浦发银行"); at != std::string::npos; at = english.find("浦发银行"))
    english.erase(at, std::string("浦发银行").size());
  EXPECT_FALSE(has_cjk(english));
}

TEST_F(Report, ShowsAHostileNameAsText) {
  spill(desk_.folder() / "names.csv",
        "market,code,name\nSH,600000,\"</script><script>alert(1)</"
        "script>\"\nSZ,000001,\"\"\"'&<b>\"\n");
  ASSERT_EQ(desk_.fwq("import names " + (desk_.folder() / "names.csv").string()).status, 0);
  for (const char* symbol : {"SH600000", "SZ000001"}) {
    const std::string html = page(symbol);
    EXPECT_EQ(malformed(html), "") << symbol;
    EXPECT_EQ(html.find("<script>alert"), std::string::npos);
    EXPECT_EQ(html.find("<b>\""), std::string::npos);
  }
}

TEST_F(Report, ExplainsCutsAndEvents) {
  // The price halves one day, and no event says why.
  std::string file = Desk::day_file(300, 1);
  const auto halve = [&](std::size_t at) {
    std::uint32_t value = 0;
    std::memcpy(&value, file.data() + at, 4);
    value /= 2;
    std::memcpy(file.data() + at, &value, 4);
  };
  for (std::size_t bar = 200; bar < 300; ++bar) {
    for (const std::size_t field : {4U, 8U, 12U, 16U, 24U}) halve(bar * 32 + field);
  }
  spill(desk_.tdx() / "vipdoc/sh/lday/sh600000.day", file);
  ASSERT_EQ(desk_.fwq("import tdx " + desk_.tdx().string()).status, 0);
  const std::string html = page("SH600000");
  EXPECT_EQ(malformed(html), "");
  EXPECT_NE(element(html, "data").find("Cuts"), std::string::npos);
  EXPECT_NE(element(html, "summary").find("without an ex-rights event"), std::string::npos);
  const auto chart = chart_of(html);
  std::size_t cuts = 0;
  std::size_t events = 0;
  for (const auto& note : chart["notes"]) {
    note["cut"].get<bool>() ? ++cuts : ++events;
  }
  EXPECT_EQ(cuts, desk_.fwq("analyze SH600000 --json").json()["cuts"]);
  EXPECT_EQ(cuts, 1U);
  EXPECT_EQ(events, 1U);
  EXPECT_NE(page("SH600000 --to 2020-08-31").find("per 10 shares: 3 CNY cash"), std::string::npos);
}

TEST_F(Report, StaysBelowAMegabyteAndAHalf) {
  // Forty years of a dear stock: more than any page can hold with all its indicators.
  std::string file = Desk::day_file(10'000, 9);
  for (std::size_t bar = 0; bar < 10'000; ++bar) {
    for (const std::size_t field : {4U, 8U, 12U, 16U}) {
      std::uint32_t value = 0;
      std::memcpy(&value, file.data() + bar * 32 + field, 4);
      value = value * 97 + 200'000;
      std::memcpy(file.data() + bar * 32 + field, &value, 4);
    }
  }
  spill(desk_.tdx() / "vipdoc/sh/lday/sh600519.day", file);
  ASSERT_EQ(desk_.fwq("import tdx " + desk_.tdx().string()).status, 0);
  const std::string html = page("SH600519");
  EXPECT_LT(html.size(), 1'500'000U);
  EXPECT_EQ(malformed(html), "");
  const auto chart = chart_of(html);
  EXPECT_GT(chart["bars"], 4'000);
  EXPECT_LT(chart["bars"], 10'000);
  EXPECT_NE(html.find("of 10,000 bars; earlier ones are not in this file"), std::string::npos);
}

TEST_F(Report, GoesWhereItIsTold) {
  const std::string folder = (desk_.folder() / "out").string();
  const auto made = desk_.fwq("report SH600000 --json -o " + folder + "/deep/a.html");
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.json()["bytes"], fs::file_size(folder + "/deep/a.html"));
  ASSERT_EQ(desk_.fwq("report SH600000 -o " + folder).status, 0);
  EXPECT_TRUE(fs::exists(folder + "/SH600000.html")) << "into a folder, by its symbol";
  const auto piped = desk_.fwq("report SH600000 -o -");
  EXPECT_EQ(piped.status, 0);
  EXPECT_TRUE(piped.out.starts_with("<!DOCTYPE html>"));
  EXPECT_EQ(malformed(piped.out), "");
}

TEST_F(Report, WrongRequestsSayWhatIsWrong) {
  EXPECT_EQ(desk_.fwq("report SH600000 --json -o -").status, 2);
  const auto theme =
      desk_.fwq("report SH600000 --theme drak -o " + (desk_.folder() / "x.html").string());
  EXPECT_EQ(theme.status, 2);
  EXPECT_NE(theme.err.find("dark"), std::string::npos) << theme.err;
  EXPECT_FALSE(fs::exists(desk_.folder() / "x.html"));
  EXPECT_EQ(desk_.fwq("report SH600009 -o " + (desk_.folder() / "x.html").string()).status, 2);
  spill(desk_.folder() / "file", "x");
  const auto blocked = desk_.fwq("report SH600000 -o " + (desk_.folder() / "file/x.html").string());
  EXPECT_EQ(blocked.status, 1);
  EXPECT_NE(blocked.err.find("x.html"), std::string::npos) << blocked.err;
}

TEST_F(Report, TakesItsLookFromTheSettingAndTheOption) {
  EXPECT_NE(page("SH600000").find("data-look=\"auto\""), std::string::npos);
  ASSERT_EQ(desk_.fwq("config set ui.theme dark").status, 0);
  EXPECT_NE(page("SH600000").find("data-look=\"dark\""), std::string::npos);
  EXPECT_NE(page("SH600000 --theme light").find("data-look=\"light\""), std::string::npos);
  spill(
      desk_.home() / "config/theme.json",
      R"({"name":"night","colors":{"background":"#000000","foreground":"#ffffff","accent":"#12ab34"}})");
  const std::string own = page("SH600000 --theme night");
  EXPECT_NE(own.find("data-look=\"dark\""), std::string::npos);
  EXPECT_NE(own.find("--accent:#12ab34"), std::string::npos);
}

TEST_F(Report, PrintsItsSampleDocument) {
  const std::string file = (desk_.folder() / "SH600000.html").string();
  const auto outcome = desk_.fwq("report SH600000 --json -o " + file);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  std::string text = outcome.out;
  const auto replace = [&](const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  replace(desk_.folder().string(), "DESK");
  // The page's size follows every change of its words: what it is, is checked above.
  replace(fmt::format("\"bytes\": {}", fs::file_size(file)), "\"bytes\": BYTES");
  const fs::path golden = fs::path(FWQ_SOURCE_DIR) / "tests/acceptance/golden/report.json";
  if (std::getenv("FWQ_UPDATE_GOLDEN") != nullptr) spill(golden, text);
  EXPECT_EQ(text, slurp(golden));
}

}  // namespace
}  // namespace fwq::acceptance
