// The bars of a store, read in place: the home's own, or another home's.
#include <fmt/format.h>

#include <filesystem>
#include <mutex>
#include <optional>

#include "fwq/data/data_source.hpp"
#include "fwq/data/store.hpp"

namespace fwq::data {

extern const DataSourceDef store_def;

namespace {

Error cancelled() {
  return {Errc::cancelled, "cancelled on request"};
}

// All bars of one state of the store come from one snapshot: LMDB has room for so many readers only.
class StoreSource final : public DataSource {
 public:
  explicit StoreSource(Store store) : store_(std::move(store)) {}

  std::string_view id() const noexcept override { return store_def.id; }

  Result<Bars> bars(const BarRequest& request, std::stop_token stop) override {
    if (stop.stop_requested()) return cancelled();
    FWQ_TRY_ASSIGN(snapshot, current());
    FWQ_TRY(snapshot.check(request.symbol, request.period));
    auto bars = snapshot.bars(request.symbol, request.period, request.range);
    if (bars || bars.error().code != Errc::not_found) return bars;
    std::string there;
    for (const Period period : kAllPeriods) {
      if (snapshot.find(request.symbol, period)) there += fmt::format(" {}", to_string(period));
    }
    if (there.empty()) {
      return Error{
          Errc::not_found,
          fmt::format("{} has no bars of {}", store_.folder().string(), request.symbol.text()),
          fmt::format("{} 中没有 {} 的K线", store_.folder().string(), request.symbol.text())};
    }
    return Error{Errc::unsupported,
                 fmt::format("{} has no {} bars of {}, only:{}", store_.folder().string(),
                             to_string(request.period), request.symbol.text(), there),
                 fmt::format("{} 中没有 {} 的 {} K线，只有：{}", store_.folder().string(),
                             request.symbol.text(), to_string(request.period), there)};
  }

  Result<std::vector<Symbol>> symbols(std::stop_token stop) override {
    if (stop.stop_requested()) return cancelled();
    FWQ_TRY_ASSIGN(snapshot, current());
    std::vector<Symbol> symbols;
    for (const SeriesInfo& series : snapshot.series()) {
      if (symbols.empty() || symbols.back() != series.symbol) symbols.push_back(series.symbol);
    }
    return symbols;
  }

  // Never 0, which would mean that it cannot tell.
  std::uint64_t version() const noexcept override { return store_.version() + 1; }

  std::optional<Time> newest(Period period) override {
    const auto snapshot = current();
    return snapshot ? snapshot->newest(period) : std::nullopt;
  }

 private:
  // The snapshot of the store's newest state. The version is read before, so that it is never newer than the bars.
  Result<Snapshot> current() {
    const std::scoped_lock lock(mutex_);
    const std::uint64_t now = version();
    if (!snapshot_ || seen_ != now) {
      snapshot_.reset();
      FWQ_TRY_ASSIGN(snapshot, store_.snapshot());
      snapshot_.emplace(std::move(snapshot));
      seen_ = now;
    }
    return *snapshot_;
  }

  const Store store_;
  std::mutex mutex_;
  std::optional<Snapshot> snapshot_;
  std::uint64_t seen_ = 0;
};

Result<std::unique_ptr<DataSource>> make(const std::string& folder) {
  FWQ_TRY_ASSIGN(store, Store::open(folder, {.read_only = true}));
  return std::unique_ptr<DataSource>(std::make_unique<StoreSource>(std::move(store)));
}

}  // namespace

std::unique_ptr<DataSource> make_store_source(const Store& store) {
  return std::make_unique<StoreSource>(store.share());
}

const DataSourceDef store_def{
    .id = "store",
    .title_en = "bar store",
    .title_zh = "行情库",
    .argument_en = "the folder of a store: `store` in a home",
    .argument_zh = "行情库目录：数据目录中的 store",
    .make = make,
};

}  // namespace fwq::data
