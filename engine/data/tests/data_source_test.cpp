// The contract of data sources, held against every one in the table.
#include "fwq/data/data_source.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/data_source_contract.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using store_test::TempFolder;
using namespace source_test;

class DataSourceContract : public ::testing::TestWithParam<const DataSourceDef*> {
 protected:
  void SetUp() override {
    for (const Fixture& fixture : fixtures()) {
      if (fixture.id == GetParam()->id) {
        source = GetParam()->make(fixture.set_up(folder.path())).value();
      }
    }
    ASSERT_NE(source, nullptr) << "register a fixture for " << GetParam()->id << " in its test";
  }
  Result<Bars> ask(Symbol symbol, TimeRange range = {}, Period period = Period::day) {
    return source->bars({symbol, period, range}, std::stop_token());
  }

  TempFolder folder;
  std::unique_ptr<DataSource> source;
};

TEST_P(DataSourceContract, DescribesItself) {
  const DataSourceDef& def = *GetParam();
  EXPECT_EQ(source->id(), def.id);
  EXPECT_FALSE(def.title_en.empty());
  EXPECT_FALSE(def.title_zh.empty());
  EXPECT_FALSE(def.argument_en.empty());
  EXPECT_FALSE(def.argument_zh.empty());
}

TEST_P(DataSourceContract, GivesEveryBarInOrder) {
  const Bars bars = ask(kHeld).value();
  ASSERT_EQ(bars.size(), static_cast<std::size_t>(kDays));
  for (int i = 0; i < kDays; ++i)
    EXPECT_EQ(bars[static_cast<std::size_t>(i)], expected_bar(i)) << i;
  const auto time = bars.time();
  EXPECT_EQ(std::adjacent_find(time.begin(), time.end(), std::greater_equal<>()), time.end());
}

TEST_P(DataSourceContract, GivesTheRangeFromInclusiveToExclusive) {
  const auto time = [](int i) { return expected_bar(i).time; };
  const Bars middle = ask(kHeld, {time(5), time(9)}).value();
  ASSERT_EQ(middle.size(), 4U);
  EXPECT_EQ(middle[0], expected_bar(5));
  EXPECT_EQ(middle[3], expected_bar(8));
  EXPECT_EQ(ask(kHeld, {time(5) + 1, time(6) + 1}).value().size(), 1U);
  EXPECT_TRUE(ask(kHeld, {time(5), time(5)}).value().empty());
  EXPECT_TRUE(ask(kHeld, {time(9), time(5)}).value().empty());
  EXPECT_TRUE(ask(kHeld, {0, time(0)}).value().empty());
  EXPECT_TRUE(ask(kHeld, {time(kDays), time(kDays) + 1}).value().empty());
}

TEST_P(DataSourceContract, SaysWhenItDoesNotKnowASymbol) {
  const auto unknown = ask(kUnknown);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::not_found);
  EXPECT_NE(unknown.error().message.find("SH600001"), std::string::npos);
}

TEST_P(DataSourceContract, HonoursAStopRequest) {
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = source->bars({kHeld}, stop.get_token());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, Errc::cancelled);
  const auto unknown = source->bars({kUnknown}, stop.get_token());
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Errc::cancelled);
}

TEST_P(DataSourceContract, AnswersEveryPeriodWithBarsOrAReason) {
  for (const Period period : kAllPeriods) {
    const auto answer = ask(kHeld, {}, period);
    if (answer) continue;
    EXPECT_TRUE(answer.error().code == Errc::unsupported || answer.error().code == Errc::not_found)
        << to_string(period) << ": " << answer.error().message;
  }
}

TEST_P(DataSourceContract, AnswersAgainAsLongAsItLives) {
  const Bars first = ask(kHeld).value();
  const Bars second = ask(kHeld).value();
  source.reset();
  EXPECT_TRUE(store_test::same_rows(first, second)) << "bars outlive their source";
}

INSTANTIATE_TEST_SUITE_P(Each, DataSourceContract, ::testing::ValuesIn(built_in_data_sources()),
                         [](const auto& row) { return std::string(row.param->id); });

TEST(DataSources, HaveIdsThatDiffer) {
  std::set<std::string_view> ids;
  for (const DataSourceDef* def : built_in_data_sources()) EXPECT_TRUE(ids.insert(def->id).second);
}

}  // namespace
}  // namespace fwq::data
