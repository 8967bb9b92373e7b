// Tests of conditions and of the screen: what is written is what is asked, and what is found is what holds.
#include "fwq/coordinators/screen.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>

#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/coordinators/home.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
using analysis::Flavour;
using data::Period;

Condition condition(std::string_view text) {
  auto made = parse_condition(text, Flavour::tdx);
  EXPECT_TRUE(made) << text << ": " << (made ? "" : made.error().message);
  return made ? *made : Condition{};
}
std::string refusal(std::string_view text) {
  const auto made = parse_condition(text, Flavour::tdx);
  EXPECT_FALSE(made) << text;
  return made ? "" : made.error().message;
}

TEST(Condition, IsReadAsItIsWritten) {
  for (const char* text :
       {"close > MA(20)", "change >= 5", "MACD.dif crosses above MACD.dea", "RSI(14) < 30",
        "amount > 100000000", "volume_ratio >= 2 within 3", "pattern double_bottom",
        "pattern engulfing confidence 0.7 within 5", "close crosses below EMA(60) within 10"})
    EXPECT_EQ(to_string(condition(text)), text);
}

TEST(Condition, IsReadInChineseAndInAnyCase) {
  EXPECT_EQ(to_string(condition("CLOSE 上穿 MA(5) 近 3 根")), "close crosses above MA(5) within 3");
  EXPECT_EQ(to_string(condition("amount>1.5亿")), "amount > 150000000");
  EXPECT_EQ(to_string(condition("volume ≤ 300万")), "volume <= 3000000");
  EXPECT_EQ(to_string(condition("形态 double_bottom 置信度 0.8")),
            "pattern double_bottom confidence 0.8");
}

TEST(Condition, ThatIsWrittenAnewIsTheSame) {
  for (const char* text :
       {"close>MA( 20 )", "Pattern Double_Bottom WITHIN 4", "high >= BOLL.ub"})
    EXPECT_EQ(condition(to_string(condition(text))), condition(text)) << text;
}

TEST(Condition, IsRefusedWithWhatIsMeant) {
  EXPECT_NE(refusal("").find("write a comparison"), std::string::npos);
  EXPECT_NE(refusal("close").find("write a comparison"), std::string::npos);
  EXPECT_NE(refusal("1 > 2").find("two numbers"), std::string::npos);
  EXPECT_NE(refusal("close > MAA(20)").find("MA"), std::string::npos);
  EXPECT_NE(refusal("close > MACD").find("dif"), std::string::npos);
  EXPECT_NE(refusal("close > MACD.none").find("dif"), std::string::npos);
  EXPECT_NE(refusal("pattern duble_bottom").find("double_bottom"), std::string::npos);
  EXPECT_NE(refusal("pattern doji confidence 2").find("0 to 1"), std::string::npos);
  for (const char* text : {"close > 1 within 0", "close > 1 within 1.5", "close > 1 within many",
                           "close > 1 within 9999"})
    EXPECT_NE(refusal(text).find("count of bars"), std::string::npos) << text;
  for (const char* text :
       {"close > nan", "close > 1e999", "close > (", ") > close", "> 1", "close >"})
    refusal(text);
}

TEST(Condition, IsDescribedInBothLanguages) {
  EXPECT_EQ(describe(condition("close crosses above MA(20) within 3"), false),
            "Close crosses above MA(20) (last 3 bars)");
  EXPECT_EQ(describe(condition("close crosses above MA(20) within 3"), true),
            "收盘价 上穿 MA(20)（近 3 根）");
  EXPECT_EQ(describe(condition("amount > 2亿"), true), "成交额（元） > 2亿");
  EXPECT_EQ(describe(condition("pattern double_bottom confidence 0.8"), false),
            "Pattern: Double Bottom ≥ 80 %");
}

