// The decoders of TDX bar files: published byte examples, every reason for a refusal, units, and the way back.
#include "fwq/data/tdx_files.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "support/tdx_bytes.hpp"

namespace fwq::data {
namespace {

using testing::TdxBytes;

const Symbol kStock(Market::sh, "600000");

TdxDecoded days(const TdxBytes& file, Symbol symbol = kStock) {
  return decode_tdx(symbol, Period::day, file.bytes());
}
TdxDecoded minutes(const TdxBytes& file, Symbol symbol = kStock) {
  return decode_tdx(symbol, Period::min5, file.bytes());
}
// A bar of 1000 shares at 10.00 whose amount fits.
TdxBytes& plain(TdxBytes& file, std::uint32_t date) {
  return file.day(date, 1000, 1020, 990, 1000, 10000.0F, 1000);
}
void expect_only(const TdxDecoded& got, TdxReason reason, std::size_t times = 1) {
  for (std::size_t i = 0; i < kTdxReasons; ++i) {
    const auto other = static_cast<TdxReason>(i);
    EXPECT_EQ(got.count(other), other == reason ? times : 0U) << to_string(other);
  }
}
// A file of three days of which the middle one is `middle`: that one is refused for `reason`.
void expect_refused(const TdxBytes& middle, TdxReason reason) {
  TdxBytes file;
  plain(file, 20240102).text(middle.string());
  plain(file, 20240104);
  const auto got = days(file);
  ASSERT_EQ(got.bars.size(), 2U) << to_string(reason);
  EXPECT_EQ(got.bars[0].time, day_bar_time({2024, 1, 2}));
  EXPECT_EQ(got.bars[1].time, day_bar_time({2024, 1, 4}));
  expect_only(got, reason);
  EXPECT_EQ(got.rejected(), 1U);
  ASSERT_EQ(got.problems.size(), 1U);
  EXPECT_EQ(got.problems[0], (TdxProblem{2, reason}));
}

TEST(TdxFiles, DecodesThePublishedExampleOfADay) {
  TdxBytes file;
  file.hex("e6d63401e803000001040000de030000fc030000870fee4c0061bc0000000100");
  const auto got = days(file);
  ASSERT_EQ(got.bars.size(), 1U);
  EXPECT_EQ(got.bars[0],
            (Bar{day_bar_time({2024, 1, 2}), 10.00, 10.25, 9.90, 10.20, 12345600, 124812344}));
  EXPECT_TRUE(got.clean());
  EXPECT_EQ(got.records, 1U);
}

TEST(TdxFiles, DecodesThePublishedExampleOfFiveMinutes) {
  TdxBytes file;
  file.hex("66a03f0200002041cdcc20410ad71f41e17a2041c078b749f049020000000000");
  const auto got = minutes(file);
  ASSERT_EQ(got.bars.size(), 1U);
  const Time end = time_from({2024, 1, 2}, 9 * 3600 + 35 * 60);
  EXPECT_EQ(got.bars[0], (Bar{end, 10.00, 10.05, 9.99, 10.03, 150000, 1503000}));
  EXPECT_TRUE(got.clean());
}

TEST(TdxFiles, RoundsTheFloatNoiseOfMinutesToTheTick) {
  TdxBytes file;
  file.minute(2024, 1, 2, 571, 10.989999F, 10.990001F, 10.979998F, 10.985F, 10990.0F, 1000);
  const auto stock = minutes(file);
  ASSERT_EQ(stock.bars.size(), 1U);
  EXPECT_EQ(stock.bars[0].open, 10.99);
  EXPECT_EQ(stock.bars[0].high, 10.99);
  EXPECT_EQ(stock.bars[0].low, 10.98);
  const auto fund = minutes(file, Symbol(Market::sh, "510300"));
  ASSERT_EQ(fund.bars.size(), 1U);
  EXPECT_EQ(fund.bars[0].close, 10.985);
}

TEST(TdxFiles, RefusesEachKindOfBadDayAndKeepsTheOthers) {
  const auto one = [](auto... values) { return TdxBytes().day(values...); };
  for (const std::uint32_t date : {0U, 20240230U, 20230229U, 20241301U, 20240100U, 20240132U,
                                   19901130U, 21000101U, 4294967295U}) {
    expect_refused(one(date, 1000, 1020, 990, 1000, 10000.0F, 1000U), TdxReason::bad_date);
  }
  constexpr std::uint32_t kDate = 20240103;
  expect_refused(one(kDate, 0, 1020, 990, 1000, 1e4F, 1000U), TdxReason::zero_price);
  expect_refused(one(kDate, 1000, 1020, 0, 1000, 1e4F, 1000U), TdxReason::zero_price);
  expect_refused(one(kDate, 1000, 1020, 990, -1000, 1e4F, 1000U), TdxReason::zero_price);
  expect_refused(one(kDate, 0, 0, 0, 0, 0.0F, 0U), TdxReason::zero_price);
  expect_refused(one(kDate, 1000, 100'000'001, 990, 1000, 1e4F, 1000U), TdxReason::absurd_price);
  expect_refused(one(kDate, 1000, 980, 990, 985, 1e4F, 1000U), TdxReason::ohlc_order);
  expect_refused(one(kDate, 1021, 1020, 990, 1000, 1e4F, 1000U), TdxReason::ohlc_order);
  expect_refused(one(kDate, 989, 1020, 990, 1000, 1e4F, 1000U), TdxReason::ohlc_order);
  expect_refused(one(kDate, 1000, 1020, 990, 1021, 1e4F, 1000U), TdxReason::ohlc_order);
  expect_refused(one(kDate, 1000, 1020, 990, 989, 1e4F, 1000U), TdxReason::ohlc_order);
  for (const float amount :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -1.0F}) {
    expect_refused(one(kDate, 1000, 1020, 990, 1000, amount, 1000U), TdxReason::bad_number);
  }
}

TEST(TdxFiles, KeepsTheHighestPriceAndTheFirstDayThatAreAllowed) {
  TdxBytes file;
  file.day(19901201, 100'000'000, 100'000'000, 100'000'000, 100'000'000, 1e6F, 1);
  file.day(19901203, 1, 1, 1, 1, 0.01F, 1);
  const auto got = days(file);
  ASSERT_EQ(got.bars.size(), 2U);
  EXPECT_EQ(got.bars[0].high, 1'000'000.0);
  EXPECT_EQ(got.bars[1].low, 0.01);
  EXPECT_TRUE(got.clean());
}

TEST(TdxFiles, KeepsADayOfSuspension) {
  TdxBytes file;
  file.day(20240102, 1000, 1000, 1000, 1000, 0.0F, 0);
  const auto got = days(file);
  EXPECT_EQ(got.bars.size(), 1U);
  EXPECT_TRUE(got.clean());
}

TEST(TdxFiles, SortsAndKeepsTheLastOfARepeatedDate) {
  TdxBytes file;
  plain(file, 20240104);
  file.day(20240103, 1100, 1100, 1100, 1100, 11000.0F, 1000);
  plain(file, 20240102);
  file.day(20240103, 1200, 1200, 1200, 1200, 12000.0F, 1000);
  const auto got = days(file);
  ASSERT_EQ(got.bars.size(), 3U);
  EXPECT_EQ(got.bars[0].time, day_bar_time({2024, 1, 2}));
  EXPECT_EQ(got.bars[1].close, 12.0);
  EXPECT_EQ(got.bars[2].time, day_bar_time({2024, 1, 4}));
  expect_only(got, TdxReason::duplicate);
  EXPECT_EQ(got.problems[0], (TdxProblem{2, TdxReason::duplicate}));
}

TEST(TdxFiles, CountsAPartialRecordAtTheEnd) {
  TdxBytes file;
  plain(file, 20240102).text("garbage");
  const auto got = days(file);
  EXPECT_EQ(got.bars.size(), 1U);
  expect_only(got, TdxReason::truncated);
  EXPECT_EQ(got.problems[0].record, 2U);
  EXPECT_EQ(days(TdxBytes().text("x")).bars.size(), 0U);
  EXPECT_TRUE(days(TdxBytes()).clean());
}

TEST(TdxFiles, RefusesADateInTheFutureThatOlderDaysFollow) {
  TdxBytes file;
  plain(file, 20240102);
  plain(file, 20320103);  // One flipped bit of 20240103 would look like this.
  plain(file, 20240104);
  const auto got = days(file);
  EXPECT_EQ(got.bars.size(), 2U);
  expect_only(got, TdxReason::bad_date);
  EXPECT_EQ(got.problems[0].record, 2U);
}

TEST(TdxFiles, KeepsTheDaysAfterALongSuspension) {
  TdxBytes file;
  plain(file, 20060104);
  plain(file, 20060105);
  plain(file, 20130208);
  EXPECT_EQ(days(file).bars.size(), 3U);
  EXPECT_TRUE(days(file).clean());
}

TEST(TdxFiles, KeepsTheLargestGroupWhenTenYearsLieBetween) {
  TdxBytes late;  // 2024 and, as the last record, 2040: no suspension lasts so long.
  plain(late, 20240102);
  plain(late, 20240103);
  plain(late, 20400104);
  EXPECT_EQ(days(late).bars.size(), 2U);
  expect_only(days(late), TdxReason::bad_date);
  TdxBytes early;  // A wrong old date must not cost the true ones.
  plain(early, 19930104);
  plain(early, 20240102);
  plain(early, 20240103);
  EXPECT_EQ(days(early).bars.size(), 2U);
  EXPECT_EQ(days(early).bars[0].time, day_bar_time({2024, 1, 2}));
}

TEST(TdxFiles, RefusesMinutesOutsideTheSession) {
  TdxBytes file;
  const auto at = [&](int minute) {
    file.minute(2024, 1, 2, minute, 10.0F, 10.0F, 10.0F, 10.0F, 10000.0F, 1000);
  };
  for (const int minute : {0, 565, 569, 691, 720, 779, 901, 905, 1440, 65535}) at(minute);
  for (const int minute : {570, 571, 690, 780, 781, 900}) at(minute);
  const auto got = minutes(file);
  EXPECT_EQ(got.bars.size(), 6U);
  expect_only(got, TdxReason::out_of_session, 10);
  EXPECT_EQ(got.problems.size(), 3U) << "the first three of a reason are located";
  EXPECT_EQ(got.problems.back().record, 3U);
}

TEST(TdxFiles, ClipsACloseThatIsATickOutside) {
  TdxBytes file;
  file.minute(2024, 1, 2, 575, 10.0F, 10.02F, 9.99F, 10.03F, 10000.0F, 1000);
  file.minute(2024, 1, 2, 580, 10.0F, 10.02F, 9.99F, 9.98F, 10000.0F, 1000);
  const auto clipped = minutes(file);
  ASSERT_EQ(clipped.bars.size(), 2U);
  EXPECT_EQ(clipped.bars[0].close, 10.02);
  EXPECT_EQ(clipped.bars[1].close, 9.99);
  expect_only(clipped, TdxReason::clipped, 2);
  EXPECT_EQ(clipped.rejected(), 0U);
  TdxBytes worse;
  worse.minute(2024, 1, 2, 575, 10.0F, 10.02F, 9.99F, 10.04F, 10000.0F, 1000);
  worse.minute(2024, 1, 2, 580, 10.03F, 10.02F, 9.99F, 10.0F, 10000.0F, 1000);
  EXPECT_EQ(minutes(worse).bars.size(), 0U);
  expect_only(minutes(worse), TdxReason::ohlc_order, 2);
}

TEST(TdxFiles, RefusesMinutesThatAreNoNumbers) {
  for (const float odd :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity()}) {
    for (std::size_t field = 0; field < 5; ++field) {
      float numbers[] = {10.0F, 10.0F, 10.0F, 10.0F, 10000.0F};
      numbers[field] = odd;
      TdxBytes one;  // Alone, so that no other row makes the decoder careful.
      one.minute(2024, 1, 2, 575, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], 1000);
      const auto got = minutes(one);
      expect_only(got, TdxReason::bad_number);
      EXPECT_TRUE(got.bars.empty()) << odd << " in field " << field;
    }
  }
  TdxBytes others;
  others.minute(2024, 1, 2, 575, 10.0F, 10.0F, 0.001F, 10.0F, 10000.0F, 1000);  // 0 at the tick.
  EXPECT_EQ(minutes(others).count(TdxReason::zero_price), 1U);
  TdxBytes huge;
  huge.minute(2024, 1, 2, 575, 10.0F, 3e38F, 10.0F, 10.0F, 10000.0F, 1000);
  expect_only(minutes(huge), TdxReason::absurd_price);
  TdxBytes date;
  date.minute(2024, 13, 2, 575, 10.0F, 10.0F, 10.0F, 10.0F, 10000.0F, 1000);
  expect_only(minutes(date), TdxReason::bad_date);
}

