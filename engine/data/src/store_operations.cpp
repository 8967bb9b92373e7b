// What an append, a replacement and a removal make of the values of a series in the bar store.
//
// A series is a list of values in order of time. A write rewrites the shortest run of them that it touches, and
// joins neighbours that fit into one value; so a history of up to kBarsPerValue bars without a tail is
// always one value.
#include "store_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

namespace fwq::data {
namespace {

using stored::Operation;
using stored::StoredValue;

// For messages: times from damaged values or bad input may be no date at all.
constexpr Time kFarthest = 100'000'000'000;  // Some 3,000 years from 1970.
std::string when(Time time) {
  return time > -kFarthest && time < kFarthest ? format_minute(time)
                                               : fmt::format("second {}", time);
}

Error refused(const Operation& operation, std::string_view why) {
  return {Errc::invalid_argument,
          fmt::format("cannot store these bars of {}: {}",
                      stored::series_name(operation.symbol, operation.period), why)};
}

template <class F>
void for_each_number_column(const Bars& bars, F&& visit) {
  visit(bars.open());
  visit(bars.high());
  visit(bars.low());
  visit(bars.close());
  visit(bars.volume());
  visit(bars.amount());
}

bool any_infinite(const Bars& bars) {
  bool found = false;
  for_each_number_column(bars, [&](std::span<const double> column) {
    for (const double x : column) found |= std::abs(x) > std::numeric_limits<double>::max();
  });
  return found;
}

// Errors: invalid_argument.
Result<void> check(const Operation& operation) {
  if (operation.symbol.empty())
    return Error{Errc::invalid_argument, "cannot store bars without a symbol"};
  const auto time = operation.bars.time();
  const auto fall =
      std::adjacent_find(time.begin(), time.end(), [](Time a, Time b) { return a >= b; });
  if (fall != time.end()) {
    return refused(operation, fmt::format("the bar of {} is followed by one of {}; times must rise",
                                          when(*fall), when(*(fall + 1))));
  }
  if (!time.empty() && (time.front() <= -kFarthest || time.back() >= kFarthest)) {
    return refused(operation,
                   fmt::format("{} is no time of a bar",
                               when(time.front() <= -kFarthest ? time.front() : time.back())));
  }
  return {};
}

// Equal bit for bit, so that NaN equals itself.
bool same_bits(const Bars& a, const Bars& b) {
  if (a.size() != b.size()) return false;
  if (a.empty()) return true;
  const std::size_t bytes = a.size() * 8;
  const auto same = [bytes](const void* x, const void* y) { return std::memcmp(x, y, bytes) == 0; };
  return same(a.time().data(), b.time().data()) && same(a.close().data(), b.close().data()) &&
         same(a.open().data(), b.open().data()) && same(a.high().data(), b.high().data()) &&
         same(a.low().data(), b.low().data()) && same(a.volume().data(), b.volume().data()) &&
         same(a.amount().data(), b.amount().data());
}

bool same_bar(const Bar& a, const Bar& b) {
  using Words = std::array<std::uint64_t,
                           sizeof(Bar) / sizeof(std::uint64_t)>;  // As bits: a NaN equals itself.
  return std::bit_cast<Words>(a) == std::bit_cast<Words>(b);
}

// Bars with from <= time <= last, in the value's own memory (or a copy, on machines where it is unaligned).
Bars part_of(const StoredValue& value, Time from, Time last) {
  const Bars bars = stored::bars_of(value.view, nullptr, alignof(double));
  const auto time = bars.time();
  const auto begin = std::lower_bound(time.begin(), time.end(), from) - time.begin();
  const auto end = std::upper_bound(time.begin(), time.end(), last) - time.begin();
  return bars.slice(static_cast<std::size_t>(begin),
                    static_cast<std::size_t>(std::max(begin, end) - begin));
}

// What makes the stored parts into `wanted`. Cost: one pass over both.
WriteOutcome difference(std::span<const Bars> stored_parts, const Bars& wanted) {
  WriteOutcome outcome;
  std::size_t next = 0;
  for (const Bars& part : stored_parts) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const Time time = part.time()[i];
      for (; next < wanted.size() && wanted.time()[next] < time; ++next) ++outcome.added;
      if (next == wanted.size() || wanted.time()[next] != time) {
        ++outcome.removed;
      } else {
        outcome.added += same_bar(part[i], wanted[next]) ? 0U : 1U;
        ++next;
      }
    }
  }
  outcome.added += wanted.size() - next;
  return outcome;
}

// The last time that a half-open range takes in. Requires: range.from < range.to.
Time last_of(TimeRange range) {
  return range.to - 1;
}

}  // namespace

Error StoreWriter::State::failure(int code) {
  map_full_ = code == MDB_MAP_FULL;
  return transaction.environment().error(code, "write to");
}

