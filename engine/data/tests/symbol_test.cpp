// Symbols: every spelling that vendors use, and what a code says about its security.
#include "fwq/data/symbol.hpp"

#include <gtest/gtest.h>

#include <set>
#include <unordered_set>

namespace fwq::data {
namespace {

std::string parsed(std::string_view text) {
  const auto symbol = Symbol::parse(text);
  return symbol ? std::string(symbol->text()) : "refused";
}

TEST(Symbol, ReadsEverySpellingOfAShanghaiStock) {
  for (const char* text : {"SH600000",   "sh600000",    "Sh600000",   "sh.600000",   "SH.600000",
                           "SH#600000",  "600000.SH",   "600000.sh",  "600000.XSHG", "600000.SS",
                           "600000.SHA", "600000.SHSE", "600000.SSE", "SHSE.600000", "XSHG.600000",
                           "1.600000",   "1|600000",    "600000",     " 600000 ",    "600000\n"}) {
    EXPECT_EQ(parsed(text), "SH600000") << text;
  }
}

TEST(Symbol, ReadsEverySpellingOfAShenzhenStock) {
  for (const char* text :
       {"SZ000001", "sz000001", "sz.000001", "SZ#000001", "000001.SZ", "000001.XSHE", "SZSE.000001",
        "000001.SZA", "0.000001", "0|000001", "000001"}) {
    EXPECT_EQ(parsed(text), "SZ000001") << text;
  }
}

TEST(Symbol, ReadsBeijingAlsoWhereEastMoneyFilesItUnderZero) {
  for (const char* text :
       {"BJ920001", "bj920001", "920001.BJ", "920001", "0.920001", "2|920001", "BSE.920001"}) {
    EXPECT_EQ(parsed(text), "BJ920001") << text;
  }
  EXPECT_EQ(parsed("0.430047"), "BJ430047");
  EXPECT_EQ(parsed("0.836260"), "BJ836260");
}

TEST(Symbol, KnowsTheMarketOfABareCode) {
  const std::pair<const char*, const char*> cases[] = {
      {"600000", "SH"}, {"601398", "SH"}, {"603288", "SH"}, {"605499", "SH"}, {"688981", "SH"},
      {"689009", "SH"}, {"900901", "SH"}, {"501000", "SH"}, {"510050", "SH"}, {"520830", "SH"},
      {"530800", "SH"}, {"551000", "SH"}, {"560010", "SH"}, {"588000", "SH"}, {"110059", "SH"},
      {"111000", "SH"}, {"113050", "SH"}, {"118000", "SH"}, {"132018", "SH"}, {"019547", "SH"},
      {"010107", "SH"}, {"204001", "SH"}, {"730001", "SH"}, {"999999", "SH"}, {"000001", "SZ"},
      {"001979", "SZ"}, {"002594", "SZ"}, {"003816", "SZ"}, {"300750", "SZ"}, {"301001", "SZ"},
      {"302132", "SZ"}, {"200011", "SZ"}, {"201872", "SZ"}, {"159915", "SZ"}, {"160105", "SZ"},
      {"184688", "SZ"}, {"123001", "SZ"}, {"127005", "SZ"}, {"128010", "SZ"}, {"131810", "SZ"},
      {"399001", "SZ"}, {"980001", "SZ"}, {"920001", "BJ"}, {"430047", "BJ"}, {"830799", "BJ"},
      {"836260", "BJ"}, {"871981", "BJ"}, {"889001", "BJ"}, {"899050", "BJ"}};
  for (const auto& [code, market] : cases) {
    const std::string want =
        std::string(code) == "999999" ? "SH000001" : std::string(market) + code;
    EXPECT_EQ(parsed(code), want);
  }
}

TEST(Symbol, RefusesWhatCouldMeanTwoThingsOrNothing) {
  for (const char* text :
       {"",           "SH",          "60000",    "6000000",   "0000001",      "1600000",
        "SH60000",    "SH6000000",   "XX600000", "600000.XX", "600000.",      ".600000",
        "600000.1",   "600000.0",    "920001.2", "60000a",    "SH60000a",     "SH 600000",
        "SH..600000", "SH600000.SH", "3.600000", "sh-600000", "６０００００", "浦发银行"}) {
    const auto symbol = Symbol::parse(text);
    ASSERT_FALSE(symbol) << text << " became " << symbol->text();
    EXPECT_EQ(symbol.error().code, Errc::invalid_argument);
    EXPECT_NE(symbol.error().message.find(text), std::string::npos)
        << "the message names the input";
  }
  const auto unclear = Symbol::parse("400001");
  ASSERT_FALSE(unclear);
  EXPECT_NE(unclear.error().message.find("market"), std::string::npos);
}

TEST(Symbol, TreatsTdxsNameOfTheCompositeIndexAsAnAlias) {
  EXPECT_EQ(parsed("SH999999"), "SH000001");
  EXPECT_EQ(Symbol(Market::sh, "999999"), Symbol(Market::sh, "000001"));
  EXPECT_EQ(Symbol(Market::sz, "999999").text(), "SZ999999");
}

TEST(Symbol, KnowsTheKindAndBoardOfACode) {
  struct Case {
    const char* text;
    Kind kind;
    Board board;
    double tick;
  };
  const Case cases[] = {{"SH600000", Kind::stock, Board::main, 0.01},
                        {"SH688981", Kind::stock, Board::star, 0.01},
                        {"SH689009", Kind::stock, Board::star, 0.01},
                        {"SZ000001", Kind::stock, Board::main, 0.01},
                        {"SZ002594", Kind::stock, Board::main, 0.01},
                        {"SZ300750", Kind::stock, Board::chinext, 0.01},
                        {"SZ302132", Kind::stock, Board::chinext, 0.01},
                        {"BJ920001", Kind::stock, Board::bse, 0.01},
                        {"SH000001", Kind::index, Board::none, 0.01},
                        {"SH000300", Kind::index, Board::none, 0.01},
                        {"SZ399001", Kind::index, Board::none, 0.01},
                        {"BJ899050", Kind::index, Board::none, 0.01},
                        {"SH880001", Kind::sector_index, Board::none, 0.01},
                        {"SH510050", Kind::fund, Board::none, 0.001},
                        {"SZ159915", Kind::fund, Board::none, 0.001},
                        {"SH900901", Kind::b_share, Board::none, 0.001},
                        {"SZ200011", Kind::b_share, Board::none, 0.01},
                        {"SH113050", Kind::convertible, Board::none, 0.001},
                        {"SZ127005", Kind::convertible, Board::none, 0.001},
                        {"SH019547", Kind::bond, Board::none, 0.001},
                        {"SZ112001", Kind::bond, Board::none, 0.001},
                        {"SH204001", Kind::repo, Board::none, 0.001},
                        {"SZ131810", Kind::repo, Board::none, 0.001},
                        {"SH730001", Kind::other, Board::none, 0.01}};
  for (const Case& c : cases) {
    const Symbol symbol = Symbol::parse(c.text).value();
    EXPECT_EQ(symbol.kind(), c.kind) << c.text << " is " << to_string(symbol.kind());
    EXPECT_EQ(symbol.board(), c.board) << c.text << " is on " << to_string(symbol.board());
    EXPECT_EQ(tick_size(symbol), c.tick) << c.text;
  }
}

TEST(Symbol, SplitsIntoMarketAndCodeAndSortsAsTextDoes) {
  const Symbol symbol(Market::bj, "430047");
  EXPECT_EQ(symbol.market(), Market::bj);
  EXPECT_EQ(symbol.code(), "430047");
  EXPECT_EQ(Symbol(Market::sz, "000001").market(), Market::sz);
  EXPECT_EQ(Symbol(Market::sh, "600000").market(), Market::sh);
  const std::set<Symbol> sorted{Symbol(Market::sz, "000001"), Symbol(Market::sh, "600001"),
                                Symbol(Market::bj, "920001"), Symbol(Market::sh, "600000")};
  std::string order;
  for (const Symbol& one : sorted) order += std::string(one.text()) + " ";
  EXPECT_EQ(order, "BJ920001 SH600000 SH600001 SZ000001 ");
  const std::unordered_set<Symbol> hashed{symbol, symbol, Symbol(Market::sh, "600000")};
  EXPECT_EQ(hashed.size(), 2U);
}

TEST(Symbol, IsEmptyUntilItIsNamed) {
  const Symbol none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.text(), "");
  EXPECT_EQ(none.code(), "");
  EXPECT_EQ(none.kind(), Kind::other);
  EXPECT_EQ(none.board(), Board::none);
}

TEST(Symbol, ReadsMarketNames) {
  EXPECT_EQ(parse_market("sh").value(), Market::sh);
  EXPECT_EQ(parse_market("SZ").value(), Market::sz);
  EXPECT_EQ(parse_market("Bj").value(), Market::bj);
  EXPECT_EQ(parse_market("HK").error().code, Errc::invalid_argument);
  for (const Market market : {Market::sh, Market::sz, Market::bj}) {
    EXPECT_EQ(parse_market(to_string(market)).value(), market);
  }
}

TEST(Symbol, GivesEachKindAndBoardItsOwnStableName) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(Kind::other); ++kind)
    names.insert(to_string(static_cast<Kind>(kind)));
  EXPECT_EQ(names.size(), 9U);
  EXPECT_TRUE(names.contains("b_share") && names.contains("sector_index") &&
              names.contains("convertible"));
  names.clear();
  for (int board = 0; board <= static_cast<int>(Board::none); ++board) {
    names.insert(to_string(static_cast<Board>(board)));
  }
  EXPECT_EQ(names, (std::set<std::string_view>{"main", "star", "chinext", "bse", "none"}));
}

}  // namespace
}  // namespace fwq::data
