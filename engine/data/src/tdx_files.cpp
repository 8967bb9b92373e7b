// Decoding of TDX bar files: one pass that hopes for a clean file, and a careful one for those that are not.
#include "fwq/data/tdx_files.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

#include "fwq/data/limits.hpp"
#include "tdx_units.hpp"

namespace fwq::data {
namespace {

static_assert(std::endian::native == std::endian::little,
              "TDX files are little-endian and are read as they are");

struct DayRecord {
  std::uint32_t date;
  std::int32_t open, high, low, close;
  float amount;
  std::uint32_t volume, reserved;
};
struct MinuteRecord {
  std::uint16_t date, minute;
  float open, high, low, close, amount;
  std::uint32_t volume, reserved;
};
static_assert(sizeof(DayRecord) == kTdxRecordBytes && sizeof(MinuteRecord) == kTdxRecordBytes);

// Times that stand for a reason to refuse; below all real ones.
constexpr Time kBadDate = std::numeric_limits<Time>::min();
constexpr Time kOutOfSession = kBadDate + 1;

constexpr double kMaxPrice = 1'000'000.0;
constexpr Time kLongestGap = 3653 * kSecondsPerDay;  // Ten years.
constexpr Time kFutureGap = 366 * kSecondsPerDay;
constexpr std::size_t kMostFuture = 3;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;

// Midnight of a day, with the calendar's work done once a month.
class MonthCache {
 public:
  // kBadDate when there is no such day, or no market on it.
  Time midnight(std::uint32_t year, std::uint32_t month, std::uint32_t day) noexcept {
    const std::uint32_t key = year * 16 + month;
    if (key != key_) {
      key_ = key;
      look_up(static_cast<int>(year), static_cast<int>(month));
    }
    return day >= 1 && day <= days_ ? start_ + static_cast<Time>(day) * kSecondsPerDay : kBadDate;
  }

 private:
  void look_up(int year, int month) noexcept {
    days_ = 0;
    const bool market = year > kFirstYear || (year == kFirstYear && month == 12);
    if (!market || year > kLastYear || month < 1 || month > 12) return;
    const auto first = days_from({year, month, 1});
    const auto next = month == 12 ? days_from({year + 1, 1, 1}) : days_from({year, month + 1, 1});
    days_ = static_cast<std::uint32_t>(next - first);
    start_ = (first - 1) * kSecondsPerDay;
  }
  std::uint32_t key_ = 0;
  std::uint32_t days_ = 0;
  Time start_ = 0;  // The day before the first of the month.
};

struct Columns {
  explicit Columns(BarSeries& bars)
      : time(bars.time().data()),
        open(bars.open().data()),
        high(bars.high().data()),
        low(bars.low().data()),
        close(bars.close().data()),
        volume(bars.volume().data()),
        amount(bars.amount().data()) {}
  Time* time;
  double *open, *high, *low, *close, *volume, *amount;
};

// 1 when row i is beyond doubt. Each number is compared by itself: NaN makes its comparison false (std::min and
// std::max would drop it), so a row with one is never plain.
unsigned is_plain(const Columns& c, std::size_t i, Time previous) noexcept {
  const auto holds = [](bool condition) { return static_cast<unsigned>(condition); };
  return holds(c.time[i] > previous) & holds(c.low[i] > 0) & holds(c.low[i] <= c.open[i]) &
         holds(c.low[i] <= c.close[i]) & holds(c.open[i] <= c.high[i]) &
         holds(c.close[i] <= c.high[i]) & holds(c.high[i] <= kMaxPrice) & holds(c.amount[i] >= 0) &
         holds(c.amount[i] <= kMostAmount);
}

// Fills the columns from `.day` records. True when every row is plain and the dates rise.
bool read_days(const std::byte* bytes, const TdxUnits& units, BarSeries& bars) noexcept {
  const Columns c(bars);
  MonthCache calendar;
  unsigned plain = 1;
  Time previous = kOutOfSession;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    DayRecord r;
    std::memcpy(&r, bytes + i * sizeof r, sizeof r);
    const Time midnight = calendar.midnight(r.date / 10000, r.date / 100 % 100, r.date % 100);
    c.time[i] = midnight == kBadDate ? kBadDate : midnight + kDayBarEnd;
    c.open[i] = r.open / units.price_divisor;
    c.high[i] = r.high / units.price_divisor;
    c.low[i] = r.low / units.price_divisor;
    c.close[i] = r.close / units.price_divisor;
    c.volume[i] = r.volume * units.volume_factor;
    c.amount[i] = r.amount;
    plain &= is_plain(c, i, previous);
    previous = c.time[i];
  }
  return plain != 0;
}

// The decimal that a noisy float was meant to be; what no price can be (NaN, huge, negative) stays as it is.
double to_tick(float price, double ticks_per_cny) noexcept {
  const double value = price;
  if (!(value > 0 && value <= 2 * kMaxPrice)) return value;
  return std::floor(value * ticks_per_cny + 0.5) / ticks_per_cny;
}

// The end of a session's bar. 9:30 (a feed's auction row) and 13:00 (the last bar of the morning in some feeds) count.
bool in_session(unsigned minute) noexcept {
  return (minute >= 570 && minute <= 690) || (minute >= 780 && minute <= 900);
}

// Fills the columns from `.lc1` or `.lc5` records. True when every row is plain and the times rise.
bool read_minutes(const std::byte* bytes, const TdxUnits& units, double ticks_per_cny,
                  BarSeries& bars) noexcept {
  const Columns c(bars);
  MonthCache calendar;
  unsigned plain = 1;
  Time previous = kOutOfSession;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    MinuteRecord r;
    std::memcpy(&r, bytes + i * sizeof r, sizeof r);
    const std::uint32_t day = r.date % 2048U;
    const Time midnight = calendar.midnight(r.date / 2048U + 2004U, day / 100, day % 100);
    c.time[i] = midnight == kBadDate    ? kBadDate
                : !in_session(r.minute) ? kOutOfSession
                                        : midnight + r.minute * Time{60};
    c.open[i] = to_tick(r.open, ticks_per_cny);
    c.high[i] = to_tick(r.high, ticks_per_cny);
    c.low[i] = to_tick(r.low, ticks_per_cny);
    c.close[i] = to_tick(r.close, ticks_per_cny);
    c.volume[i] = r.volume * units.volume_factor;
    c.amount[i] = r.amount;
    plain &= is_plain(c, i, previous);
    previous = c.time[i];
  }
  return plain != 0;
}

