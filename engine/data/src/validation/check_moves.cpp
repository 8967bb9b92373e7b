// Prices against those before: powers of ten, the day's limit, jumps without an event, events that do not fit.
//
// Source: limits and cuts of adjust.hpp, so that what is reported here is what analysis does not cross.
#include <algorithm>
#include <cmath>

#include "cuts.hpp"
#include "validation/checks.hpp"

namespace fwq::data::validation {
namespace {

// A power of ten is taken for one when the rest is a day's ordinary move.
constexpr double kDecimalSlack = 0.05;  // In log10: 12 %.
// So many bars may be off by the same power before it counts as a change of the series.
constexpr std::size_t kLongestRun = 250;
// Some of TDX's sector codes are no prices but counts (of shares at their limit, say), which move by powers of ten.
constexpr double kNoPrice = 0.1;
// A high or low so far beyond the limit is a wrong number; a little beyond, an ex-rights event may be missing.
constexpr double kFarBeyond = 0.2;
constexpr std::int64_t kListingDays = 60;

// Whether the closes move as prices do: the median move is below 10 %.
bool moves_like_prices(std::span<const double> close) {
  std::vector<double> moves;
  for (std::size_t i = 1; i < close.size(); ++i) {
    if (close[i] > 0 && close[i - 1] > 0) moves.push_back(std::abs(close[i] / close[i - 1] - 1));
  }
  return median_of(moves) < kNoPrice;
}

// Bars off by a power of ten between bars that are not.
void check_scale(const Checked& in, std::span<const AppliedEvent> events, Findings& findings) {
  const auto close = in.bars.close();
  const std::size_t n = close.size();
  bool looked = false;
  for (std::size_t i = in.first_exchange_bar() + 1; i < n; ++i) {
    double reference = close[i - 1];
    const double ratio = close[i] / reference;
    if ((ratio <= 5 && ratio >= 0.2) || !(reference > 0)) continue;
    if (findings.claimed(in.row(i)) || findings.claimed(in.row(i - 1))) continue;
    for (const AppliedEvent& event : events) {
      if (event.bar == i && event.applied) reference = event.reference;
    }
    const int shift = decimal_shift(close[i] / reference);
    if (shift == 0 || !(close[i] > 0)) continue;
    if (!looked && !moves_like_prices(close)) return;
    looked = true;
    std::size_t end = i + 1;
    while (end < std::min(n, i + kLongestRun) &&
           decimal_shift(close[end] / close[end - 1]) != -shift)
      ++end;
    if (end >= std::min(n, i + kLongestRun)) continue;
    for (std::size_t k = i; k < end; ++k) {
      findings.add(RuleId::price_scale, in.row(k), in.bars.time()[k], close[k], reference);
      propose_scale(in, k, shift, reference, findings);
    }
    i = end;
  }
}

// A high or low beyond the limit becomes the furthest price that is known to be true.
void check_limits(const Checked& in, std::span<const AppliedEvent> events, Findings& findings) {
  for (const LimitBreach& breach : find_limit_breaches(in.bars, in.context.symbol, events)) {
    const std::size_t row = in.row(breach.bar);
    if (findings.claimed(row)) continue;
    const Bar bar = in.bars[breach.bar];
    const double price = breach.high ? bar.high : bar.low;
    findings.add(RuleId::beyond_limit, row, bar.time, price, breach.limit);
    if (std::abs(price / breach.limit - 1) < kFarBeyond) continue;
    findings.propose(RuleId::beyond_limit, row, bar.time,
                     breach.high ? BarField::high : BarField::low, price,
                     breach.high ? std::max(bar.open, bar.close) : std::min(bar.open, bar.close));
  }
}

// Beijing's shares have bars from before their listing, whose first day has no limit. On the day that the exchange
// opened ten of 81 shares were new.
bool is_first_day(const Checked& in, std::size_t bar) {
  if (in.context.symbol.board() != Board::bse) return false;
  const auto time = in.bars.time();
  const Date date = date_of(time[bar]);
  if (date == Date{2021, 11, 15} || date == in.context.listed) return true;
  // Without a listing date: a share is suspended for months while its listing is decided.
  return !in.context.listed && bar > 0 &&
         day_number(time[bar]) - day_number(time[bar - 1]) > kListingDays;
}

}  // namespace

int decimal_shift(double ratio) noexcept {
  if (!(ratio > 5) && !(ratio < 0.2)) return 0;
  const double power = std::log10(ratio);
  const double whole = std::nearbyint(power);
  return std::abs(power - whole) < kDecimalSlack && std::abs(whole) <= 4 ? static_cast<int>(whole)
                                                                         : 0;
}

void propose_scale(const Checked& in, std::size_t i, int shift, double reference,
                   Findings& findings) {
  const Bar bar = in.bars[i];
  const double factor = std::pow(10.0, shift);
  const double ticks = std::round(1 / tick_size(in.context.symbol));
  const auto set = [&](BarField field, double price) {
    if (decimal_shift(price / reference) != 0)
      findings.propose(RuleId::price_scale, in.row(i), bar.time, field, price,
                       std::nearbyint(price / factor * ticks) / ticks);
  };
  set(BarField::open, bar.open);
  set(BarField::high, bar.high);
  set(BarField::low, bar.low);
  set(BarField::close, bar.close);
}

std::vector<Cut> check_moves(const Checked& in, Findings& findings) {
  if (!findings.looks_for(RuleId::unexplained_jump) || in.context.period > Period::day) return {};
  AdjustedBars judged = adjusted(in.bars, in.context.symbol, in.context.events, Adjust::none);
  check_scale(in, judged.events, findings);
  // A jump from or to a wrong number follows from that.
  std::erase_if(judged.cuts, [&](const Cut& cut) {
    return findings.claimed(in.row(cut.bar)) || findings.claimed(in.row(cut.bar - 1)) ||
           is_first_day(in, cut.bar);
  });
  for (const Cut& cut : judged.cuts) {
    findings.add(RuleId::unexplained_jump, in.row(cut.bar), in.bars.time()[cut.bar], cut.after,
                 cut.before);
  }
  if (findings.looks_for(RuleId::beyond_limit) && in.context.period == Period::day)
    check_limits(in, judged.events, findings);
  std::size_t applied = 0;
  for (const AppliedEvent& event : judged.events) {
    applied += event.applied ? 1 : 0;
    if (event.applied || findings.claimed(in.row(event.bar))) continue;
    findings.add(RuleId::unfitting_event, in.row(event.bar), in.bars.time()[event.bar],
                 event.reference, in.bars.open()[event.bar]);
  }
  findings.measure("unexplained_jumps", static_cast<double>(judged.cuts.size()));
  findings.measure("events_applied", static_cast<double>(applied));
  findings.measure("events_unfitting", static_cast<double>(judged.events.size() - applied));
  return std::move(judged.cuts);
}

}  // namespace fwq::data::validation
