// Tests of the scan: what it finds is what is found stock by stock, whoever does the work.
#include "fwq/coordinators/scan.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/pattern_worth.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
using data::Adjust;
using data::Period;

// A random walk of weekdays that all end on one day; every hundredth bar jumps by more than any limit.
data::BarSeries walk(std::size_t count, std::uint32_t seed, bool jumps = false) {
  std::mt19937 random(seed);
  std::normal_distribution<double> step(0.0, 0.02);
  data::BarSeries bars;
  std::int64_t day = data::days_from({2024, 6, 3}) - static_cast<std::int64_t>(count);
  double close = 10;
  for (std::size_t i = 0; i < count; ++i, ++day) {
    if (jumps && i % 100 == 99) close *= 2;
    const double open = close * (1 + step(random) / 3);
    close = open * (1 + step(random));
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = open,
                    .high = std::max(open, close) * (1 + std::abs(step(random)) / 3),
                    .low = std::min(open, close) * (1 - std::abs(step(random)) / 3),
                    .close = close,
                    .volume = 1e6,
                    .amount = 1e6 * close});
  }
  return bars;
}

// Stocks of both exchanges, and one index.
data::Symbol symbol(std::size_t i) {
  if (i == 2) return {data::Market::sh, "000001"};
  return {i % 2 == 0 ? data::Market::sh : data::Market::sz,
          std::to_string((i % 2 == 0 ? 600'000 : 1'000'000) + static_cast<int>(i))
              .substr(i % 2 == 0 ? 0 : 1)};
}

class Scan : public ::testing::Test {
 protected:
  static constexpr std::size_t kSymbols = 24;
  Scan() {
    std::string name = (fs::temp_directory_path() / "fwq-scan-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
    data::StoreWriter writer = store_->write().value();
    for (std::size_t i = 0; i < kSymbols; ++i) {
      const auto bars = walk(150 + 20 * i, static_cast<std::uint32_t>(i), i % 3 == 0);
      writer.replace(symbol(i), Period::day, bars.view()).value();
    }
    writer.commit().value();
    const data::SystemDb::SymbolEvent dividend{symbol(1), {.date = {2024, 3, 1}, .cash = 0.3}};
    db_->put_events(std::span(&dividend, 1)).value();
    const data::Security named{
        .symbol = symbol(1), .name = "平安银行", .listed = {}, .delisted = {}};
    db_->put_securities(std::span(&named, 1)).value();
  }
  ~Scan() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  Result<ScanResult> scanned(const ScanRequest& request, std::size_t threads = 2,
                             const core::TaskContext& context = {}) {
    const data::Snapshot snapshot = store_->snapshot().value();
    core::TaskSystem tasks(threads);
    return scan(snapshot, *db_, request, tasks, context);
  }

  fs::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
};

void expect_same(const ScanResult& a, const ScanResult& b) {
  ASSERT_EQ(a.hits.size(), b.hits.size());
  EXPECT_EQ(a.symbols, b.symbols);
  EXPECT_EQ(a.bars, b.bars);
  EXPECT_EQ(a.cuts, b.cuts);
  for (std::size_t h = 0; h < a.hits.size(); ++h) {
    EXPECT_EQ(a.hits[h].symbol, b.hits[h].symbol);
    EXPECT_EQ(a.hits[h].known_at, b.hits[h].known_at);
    EXPECT_EQ(a.hits[h].found.hit.pattern, b.hits[h].found.hit.pattern);
    EXPECT_EQ(a.hits[h].found.hit.confidence, b.hits[h].found.hit.confidence);
    EXPECT_EQ(a.hits[h].found.hit.start, b.hits[h].found.hit.start);
    EXPECT_EQ(a.hits[h].found.explanation.why.size(), b.hits[h].found.explanation.why.size());
  }
}

TEST_F(Scan, TellsEachHitOnceOnItsWay) {
  ScanRequest request;
  request.last = 1000;
  const data::Snapshot snapshot = store_->snapshot().value();
  core::TaskSystem tasks(3);
  std::vector<std::string> told, found;
  const auto mark = [](const ScanHit& hit) {
    return std::string(hit.symbol.text()) + std::string(hit.found.hit.pattern->id) +
           std::to_string(hit.found.hit.known_at) + std::to_string(hit.found.hit.start);
  };
  const auto result = scan(snapshot, *db_, request, tasks, {}, [&](const auto& hits) {
    for (const auto& hit : hits) told.push_back(mark(hit));  // One thread at a time.
  });
  for (const auto& hit : result->hits) found.push_back(mark(hit));
  std::sort(told.begin(), told.end());
  std::sort(found.begin(), found.end());
  EXPECT_EQ(told, found);
}

TEST_F(Scan, IsTheSameForAnyNumberOfThreads) {
  ScanRequest request;
  request.last = 1000;
  const auto one = scanned(request, 1);
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_GT(one->hits.size(), 100U);
  for (const std::size_t threads : {2U, 3U, 8U}) expect_same(*one, *scanned(request, threads));
}

TEST_F(Scan, FindsWhatIsFoundStockByStock) {
  const data::Snapshot snapshot = store_->snapshot().value();
  for (const Period period : {Period::day, Period::week}) {
    for (const std::size_t last : {1U, 7U, 1000U}) {
      ScanRequest request;
      request.last = last;
      request.market.period = period;
      const auto found = scanned(request);
      ASSERT_TRUE(found) << found.error().message;
      std::size_t expected = 0;
      for (std::size_t i = 0; i < kSymbols; ++i) {
        const Stock stock = StockLoader(snapshot, *db_)
                                .load({.symbol = symbol(i), .period = period, .count = last})
                                .value();
        for (const auto& one : find_patterns(stock, {}, std::nullopt).value()) {
          ++expected;
          const auto same =
              std::find_if(found->hits.begin(), found->hits.end(), [&](const auto& h) {
                return h.symbol == stock.symbol && h.found.hit.pattern == one.hit.pattern &&
                       h.found.hit.start == one.hit.start &&
                       h.found.hit.known_at == one.hit.known_at;
              });
          ASSERT_NE(same, found->hits.end()) << stock.symbol.text() << " " << one.hit.pattern->id;
          EXPECT_EQ(same->name, stock.name);
          EXPECT_EQ(same->known_at, stock.adjusted.bars.time()[one.hit.known_at]);
          EXPECT_EQ(same->start, stock.adjusted.bars.time()[one.hit.start]);
          EXPECT_EQ(same->found.hit.price, one.hit.price) << "adjusted alike";
          ASSERT_EQ(same->found.explanation.why.size(), one.explanation.why.size());
          for (std::size_t w = 0; w < one.explanation.why.size(); ++w)
            EXPECT_EQ(same->found.explanation.why[w].text_zh, one.explanation.why[w].text_zh);
        }
      }
      EXPECT_EQ(found->hits.size(), expected) << to_string(period) << " " << last;
    }
  }
}

TEST_F(Scan, ListsTheNewestFirstAndTheSurestOfADayFirst) {
  ScanRequest request;
  request.last = 50;
  const auto found = scanned(request);
  ASSERT_TRUE(found);
  for (std::size_t h = 1; h < found->hits.size(); ++h) {
    const auto& a = found->hits[h - 1];
    const auto& b = found->hits[h];
    EXPECT_GE(a.known_at, b.known_at);
    if (a.known_at == b.known_at) {
      EXPECT_GE(a.found.hit.confidence, b.found.hit.confidence);
    }
  }
}

TEST_F(Scan, LooksOnlyAtWhatWasAskedFor) {
  ScanRequest request;
  request.last = 1000;
  request.types = {"Doji", "engulfing"};
  request.min_confidence = 0.7;
  request.market.market = data::Market::sz;
  const auto found = scanned(request);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->hits.empty());
  EXPECT_EQ(found->symbols, kSymbols / 2);
  for (const auto& hit : found->hits) {
    EXPECT_EQ(hit.symbol.market(), data::Market::sz);
    EXPECT_GE(hit.found.hit.confidence, 0.7);
    EXPECT_TRUE(hit.found.hit.pattern->id == "doji" || hit.found.hit.pattern->group == "engulfing");
  }
}

TEST_F(Scan, CountsTheCutsAndCrossesNone) {
  ScanRequest request;
  request.last = 1000;
  const auto found = scanned(request);
  ASSERT_TRUE(found);
  EXPECT_GT(found->cuts, 8U);
  const data::Snapshot snapshot = store_->snapshot().value();
  for (const auto& hit : found->hits) {
    const Stock stock = StockLoader(snapshot, *db_).load({.symbol = hit.symbol}).value();
    for (const std::size_t cut : stock.cuts)
      EXPECT_FALSE(hit.found.hit.start < cut && cut <= hit.found.hit.known_at);
  }
}

TEST_F(Scan, RefusesUnknownNamesAndEmptyMarkets) {
  ScanRequest request;
  request.types = {"hamer"};
  EXPECT_EQ(scanned(request).error().code, Errc::not_found);
  EXPECT_NE(scanned(request).error().message.find("hammer"), std::string::npos);
  request = {};
  request.market.market = data::Market::bj;
  EXPECT_EQ(scanned(request).error().code, Errc::not_found);
  request = {};
  request.market.period = Period::min5;
  EXPECT_EQ(scanned(request).error().code, Errc::not_found);
}

TEST_F(Scan, TellsWhatPatternsWereWorthForAnyNumberOfThreads) {
  const data::Snapshot snapshot = store_->snapshot().value();
  const auto worth = [&](WorthRequest request, std::size_t threads) {
    core::TaskSystem tasks(threads);
    return pattern_worth(snapshot, *db_, request, tasks).value();
  };
  for (const bool placebo : {false, true}) {
    WorthRequest request;
    request.placebo = placebo;
    const PatternWorth one = worth(request, 1);
    EXPECT_EQ(one.report.series, kSymbols - 1) << "an index cannot be bought";
    ASSERT_FALSE(one.report.rows.empty());
    for (const std::size_t threads : {2U, 5U}) {
      const PatternWorth many = worth(request, threads);
      ASSERT_EQ(many.report.rows.size(), one.report.rows.size());
      EXPECT_EQ(many.cuts, one.cuts);
      for (std::size_t r = 0; r < one.report.rows.size(); ++r) {
        const auto& a = one.report.rows[r];
        const auto& b = many.report.rows[r];
        EXPECT_EQ(a.pattern, b.pattern);
        EXPECT_EQ(a.hits, b.hits);
        for (std::size_t h = 0; h < a.after.size(); ++h) {
          EXPECT_EQ(a.after[h].count, b.after[h].count);
          if (a.after[h].compared == 0) continue;
          EXPECT_EQ(a.after[h].lift, b.after[h].lift) << "to the last digit";
          EXPECT_EQ(a.after[h].base_by_date, b.after[h].base_by_date);
        }
      }
    }
    request.seed = 8;
    EXPECT_EQ(worth(request, 2).report.hits != one.report.hits, placebo);
  }
}

TEST_F(Scan, CountsTheHitsThatStocksShow) {
  const data::Snapshot snapshot = store_->snapshot().value();
  WorthRequest request;
  request.types = {"doji"};
  core::TaskSystem tasks(2);
  const auto worth = pattern_worth(snapshot, *db_, request, tasks).value();
  std::size_t hits = 0;
  for (std::size_t i = 0; i < kSymbols; ++i) {
    if (symbol(i).kind() == data::Kind::index) continue;
    const Stock stock = StockLoader(snapshot, *db_).load({.symbol = symbol(i)}).value();
    hits += find_patterns(stock, {"doji"}, std::nullopt)->size();
  }
  EXPECT_EQ(worth.report.hits, hits);
  EXPECT_GT(hits, 0U);
  EXPECT_GT(worth.cuts, 8U);
}

TEST_F(Scan, StopsWhenItIsAskedTo) {
  std::stop_source stop;
  const core::TaskContext context(stop.get_token(),
                                  [&](double, std::string_view) { stop.request_stop(); });
  const auto found = scanned({}, 2, context);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Errc::cancelled);
}

}  // namespace
}  // namespace fwq::coordinators
