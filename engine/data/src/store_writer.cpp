// A write to the bar store as its caller sees it: calls, growth of the map and the commit; what a call
// does to a series is in store_operations.cpp.
#include "store_writer.hpp"

namespace fwq::data {

Result<WriteOutcome> StoreWriter::State::apply(const Operation& operation) {
  map_full_ = false;
  switch (operation.kind) {
    case Kind::append:
      return append(operation);
    case Kind::replace:
      return replace(operation);
    case Kind::erase:
      return erase(operation);
    case Kind::merge_tail:
      return merge_tail(operation);
  }
  return WriteOutcome{};
}

Result<WriteOutcome> StoreWriter::State::run(const Operation& operation) {
  if (broken) return *broken;
  Result<WriteOutcome> outcome = apply(operation);
  while (!outcome && map_full_) {
    if (auto grown = grow_and_repeat(); !grown) {
      broken = grown.error();
      return std::move(grown).error();
    }
    outcome = apply(operation);
  }
  if (!outcome) {
    if (outcome.error().code == Errc::io) broken = outcome.error();
    return outcome;
  }
  changes.add(operation.symbol, outcome->added, outcome->removed);
  const bool written = outcome->changed() || operation.kind == Kind::merge_tail;
  if (written && transaction.environment().map_bytes() < lmdb::kFullReserve) {
    journal.push_back(operation);
    journal.back().bars = BarSeries::copy_of(operation.bars).view();
  }
  return outcome;
}

// The transaction is lost when the map is full; with a larger one the same operations give the same outcomes, for
// the transaction begins on the same state of the store.
Result<void> StoreWriter::State::grow_and_repeat() {
  for (;;) {
    FWQ_TRY(transaction.restart_with_larger_map());
    pending = 0;
    bool full = false;
    for (const Operation& operation : journal) {
      const auto outcome = apply(operation);
      full = !outcome && map_full_;
      if (full) break;
      if (!outcome) return outcome.error();
    }
    if (!full) return {};
  }
}

Result<void> StoreWriter::State::commit() {
  if (broken) return *broken;
  for (;;) {
    const int code = transaction.commit();
    if (code == 0) return {};
    if (code != MDB_MAP_FULL) return transaction.environment().error(code, "commit to");
    FWQ_TRY(grow_and_repeat());
  }
}

StoreWriter::StoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter& StoreWriter::operator=(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

namespace {
Error spent() {
  return {Errc::invalid_argument, "this write was already committed: begin another one"};
}
}  // namespace

Result<WriteOutcome> StoreWriter::append(Symbol symbol, Period period, const Bars& bars) {
  if (!state_) return spent();
  return state_->run({State::Kind::append, symbol, period, bars, {}});
}

Result<WriteOutcome> StoreWriter::replace(Symbol symbol, Period period, const Bars& bars) {
  if (!state_) return spent();
  return state_->run({State::Kind::replace, symbol, period, bars, {}});
}

Result<WriteOutcome> StoreWriter::erase(Symbol symbol, Period period, TimeRange range) {
  if (!state_) return spent();
  return state_->run({State::Kind::erase, symbol, period, {}, range});
}

std::size_t StoreWriter::pending_bytes() const noexcept {
  return state_ ? state_->pending : 0;
}

Result<void> StoreWriter::commit() {
  if (!state_) return spent();
  std::unique_ptr<State> state = std::move(state_);
  FWQ_TRY(state->commit());
  Changes changes = std::move(state->changes);
  state.reset();  // Others may write from here on, also handlers of the event.
  changes.publish();
  return {};
}

}  // namespace fwq::data