Result<std::vector<StoredValue>> StoreWriter::State::values_of(const Operation& operation) {
  int code = 0;
  const auto cursor =
      stored::Cursor::open(transaction.get(), transaction.environment().bars(), code);
  if (code != 0) return failure(code);
  auto values = stored::series_values(cursor.get(), transaction.environment(), operation.symbol,
                                      operation.period);
  if (!values) return values;
  // What is taken over into a new value gets a new checksum: damage would pass for truth from then on.
  for (const auto& [number, view] : *values)
    FWQ_TRY(stored::check_contents({operation.symbol, operation.period, number}, view));
  return values;
}

Result<void> StoreWriter::State::put(const Operation& operation, std::uint16_t number,
                                     std::span<const Bars> pieces) {
  std::size_t count = 0;
  for (const Bars& piece : pieces) count += piece.size();
  const stored::Key key = stored::make_key(operation.symbol, operation.period, number);
  MDB_val raw_key = lmdb::val(key);
  MDB_val value{stored::value_bytes(count), nullptr};
  const int code =
      mdb_put(transaction.get(), transaction.environment().bars(), &raw_key, &value, MDB_RESERVE);
  if (code != 0) return failure(code);
  stored::encode_value({static_cast<std::byte*>(value.mv_data), value.mv_size}, operation.symbol,
                       operation.period, pieces);
  pending += value.mv_size;
  return {};
}

Result<void> StoreWriter::State::remove(const Operation& operation, std::uint16_t number) {
  const stored::Key key = stored::make_key(operation.symbol, operation.period, number);
  MDB_val raw_key = lmdb::val(key);
  if (const int code =
          mdb_del(transaction.get(), transaction.environment().bars(), &raw_key, nullptr);
      code != 0) {
    return failure(code);
  }
  pending += stored::kLeastBytes;  // About what the index costs.
  return {};
}

Result<void> StoreWriter::State::splice(const Operation& operation,
                                        const std::vector<StoredValue>& values, Splice splice) {
  const bool has_tail = !values.empty() && values.back().number == stored::kTail;
  if (has_tail && splice.from == values.size()) --splice.from;
  // Bars that stay, of the values to be rewritten; copies, because a put may move what lies in this transaction.
  BarSeries before;
  BarSeries after;
  std::size_t total = splice.middle.size();
  const auto keep = [&](const StoredValue& value) {
    constexpr Time kFirst = std::numeric_limits<Time>::min();
    const Bars left =
        splice.replaced.from == kFirst ? Bars() : part_of(value, kFirst, splice.replaced.from - 1);
    const Bars right = part_of(value, splice.replaced.to, std::numeric_limits<Time>::max());
    before.append(left);
    after.append(right);
    total += left.size() + right.size();
  };
  const auto room_for = [&](const StoredValue& value) {
    return total + value.view.count <= kBarsPerValue;
  };
  for (std::size_t i = splice.from; i < splice.to; ++i) keep(values[i]);
  // Values before the run hold only earlier bars, those after it only later ones: they are joined whole.
  while (splice.from > 0 && room_for(values[splice.from - 1])) {
    BarSeries joined =
        BarSeries::copy_of(stored::bars_of(values[--splice.from].view, nullptr, alignof(double)));
    total += joined.size();
    joined.append(before.view());
    before = std::move(joined);
  }
  const std::uint16_t number = splice.from == 0
                                   ? std::uint16_t{0}
                                   : static_cast<std::uint16_t>(values[splice.from - 1].number + 1);
  const auto needed = [&] { return (total + kBarsPerValue - 1) / kBarsPerValue; };
  // Numbers free for the new values: up to the next value that stays. A tail never stays.
  while (splice.to < values.size() && (has_tail || room_for(values[splice.to]) ||
                                       needed() > values[splice.to].number - std::size_t{number})) {
    keep(values[splice.to++]);
  }
  if (number + needed() > stored::kTail)
    return refused(operation, "the series would be longer than a store can hold");

  const std::array<Bars, 3> pieces{before.view(), splice.middle, after.view()};
  std::size_t chunk = 0;
  for (std::size_t done = 0; done < total; ++chunk) {
    std::array<Bars, 3> cut;
    std::size_t start = 0;  // Of this piece among all.
    const std::size_t end = std::min(total, done + kBarsPerValue);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const std::size_t from = std::max(done, start);
      const std::size_t to = std::min(end, start + pieces[i].size());
      if (from < to) cut[i] = pieces[i].slice(from - start, to - from);
      start += pieces[i].size();
    }
    FWQ_TRY(put(operation, static_cast<std::uint16_t>(number + chunk), cut));
    done = end;
  }
  for (std::size_t i = splice.from; i < splice.to; ++i) {
    const bool rewritten =
        values[i].number >= number && values[i].number - std::size_t{number} < chunk;
    if (!rewritten) FWQ_TRY(remove(operation, values[i].number));
  }
  return {};
}

