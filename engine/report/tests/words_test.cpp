// Numbers and escapes of a report.
#include "fwq/report/words.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "decimals.hpp"
#include "fwq/core/text.hpp"
#include "markup.hpp"

namespace fwq::report {
namespace {

TEST(Numbers, AreRoundedAsByHand) {
  EXPECT_EQ(shown(9.0435, 3), "9.044") << "though its double lies below";
  EXPECT_EQ(shown(2.675, 2), "2.68");
  EXPECT_EQ(shown(1.005, 2), "1.01");
  EXPECT_EQ(shown(7.18, 2), "7.18");
  EXPECT_EQ(shown(0, 2), "0.00");
  EXPECT_EQ(shown(-0.001, 2), "0.00") << "no minus before zero";
  EXPECT_EQ(shown(-1.236, 2), "-1.24");
  EXPECT_EQ(shown(-1.235, 2), "-1.24") << "half away from zero, on both sides of it";
  EXPECT_EQ(shown(0.05, 3), "0.050");
  EXPECT_EQ(shown(1234.5, 0), "1235");
  EXPECT_EQ(shown(std::nan(""), 2), "–");
  EXPECT_EQ(shown(std::numeric_limits<double>::infinity(), 2), "–");
  EXPECT_EQ(shown(1e18, 0), "1000000000000000000");
  EXPECT_EQ(shown_percent(1.254), "+1.25%");
  EXPECT_EQ(shown_percent(-3), "-3.00%");
  EXPECT_EQ(shown_count(1234567), "1,234,567");
  EXPECT_EQ(shown_count(999), "999");
}

TEST(Numbers, OfPricesAgreeWithTheirCents) {
  EXPECT_TRUE(rc::check([] {
    const int cents = *rc::gen::inRange(0, 100000000);
    const std::string text = shown(cents / 100.0, 2);
    RC_ASSERT(std::lround(std::stod(text) * 100) == cents);
    RC_ASSERT(text.size() - text.find('.') == 3);
  }));
}

TEST(Numbers, OfReportsAndTablesAreRoundedByOneRule) {
  for (const double tie : {9.0435, 1.005, 2.675, 0.5, 1.5, -0.125, 1234.5, 0.045}) {
    for (int digits = 0; digits <= 4; ++digits)
      EXPECT_EQ(shown(tie, digits), core::fixed(tie, digits)) << tie << " " << digits;
  }
  EXPECT_EQ(decimal_units(9.0435, 4), 90435);
  EXPECT_EQ(decimal_units(-9.04359, 4), -90435) << "cut off towards zero";
  EXPECT_EQ(decimal_units(1e16, 0), std::nullopt);
}

TEST(Numbers, RoundTheSameFromFewerDigits) {
  // What the page's script does: it only has decimals with one or two digits more.
  EXPECT_TRUE(rc::check([] {
    const double value = *rc::gen::inRange(-2000000000, 2000000000) / 3.7e5;
    const auto units = decimal_units(value, 4);
    RC_ASSERT(units.has_value());
    const auto rounded = (std::abs(*units) + 50) / 100 * (*units < 0 ? -1 : 1);
    RC_ASSERT(shown(static_cast<double>(rounded) / 100, 2) == shown(value, 2));
  }));
}

TEST(Numbers, ThatAreLargeHaveTheirLanguagesUnits) {
  EXPECT_EQ(shown_amount(12345600, Language::en), "12.35M");
  EXPECT_EQ(shown_amount(12345600, Language::zh), "1235万");
  EXPECT_EQ(shown_amount(1.5e9, Language::en), "1.50B");
  EXPECT_EQ(shown_amount(1.5e9, Language::zh), "15.00亿");
  EXPECT_EQ(shown_amount(987, Language::en), "987");
  EXPECT_EQ(shown_amount(-2.5e4, Language::zh), "-2.50万");
  EXPECT_EQ(shown_amount(std::nan(""), Language::zh), "–");
}

TEST(Escapes, LeaveNothingForAPageToRun) {
  EXPECT_EQ(escaped("<script>alert('1' & \"2\")</script>"),
            "&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;");
  EXPECT_EQ(escaped("浦发银行"), "浦发银行");
  EXPECT_EQ(escaped(std::string("a\0b\x1b", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(escaped("\xC6\xD6 \xE6\xB5"), "\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD")
      << "GBK bytes and a cut sequence";
  EXPECT_EQ(json_string("</script>&\"\\\n"),
            "\"\\u003c/script\\u003e\\u0026\\u0022\\u005c\\u000a\"");
}

TEST(Escapes, HoldForAnyBytes) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    const std::string safe = escaped(bytes);
    RC_ASSERT(safe.find_first_of("<>\"'") == std::string::npos);
    RC_ASSERT(escaped(safe).find('\0') == std::string::npos);
    const std::string json = json_string(bytes);
    RC_ASSERT(json.find_first_of("<>&\n") == std::string::npos);
  }));
}

TEST(Pixels, HaveOneDigit) {
  EXPECT_EQ(px(12.34), "12.3");
  EXPECT_EQ(px(12), "12");
  EXPECT_EQ(px(-0.01), "0");
}

}  // namespace
}  // namespace fwq::report
