// Care of the bar store: merging tails, verifying every byte, compacting the file.
#include <fmt/format.h>

#include <algorithm>

#include "store_series.hpp"
#include "store_state.hpp"
#include "store_writer.hpp"

namespace fwq::data {
namespace {

using stored::Cursor;
using stored::KeyParts;
using stored::RawEntry;

// A transaction is held in memory until it is committed: not more than so much at a time.
constexpr std::size_t kBatchBytes = std::size_t{64} << 20U;

// Looks at one value after the other, in order of keys.
class Verifier {
 public:
  void look_at(const RawEntry& entry) {
    ++report.values;
    const auto key = entry.parts();
    if (!key) {
      report.problems.push_back(
          {fmt::format("entry {}", report.values), "its key names no series"});
      return;
    }
    if (!previous_ || previous_->symbol != key->symbol || previous_->period != key->period) {
      ++report.series;
      last_.reset();
    }
    previous_ = key;
    if (std::string problem = problem_of(*key, lmdb::bytes_of(entry.value)); !problem.empty()) {
      report.problems.push_back({stored::value_name(*key), std::move(problem)});
    }
  }

  VerifyReport report;

 private:
  std::string problem_of(const KeyParts& key, std::span<const std::byte> bytes) {
    const auto view = stored::decode_value(bytes);
    if (!view) return view.error().message;
    report.bars += view->count;
    const std::optional<Time> before = std::exchange(last_, view->last);
    if (!view->belongs_to(key.symbol, key.period)) return "it belongs to another series";
    if (!stored::checksum_matches(*view))
      return "its checksum does not match: bytes have changed since it was written";
    if (before && view->first <= *before)
      return "its first bar is not later than the last one of the value before it";
    return stored::column_problem(*view);
  }

  std::optional<KeyParts> previous_;
  std::optional<Time> last_;  // Of the value before, in the same series.
};

}  // namespace

Result<VerifyReport> Store::verify(const core::TaskContext& context) const {
  FWQ_TRY_ASSIGN(transaction, lmdb::ReadTransaction::begin(state_->environment));
  const lmdb::Environment& environment = *state_->environment;
  int code = 0;
  const auto cursor = Cursor::open(transaction.get(), environment.bars(), code);
  if (code != 0) return environment.error(code, "verify");
  MDB_stat stat{};
  mdb_stat(transaction.get(), environment.bars(), &stat);
  Verifier verifier;
  RawEntry entry;
  code = stored::move(cursor.get(), entry, MDB_FIRST);
  for (std::size_t done = 1; code == 0;
       ++done, code = stored::move(cursor.get(), entry, MDB_NEXT)) {
    if (context.cancelled()) return core::TaskContext::cancelled_error();
    verifier.look_at(entry);
    if (done % 64 == 0)
      context.report(static_cast<double>(done) / static_cast<double>(stat.ms_entries), "verifying");
  }
  VerifyReport& report = verifier.report;
  if (code != MDB_NOTFOUND) {
    report.problems.push_back({fmt::format("after entry {}", report.values),
                               environment.error(code, "read the index of").message});
  } else if (report.values != stat.ms_entries) {
    report.problems.push_back({"index", fmt::format("it counts {} values, and {} were found",
                                                    stat.ms_entries, report.values)});
  }
  context.report(1.0, "verified");
  return report;
}

Result<void> Store::merge_tails(const core::TaskContext& context) {
  std::vector<KeyParts> tails;
  {
    FWQ_TRY_ASSIGN(transaction, lmdb::ReadTransaction::begin(state_->environment));
    int code = 0;
    const auto cursor = Cursor::open(transaction.get(), state_->environment->bars(), code);
    if (code != 0) return state_->environment->error(code, "read");
    RawEntry entry;
    for (code = stored::move(cursor.get(), entry, MDB_FIRST); code == 0;
         code = stored::move(cursor.get(), entry, MDB_NEXT)) {
      const auto key = entry.parts();
      if (key && key->number == stored::kTail) tails.push_back(*key);
    }
    if (code != MDB_NOTFOUND) return state_->environment->error(code, "read");
  }
  std::optional<Error> damage;
  std::size_t done = 0;
  while (done < tails.size()) {
    FWQ_TRY_ASSIGN(writer, write());
    for (; done < tails.size() && writer.pending_bytes() < kBatchBytes; ++done) {
      if (context.cancelled()) {
        FWQ_TRY(writer.commit());
        return core::TaskContext::cancelled_error();
      }
      const auto merged = writer.state_->run(
          {stored::Operation::Kind::merge_tail, tails[done].symbol, tails[done].period, {}, {}});
      if (!merged && merged.error().code != Errc::bad_data) return merged.error();
      if (!merged && !damage)
        damage = merged.error();  // One damaged series does not stop the others.
      context.report(static_cast<double>(done) / static_cast<double>(tails.size()), "merging");
    }
    FWQ_TRY(writer.commit());
  }
  context.report(1.0, "merged");
  if (damage) return *damage;
  return {};
}

Result<std::size_t> Store::compact(const core::TaskContext& context) {
  if (state_->environment->read_only()) {
    return Error{Errc::invalid_argument,
                 fmt::format("the store in {} was opened for reading only", folder().string())};
  }
  if (context.cancelled()) return core::TaskContext::cancelled_error();
  const std::size_t before = file_bytes();
  FWQ_TRY(state_->environment->compact(context));
  const std::size_t after = file_bytes();
  return before > after ? before - after : std::size_t{0};
}

}  // namespace fwq::data
