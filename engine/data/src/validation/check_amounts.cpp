// Each bar's amount against its volume and prices: amount / volume is the average price, which lies within the range.
//
// Source: of 1,710,598 real daily bars of Shanghai and Shenzhen stocks and funds of 2015-2023 all but 54 funds' bars of a
//         few lots lie in their range within a tick and 0.05 %. Beijing's older bars (before the exchange opened, 2021-11-15) hold
//         agreed deals at any price, its newer ones block trades: there only wrong units are looked for.
// Edges:  a bar without volume or amount says nothing here.
// Cost:   O(bars), without branches where all is well.  Which number is wrong: volume_check.hpp.
#include <algorithm>
#include <cmath>

#include "fwq/data/tdx_files.hpp"
#include "validation/checks.hpp"
#include "volume_check.hpp"

namespace fwq::data::validation {
namespace {

// A close is within a factor of two of the average price, whatever the day was.
constexpr double kSlack = 2.0;
// Amounts are rounded (to 10 CNY for old funds) and stored as 4-byte floats.
constexpr double kRelative = 5e-4;
constexpr double kRounding = 10.0;

struct AmountRules {
  bool range = false;  // The average price must lie within low and high.
  double tick = 0.01;
};

bool has_amounts(Kind kind) noexcept {
  switch (kind) {
    case Kind::stock:
    case Kind::b_share:
    case Kind::fund:
    case Kind::convertible:
    case Kind::bond:
      return true;
    default:
      return false;  // Indices and repos count volume and amount in units of their own.
  }
}

// Within low and high, with the tolerances above.
bool in_range(double amount, double volume, double low, double high, double tick) noexcept {
  return amount <= volume * (high * (1 + kRelative) + tick) + kRounding &&
         amount >= volume * (low * (1 - kRelative) - tick) - kRounding;
}

bool all_consistent(const Bars& bars, const AmountRules& rules) noexcept {
  const auto high = bars.high(), low = bars.low(), close = bars.close();
  const auto volume = bars.volume(), amount = bars.amount();
  unsigned good = 1;
  if (rules.range) {
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const double top = volume[i] * (high[i] * (1 + kRelative) + rules.tick) + kRounding;
      const double bottom = volume[i] * (low[i] * (1 - kRelative) - rules.tick) - kRounding;
      good &= static_cast<unsigned>(amount[i] <= top) & static_cast<unsigned>(amount[i] >= bottom);
    }
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double expected = volume[i] * close[i];
    good &= static_cast<unsigned>(amount[i] * kSlack >= expected) &
            static_cast<unsigned>(amount[i] <= expected * kSlack);
  }
  return good != 0;
}

// Which numbers of the bars do not belong to the bars around; what is known to be wrong already says nothing.
std::vector<UnitFault> faults_of(const Checked& in, std::size_t first, double lot,
                                 const Findings& findings) {
  const Bars bars = in.bars.slice(first, in.bars.size() - first);
  std::vector<double> volume(bars.volume().begin(), bars.volume().end());
  for (std::size_t i = 0; i < volume.size(); ++i) {
    if (findings.claimed(in.row(first + i))) volume[i] = kNone;
  }
  return unit_faults(bars.close(), volume, bars.amount(), lot);
}

// `before`: the last close that is right, or NaN.
void judge(const Checked& in, std::size_t i, UnitFault fault, double lot, double before,
           const AmountRules& rules, Findings& findings) {
  const Bar bar = in.bars[i];
  if (!(bar.volume > 0) || !(bar.amount > 0) || !(bar.close > 0) || !(bar.low > 0)) return;
  const double mean = bar.amount / bar.volume;
  const std::size_t row = in.row(i);
  const auto unit = [&](RuleId id, BarField field, double from, double to) {
    findings.add(id, row, bar.time, mean, bar.close);
    findings.propose(id, row, bar.time, field, from, to);
  };
  const double ratio = mean / bar.close;
  const auto near = [&](double factor) {
    return ratio * kSlack >= factor && ratio <= factor * kSlack;
  };
  if (fault == UnitFault::none) {
    if (rules.range && !in_range(bar.amount, bar.volume, bar.low, bar.high, rules.tick)) {
      findings.add(RuleId::average_price, row, bar.time, mean,
                   mean > bar.high ? bar.high : bar.low);
    }
  } else if (fault == UnitFault::volume_in_lots) {
    unit(RuleId::volume_unit, BarField::volume, bar.volume, bar.volume * lot);
  } else if (fault == UnitFault::volume_times_lot) {
    unit(RuleId::volume_unit, BarField::volume, bar.volume, bar.volume / lot);
  } else if (const int shift = decimal_shift(1 / ratio); fault == UnitFault::price && shift != 0) {
    findings.add(RuleId::price_scale, row, bar.time, bar.close, before > 0 ? before : mean);
    propose_scale(in, i, shift, mean, findings);
  } else if (fault == UnitFault::mismatch && near(1e-3)) {
    unit(RuleId::amount_unit, BarField::amount, bar.amount, bar.amount * 1e3);
  } else if (fault == UnitFault::mismatch && near(1e-4)) {
    unit(RuleId::amount_unit, BarField::amount, bar.amount, bar.amount * 1e4);
  } else {
    findings.add(RuleId::amount_mismatch, row, bar.time, mean, bar.close);
  }
}

}  // namespace

void check_amounts(const Checked& in, Findings& findings) {
  const Kind kind = in.kind();
  if (!findings.looks_for(RuleId::amount_mismatch) || !has_amounts(kind)) return;
  const bool beijing = in.context.symbol.board() == Board::bse;
  const bool traded_by_price = kind == Kind::stock || kind == Kind::fund || kind == Kind::b_share;
  const AmountRules rules{findings.looks_for(RuleId::average_price) && traded_by_price && !beijing,
                          tick_size(in.context.symbol)};
  if (all_consistent(in.bars, rules)) return;
  constexpr double kLot = 100.0;
  const double own = tdx_units(in.context.symbol).lot;
  const double lot = own > 0 ? own : kLot;
  const std::size_t first = in.first_exchange_bar();
  const auto faults = faults_of(in, first, lot, findings);
  double before = kNone;
  for (std::size_t i = first; i < in.bars.size(); ++i) {
    if (!findings.claimed(in.row(i))) judge(in, i, faults[i - first], lot, before, rules, findings);
    if (!findings.claimed(in.row(i))) before = in.bars.close()[i];
  }
}

}  // namespace fwq::data::validation