TEST(TdxFiles, UsesTheDivisorAndVolumeUnitOfTheKind) {
  TdxBytes file;
  file.day(20240102, 10000, 10000, 10000, 10000, 0.0F, 0);
  const auto close = [&](Market market, std::string_view code) {
    return days(file, Symbol(market, code)).bars[0].close;
  };
  EXPECT_EQ(close(Market::sh, "600000"), 100.0);
  EXPECT_EQ(close(Market::sh, "000001"), 100.0);
  EXPECT_EQ(close(Market::sh, "880001"), 100.0);
  EXPECT_EQ(close(Market::bj, "430047"), 100.0);
  EXPECT_EQ(close(Market::sz, "200002"), 100.0);
  EXPECT_EQ(close(Market::sh, "900901"), 10.0);
  EXPECT_EQ(close(Market::sh, "510300"), 10.0);
  EXPECT_EQ(close(Market::sz, "159915"), 10.0);
  EXPECT_EQ(close(Market::sh, "204001"), 1.0);

  TdxBytes index;  // Points, not prices: nothing to check, lots by kind.
  index.day(20240102, 297278, 297278, 296228, 296228, 3.5e11F, 300'000'000);
  for (const Symbol symbol : {Symbol(Market::sh, "000001"), Symbol(Market::sh, "880001"),
                              Symbol(Market::sz, "399001"), Symbol(Market::bj, "899050")}) {
    const auto got = days(index, symbol);
    EXPECT_EQ(got.bars[0].volume, 3e10) << symbol.text();
    EXPECT_TRUE(got.clean()) << symbol.text();
  }
}

