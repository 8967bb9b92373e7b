// Resolving the dated tables for a security, and the arithmetic of fees and limits in whole numbers.
#include "fwq/backtest/rulebook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "rules/tables.hpp"

namespace fwq::backtest {
namespace {

constexpr std::int64_t kBillion = 1'000'000'000;

__extension__ using Wide = __int128;

Result<void> check_rate(std::string_view what, std::string_view what_zh, double rate) {
  if (rate >= 0 && rate <= 0.1) return {};
  return Error{
      Errc::invalid_argument,
      fmt::format("the {} must be between 0 and 0.1 (10 %) of the amount, not {}", what, rate),
      fmt::format("{}须在成交额的 0 到 0.1（10%）之间，而不是 {}", what_zh, rate)};
}

Result<void> check(const CostSettings& costs) {
  FWQ_TRY(check_rate("commission rate", "佣金费率", costs.commission_rate));
  if (costs.stamp_duty_rate)
    FWQ_TRY(check_rate("stamp duty rate", "印花税率", *costs.stamp_duty_rate));
  if (costs.transfer_fee_rate)
    FWQ_TRY(check_rate("transfer fee rate", "过户费率", *costs.transfer_fee_rate));
  if (costs.min_commission >= 0 && costs.min_commission <= 1000) return {};
  return Error{Errc::invalid_argument,
               fmt::format("the least commission must be between 0 and 1000 CNY, not {}",
                           costs.min_commission),
               fmt::format("最低佣金须在 0 到 1000 元之间，而不是 {}", costs.min_commission)};
}

std::int64_t billionths(double rate) {
  return std::llround(rate * static_cast<double>(kBillion));
}

// The last row in force on `day` for the security and side, or null.
const rules::RateRow* row_on(std::span<const rules::RateRow> rows, const rules::Traits& traits,
                             Side side, std::int64_t day) {
  const rules::RateRow* found = nullptr;
  for (const auto& row : rows) {
    if (row.who.holds(traits) && (row.sides & rules::of(side)) != 0 && row.from.number <= day)
      found = &row;
  }
  return found;
}

std::int64_t rate_on(std::span<const rules::RateRow> rows, const rules::Traits& traits, Side side,
                     std::int64_t day) {
  const auto* row = row_on(rows, traits, side, day);
  return row == nullptr ? 0 : row->billionths;
}

template <class Row>
const Row* row_on(std::span<const Row> rows, const rules::Traits& traits, std::int64_t day) {
  const Row* found = nullptr;
  for (const auto& row : rows) {
    if (row.who.holds(traits) && row.from.number <= day) found = &row;
  }
  return found;
}

bool sold_same_day(data::Symbol symbol, const rules::Traits& traits, std::int64_t day) {
  return std::ranges::any_of(rules::same_day(), [&](const rules::SameDayRow& row) {
    return row.who.holds(traits) && symbol.code().starts_with(row.code) && day <= row.until.number;
  });
}

// Funds that follow STAR or ChiNext have their 20 %; the codes that the exchanges gave them begin so. [K]
bool follows_growth_boards(data::Symbol symbol) {
  if (symbol.kind() != data::Kind::fund) return false;
  return symbol.code().starts_with("588") || symbol.code() == "159915" ||
         symbol.code() == "159949" || symbol.code() == "159952" || symbol.code() == "159977";
}

bool is_traded(data::Symbol symbol) {
  switch (symbol.kind()) {
    case data::Kind::index:
    case data::Kind::sector_index:
    case data::Kind::other:
      return false;
    default:
      return !symbol.empty();
  }
}

void set_costs(DayRules& d, const rules::Traits& traits, const CostSettings& costs) {
  for (const Side side : {Side::buy, Side::sell}) {
    const auto k = static_cast<std::size_t>(side);
    d.stamp_duty[k] = rate_on(rules::stamp_duty(), traits, side, d.from);
    if (const auto* row = row_on(rules::transfer_fee(), traits, side, d.from)) {
      d.transfer_fee[k] = row->billionths;
      d.transfer_per_share = row->per_share_billionths;
      d.transfer_least = row->least;
    }
    if (costs.itemise_exchange_fees) {
      d.exchange_fees[k] = rate_on(rules::handling_fee(), traits, side, d.from) +
                           rate_on(rules::supervision_fee(), traits, side, d.from);
    }
  }
}

void set_own_costs(DayRules& d, const CostSettings& costs) {
  if (costs.stamp_duty_rate) d.stamp_duty = {0, billionths(*costs.stamp_duty_rate)};
  if (costs.transfer_fee_rate) {
    d.transfer_fee = {billionths(*costs.transfer_fee_rate), billionths(*costs.transfer_fee_rate)};
    d.transfer_per_share = 0;
    d.transfer_least = 0;
  }
}

DayRules rules_on(data::Symbol symbol, const rules::Traits& traits, std::int64_t day,
                  const CostSettings& costs) {
  DayRules d;
  d.from = day;
  set_costs(d, traits, costs);
  if (const auto* lot = row_on(rules::lots(), traits, day)) {
    d.first_lot = lot->first;
    d.lot_step = lot->step;
    d.most_limit = lot->most_limit;
    d.most_market = lot->most_market;
  }
  if (const auto* limit = row_on(rules::limits(), traits, day)) {
    d.percent = limit->percent;
    d.warned_percent = limit->warned_percent;
  }
  if (follows_growth_boards(symbol) && day >= data::days_from({2020, 8, 24}))
    d.percent = d.warned_percent = 20;
  d.same_day = sold_same_day(symbol, traits, day);
  set_own_costs(d, costs);
  return d;
}

// Every day on which some table changes, made once.
std::set<std::int64_t> find_change_days() {
  std::set<std::int64_t> days = {INT64_MIN / 2, data::days_from({1995, 1, 1})};
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) days.insert(row.from.number);
  };
  add(rules::stamp_duty());
  add(rules::transfer_fee());
  add(rules::handling_fee());
  add(rules::supervision_fee());
  add(rules::lots());
  add(rules::limits());
  return days;
}