// So many bars of a stock, by closes; high and low half a yuan away, volume 100, 200 …
Stock stock_of(const std::vector<double>& closes, std::vector<std::size_t> cuts = {}) {
  data::BarSeries bars(closes.size());
  for (std::size_t i = 0; i < closes.size(); ++i)
    bars.push_back({.time = static_cast<data::Time>(i + 1) * data::kSecondsPerDay,
                    .open = closes[i],
                    .high = closes[i] + 0.5,
                    .low = closes[i] - 0.5,
                    .close = closes[i],
                    .volume = 100.0 * static_cast<double>(i + 1),
                    .amount = 1000});
  Stock stock;
  stock.adjusted.bars = bars.view();
  stock.cuts = std::move(cuts);
  stock.last = closes.size();
  return stock;
}

Verdict judged(const Stock& stock, std::string_view text, std::size_t last = 1000) {
  static const analysis::PatternRecognizer recognizer;
  auto judge = ConditionJudge::make({condition(text)}, recognizer).value();
  return judge.judge(stock, last).value().front();
}
std::string held(const Stock& stock, std::string_view text) {
  std::string marks;
  for (const char at : judged(stock, text).at) marks += at == 0 ? '.' : 'x';
  return marks;
}

TEST(ConditionJudge, ComparesFieldsWithNumbersAndEachOther) {
  const Stock stock = stock_of({10, 11, 9, 9});
  EXPECT_EQ(held(stock, "close > 9"), "xx..");
  EXPECT_EQ(held(stock, "close >= 9"), "xxxx");
  EXPECT_EQ(held(stock, "9.5 > low"), "..xx");
  EXPECT_EQ(held(stock, "high > close"), "xxxx");
  EXPECT_EQ(held(stock, "change >= 10"), ".x..");
  EXPECT_EQ(held(stock, "change < -18"), "..x.");
  EXPECT_EQ(held(stock, "amplitude > 9.5"), ".x.x");
  EXPECT_EQ(held(stock, "bars >= 3"), "..xx");
}

TEST(ConditionJudge, TellsTheTwoValuesAtTheLastBar) {
  const Verdict verdict = judged(stock_of({10, 11, 12}), "close > MA(3)");
  EXPECT_TRUE(verdict.holds);
  EXPECT_DOUBLE_EQ(verdict.left, 12);
  EXPECT_DOUBLE_EQ(verdict.right, 11);
}

TEST(ConditionJudge, SeesACrossAtItsBarOnly) {
  const Stock stock = stock_of({10, 9, 11, 12, 9, 10, 10, 11});
  EXPECT_EQ(held(stock, "close crosses above 10"), "..x....x");
  EXPECT_EQ(held(stock, "close crosses below 10"), ".x..x...");
  // From a touch it is a cross, on to a touch it is none.
  EXPECT_EQ(held(stock_of({10, 11}), "close crosses above 10"), ".x");
  EXPECT_EQ(held(stock_of({9, 10}), "close crosses above 10"), "..");
}

TEST(ConditionJudge, WithinLooksBackFromTheLastBar) {
  const Stock stock = stock_of({9, 11, 9, 9});
  EXPECT_FALSE(judged(stock, "close > 10").holds);
  EXPECT_FALSE(judged(stock, "close > 10 within 2").holds);
  const Verdict verdict = judged(stock, "close > 10 within 3");
  EXPECT_TRUE(verdict.holds);
  EXPECT_EQ(verdict.when, 2 * data::kSecondsPerDay);
  EXPECT_TRUE(judged(stock, "close > 10 within 1000", 1).holds);
}

TEST(ConditionJudge, ComparesNothingAcrossACut) {
  const std::vector<double> closes{10, 10, 20, 21};
  EXPECT_EQ(held(stock_of(closes), "change > 50"), "..x.");
  EXPECT_EQ(held(stock_of(closes, {2}), "change > 50"), "....");
  EXPECT_EQ(held(stock_of(closes), "close crosses above 15"), "..x.");
  EXPECT_EQ(held(stock_of(closes, {2}), "close crosses above 15"), "....");
  EXPECT_EQ(held(stock_of(closes), "amplitude > 0"), ".xxx");
  EXPECT_EQ(held(stock_of(closes, {2}), "amplitude > 0"), ".x.x");
}

