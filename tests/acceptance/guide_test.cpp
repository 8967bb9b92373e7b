// The guide explains every word that tables show, in both languages, and its pages link to files that exist.
#include <gtest/gtest.h>

#include <regex>

#include "fwq/data/csv_bars.hpp"
#include "fwq/data/data_validator.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/tdx_files.hpp"
#include "support/program.hpp"

namespace fwq::acceptance {
namespace {

const fs::path kGuide = fs::path(FWQ_SOURCE_DIR) / "docs" / "guide";

TEST(Guide, ExplainsEveryWordOfTheTables) {
  std::vector<std::string> words;
  for (const auto& rule : data::validation_rules()) words.emplace_back(rule.id);
  for (std::size_t i = 0; i < data::kCsvReasons; ++i)
    words.emplace_back(to_string(static_cast<data::CsvReason>(i)));
  for (std::size_t i = 0; i < data::kTdxReasons; ++i)
    words.emplace_back(to_string(static_cast<data::TdxReason>(i)));
  for (const auto kind : {data::Kind::stock, data::Kind::b_share, data::Kind::index,
                          data::Kind::sector_index, data::Kind::fund, data::Kind::bond,
                          data::Kind::convertible, data::Kind::repo, data::Kind::other})
    words.emplace_back(to_string(kind));
  for (const char* page : {"words.md", "words.zh.md"}) {
    const std::string text = slurp(kGuide / page);
    for (const auto& word : words)
      EXPECT_NE(text.find("| `" + word + "` |"), std::string::npos) << page << " lacks " << word;
  }
}

TEST(Guide, GivesEveryReasonOfAnImportAChineseTitle) {
  const Desk desk;
  const fs::path file = desk.folder() / "a.csv";
  spill(file,
        "date,open,high,low,close,volume,amount\n2024-01-02,10,10.1,9.9,10,1000,10000\n"
        "2024-01-03,10,10.1,9.9,10,1e17,10000\n2024-01-04,9,8,7,9,1000,9000\n");
  const auto outcome = desk.fwq("import csv " + file.string() + " --symbol SH600000 --lang zh");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("absurd_size 成交量或成交额离谱"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("ohlc_order 高低价与开收盘矛盾"), std::string::npos) << outcome.out;
}

TEST(Guide, LinksToPagesThatExistInBothLanguages) {
  const std::regex link(R"(\]\(([^)#]+)\))");
  for (const auto& entry : fs::directory_iterator(kGuide)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".md")) continue;
    const std::string text = slurp(entry.path());
    for (auto at = std::sregex_iterator(text.begin(), text.end(), link);
         at != std::sregex_iterator(); ++at) {
      const std::string target = (*at)[1];
      if (target.starts_with("http")) continue;
      EXPECT_TRUE(fs::exists(kGuide / target)) << name << " links to " << target;
    }
    const bool chinese = name.ends_with(".zh.md");
    const std::string stem = name.substr(0, name.find('.'));
    EXPECT_TRUE(fs::exists(kGuide / (stem + (chinese ? ".md" : ".zh.md")))) << name;
    if (stem == "README") continue;
    const std::string index = slurp(kGuide / (chinese ? "README.zh.md" : "README.md"));
    EXPECT_NE(index.find("(" + name + ")"), std::string::npos) << "the index lacks " << name;
  }
}

}  // namespace
}  // namespace fwq::acceptance
