// The bar store's front: opening it, and reading through snapshots.
#include "fwq/data/store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lmdb_env.hpp"
#include "store_series.hpp"
#include "store_state.hpp"
#include "store_writer.hpp"

namespace fwq::data {

using stored::Cursor;
using stored::RawEntry;

struct Snapshot::State {
  explicit State(lmdb::ReadTransaction begun) : transaction(std::move(begun)) {}

  lmdb::ReadTransaction transaction;
  // LMDB wants calls on one transaction one at a time; what they point to may be read by all at once.
  mutable std::mutex mutex;
  Cursor cursor;  // Declared last: it goes before the transaction.
};

Result<Bars> Snapshot::bars(Symbol symbol, Period period, TimeRange range) const {
  if (symbol.empty())
    return Error{Errc::not_found, "a series without a symbol is not in the store",
                 "没有代码的序列不在行情库中"};
  const lmdb::Environment& environment = state_->transaction.environment();
  std::vector<stored::StoredValue> values;
  {
    const std::lock_guard lock(state_->mutex);
    FWQ_TRY_ASSIGN(found, stored::series_values(state_->cursor.get(), environment, symbol, period));
    values = std::move(found);
  }
  if (values.empty()) {
    return Error{
        Errc::not_found,
        fmt::format("there are no bars of {} in the store", stored::series_name(symbol, period)),
        fmt::format("行情库中没有 {} 的K线", stored::series_name(symbol, period))};
  }
  std::vector<Bars> parts;
  std::size_t total = 0;
  for (const auto& [number, view] : values) {
    if (view.last < range.from || view.first >= range.to) continue;
    Bars part = stored::bars_of(view, state_, 64);
    if (view.first < range.from || view.last >= range.to) part = part.slice(range);
    if (part.empty()) continue;
    total += part.size();
    parts.push_back(std::move(part));
  }
  if (parts.empty()) return Bars();
  if (parts.size() == 1) return parts.front();
  BarSeries gathered(total);
  for (const Bars& part : parts) gathered.append(part);
  return gathered.view();
}

Result<void> Snapshot::check(Symbol symbol, Period period) const {
  if (symbol.empty()) return {};
  std::vector<stored::StoredValue> values;
  {
    const std::lock_guard lock(state_->mutex);
    FWQ_TRY_ASSIGN(found, stored::series_values(state_->cursor.get(),
                                                state_->transaction.environment(), symbol, period));
    values = std::move(found);
  }
  for (const auto& [number, view] : values)
    FWQ_TRY(stored::check_contents({symbol, period, number}, view));
  return {};
}

namespace {

// Adds a value to what is known of its series; a damaged one counts no bars (verify() names it).
void add_to(SeriesInfo& info, const stored::KeyParts& key, std::span<const std::byte> bytes) {
  const auto view = stored::checked_value(key, bytes);
  if (!view) return;
  if (info.bars == 0) info.first = view->first;
  info.bars += view->count;
  info.last = view->last;
}

}  // namespace

std::optional<SeriesInfo> Snapshot::find(Symbol symbol, Period period) const {
  if (symbol.empty()) return std::nullopt;
  const std::lock_guard lock(state_->mutex);
  const auto raw =
      stored::raw_values(state_->cursor.get(), state_->transaction.environment(), symbol, period);
  if (!raw || raw->empty()) return std::nullopt;
  SeriesInfo info{symbol, period};
  for (const auto& [number, bytes] : *raw) add_to(info, {symbol, period, number}, bytes);
  return info;
}

std::vector<SeriesInfo> Snapshot::series() const {
  std::vector<SeriesInfo> all;
  const std::lock_guard lock(state_->mutex);
  RawEntry entry;
  MDB_cursor* cursor = state_->cursor.get();
  for (int code = stored::move(cursor, entry, MDB_FIRST); code == 0;
       code = stored::move(cursor, entry, MDB_NEXT)) {
    const auto key = entry.parts();
    if (!key) continue;
    if (all.empty() || all.back().symbol != key->symbol || all.back().period != key->period) {
      all.push_back({key->symbol, key->period});
    }
    add_to(all.back(), *key, lmdb::bytes_of(entry.value));
  }
  return all;
}

std::optional<Time> Snapshot::newest(Period period) const {
  std::optional<Time> time;
  for (const SeriesInfo& info : series()) {
    if (info.period == period && info.bars > 0)
      time = std::max(time.value_or(info.last), info.last);
  }
  return time;
}

Store::Store(std::shared_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder, const StoreOptions& options) {
  FWQ_TRY_ASSIGN(environment,
                 lmdb::Environment::open(folder, options.read_only, options.map_bytes));
  return Store(std::make_shared<State>(State{std::move(environment), options.events}));
}

std::uint64_t Store::version() const noexcept {
  return state_->environment->last_commit();
}

Result<Snapshot> Store::snapshot() const {
  FWQ_TRY_ASSIGN(transaction, lmdb::ReadTransaction::begin(state_->environment));
  const lmdb::Environment& environment = *state_->environment;
  auto state = std::make_shared<Snapshot::State>(std::move(transaction));
  int code = 0;
  state->cursor = Cursor::open(state->transaction.get(), environment.bars(), code);
  if (code != 0) return environment.error(code, "read");
  return Snapshot(std::move(state));
}

Result<StoreWriter> Store::write(std::string_view source) {
  if (state_->environment->read_only()) {
    return Error{Errc::invalid_argument,
                 fmt::format("the store in {} was opened for reading only", folder().string()),
                 fmt::format("{} 中的行情库是以只读方式打开的", folder().string())};
  }
  FWQ_TRY_ASSIGN(transaction, lmdb::WriteTransaction::begin(state_->environment));
  return StoreWriter(std::make_unique<StoreWriter::State>(std::move(transaction),
                                                          Changes(state_->events, source, "bars")));
}

std::size_t Store::file_bytes() const {
  std::error_code failed;
  const auto size = std::filesystem::file_size(state_->environment->data_file(), failed);
  return failed ? 0 : static_cast<std::size_t>(size);
}

const std::filesystem::path& Store::folder() const noexcept {
  return state_->environment->folder();
}

}  // namespace fwq::data