TEST(ConditionJudge, MeasuresVolumeByTheFiveBarsBefore) {
  // Volumes 100 to 700: the sixth is 600 on a mean of 300, the seventh 700 on 400.
  const Stock stock = stock_of({1, 1, 1, 1, 1, 1, 1});
  EXPECT_EQ(held(stock, "volume_ratio >= 2"), ".....x.");
  EXPECT_EQ(held(stock, "volume_ratio > 1.7"), ".....xx");
  EXPECT_EQ(held(stock_of({1, 1, 1, 1, 1, 1, 1}, {1}), "volume_ratio > 0"), "......x");
}

TEST(ConditionJudge, FindsNothingInValuesThatAreNotThere) {
  EXPECT_EQ(held(stock_of({10, 11}), "close > MA(20)"), "..");
  EXPECT_EQ(held(stock_of({10, 11}), "close <= MA(20)"), "..");
  EXPECT_EQ(held(stock_of({10, data::kNone, 11}), "close crosses above 10.5"), "...");
}

// Weekdays of a random walk that all end on one day.
data::BarSeries walk(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> step(0.0, 0.02);
  data::BarSeries bars(count);
  std::int64_t day = data::days_from({2024, 6, 3}) - static_cast<std::int64_t>(count);
  double close = 10;
  for (std::size_t i = 0; i < count; ++i, ++day) {
    const double open = close * (1 + step(random) / 3);
    close = open * (1 + step(random));
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = open,
                    .high = std::max(open, close) * (1 + std::abs(step(random)) / 3),
                    .low = std::min(open, close) * (1 - std::abs(step(random)) / 3),
                    .close = close,
                    .volume = 1e6 * (1 + std::abs(step(random))),
                    .amount = 1e6 * close});
  }
  return bars;
}

TEST(ConditionJudge, SaysOfABarWhatItSaidWhenThatWasTheLast) {
  const auto bars = walk(200, 7);
  Stock whole;
  whole.adjusted.bars = bars.view();
  whole.last = 200;
  for (const char* text : {"close > MA(20)", "MACD.dif crosses above MACD.dea", "pattern engulfing",
                           "RSI(6) crosses below 70", "volume_ratio > 1"}) {
    const Verdict all = judged(whole, text, 200);
    for (std::size_t end = 1; end <= 200; ++end) {
      Stock cut = whole;
      cut.last = end;
      EXPECT_EQ(judged(cut, text, 1).at.back(), all.at[end - 1]) << text << " at " << end;
    }
  }
}

TEST(ConditionJudge, FindsThePatternsOfTheRecognizer) {
  const auto bars = walk(3000, 11);
  Stock stock;
  stock.adjusted.bars = bars.view();
  stock.last = 3000;
  const analysis::PatternRecognizer recognizer;
  std::vector<char> expected(3000, 0);
  const auto hits = recognizer.recognize_patterns(bars.view(), {"engulfing"}).value();
  for (const auto& hit : hits) expected[hit.known_at] = 1;
  EXPECT_GT(hits.size(), 10U);
  EXPECT_EQ(judged(stock, "pattern engulfing", 3000).at, expected);
}

