// Tests of number and word formatting.
#include "fwq/core/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace fwq::core {
namespace {

TEST(Shortest, ReadsBackTheSameAndHasNoExponent) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(-0.0), "0");
  EXPECT_EQ(shortest(1e21), "1000000000000000000000");
  EXPECT_EQ(shortest(1e-7), "0.0000001");
  EXPECT_EQ(shortest(10.989999771118164), "10.989999771118164");
  EXPECT_EQ(shortest(std::nan("")), "");
  EXPECT_EQ(shortest(std::numeric_limits<double>::infinity()), "");
  EXPECT_TRUE(rc::check([](double value) {
    const std::string text = shortest(value);
    RC_ASSERT(text.find_first_of("eE") == std::string::npos);
    RC_ASSERT(std::strtod(text.c_str(), nullptr) == value);
  }));
  for (const double edge :
       {std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min()}) {
    EXPECT_EQ(std::strtod(shortest(edge).c_str(), nullptr), edge);
  }
}

TEST(Fixed, RoundsAndNeverShowsMinusZero) {
  EXPECT_EQ(fixed(1.005, 2), "1.01");  // Its double is a little less than it looks.
  EXPECT_EQ(fixed(9.0435, 3), "9.044");
  EXPECT_EQ(fixed(2.675, 2), "2.68");
  EXPECT_EQ(fixed(0.5, 0), "1");
  EXPECT_EQ(fixed(1.5, 0), "2");
  EXPECT_EQ(fixed(2.5, 0), "3");  // Half away from zero, not to even.
  EXPECT_EQ(fixed(-2.5, 0), "-3");
  EXPECT_EQ(fixed(-0.125, 2), "-0.13");
  EXPECT_EQ(fixed(0.005, 2), "0.01");
  EXPECT_EQ(fixed(0.0049999999, 2), "0.00");
  EXPECT_EQ(fixed(9.995, 2), "10.00");
  EXPECT_EQ(fixed(999.95, 1), "1000.0");
  EXPECT_EQ(fixed(7, 3), "7.000");
  EXPECT_EQ(fixed(1e21, 0), "1000000000000000000000");
  EXPECT_EQ(fixed(5e-324, 2), "0.00");
  EXPECT_EQ(fixed(-0.004, 2), "0.00");
  EXPECT_EQ(fixed(-0.001, 2), "0.00");
  EXPECT_EQ(fixed(std::nan(""), 2), "-");
}

TEST(Nearest, FindsSlipsOfTheFinger) {
  const std::vector<std::string> names{"macd", "ma", "ema", "rsi", "boll", "kdj"};
  EXPECT_EQ(nearest("machd", names).front(), "macd");
  EXPECT_EQ(nearest("MADC", names).front(), "macd");
  EXPECT_EQ(nearest("bol", names).front(), "boll");
  EXPECT_TRUE(nearest("xyzzy", names).empty());
  EXPECT_EQ(nearest("SH600001", {"SH000001", "SH600000"}).front(), "SH600000")
      << "a slip at the end is likelier";
  EXPECT_EQ(did_you_mean("rsl", names), "; did you mean rsi?");
  EXPECT_EQ(did_you_mean("xyzzy", names), "");
}

TEST(EditDistance, IsAMetricOnShortWords) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("ab", "ba"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_TRUE(rc::check([](const std::string& a, const std::string& b) {
    RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
    RC_ASSERT(edit_distance(a, a) == 0U);
  }));
}

TEST(DisplayWidth, CountsChineseAsTwoColumns) {
  EXPECT_EQ(display_width("浦发银行"), 8U);
  EXPECT_EQ(display_width("SH600000"), 8U);
  EXPECT_EQ(display_width("…é"), 2U);
  EXPECT_EQ(padded("浦发", 6), "浦发  ");
  EXPECT_EQ(padded("浦发", 6, true), "  浦发");
  EXPECT_EQ(padded("longer", 3), "longer");
}

TEST(Split, KeepsEmptyPieces) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed("  "), "");
}

}  // namespace
}  // namespace fwq::core
