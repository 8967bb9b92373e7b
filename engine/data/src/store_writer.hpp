// The state of a write to the bar store: one LMDB write transaction, and what it takes to repeat it.
#pragma once

#include <vector>

#include "changes.hpp"
#include "fwq/data/store.hpp"
#include "lmdb_env.hpp"
#include "store_series.hpp"

namespace fwq::data {
namespace stored {

// One call of a StoreWriter.
struct Operation {
  enum class Kind { append, replace, erase, merge_tail };
  Kind kind = Kind::append;
  Symbol symbol;
  Period period = Period::day;
  Bars bars;
  TimeRange range;
};

}  // namespace stored

struct StoreWriter::State {
  using Operation = stored::Operation;
  using Kind = Operation::Kind;

  State(lmdb::WriteTransaction begun, Changes none_yet)
      : transaction(std::move(begun)), changes(std::move(none_yet)) {}

  // Carries an operation out; grows the map and repeats the transaction where that is needed.
  Result<WriteOutcome> run(const Operation& operation);
  Result<void> commit();

  lmdb::WriteTransaction transaction;
  Changes changes;
  std::size_t pending = 0;
  std::optional<Error> broken;  // Why the transaction cannot go on.
  // What was done so far, with copies of the bars; kept only where the map may have to grow.
  std::vector<Operation> journal;

 private:
  Result<WriteOutcome> apply(const Operation& operation);
  Result<WriteOutcome> append(const Operation& operation);
  Result<WriteOutcome> replace(const Operation& operation);
  Result<WriteOutcome> erase(const Operation& operation);
  Result<WriteOutcome> erase_all(const Operation& operation);
  Result<WriteOutcome> merge_tail(const Operation& operation);
  Result<void> grow_and_repeat();

  // The values [from, to) of the series, to be rewritten as: their bars before and after what is replaced,
  // and `middle` between these.
  struct Splice {
    std::size_t from = 0, to = 0;
    TimeRange replaced;  // Stored bars in it go.
    Bars middle;
  };
  Result<void> splice(const Operation& operation, const std::vector<stored::StoredValue>& values,
                      Splice splice);
  Result<void> put(const Operation& operation, std::uint16_t number, std::span<const Bars> pieces);
  Result<void> remove(const Operation& operation, std::uint16_t number);
  Result<std::vector<stored::StoredValue>> values_of(const Operation& operation);
  Error failure(int code);

  bool map_full_ = false;  // Why the last call failed.
};

}  // namespace fwq::data