class Screen : public ::testing::Test {
 protected:
  static constexpr std::size_t kSymbols = 24;
  Screen() {
    std::string name = (fs::temp_directory_path() / "fwq-screen-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
    data::StoreWriter writer = store_->write().value();
    for (std::size_t i = 0; i < kSymbols; ++i) {
      bars_.push_back(walk(80 + 10 * i, static_cast<std::uint32_t>(i)));
      writer.replace(symbol(i), Period::day, bars_.back().view()).value();
    }
    writer.commit().value();
  }
  ~Screen() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  static data::Symbol symbol(std::size_t i) {
    return {data::Market::sh, std::to_string(600'000 + static_cast<int>(i))};
  }
  Result<ScreenResult> screened(const ScreenRequest& request, std::size_t threads = 2,
                                const core::TaskContext& context = {},
                                const ScreenSink& sink = {}) {
    const data::Snapshot snapshot = store_->snapshot().value();
    core::TaskSystem tasks(threads);
    return screen(snapshot, *db_, request, tasks, context, sink);
  }
  fs::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
  std::vector<data::BarSeries> bars_;
};

std::vector<data::Symbol> symbols_of(const std::vector<ScreenMatch>& matches) {
  std::vector<data::Symbol> symbols;
  for (const auto& match : matches) symbols.push_back(match.symbol);
  return symbols;
}

TEST_F(Screen, FindsWhatHoldsSeriesBySeries) {
  ScreenRequest request;
  request.conditions = {condition("close > MA(20)"), condition("RSI(6) < 80")};
  std::vector<data::Symbol> all, any;
  for (std::size_t i = 0; i < kSymbols; ++i) {
    const auto bars = bars_[i].view();
    const auto values = analysis::TechnicalAnalyzer(Flavour::tdx)
                            .calculate_indicators(bars, {"MA(20)", "RSI(6)"})
                            .value();
    const bool above = bars.close().back() > values[0].outputs[0].back();
    const bool weak = values[1].outputs[0].back() < 80;
    if (above && weak) all.push_back(symbol(i));
    if (above || weak) any.push_back(symbol(i));
  }
  ASSERT_GT(all.size(), 2U);
  ASSERT_LT(all.size(), any.size());
  const auto found = screened(request);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(symbols_of(found->matches), all);
  EXPECT_EQ(found->symbols, kSymbols);
  request.any = true;
  EXPECT_EQ(symbols_of(screened(request)->matches), any);
}

TEST_F(Screen, IsTheSameForAnyNumberOfThreadsAndTellsEachMatchOnce) {
  ScreenRequest request;
  request.conditions = {condition("close > MA(20)"), condition("pattern engulfing within 10")};
  request.any = true;
  const auto one = screened(request, 1);
  ASSERT_TRUE(one);
  ASSERT_GT(one->matches.size(), 3U);
  for (const std::size_t threads : {2U, 3U, 8U}) {
    std::vector<data::Symbol> told;
    const auto many = screened(request, threads, {}, [&](const ScreenMatch& match) {
      told.push_back(match.symbol);  // One thread at a time.
    });
    EXPECT_EQ(symbols_of(many->matches), symbols_of(one->matches));
    for (std::size_t i = 0; i < one->matches.size(); ++i) {
      EXPECT_EQ(many->matches[i].close, one->matches[i].close);
      EXPECT_EQ(many->matches[i].verdicts[0].right, one->matches[i].verdicts[0].right);
    }
    std::sort(told.begin(), told.end());
    EXPECT_EQ(told, symbols_of(one->matches));
  }
}

TEST_F(Screen, LooksOnlyAtTheSecuritiesThatAreNamed) {
  ScreenRequest request;
  request.conditions = {condition("close > 0")};
  request.symbols = {symbol(5), symbol(2), {data::Market::sz, "000001"}};
  const auto found = screened(request);
  EXPECT_EQ(symbols_of(found->matches), (std::vector{symbol(2), symbol(5)}));
  EXPECT_EQ(found->symbols, 2U);
}

TEST_F(Screen, RefusesToSearchForNothing) {
  EXPECT_EQ(screened({}).error().code, Errc::invalid_argument);
}

TEST_F(Screen, StopsWhenItIsCancelled) {
  ScreenRequest request;
  request.conditions = {condition("close > 0")};
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(screened(request, 2, {stop.get_token(), {}}).error().code, Errc::cancelled);
}

}  // namespace
}  // namespace fwq::coordinators
