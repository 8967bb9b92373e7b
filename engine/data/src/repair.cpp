// Repairs in memory: what they say, and doing them.
#include "fwq/data/repair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

double value_of(const Bar& bar, BarField field) noexcept {
  switch (field) {
    case BarField::time:
      return static_cast<double>(bar.time);
    case BarField::open:
      return bar.open;
    case BarField::high:
      return bar.high;
    case BarField::low:
      return bar.low;
    case BarField::close:
      return bar.close;
    case BarField::volume:
      return bar.volume;
    case BarField::amount:
      return bar.amount;
  }
  return kNone;
}

void set_value(Bar& bar, BarField field, double value) noexcept {
  switch (field) {
    case BarField::time:
      bar.time = static_cast<Time>(value);
      break;
    case BarField::open:
      bar.open = value;
      break;
    case BarField::high:
      bar.high = value;
      break;
    case BarField::low:
      bar.low = value;
      break;
    case BarField::close:
      bar.close = value;
      break;
    case BarField::volume:
      bar.volume = value;
      break;
    case BarField::amount:
      bar.amount = value;
      break;
  }
}

bool same(double a, double b) noexcept {
  return a == b || (a != a && b != b);
}

Error other_bars(const Repair& repair) {
  return {Errc::invalid_argument, fmt::format("the repair of row {} ({}) does not fit these bars, "
                                              "which have changed since: check them again",
                                              repair.row + 1, format_minute(repair.time))};
}

}  // namespace

std::string_view to_string(RepairKind kind) noexcept {
  constexpr std::string_view kNames[] = {"set", "remove", "sort"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(BarField field) noexcept {
  constexpr std::string_view kNames[] = {"time",  "open",   "high",  "low",
                                         "close", "volume", "amount"};
  return kNames[static_cast<std::size_t>(field)];
}

std::string describe(const Repair& repair, Period period, bool chinese) {
  if (repair.kind == RepairKind::sort)
    return chinese ? "按时间排序全部K线" : "all rows: sort by time";
  const std::string time =
      is_intraday(period) || (repair.kind == RepairKind::set && repair.field == BarField::time)
          ? format_minute(repair.time)
          : format_date(date_of(repair.time));
  const std::string where = chinese ? fmt::format("第 {} 行 {}：", repair.row + 1, time)
                                    : fmt::format("row {}, {}: ", repair.row + 1, time);
  if (repair.kind == RepairKind::remove) return where + (chinese ? "删除" : "remove");
  constexpr std::string_view kChinese[] = {"时间", "开盘",   "最高",  "最低",
                                           "收盘", "成交量", "成交额"};
  const auto field = static_cast<std::size_t>(repair.field);
  const auto number = [&](double value) {
    return repair.field == BarField::time ? format_minute(static_cast<Time>(value))
                                          : core::shortest(value);
  };
  return fmt::format("{}{} {} → {}", where, chinese ? kChinese[field] : to_string(repair.field),
                     number(repair.from), number(repair.to));
}

Result<BarSeries> repaired(const Bars& bars, std::span<const Repair> repairs) {
  std::vector<Bar> rows;
  rows.reserve(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i) rows.push_back(bars[i]);
  std::vector<bool> removed(rows.size(), false);
  bool sort = false;
  for (const Repair& repair : repairs) {
    if (repair.kind == RepairKind::sort) {
      sort = true;
      continue;
    }
    if (repair.row >= rows.size() || bars.time()[repair.row] != repair.time)
      return other_bars(repair);
    if (repair.kind == RepairKind::remove) {
      removed[repair.row] = true;
      continue;
    }
    if (!same(value_of(bars[repair.row], repair.field), repair.from)) return other_bars(repair);
    set_value(rows[repair.row], repair.field, repair.to);
  }
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (sort) {
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rows[a].time < rows[b].time; });
  }
  BarSeries out(rows.size());
  for (const std::size_t i : order) {
    if (!removed[i]) out.push_back(rows[i]);
  }
  return out;
}

}  // namespace fwq::data