TEST(TdxFiles, MendsVolumesThatFlipTheirUnitBarByBar) {
  TdxBytes file;
  plain(file, 20240102);
  file.day(20240103, 1000, 1000, 1000, 1000, 10000.0F, 10);       // In lots.
  file.day(20240104, 1000, 1000, 1000, 1000, 10000.0F, 100'000);  // A hundred times too much.
  file.day(20240105, 1000, 1000, 1000, 1000, 10000.0F, 3'000);    // Neither: kept as it is.
  file.day(20240108, 1000, 1000, 1000, 1000, 10000.0F, 0);        // An amount without a volume.
  const auto got = days(file);
  ASSERT_EQ(got.bars.size(), 5U);
  const double volumes[] = {1000, 1000, 1000, 3000, 0};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(got.bars[i].volume, volumes[i]) << i;
  EXPECT_EQ(got.count(TdxReason::volume_in_lots), 1U);
  EXPECT_EQ(got.count(TdxReason::volume_times_100), 1U);
  EXPECT_EQ(got.count(TdxReason::amount_mismatch), 2U);
  EXPECT_EQ(got.rejected(), 0U);
  EXPECT_EQ(got.problems[0], (TdxProblem{2, TdxReason::volume_in_lots}));
  TdxBytes five;
  for (std::uint32_t minute = 575; minute <= 585; minute += 5)
    five.minute(2024, 1, 2, static_cast<std::uint16_t>(minute), 10.0F, 10.0F, 10.0F, 10.0F,
                10000.0F, 10);
  EXPECT_EQ(minutes(five).bars[0].volume, 1000.0) << "a file in lots as a whole";
  expect_only(minutes(five), TdxReason::volume_in_lots, 3);
}

TEST(TdxFiles, DoesNotTakeAWrongPriceOrAmountForAWrongVolume) {
  const auto with = [](int price, float amount, std::uint32_t volume) {
    TdxBytes file;
    for (std::uint32_t day = 2; day <= 20; ++day) {
      if (day == 10)
        file.day(20240110, price, price, price, price, amount, volume);
      else
        plain(file, 20240100 + day);
    }
    return days(file);
  };
  for (const int price : {10, 100, 10'000, 100'000}) {
    const auto got = with(price, 10'000.0F, 1000);
    EXPECT_EQ(got.bars[8].volume, 1000.0) << price;
    EXPECT_EQ(got.bars[8].close, price / 100.0) << "kept as it is";
    expect_only(got, TdxReason::price_mismatch, 1);
  }
  for (const float amount : {100.0F, 1e6F}) {
    const auto got = with(1000, amount, 1000);
    EXPECT_EQ(got.bars[8].volume, 1000.0) << amount;
    EXPECT_EQ(got.bars[8].amount, static_cast<double>(amount));
    expect_only(got, TdxReason::amount_mismatch, 1);
  }
  EXPECT_EQ(with(1000, 10'000.0F, 10).bars[8].volume, 1000.0);
  EXPECT_EQ(with(1000, 10'000.0F, 100'000).bars[8].volume, 1000.0);
}

TEST(TdxFiles, OneBarAloneDoesNotTellItsUnit) {
  TdxBytes file;
  file.day(20240102, 1000, 1000, 1000, 1000, 10'000.0F, 10);
  EXPECT_EQ(days(file).bars[0].volume, 10.0);
  expect_only(days(file), TdxReason::amount_mismatch, 1);
}

TEST(TdxFiles, RefusesAnAmountThatNoMarketTrades) {
  TdxBytes file;
  for (std::uint32_t day = 2; day <= 5; ++day) plain(file, 20240100 + day);
  file.day(20240108, 1000, 1000, 1000, 1000, 1e20F, 1000);
  const auto got = days(file);
  EXPECT_EQ(got.bars.size(), 4U);
  expect_only(got, TdxReason::absurd_size, 1);
}

TEST(TdxFiles, MendsADivisorThatIsTenTimesOffInTheWholeFile) {
  TdxBytes milli;   // A stock's prices in 1/1000.
  TdxBytes tenths;  // … and in 1/10.
  for (std::uint32_t day = 2; day <= 6; ++day) {
    milli.day(20240100 + day, 10005, 10005, 10005, 10005, 10000.0F, 1000);
    tenths.day(20240100 + day, 101, 101, 101, 101, 10000.0F, day == 4 ? 10U : 1000U);
  }
  EXPECT_EQ(days(milli).bars[0].close, 10.005);
  expect_only(days(milli), TdxReason::price_scale, 5);
  const auto got = days(tenths);
  EXPECT_EQ(got.bars[2].close, 10.1);
  EXPECT_EQ(got.bars[2].volume, 1000.0) << "a flip inside a file of the wrong scale";
  EXPECT_EQ(got.count(TdxReason::price_scale), 5U);
  EXPECT_EQ(got.count(TdxReason::volume_in_lots), 1U);
}

TEST(TdxFiles, LeavesAFewOddBarsOfAThinShareAlone) {
  TdxBytes file;
  plain(file, 20240102);
  file.day(20240103, 1500, 1500, 130, 1495, 943800.0F, 684'000);  // As BJ430047 on 2016-01-11.
  file.day(20240104, 1500, 1500, 130, 1500, 959000.0F, 685'000);
  const auto got = days(file);
  EXPECT_EQ(got.bars[1].close, 14.95);
  EXPECT_EQ(got.bars[1].volume, 684'000.0);
  expect_only(got, TdxReason::amount_mismatch, 2);
}

TEST(TdxFiles, PutsBondsNearTheirFaceAndTheirVolumeInPieces) {
  const Symbol bond(Market::sh, "113050");
  for (const int divisor : {10000, 1000, 100}) {
    TdxBytes file;
    const int price = 118 * divisor;
    file.day(20240102, price, price, price, price, 118'000.0F, 1000);
    file.day(20240103, price, price, price, price, 118'000.0F, 100);  // In lots of ten.
    const auto got = days(file, bond);
    EXPECT_EQ(got.bars[0].close, 118.0) << divisor;
    EXPECT_EQ(got.bars[1].volume, 1000.0) << divisor;
    EXPECT_EQ(got.count(TdxReason::price_scale), divisor == 10000 ? 0U : 2U);
    EXPECT_EQ(got.count(TdxReason::volume_in_lots), 1U);
  }
}

TEST(TdxFiles, ReusesTheMemoryOfAnEarlierResult) {
  TdxBytes file;
  for (std::uint32_t day = 2; day <= 20; ++day) plain(file, 20240100 + day);
  TdxDecoded out = days(TdxBytes().text(std::string(32 * 40, '\0')));
  EXPECT_EQ(out.count(TdxReason::bad_date), 40U);
  EXPECT_TRUE(out.bars.empty());
  const auto capacity = out.bars.capacity();
  decode_tdx(kStock, Period::day, file.bytes(), out);
  EXPECT_TRUE(out.clean());
  EXPECT_TRUE(out.problems.empty());
  EXPECT_EQ(out.bars.size(), 19U);
  EXPECT_EQ(out.bars.capacity(), capacity);
}

// A random valid history as the file would hold it, and as the bars that must come out.
struct Written {
  TdxBytes file;
  std::vector<Bar> bars;
};
Written random_history(Period period) {
  Written out;
  const int count = *rc::gen::inRange(0, 200);
  std::int64_t day = days_from({2004, 1, 5});
  int minute = 571;
  for (int i = 0; i < count; ++i) {
    const int low = *rc::gen::inRange(1, 400'000);
    const int high = low + *rc::gen::inRange(0, low + 1);
    const int open = *rc::gen::inRange(low, high + 1);
    const int close = *rc::gen::inRange(low, high + 1);
    const auto volume = *rc::gen::inRange<std::uint32_t>(0, 1'000'000'000);
    const auto amount = static_cast<float>(volume * (close / 100.0));
    Bar bar{0, open / 100.0, high / 100.0, low / 100.0, close / 100.0, double(volume), amount};
    if (period == Period::day) {
      const Date date = date_from_days(day);
      bar.time = day_bar_time(date);
      out.file.day(static_cast<std::uint32_t>(to_yyyymmdd(date)), open, high, low, close, amount,
                   volume);
      day += *rc::gen::inRange(1, 30);
    } else {
      const Date date = date_from_days(day);
      bar.time = time_from(date, minute * 60);
      out.file.minute(date.year, date.month, date.day, minute, static_cast<float>(bar.open),
                      static_cast<float>(bar.high), static_cast<float>(bar.low),
                      static_cast<float>(bar.close), amount, volume);
      minute = minute == 690 ? 781 : minute == 900 ? 571 : minute + 1;
      if (minute == 571) ++day;
    }
    out.bars.push_back(bar);
  }
  return out;
}

TEST(TdxFiles, GivesBackWhatAFileWasMadeOf) {
  for (const Period period : {Period::day, Period::min1}) {
    EXPECT_TRUE(rc::check("decode is the inverse of encode", [&] {
      const Written written = random_history(period);
      const auto got = decode_tdx(kStock, period, written.file.bytes());
      RC_ASSERT(got.clean());
      RC_ASSERT(got.bars.size() == written.bars.size());
      for (std::size_t i = 0; i < written.bars.size(); ++i)
        RC_ASSERT(got.bars[i] == written.bars[i]);
    }));
  }
}

TEST(TdxFiles, DoesNotDependOnTheOrderOfRecords) {
  EXPECT_TRUE(rc::check("reversed records give the same bars", [] {
    const Written written = random_history(Period::day);
    const std::string& whole = written.file.string();
    TdxBytes reversed;
    for (std::size_t at = whole.size(); at > 0; at -= 32) reversed.text(whole.substr(at - 32, 32));
    const auto got = days(reversed);
    RC_ASSERT(got.clean());
    RC_ASSERT(got.bars.size() == written.bars.size());
    for (std::size_t i = 0; i < written.bars.size(); ++i) RC_ASSERT(got.bars[i] == written.bars[i]);
  }));
}

}  // namespace
}  // namespace fwq::data