// What is wrong with row i taken alone; kTdxReasons when nothing is. May clip a minute's close.
constexpr auto kFine = static_cast<TdxReason>(kTdxReasons);
TdxReason judge(const Columns& c, std::size_t i, bool minutes) noexcept {
  if (c.time[i] == kBadDate) return TdxReason::bad_date;
  if (c.time[i] == kOutOfSession) return TdxReason::out_of_session;
  double lowest = c.open[i];
  double highest = c.open[i];
  for (const double price : {c.open[i], c.high[i], c.low[i], c.close[i]}) {
    if (!std::isfinite(price)) return TdxReason::bad_number;
    lowest = std::min(lowest, price);
    highest = std::max(highest, price);
  }
  if (!(c.amount[i] >= 0) || std::isinf(c.amount[i])) return TdxReason::bad_number;
  if (c.amount[i] > kMostAmount) return TdxReason::absurd_size;
  if (lowest <= 0) return TdxReason::zero_price;
  if (highest > kMaxPrice) return TdxReason::absurd_price;
  const double high = c.high[i];
  const double low = c.low[i];
  if (high < low || c.open[i] > high || c.open[i] < low) return TdxReason::ohlc_order;
  if (c.close[i] <= high && c.close[i] >= low) return kFine;
  constexpr double kClip = 0.01 + 1e-6;  // The difference of two decimals is not quite a decimal.
  if (!minutes || c.close[i] > high + kClip || c.close[i] < low - kClip) {
    return TdxReason::ohlc_order;
  }
  c.close[i] = std::clamp(c.close[i], low, high);
  return TdxReason::clipped;
}

using Rows = std::vector<std::uint32_t>;

void refuse(TdxDecoded& out, std::span<const std::uint32_t> rows) {
  for (const std::uint32_t row : rows) note_problem(out, TdxReason::bad_date, row + 1U);
}

// Rule (a) of decode_tdx: keeps the largest group of `rows` (sorted by time) without a gap of ten years.
void drop_far_groups(const Time* time, Rows& rows, TdxDecoded& out) {
  std::size_t best_first = 0;
  std::size_t best_size = 0;
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t end = first + 1;
    while (end < rows.size() && time[rows[end]] - time[rows[end - 1]] <= kLongestGap) ++end;
    if (end - first > best_size) {
      best_first = first;
      best_size = end - first;
    }
    first = end;
  }
  if (best_size == rows.size()) return;
  const std::span all(rows);
  refuse(out, all.first(best_first));
  refuse(out, all.subspan(best_first + best_size));
  rows = Rows(all.begin() + static_cast<std::ptrdiff_t>(best_first),
              all.begin() + static_cast<std::ptrdiff_t>(best_first + best_size));
}

// Rule (b): drops up to three rows far after the others, when one of those follows them in the file.
void drop_future(const Time* time, Rows& rows, TdxDecoded& out) {
  std::size_t dropped = 0;
  for (std::size_t tail = 1; dropped + tail <= kMostFuture && tail < rows.size();) {
    const auto first = rows.end() - static_cast<std::ptrdiff_t>(tail);
    const bool far = time[*first] - time[*(first - 1)] > kFutureGap;
    if (!far || *std::max_element(rows.begin(), first) < *std::max_element(first, rows.end())) {
      ++tail;
      continue;
    }
    refuse(out, std::span(rows).last(tail));
    rows.erase(first, rows.end());
    dropped += tail;
    tail = 1;
  }
}

