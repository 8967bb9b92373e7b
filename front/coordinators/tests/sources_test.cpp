// Which sources the settings mean, and where a stock's bars come from because of them.
#include "fwq/coordinators/sources.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>

#include "fwq/coordinators/stock.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;

const data::Symbol kStored(data::Market::sh, "600000");
const data::Symbol kElsewhere(data::Market::sh, "600004");

// A .day record: date, prices in cents, amount, volume, reserved.
void write_day(const fs::path& file, int days, std::uint32_t price) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  for (int i = 0; i < days; ++i) {
    const std::uint32_t date = 20200106U + static_cast<std::uint32_t>(i);
    const float amount = static_cast<float>(price) * 10;  // 1,000 shares.
    const std::uint32_t numbers[] = {date, price, price, price, price, 0, 1000, 0};
    char record[32];
    std::memcpy(record, numbers, sizeof record);
    std::memcpy(record + 20, &amount, sizeof amount);
    out.write(record, sizeof record);
  }
}

class Sources : public ::testing::Test {
 protected:
  Sources() {
    std::string name = (fs::temp_directory_path() / "fwq-sources-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    settings_ = home_->settings().value();
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
    write_day(folder_ / "tdx/sh/lday/sh600000.day", 5, 2000);
    write_day(folder_ / "tdx/sh/lday/sh600004.day", 5, 3000);
    data::BarSeries bars;
    bars.push_back({data::day_bar_time({2020, 1, 6}), 10, 10, 10, 10, 1000, 10'000});
    data::StoreWriter writer = store_->write().value();
    writer.replace(kStored, data::Period::day, bars.view()).value();
    writer.commit().value();
  }
  ~Sources() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void set(std::string_view key, std::string_view value) { settings_.set(key, value).value(); }
  void set_folder(const fs::path& folder) { set("data_sources.tdx_folder", folder.string()); }
  std::vector<std::string> planned() {
    std::vector<std::string> ids;
    for (const auto& source : plan_sources(settings_, *home_).sources)
      ids.emplace_back(source.def->id);
    return ids;
  }
  std::vector<std::string> problems() { return plan_sources(settings_, *home_).problems; }
  OtherSources others() {
    return {settings_, *home_, [this]() -> Result<std::shared_ptr<data::DataService>> {
              const auto plan = plan_sources(settings_, *home_);
              FWQ_TRY_ASSIGN(made, make_data_service(*home_, settings_, *store_, plan.sources));
              return std::shared_ptr<data::DataService>(std::move(made));
            }};
  }
  Result<Stock> load(data::Symbol symbol) {
    OtherSources others = this->others();
    const data::Snapshot snapshot = store_->snapshot().value();
    const StockLoader loader(snapshot, *db_, nullptr, &others);
    FWQ_TRY_ASSIGN(resolved, loader.resolve(symbol.text()));
    return loader.load({.symbol = resolved});
  }

  fs::path folder_;
  std::optional<Home> home_;
  core::Settings settings_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
};

using Names = std::vector<std::string>;

TEST_F(Sources, AreTheStoreAloneUnlessToldOtherwise) {
  EXPECT_EQ(planned(), Names{"store"});
  EXPECT_TRUE(problems().empty());
  EXPECT_TRUE(others().empty());
}

TEST_F(Sources, StandInTheOrderOfTheSettingsEachOnce) {
  set_folder(folder_ / "tdx");
  set("data_sources.fallback", "tdx_folder,store");
  EXPECT_EQ(planned(), (Names{"store", "tdx_folder"}));
  set("data_sources.primary", "TDX_folder");
  EXPECT_EQ(planned(), (Names{"tdx_folder", "store"}));
  set("data_sources.primary", "FactorWeave-Quant");
  EXPECT_EQ(planned(), (Names{"store", "tdx_folder"})) << "the product's own name for it";
  EXPECT_TRUE(problems().empty());
}

TEST_F(Sources, ThatAreNoneOrLackTheirPlaceAreNamedAndLeftOut) {
  set("data_sources.fallback", "tdx_folder,tushare");
  EXPECT_EQ(planned(), Names{"store"});
  ASSERT_EQ(problems().size(), 2U);
  EXPECT_NE(problems()[0].find("fwq config set data_sources.tdx_folder"), std::string::npos);
  EXPECT_NE(problems()[1].find("'tushare'"), std::string::npos);
  set("data_sources.primary", "nonsense");
  set("data_sources.fallback", "");
  EXPECT_EQ(planned(), Names{"store"}) << "something must answer";
  EXPECT_EQ(problems().size(), 1U);
}

TEST_F(Sources, GiveWhatTheStoreLacks) {
  set_folder(folder_ / "tdx");
  set("data_sources.fallback", "tdx_folder");
  const Stock stored = load(kStored).value();
  EXPECT_EQ(stored.source, "store");
  EXPECT_EQ(stored.adjusted.bars.close()[0], 10);
  const Stock other = load(kElsewhere).value();
  EXPECT_EQ(other.source, "tdx_folder");
  EXPECT_EQ(other.shown().size(), 5U);
  EXPECT_EQ(other.adjusted.bars.close()[0], 30);
  const Error unknown = load(data::Symbol(data::Market::sh, "600005")).error();
  EXPECT_EQ(unknown.code, Errc::not_found);
  EXPECT_NE(unknown.message.find("tdx_folder has none either"), std::string::npos);
}

TEST_F(Sources, KnowNothingOfWhatCameAfterTheEndOfTheRange) {
  set_folder(folder_ / "tdx");
  set("data_sources.fallback", "tdx_folder");
  // A dividend on the last of the five days.
  const data::SystemDb::SymbolEvent event{kElsewhere, {.date = {2020, 1, 10}, .cash = 3.0}};
  db_->put_events(std::span(&event, 1)).value();
  OtherSources others = this->others();
  const data::Snapshot snapshot = store_->snapshot().value();
  const StockLoader loader(snapshot, *db_, nullptr, &others);
  StockRequest request{.symbol = kElsewhere, .adjust = data::Adjust::forward};
  request.range.to = data::time_from({2020, 1, 9});
  EXPECT_DOUBLE_EQ(loader.load(request).value().shown().close()[0], 27) << "known today";
  request.as_of_end = true;
  const Stock then = loader.load(request).value();
  EXPECT_EQ(then.source, "tdx_folder");
  EXPECT_EQ(then.adjusted.bars.size(), 3U);
  EXPECT_EQ(then.shown().close()[0], 30);
  request.period = data::Period::week;
  EXPECT_EQ(loader.load(request).error().code, Errc::unavailable) << "the week had not ended";
}

TEST_F(Sources, ComeFirstWhenTheyArePrimary) {
  set_folder(folder_ / "tdx");
  set("data_sources.primary", "tdx_folder");
  set("data_sources.fallback", "store");
  EXPECT_EQ(load(kStored).value().adjusted.bars.close()[0], 20);
  fs::remove(folder_ / "tdx/sh/lday/sh600000.day");
  const auto gone = load(kStored);
  ASSERT_TRUE(gone) << gone.error().message;
  EXPECT_EQ(gone->source, "store");
}

TEST_F(Sources, ThatCannotBeOpenedAreNoExcuseToSayThatThereIsNone) {
  set_folder(folder_ / "nowhere");
  set("data_sources.fallback", "tdx_folder");
  EXPECT_EQ(load(kStored).value().source, "store");
  const Error error = load(kElsewhere).error();
  EXPECT_EQ(error.code, Errc::unavailable);
  EXPECT_NE(error.message.find("data_sources.tdx_folder"), std::string::npos);
}

TEST_F(Sources, AreLookedAtByTheDiagnosis) {
  set_folder(folder_ / "nowhere");
  set("data_sources.fallback", "tdx_folder,akshare");
  settings_.save().value();
  store_.reset();
  std::size_t bad = 0;
  for (const Check& check : diagnose(home_->folder(), false).checks) {
    if (check.ok) continue;
    ++bad;
    EXPECT_TRUE(check.name == "source tdx_folder" || check.name == "data sources") << check.name;
  }
  EXPECT_EQ(bad, 2U);
}

}  // namespace
}  // namespace fwq::coordinators
