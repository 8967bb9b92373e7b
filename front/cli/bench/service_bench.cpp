// Benchmarks of the data service: what a request costs when the bars are there, and when the store has to be read.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "benchmark.hpp"
#include "fwq/data/data_service.hpp"
#include "fwq/data/store.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kSymbols = 500;
constexpr std::size_t kBarsEach = 2'000;
constexpr std::size_t kRequests = 20'000;  // One run asks so often; the figures are per request.

volatile double sink = 0;

data::Symbol symbol(std::size_t i) {
  return {data::Market::sh, fmt::format("{:06}", 600'000 + i % kSymbols)};
}

// A store of daily bars in a temporary folder, and a service that reads it.
class ServedStore {
 public:
  static Result<std::unique_ptr<ServedStore>> make() {
    auto made = std::unique_ptr<ServedStore>(new ServedStore);
    FWQ_TRY_ASSIGN(store, data::Store::open(made->folder_.path() / "store"));
    FWQ_TRY_ASSIGN(writer, store.write());
    for (std::size_t s = 0; s < kSymbols; ++s) {
      const data::BarSeries bars = simulated_bars(kBarsEach, static_cast<std::uint32_t>(s));
      FWQ_TRY(writer.replace(symbol(s), data::Period::day, bars.view()));
    }
    FWQ_TRY(writer.commit());
    made->store_ = std::make_unique<data::Store>(std::move(store));
    return made;
  }
  ServedStore(const ServedStore&) = delete;
  ServedStore& operator=(const ServedStore&) = delete;

  const data::Store& store() const { return *store_; }
  std::unique_ptr<data::DataService> service(std::size_t cache_bytes) const {
    return std::make_unique<data::DataService>(
        std::vector<data::ServedSource>{{data::make_store_source(*store_), "", true}}, nullptr,
        data::DataServiceOptions{.cache_bytes = cache_bytes});
  }

 private:
  ServedStore() = default;
  BenchFolder folder_;  // Goes after the store that lies in it.
  std::unique_ptr<data::Store> store_;
};

// Asks the service for the last 100 bars of one symbol after the other.
Result<double> ask_all(data::DataService& service) {
  Result<void> outcome;
  const double seconds = seconds_of([&] {
    double total = 0;
    for (std::size_t i = 0; i < kRequests; ++i) {
      const auto kdata = service.get_kdata({.symbol = symbol(i), .count = 100});
      if (!kdata) {
        outcome = kdata.error();
        return;
      }
      total += kdata->bars.close()[0];
    }
    sink = total;
  });
  if (!outcome) return outcome.error();
  return seconds;
}

// The peer of a hit: a map of bars under a mutex, and a copy of what shares their ownership.
Result<BenchRow> cached(const ServedStore& served) {
  const auto service = served.service(std::size_t{1} << 30U);
  std::unordered_map<data::Symbol, data::Bars> map;
  std::mutex mutex;
  FWQ_TRY_ASSIGN(snapshot, served.store().snapshot());
  for (std::size_t i = 0; i < kSymbols; ++i) {
    FWQ_TRY_ASSIGN(bars, snapshot.bars(symbol(i), data::Period::day));
    map.emplace(symbol(i), bars);
  }
  return measured(
      "service.get_kdata_cached", kRequests, [&] { return ask_all(*service); },
      "unordered_map under a mutex",
      [&]() -> Result<double> {
        return seconds_of([&] {
          double total = 0;
          for (std::size_t i = 0; i < kRequests; ++i) {
            data::Bars bars;
            {
              const std::scoped_lock lock(mutex);
              bars = map.find(symbol(i))->second.last(100);
            }
            total += bars.close()[0];
          }
          sink = total;
        });
      });
}

// The peer of a miss: the store itself, with its checksums compared.
Result<BenchRow> from_store(const ServedStore& served) {
  const auto service = served.service(0);
  return measured(
      "service.get_kdata_from_store", kRequests, [&] { return ask_all(*service); },
      "the store's own read and check",
      [&]() -> Result<double> {
        FWQ_TRY_ASSIGN(snapshot, served.store().snapshot());
        Result<void> outcome;
        const double seconds = seconds_of([&] {
          double total = 0;
          for (std::size_t i = 0; i < kRequests && outcome; ++i) {
            outcome = snapshot.check(symbol(i), data::Period::day);
            const auto bars = snapshot.bars(symbol(i), data::Period::day);
            if (bars) total += bars->last(100).close()[0];
          }
          sink = total;
        });
        if (!outcome) return outcome.error();
        return seconds;
      });
}

Result<std::vector<BenchRow>> run_service(std::string_view filter) {
  FWQ_TRY_ASSIGN(served, ServedStore::make());
  std::vector<BenchRow> rows;
  if (std::string_view("service.get_kdata_cached").find(filter) != std::string_view::npos) {
    FWQ_TRY_ASSIGN(row, cached(*served));
    rows.push_back(row);
  }
  if (std::string_view("service.get_kdata_from_store").find(filter) != std::string_view::npos) {
    FWQ_TRY_ASSIGN(row, from_store(*served));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

extern const BenchDef service_bench_def{
    .name = "service",
    .summary_en =
        "requests to the data service, each for 100 of 2,000 daily bars of one of 500 "
        "symbols; figures per request",
    .summary_zh = "数据服务请求：500 只 × 2,000 根日线中各取 100 根；数字为每次请求",
    .run = run_service,
};

}  // namespace fwq::cli