// Keeps the last record of each time in `rows`, sorted by time, then record.
void drop_duplicates(const Time* time, Rows& rows, TdxDecoded& out) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 1 < rows.size() && time[rows[i]] == time[rows[i + 1]]) {
      note_problem(out, TdxReason::duplicate, rows[i] + 1U);
    } else {
      rows[kept++] = rows[i];
    }
  }
  rows.resize(kept);
}

template <class T>
void gather(std::span<T> column, const Rows& rows, std::vector<T>& scratch) {
  scratch.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) scratch[i] = column[rows[i]];
  std::copy(scratch.begin(), scratch.end(), column.begin());
}

// The careful pass: refuses bad rows, sorts, and closes the gaps. Returns the records of the bars that are left.
Rows clean_up(bool minutes, TdxDecoded& out) {
  BarSeries& bars = out.bars;
  const Columns c(bars);
  Rows rows;
  rows.reserve(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const TdxReason reason = judge(c, i, minutes);
    if (reason != kFine) note_problem(out, reason, i + 1);
    if (!is_rejection(reason)) rows.push_back(static_cast<std::uint32_t>(i));
  }
  const auto earlier = [&](std::uint32_t a, std::uint32_t b) { return c.time[a] < c.time[b]; };
  if (!std::is_sorted(rows.begin(), rows.end(), earlier)) {
    std::stable_sort(rows.begin(), rows.end(), earlier);
  }
  drop_far_groups(c.time, rows, out);
  drop_future(c.time, rows, out);
  drop_duplicates(c.time, rows, out);
  if (rows.size() < bars.size()) rows.shrink_to_fit();
  std::vector<Time> times;
  std::vector<double> numbers;
  gather(bars.time(), rows, times);
  for (const auto column :
       {bars.open(), bars.high(), bars.low(), bars.close(), bars.volume(), bars.amount()}) {
    gather(column, rows, numbers);
  }
  bars.resize_uninitialised(rows.size());
  return rows;
}

bool has_long_gap(std::span<const Time> time) noexcept {
  if (time.empty() || time.back() - time.front() <= kLongestGap) return false;
  return std::adjacent_find(time.begin(), time.end(),
                            [](Time a, Time b) { return b - a > kLongestGap; }) != time.end();
}

}  // namespace

std::string_view to_string(TdxReason reason) noexcept {
  static constexpr std::array<std::string_view, kTdxReasons> kNames{
      "bad_date",    "out_of_session", "bad_number",       "zero_price",     "absurd_price",
      "ohlc_order",  "duplicate",      "truncated",        "absurd_size",    "clipped",
      "price_scale", "volume_in_lots", "volume_times_100", "price_mismatch", "amount_mismatch"};
  const auto i = static_cast<std::size_t>(reason);
  return i < kNames.size() ? kNames[i] : "unknown";
}

std::size_t TdxDecoded::rejected() const noexcept {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kTdxReasons; ++i) {
    if (is_rejection(static_cast<TdxReason>(i))) sum += counts[i];
  }
  return sum;
}

void decode_tdx(Symbol symbol, Period period, std::span<const std::byte> bytes, TdxDecoded& out) {
  assert(period == Period::day || period == Period::min1 || period == Period::min5);
  assert(bytes.size() <= kTdxMaxFileBytes);
  const bool minutes = is_intraday(period);
  const TdxUnits units = tdx_units(symbol);
  out.records = bytes.size() / kTdxRecordBytes;
  out.counts = {};
  out.problems.clear();
  out.bars.clear();
  out.bars.resize_uninitialised(out.records);
  if (bytes.size() % kTdxRecordBytes != 0) {
    note_problem(out, TdxReason::truncated, out.records + 1);
  }
  if (out.records == 0) return;

  const bool plain =
      minutes ? read_minutes(bytes.data(), units, std::nearbyint(1.0 / tick_size(symbol)), out.bars)
              : read_days(bytes.data(), units, out.bars);
  Rows rows;
  if (!plain || has_long_gap(out.bars.time())) {
    rows = clean_up(minutes, out);
    if (rows.empty()) out.bars.clear();
  }
  check_units(symbol, period, rows, out);
  std::stable_sort(out.problems.begin(), out.problems.end(),
                   [](const TdxProblem& a, const TdxProblem& b) { return a.record < b.record; });
}

TdxDecoded decode_tdx(Symbol symbol, Period period, std::span<const std::byte> bytes) {
  TdxDecoded out;
  decode_tdx(symbol, period, bytes, out);
  return out;
}

}  // namespace fwq::data
