// Encodings: what Chinese programs write becomes UTF-8, and damage is not made worse.
#include "fwq/core/encoding.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fwq::core {
namespace {

// "浦发银行" in GBK.
const std::string kGbk = "\xc6\xd6\xb7\xa2\xd2\xf8\xd0\xd0";

TEST(Encoding, ReadsGbkAndTheFourByteFormsOfGb18030) {
  EXPECT_EQ(to_utf8(kGbk).value(), "浦发银行");
  EXPECT_EQ(to_utf8("SH,600000," + kGbk + "\r\n").value(), "SH,600000,浦发银行\r\n");
  EXPECT_EQ(to_utf8("\xcd\xf2\xa1\xa1\xbf\xc6\xa3\xc1").value(), "万　科Ａ")
      << "full-width space and letter";
  EXPECT_EQ(to_utf8("\x95\x32\x82\x36" + kGbk).value(), "\U00020000浦发银行");
  EXPECT_EQ(to_utf8("\xc1\xaa\xcd\xa8").value(), "联通") << "whose bytes once passed for UTF-8";
}

TEST(Encoding, ReadsGbkThatLooksLikeUtf8WhenItIsToldSo) {
  EXPECT_EQ(to_utf8("\xd2\xbb").value(), "\xd2\xbb") << "a letter of Abkhaz";
  EXPECT_EQ(from_gb18030("\xd2\xbb").value(), "一");
  EXPECT_EQ(from_gb18030("").value(), "");
  EXPECT_EQ(from_gb18030("\xd2").error().code, Errc::bad_data);
}

TEST(Encoding, KeepsUtf8AndTakesItsMarkOff) {
  EXPECT_EQ(to_utf8("").value(), "");
  EXPECT_EQ(to_utf8("plain").value(), "plain");
  EXPECT_EQ(to_utf8("浦发银行").value(), "浦发银行");
  EXPECT_EQ(to_utf8("\xef\xbb\xbf浦发").value(), "浦发");
  EXPECT_EQ(to_utf8("\xef\xbb\xbf").value(), "");
}

TEST(Encoding, LeavesAFewDamagedBytesToTheirLine) {
  const std::string cut =
      std::string("SH,600000,浦发银行\nSZ,000001,平安银行\nSZ,000002,万科") + "\xe5\xbc";
  EXPECT_EQ(to_utf8(cut).value(), cut);
  EXPECT_FALSE(is_utf8(cut));
}

TEST(Encoding, RefusesWhatIsNeither) {
  EXPECT_EQ(to_utf8(std::string("\xff\xfe\x66\x6d", 4)).error().code, Errc::bad_data);
  EXPECT_EQ(to_utf8(std::string("\xfe\xff\x6d\x66", 4)).error().code, Errc::bad_data);
  const auto neither = to_utf8("abc\xff\xff\xff");
  ASSERT_FALSE(neither);
  EXPECT_EQ(neither.error().code, Errc::bad_data);
  EXPECT_NE(neither.error().message.find("byte 3"), std::string::npos);
  EXPECT_FALSE(to_utf8("cut short \xc6"));
}

TEST(Encoding, KnowsGoodUtf8FromBad) {
  for (const char* good : {"", "a", "\x7f", "é", "߿", "ࠀ", "浦", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe6\xb5",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe6\xb5g"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

// Encodes by the bit layout, apart from the tables of the code under test.
std::string encoded(std::uint32_t c) {
  const auto byte = [](std::uint32_t b) { return static_cast<char>(b); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xc0 | (c >> 6)), byte(0x80 | (c & 63))};
  if (c < 0x10000)
    return {byte(0xe0 | (c >> 12)), byte(0x80 | ((c >> 6) & 63)), byte(0x80 | (c & 63))};
  return {byte(0xf0 | (c >> 18)), byte(0x80 | ((c >> 12) & 63)), byte(0x80 | ((c >> 6) & 63)),
          byte(0x80 | (c & 63))};
}

RC_GTEST_PROP(Encoding, AcceptsEveryCodePointButSurrogates, ()) {
  const auto c = *rc::gen::inRange<std::uint32_t>(0, 0x110000);
  RC_ASSERT(is_utf8(encoded(c)) == (c < 0xd800 || c > 0xdfff));
}

}  // namespace
}  // namespace fwq::core
