// Tests of the demo market in a home, and of signals over it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "fwq/coordinators/analyse.hpp"
#include "fwq/coordinators/demo.hpp"
#include "fwq/coordinators/stock.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
using data::Period;

class Demo : public ::testing::Test {
 protected:
  Demo() {
    std::string name = (fs::temp_directory_path() / "fwq-demo-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
  }
  ~Demo() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Result<data::ImportReport> make(const data::DemoOptions& options) {
    core::TaskSystem tasks(2);
    return make_demo(*home_, options, tasks);
  }
  std::size_t series() const {
    const data::Store store = home_->store(true).value();
    return store.snapshot().value().series().size();
  }
  void put_real_bars(data::Symbol symbol) {
    data::BarSeries bars;
    bars.push_back({.time = data::day_bar_time({2024, 1, 2}),
                    .open = 1,
                    .high = 1,
                    .low = 1,
                    .close = 1,
                    .volume = 100,
                    .amount = 100});
    data::Store store = home_->store(false).value();
    data::StoreWriter writer = store.write().value();
    writer.replace(symbol, Period::day, bars.view()).value();
    writer.commit().value();
  }

  fs::path folder_;
  std::optional<Home> home_;
};

TEST_F(Demo, IsMarkedAndCanBeTakenOut) {
  EXPECT_FALSE(demo_mark(*home_));
  const data::DemoOptions options{.symbols = 10, .years = 1, .seed = 3};
  ASSERT_TRUE(make(options));
  ASSERT_TRUE(demo_mark(*home_));
  EXPECT_TRUE(demo_mark(*home_)->complete);
  EXPECT_EQ(demo_mark(*home_)->options, options);
  EXPECT_TRUE(diagnose(home_->folder(), true).healthy());
  EXPECT_TRUE(remove_demo(*home_).value());
  EXPECT_FALSE(remove_demo(*home_).value());
  EXPECT_FALSE(demo_mark(*home_));
  EXPECT_EQ(series(), 0U);
}

TEST_F(Demo, RefusesAHomeWithRealBarsAndLeavesThemAlone) {
  put_real_bars({data::Market::sh, "000001"});  // A symbol that the demo uses as well.
  const auto refused = make({.symbols = 10, .years = 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  EXPECT_NE(refused.error().message.find("bars of 1 real series"), std::string::npos)
      << refused.error().message;
  EXPECT_FALSE(demo_mark(*home_));
  EXPECT_EQ(series(), 1U);
}

TEST_F(Demo, RefusesAHomeWithRealNames) {
  data::SystemDb db = home_->database(false).value();
  db.put_securities(std::vector<data::Security>{{.symbol = {data::Market::sh, "000001"},
                                                 .name = "上证指数",
                                                 .listed = {},
                                                 .delisted = {}}})
      .value();
  EXPECT_EQ(make({.symbols = 10, .years = 1}).error().code, Errc::invalid_argument);
  EXPECT_EQ(db.securities().value().size(), 1U);
}

TEST_F(Demo, RefusesADemoHomeIntoWhichRealBarsCame) {
  ASSERT_TRUE(make({.symbols = 5, .years = 1}));
  put_real_bars({data::Market::sh, "600000"});
  EXPECT_EQ(make({.symbols = 5, .years = 1}).error().code, Errc::invalid_argument);
  EXPECT_TRUE(remove_demo(*home_).value());
  EXPECT_EQ(series(), 1U);
}

TEST_F(Demo, ABadOptionLeavesNoMark) {
  EXPECT_EQ(make({.symbols = 0}).error().code, Errc::invalid_argument);
  EXPECT_FALSE(demo_mark(*home_));
}

TEST_F(Demo, InterruptedItIsUnhealthyAndGoesOn) {
  core::TaskSystem tasks(2);
  std::stop_source stop;
  stop.request_stop();
  const data::DemoOptions options{.symbols = 20, .years = 1};
  EXPECT_EQ(make_demo(*home_, options, tasks, {stop.get_token(), {}}).error().code,
            Errc::cancelled);
  ASSERT_TRUE(demo_mark(*home_));
  EXPECT_FALSE(demo_mark(*home_)->complete);
  EXPECT_FALSE(diagnose(home_->folder(), false).healthy());
  ASSERT_TRUE(make(options));
  EXPECT_TRUE(diagnose(home_->folder(), true).healthy());
}

TEST_F(Demo, AMarkThatCannotBeReadIsAnIncompleteDemo) {
  for (const char* text :
       {"", "[]", "{", R"({"symbols":-1,"years":1e99,"seed":"x","end":7,"complete":"yes"})",
        "\xff\xfe"}) {
    std::ofstream(home_->demo_file(), std::ios::trunc) << text;
    const auto mark = demo_mark(*home_);
    ASSERT_TRUE(mark) << text;
    EXPECT_FALSE(mark->complete) << text;
  }
}

TEST_F(Demo, EveryPatternOccursInIt) {
  ASSERT_TRUE(make({}));
  const data::Store store = home_->store(true).value();
  const data::SystemDb db = home_->database(true).value();
  const data::Snapshot snapshot = store.snapshot().value();
  const StockLoader loader(snapshot, db);
  std::map<std::string, std::size_t> found;
  for (const auto& series : snapshot.series()) {
    const auto stock = loader.load({.symbol = series.symbol}).value();
    EXPECT_TRUE(stock.cuts.empty()) << series.symbol.text();
    for (const auto& hit :
         analysis::PatternRecognizer().recognize_patterns(stock.adjusted.bars, {}).value()) {
      ++found[std::string(hit.pattern->id)];
    }
    if (series.symbol > data::Symbol(data::Market::sh, "602040")) break;
  }
  for (const auto* pattern : analysis::built_in_patterns())
    EXPECT_GT(found[std::string(pattern->id)], 0U) << pattern->id;
}

TEST_F(Demo, SignalsHoldThoseOfTheAnalysisOverTheWholeRange) {
  ASSERT_TRUE(make({.symbols = 2, .years = 3}));
  const data::Store store = home_->store(true).value();
  const data::SystemDb db = home_->database(true).value();
  const data::Snapshot snapshot = store.snapshot().value();
  const StockLoader loader(snapshot, db);
  const Stock stock = loader.load({.symbol = {data::Market::sh, "602001"}}).value();
  const auto all = find_signals(stock).value();
  EXPECT_GT(all.size(), 100U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const auto& a, const auto& b) { return a.bar < b.bar; }));

  // The analysis shows, newest first, the same of the last bars from the indicators on its page and the patterns.
  const auto analysis = analyse(stock, {.recent = 60}).value();
  std::vector<analysis::Signal> last(all);
  std::erase_if(last, [&](const auto& s) { return s.bar + 60 < stock.last; });
  ASSERT_GT(analysis.signals.size(), 5U);
  ASSERT_LT(analysis.signals.size(), last.size());
  for (const auto& signal : analysis.signals) {
    EXPECT_TRUE(std::any_of(last.begin(), last.end(), [&](const auto& s) {
      return s.bar == signal.bar && s.source == signal.source && s.reason_en == signal.reason_en;
    }));
  }

  // What is asked for is all there is of it.
  const auto strong =
      find_signals(stock, {.min_strength = 0.7, .side = analysis::Side::buy}).value();
  const auto expected = std::count_if(all.begin(), all.end(), [](const auto& s) {
    return s.side == analysis::Side::buy && s.strength >= 0.7;
  });
  EXPECT_EQ(static_cast<std::ptrdiff_t>(strong.size()), expected);
  EXPECT_GT(expected, 0);

  // Nothing looks ahead: as of a day, the signals up to it.
  const auto end = stock.adjusted.bars.time()[400];
  const Stock early =
      loader.load({.symbol = stock.symbol, .adjust = data::Adjust::none, .range = {.to = end}})
          .value();
  const Stock later = loader.load({.symbol = stock.symbol, .adjust = data::Adjust::none}).value();
  auto known = find_signals(later).value();
  std::erase_if(known, [&](const auto& s) { return s.time >= end; });
  const auto then = find_signals(early).value();
  ASSERT_EQ(then.size(), known.size());
  for (std::size_t i = 0; i < then.size(); ++i) EXPECT_EQ(then[i].reason_en, known[i].reason_en);
}

TEST_F(Demo, SignalsBeforeACutAreThereAndNoneCrossesIt) {
  data::BarSeries bars;
  std::int64_t day = data::days_from({2020, 1, 6});
  for (std::size_t i = 0; i < 240; ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    const double wave = static_cast<double>(i % 20 < 10 ? i % 20 : 20 - i % 20);
    const double close = (i < 120 ? 10.0 : 30.0) + 0.1 * wave;
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = close,
                    .high = close + 0.05,
                    .low = close - 0.05,
                    .close = close,
                    .volume = 1000,
                    .amount = 1000 * close});
  }
  const data::Symbol symbol(data::Market::sh, "600000");
  {
    data::Store store = home_->store(false).value();
    data::StoreWriter writer = store.write().value();
    writer.replace(symbol, Period::day, bars.view()).value();
    writer.commit().value();
  }
  const data::Store store = home_->store(true).value();
  const data::SystemDb db = home_->database(true).value();
  const data::Snapshot snapshot = store.snapshot().value();
  const Stock stock = StockLoader(snapshot, db).load({.symbol = symbol}).value();
  ASSERT_EQ(stock.cuts, (std::vector<std::size_t>{120}));
  const auto signals = find_signals(stock).value();
  EXPECT_TRUE(
      std::any_of(signals.begin(), signals.end(), [](const auto& s) { return s.bar < 120; }));
  EXPECT_TRUE(std::none_of(signals.begin(), signals.end(),
                           [](const auto& s) { return s.bar >= 120 && s.bar < 122; }));
}

}  // namespace
}  // namespace fwq::coordinators