const std::set<std::int64_t>& change_days() {
  static const std::set<std::int64_t> days = find_change_days();
  return days;
}

}  // namespace

std::string_view to_string(Side side) noexcept {
  return side == Side::buy ? "buy" : "sell";
}

Money scaled_wide(Money money, std::int64_t numerator, std::int64_t whole, Money unit) noexcept {
  return static_cast<Money>((static_cast<Wide>(money) * numerator + whole / 2) / whole) * unit;
}

PriceBand Schedule::band(Money reference, int percent) const noexcept {
  if (percent == 0 || reference <= 0) return {0, PriceBand::kFree};
  const std::int64_t ticks = (reference + tick_ / 2) / tick_;
  std::int64_t up = 0, down = 0;
  if (truncates_) {
    up = ticks * (100 + percent) / 100;
    down = (ticks * (100 - percent) + 99) / 100;
  } else {
    up = (ticks * (100 + percent) + 50) / 100;
    down = (ticks * (100 - percent) + 50) / 100;
  }
  up = std::max(up, ticks + 1);
  down = std::max<std::int64_t>(1, std::min(down, ticks - 1));
  return {down * tick_, up * tick_};
}

Fees Schedule::fees(const DayRules& rules, Side side, Money amount,
                    std::int64_t shares) const noexcept {
  const auto k = static_cast<std::size_t>(side);
  Fees out;
  out.commission = std::max(scaled(amount, commission_rate_, kBillion, kCent), min_commission_);
  out.stamp_duty = scaled(amount, rules.stamp_duty[k], kBillion, kCent);
  out.transfer_fee = scaled(amount, rules.transfer_fee[k], kBillion, kCent);
  if (rules.transfer_per_share > 0) {
    out.transfer_fee = std::max(scaled(shares * kYuan, rules.transfer_per_share, kBillion, kCent),
                                rules.transfer_least);
  }
  out.exchange_fees = scaled(amount, rules.exchange_fees[k], kBillion, kCent);
  return out;
}

Result<Rulebook> Rulebook::a_share(const CostSettings& costs) {
  FWQ_TRY(check(costs));
  return Rulebook(costs, false);
}

Result<Rulebook> Rulebook::plain(const CostSettings& costs) {
  FWQ_TRY(check(costs));
  return Rulebook(costs, true);
}

Schedule Rulebook::schedule(data::Symbol symbol) const {
  Schedule out;
  out.commission_rate_ = billionths(costs_.commission_rate);
  out.min_commission_ = money_of(costs_.min_commission);
  if (plain_ || !is_traded(symbol)) {
    DayRules d;
    d.from = INT64_MIN / 2;
    d.same_day = true;
    set_own_costs(d, costs_);
    out.tick_ = 1;
    out.days_ = {d};
    return out;
  }
  out.tick_ = money_of(data::tick_size(symbol));
  out.truncates_ = symbol.market() == data::Market::bj;
  const rules::Traits traits(symbol);
  for (const std::int64_t day : change_days())
    out.days_.push_back(rules_on(symbol, traits, day, costs_));
  return out;
}

ListingRules Rulebook::listing(data::Symbol symbol, std::int64_t listed_day) const noexcept {
  ListingRules found;
  if (plain_ || !is_traded(symbol)) return found;
  const rules::Traits traits(symbol);
  for (const auto& row : rules::listings()) {
    if (row.who.holds(traits) && row.listed_from.number <= listed_day) found = row.rules;
  }
  return found;
}

std::vector<Session> Rulebook::sessions(data::Symbol symbol, std::int64_t day) const {
  std::vector<Session> out;
  if (plain_ || !is_traded(symbol)) return out;
  const rules::Traits traits(symbol);
  for (const auto& row : rules::sessions()) {
    if (row.who.holds(traits) && row.from.number <= day && day <= row.until.number) {
      out.push_back(row.session);
    }
  }
  std::ranges::sort(out, {}, &Session::begin);
  return out;
}

int dividend_tax_percent(std::int64_t bought_day, std::int64_t sold_day) noexcept {
  const data::Date bought = data::date_from_days(bought_day), sold = data::date_from_days(sold_day);
  const int months =
      (sold.year - bought.year) * 12 + sold.month - bought.month - (sold.day < bought.day ? 1 : 0);
  const bool exact = sold.day == bought.day;
  const auto within = [&](int limit) { return months < limit || (months == limit && exact); };
  return within(1) ? 20 : within(12) ? 10 : 0;
}

}  // namespace fwq::backtest
