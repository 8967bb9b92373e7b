// Finding securities by code, name and pinyin initials.
#include "fwq/coordinators/name_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fwq::coordinators {
namespace {

data::Symbol symbol(std::string_view text) {
  return data::Symbol::parse(text).value();
}

bool has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

TEST(PinyinInitials, AreThoseThatChineseTerminalsShow) {
  EXPECT_TRUE(has(pinyin_initials("平安银行"), "payh"));
  EXPECT_TRUE(has(pinyin_initials("贵州茅台"), "gzmt"));
  EXPECT_TRUE(has(pinyin_initials("重庆啤酒"), "cqpj"));
  EXPECT_TRUE(has(pinyin_initials("长江电力"), "cjdl"));
  EXPECT_TRUE(has(pinyin_initials("厦门钨业"), "xmwy"));
  EXPECT_TRUE(has(pinyin_initials("鑫科材料"), "xkcl"));
  EXPECT_TRUE(has(pinyin_initials("晟楠科技"), "snkj") || has(pinyin_initials("晟楠科技"), "cnkj"));
}

TEST(PinyinInitials, KeepLettersAndDigitsAndLeaveTheRestOut) {
  EXPECT_EQ(pinyin_initials("TCL科技"), std::vector<std::string>{"tclkj"});
  EXPECT_EQ(pinyin_initials("*ST 金科"), std::vector<std::string>{"stjk"});
  EXPECT_EQ(pinyin_initials("万  科Ａ"), std::vector<std::string>{"wka"});
  EXPECT_EQ(pinyin_initials(""), std::vector<std::string>{""});
  EXPECT_EQ(pinyin_initials("\xff\xe4"), std::vector<std::string>{""});  // Damaged text.
}

TEST(PinyinInitials, GiveBothReadingsButNotWithoutEnd) {
  const auto readings = pinyin_initials("重长乐行");
  EXPECT_EQ(readings.size(), 16U);
  EXPECT_TRUE(has(readings, "cclh"));
  EXPECT_LE(pinyin_initials("重长乐行重长乐行重长乐行").size(), 16U);
}

TEST(SearchKey, RanksTheWholeBeforeTheBeginningBeforeAPart) {
  const SearchKey key(symbol("SZ000001"), "平安银行");
  EXPECT_EQ(key.rank("000001"), 0);
  EXPECT_EQ(key.rank("sz000001"), 0);
  EXPECT_EQ(key.rank("payh"), 0);
  EXPECT_EQ(key.rank("平安银行"), 0);
  EXPECT_EQ(key.rank("pa"), 1);
  EXPECT_EQ(key.rank("0000"), 1);
  EXPECT_EQ(key.rank("平安"), 1);
  EXPECT_EQ(key.rank("银行"), 2);
  EXPECT_EQ(key.rank("yh"), 2);
  EXPECT_EQ(key.rank("gzmt"), -1);
  EXPECT_EQ(key.rank(""), 2);
}

TEST(SearchQuery, IsLowerCaseWithoutSpacesAndWideLetters) {
  EXPECT_EQ(search_query("  PaYh "), "payh");
  EXPECT_EQ(search_query("６００ ０００"), "600000");
  EXPECT_EQ(search_query("万 科Ａ"), "万科a");
}

}  // namespace
}  // namespace fwq::coordinators