Result<WriteOutcome> StoreWriter::State::append(const Operation& operation) {
  const Bars& bars = operation.bars;
  FWQ_TRY(check(operation));
  if (bars.empty()) return WriteOutcome{};
  if (any_infinite(bars)) return refused(operation, "a number is infinite");
  FWQ_TRY_ASSIGN(values, values_of(operation));
  const WriteOutcome outcome{bars.size(), 0};
  if (!values.empty()) {
    const StoredValue& last = values.back();
    if (bars.time().front() <= last.view.last) {
      return refused(
          operation,
          fmt::format(
              "they begin at {}, and bars up to {} are stored; only later ones can be appended",
              when(bars.time().front()), when(last.view.last)));
    }
    const bool is_tail = last.number == stored::kTail;
    // A value this small is as cheap to rewrite as a tail; a long one gets a tail, until that is full.
    if (last.view.count + bars.size() <= kTailBars) {
      const BarSeries kept =
          BarSeries::copy_of(stored::bars_of(last.view, nullptr, alignof(double)));
      FWQ_TRY(put(operation, last.number, std::array{kept.view(), bars}));
      return outcome;
    }
    if (!is_tail && bars.size() <= kTailBars) {
      FWQ_TRY(put(operation, stored::kTail, std::array{bars}));
      return outcome;
    }
  }
  const bool has_tail = !values.empty() && values.back().number == stored::kTail;
  const std::size_t history = values.size() - (has_tail ? 1 : 0);
  FWQ_TRY(splice(operation, values,
                 {history, values.size(), {bars.time().front(), bars.time().back() + 1}, bars}));
  return outcome;
}

Result<WriteOutcome> StoreWriter::State::replace(const Operation& operation) {
  const Bars& bars = operation.bars;
  FWQ_TRY(check(operation));
  if (bars.empty()) return WriteOutcome{};
  FWQ_TRY_ASSIGN(values, values_of(operation));
  const Time from = bars.time().front();
  const Time last = bars.time().back();
  Splice run{values.size(), values.size(), {from, last + 1}, bars};
  std::vector<Bars> parts;
  bool same = true;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].view.last < from) continue;
    run.from = std::min(run.from, i);
    if (values[i].view.first > last) {
      run.to = i;
      break;
    }
    parts.push_back(part_of(values[i], from, last));
    same = same && same_bits(parts.back(), bars.slice(compared, parts.back().size()));
    compared += parts.back().size();
  }
  if (same && compared == bars.size()) return WriteOutcome{};
  if (any_infinite(bars)) return refused(operation, "a number is infinite");
  const WriteOutcome outcome = difference(parts, bars);
  FWQ_TRY(splice(operation, values, run));
  return outcome;
}

// Without looking into the values: it also removes a damaged series.
Result<WriteOutcome> StoreWriter::State::erase_all(const Operation& operation) {
  WriteOutcome outcome;
  std::vector<std::uint16_t> numbers;
  {
    int code = 0;
    const auto cursor =
        stored::Cursor::open(transaction.get(), transaction.environment().bars(), code);
    if (code != 0) return failure(code);
    FWQ_TRY_ASSIGN(raw, stored::raw_values(cursor.get(), transaction.environment(),
                                           operation.symbol, operation.period));
    for (const auto& [number, bytes] : raw) {
      numbers.push_back(number);
      const auto view = stored::decode_value(bytes);
      outcome.removed += view ? view->count : 1;
    }
  }
  for (const std::uint16_t number : numbers) FWQ_TRY(remove(operation, number));
  return outcome;
}

Result<WriteOutcome> StoreWriter::State::erase(const Operation& operation) {
  const TimeRange range = operation.range;
  if (operation.symbol.empty() || range.from >= range.to) return WriteOutcome{};
  const TimeRange all;
  if (range.from == all.from && range.to == all.to) return erase_all(operation);
  FWQ_TRY_ASSIGN(values, values_of(operation));
  Splice run{values.size(), values.size(), range, {}};
  WriteOutcome outcome;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].view.last < range.from) continue;
    run.from = std::min(run.from, i);
    if (values[i].view.first >= range.to) {
      run.to = i;
      break;
    }
    outcome.removed += part_of(values[i], range.from, last_of(range)).size();
  }
  if (outcome.removed > 0) FWQ_TRY(splice(operation, values, run));
  return outcome;
}

Result<WriteOutcome> StoreWriter::State::merge_tail(const Operation& operation) {
  FWQ_TRY_ASSIGN(values, values_of(operation));
  if (values.empty() || values.back().number != stored::kTail) return WriteOutcome{};
  // Nothing is replaced: the range lies after the last bar, and the tail is rewritten as history.
  const Time end = std::numeric_limits<Time>::max();
  FWQ_TRY(splice(operation, values, {values.size() - 1, values.size(), {end, end}, {}}));
  return WriteOutcome{};
}

}  // namespace fwq::data
