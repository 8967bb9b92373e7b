// Order and uniqueness of times.
#include <algorithm>
#include <numeric>

#include "validation/checks.hpp"

namespace fwq::data::validation {
namespace {

bool in_order(std::span<const Time> time, bool by_day) noexcept {
  if (by_day) {
    for (std::size_t i = 1; i < time.size(); ++i) {
      if (day_number(time[i]) <= day_number(time[i - 1])) return false;
    }
    return true;
  }
  return std::adjacent_find(time.begin(), time.end(), std::greater_equal<>()) == time.end();
}

bool same_numbers(const Bar& a, const Bar& b) noexcept {
  const auto same = [](double x, double y) { return x == y || (x != x && y != y); };
  return same(a.open, b.open) && same(a.high, b.high) && same(a.low, b.low) &&
         same(a.close, b.close) && same(a.volume, b.volume) && same(a.amount, b.amount);
}

// Two bars of one time: the second goes when it is the first again; else the one with less volume, which was
// recorded before the bar ended. Bars that differ in prices only cannot be told apart.
void propose_one_of(const Bars& bars, std::size_t first, std::size_t second, Findings& findings) {
  const Bar a = bars[first];
  const Bar b = bars[second];
  if (same_numbers(a, b) || b.volume < a.volume) {
    findings.propose_removal(RuleId::duplicate_time, second, b.time);
  } else if (b.volume > a.volume) {
    findings.propose_removal(RuleId::duplicate_time, first, a.time);
  }
}

}  // namespace

void check_order(const Bars& bars, Period period, Findings& findings, BarSeries& sorted,
                 std::vector<std::size_t>& rows) {
  const auto time = bars.time();
  const bool by_day = !is_intraday(period);
  if (in_order(time, by_day)) return;
  // A day has one daily bar, whatever the hours say.
  const auto key = [&](std::size_t i) { return by_day ? day_number(time[i]) : time[i]; };
  std::int64_t highest = key(0);
  for (std::size_t i = 1; i < time.size(); ++i) {
    if (key(i) < highest) findings.add(RuleId::unsorted_time, i, time[i]);
    highest = std::max(highest, key(i));
  }
  if (findings.count(RuleId::unsorted_time) > 0) findings.propose_sorting(RuleId::unsorted_time);

  std::vector<std::size_t> order(time.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  rows.reserve(time.size());
  sorted.reserve(time.size());
  for (const std::size_t i : order) {
    if (!rows.empty() && key(rows.back()) == key(i)) {
      findings.add(RuleId::duplicate_time, i, time[i]);
      propose_one_of(bars, rows.back(), i, findings);
      continue;
    }
    rows.push_back(i);
    sorted.push_back(bars[i]);
  }
}

}  // namespace fwq::data::validation
