// The columnar engine: jumps from signal to signal, looks at a bar only while an order is at work.
#include "fwq/backtest/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "execution.hpp"
#include "wanted.hpp"
#include "worth.hpp"

namespace fwq::backtest {
namespace {

// Orders look at bars far apart, too irregularly for the processor to foresee: it is told in time.
void prefetch(const data::Bars& bars, std::size_t i) noexcept {
  __builtin_prefetch(&bars.open()[i]);
  __builtin_prefetch(&bars.high()[i]);
  __builtin_prefetch(&bars.low()[i]);
  __builtin_prefetch(&bars.close()[i]);
  __builtin_prefetch(&bars.volume()[i]);
  __builtin_prefetch(&bars.time()[i]);
}

bool fits_sweep(const EngineOptions& engine, const TargetOptions& target) noexcept {
  const auto size = target.sizing.kind;
  return !target.exits.any() && engine.broker.slippage.kind != Slippage::Kind::volume_share &&
         size != Sizing::Kind::atr_risk && size != Sizing::Kind::kelly;
}

}  // namespace

struct Sweep::State {
  State(const StrategyCall& c, const Rulebook& r, const EngineOptions& e, const TargetOptions& t)
      : call(c),
        rules(r),
        engine(e),
        target(t),
        account(0, 1),
        by_columns(fits_sweep(e, t)),
        factory(target_strategy(c, t)) {}

  Result<SweepRow> run(const TradedSeries& series);

  StrategyCall call;
  const Rulebook& rules;
  EngineOptions engine;
  TargetOptions target;
  std::map<std::pair<std::uint64_t, bool>, Schedule> schedules;  // By class of security.
  std::vector<double> targets, values;
  Wanted wanted;
  Account account;
  Journal journal;
  bool by_columns;
  StrategyFactory factory;

 private:
  enum class Tried { filled, refused, dropped, left };  // left: to the event engine.

  const Schedule& schedule_of(data::Symbol symbol);
  SweepRow by_events(RunResult result);
  bool stretch(const TradedSeries& series, std::size_t begin, std::size_t first, std::size_t last,
               std::size_t end, Obstacle unfinished);
  void start_bar(const TradedSeries& series, std::size_t i);
  void events_until(const TradedSeries& series, std::size_t i);
  PriceBand limits_of(const TradedSeries& series, const BarPrices& bar) const noexcept;
  Tried try_purchase(const TradedSeries& series, std::size_t i, Obstacle& obstacle);
  Tried try_sale(const TradedSeries& series, std::size_t i, Obstacle& obstacle);
  Money order_price(const BarPrices& bar) const noexcept {
    return target.at_close ? bar.close : bar.open;
  }
  bool limit_counts() const noexcept {
    return target.at_close || engine.broker.intrabar == Intrabar::pessimistic;
  }
  void execute(const TradedSeries& series, std::size_t i, Side side, Money price,
               std::int64_t shares, const Fees& costs, std::string_view reason);
  void sell_all(const TradedSeries& series, std::size_t i, Money price, std::string_view reason) {
    const std::int64_t shares = account.holding(0).shares;
    execute(series, i, Side::sell, price, shares,
            schedule->fees(*day_rules, Side::sell, price * shares, shares), reason);
  }
  void note_unfilled(const TradedSeries& series, std::size_t given, Side side, std::size_t tried,
                     Obstacle obstacle);
  void value(const TradedSeries& series, std::size_t to);
  void leave(const TradedSeries& series, std::size_t i, std::string_view reason);
  void measure(SweepRow& row);

  // Of the series at work.
  const Schedule* schedule = nullptr;
  ListingRules listing;
  std::size_t first_bar = 0;
  std::size_t valued = 0;  // Bars before this have their value.
  Money mark = 0;          // Last price known.
  std::size_t held_bars = 0, won = 0;
  Money fees = 0;
  std::size_t next_event = 0, rule_hint = 0, day_begin = 0, event_bar = 0;
  std::int64_t day = INT64_MIN;
  Money event_reference = 0;
  const DayRules* day_rules = nullptr;
  OrderId last_id = 0;
};

const Schedule& Sweep::State::schedule_of(data::Symbol symbol) {
  // Symbols of one class have one schedule; same_day and the growth funds hang on the code's first digits.
  std::uint64_t key = 0;
  const auto kind = symbol.kind();
  const std::string_view code = symbol.code();
  key = static_cast<std::uint64_t>(symbol.market()) << 16U |
        static_cast<std::uint64_t>(kind) << 8U | static_cast<std::uint64_t>(symbol.board());
  if (kind == data::Kind::fund) {
    for (const char c : code) key = key << 4U | static_cast<std::uint64_t>(c & 15);
  }
  const auto [at, is_new] = schedules.try_emplace({key, symbol.empty()});
  if (is_new) at->second = rules.schedule(symbol);
  return at->second;
}

void Sweep::State::start_bar(const TradedSeries& series, std::size_t i) {
  const auto time = series.raw.time();
  const std::int64_t today = data::day_number(time[i]);
  if (today != day) {
    day = today;
    event_reference = 0;
    day_begin = i;
    while (day_begin > 0 && time[day_begin - 1] >= today * data::kSecondsPerDay) --day_begin;
    day_rules = &schedule->on(today, rule_hint);
  }
  events_until(series, i);
}

// Events up to bar i act on what is held; that of the day of bar i sets its reference.
void Sweep::State::events_until(const TradedSeries& series, std::size_t i) {
  for (; next_event < series.events.size() && series.events[next_event].bar <= i; ++next_event) {
    const data::AppliedEvent& event = series.events[next_event];
    if (!event.applied || event.bar < first_bar) continue;
    const Money reference = money_of(event.reference);
    if (account.holding(0).shares > 0) {
      value(series, event.bar);
      const auto effect = account.apply(0, event.event, reference);
      mark = reference;
      journal.dividends += effect.dividends;
      journal.rights_lapsed += effect.rights_lapsed ? 1U : 0U;
    }
    if (event.bar >= day_begin) event_reference = reference;
  }
}

// Writes the values of bars [valued, to) with what is held now.
void Sweep::State::value(const TradedSeries& series, std::size_t to) {
  if (to <= valued) return;
  const std::int64_t shares = account.holding(0).shares;
  const auto cash = static_cast<double>(account.cash());
  const std::size_t size = to - valued;
  double* const out = &values[valued - first_bar];
  if (shares == 0) {
    const double worth = cash / static_cast<double>(kYuan);
    for (std::size_t k = 0; k < size; k += kStep) std::fill_n(out + k, kStep, worth);
  } else {
    // Beyond the last bar there is nothing to read.
    const auto close = series.raw.close().subspan(valued);
    const auto count = static_cast<double>(shares);
    const auto worth_of = [&](Money price) {
      return (cash + count * static_cast<double>(price)) / static_cast<double>(kYuan);
    };
    const std::size_t steps = std::min((size + kStep - 1) / kStep, close.size() / kStep);
    bool all = write_worth(close.data(), steps, cash, count, out);
    std::size_t k = steps * kStep;
    for (; k < size; ++k) {
      all &= close[k] > 0;
      out[k] = worth_of(money_of(close[k]));
    }
    if (!all) {
      Money last = mark;
      for (k = 0; k < size; ++k) {
        if (close[k] > 0) last = money_of(close[k]);
        out[k] = worth_of(last);
      }
      mark = last;
    } else {
      mark = money_of(close[size - 1]);
    }
    held_bars += size;
  }
  valued = to;
}

void Sweep::State::execute(const TradedSeries& series, std::size_t i, Side side, Money price,
                           std::int64_t shares, const Fees& costs, std::string_view reason) {
  value(series, i);
  // In its place: a fill that is put together and moved at once waits for its own small parts.
  Fill& fill = journal.fills.emplace_back();
  fill.time = series.raw.time()[i];
  fill.bar = static_cast<std::uint32_t>(i);
  fill.order = last_id;
  fill.side = side;
  fill.price = price;
  fill.shares = shares;
  fill.fees = costs;
  fill.reason = reason;
  journal.traded += price * shares;
  if (side == Side::buy) {
    account.buy(fill, day);
  } else {
    const std::size_t before = journal.trades.size();
    account.sell(fill, day, journal.trades);
    for (std::size_t k = before; k < journal.trades.size(); ++k)
      won += journal.trades[k].pnl > 0 ? 1U : 0U;
  }
  fees += fill.fees.total() + fill.dividend_tax;
  mark = price;
}

void Sweep::State::note_unfilled(const TradedSeries& series, std::size_t given, Side side,
                                 std::size_t tried, Obstacle obstacle) {
  journal.unfilled.push_back(
      {series.raw.time()[given], 0, last_id, side,
       target.at_close ? OrderKind::market_on_close : OrderKind::market_on_open,
       static_cast<std::uint32_t>(tried), obstacle, "signal"});
}

// As band_of, but free for a bar that keeps well within the limit: they do not matter to it then.
PriceBand Sweep::State::limits_of(const TradedSeries& series, const BarPrices& bar) const noexcept {
  if (day_rules->percent == 0) return {0, PriceBand::kFree};
  const int least = std::min(day_rules->percent, day_rules->warned_percent);
  const double last = day_begin > 0 ? series.raw.close()[day_begin - 1] : 0;
  if (is_price(last) && event_reference == 0 && day_begin >= first_bar) {
    const Money reference = money_of(last);
    const Money room = 100 * schedule->tick();
    if (bar.high * 100 + room < reference * (100 + least) &&
        bar.low * 100 > reference * (100 - least) + room) {
      return {0, PriceBand::kFree};
    }
  }
  return band_of(series, *schedule, *day_rules, listing, day_begin, day, event_reference);
}

Sweep::State::Tried Sweep::State::try_purchase(const TradedSeries& series, std::size_t i,
                                               Obstacle& obstacle) {
  start_bar(series, i);
  const BarPrices bar = prices_of(series.raw, i);
  const PriceBand limits = limits_of(series, bar);
  const Money price = order_price(bar);
  obstacle = refused(Side::buy, bar, limits, price, limit_counts());
  if (obstacle != Obstacle::none) return Tried::refused;
  const Money at =
      slipped(Side::buy, engine.broker.slippage, schedule->tick(), bar, limits, price, 0);
  Money budget = account.cash();
  if (target.sizing.kind == Sizing::Kind::fraction) {
    const auto part = std::floor(static_cast<double>(account.cash()) * target.sizing.value);
    budget = std::min(budget, static_cast<Money>(part));
  } else if (target.sizing.kind == Sizing::Kind::cash) {
    budget = std::min(budget, money_of(target.sizing.value));
  }
  const Purchase most = largest_purchase(*schedule, *day_rules, at, budget);
  if (most.shares == 0) {
    obstacle = Obstacle::cash;
    return Tried::dropped;
  }
  if (engine.broker.volume_cap > 0 && bar.volume > 0 &&
      static_cast<double>(most.shares) > std::floor(bar.volume * engine.broker.volume_cap)) {
    return Tried::left;
  }
  execute(series, i, Side::buy, at, most.shares, most.fees, "signal");
  return Tried::filled;
}

Sweep::State::Tried Sweep::State::try_sale(const TradedSeries& series, std::size_t i,
                                           Obstacle& obstacle) {
  start_bar(series, i);
  const BarPrices bar = prices_of(series.raw, i);
  const PriceBand limits = limits_of(series, bar);
  const Money price = order_price(bar);
  obstacle = refused(Side::sell, bar, limits, price, limit_counts());
  if (obstacle != Obstacle::none) return Tried::refused;
  const Holding& held = account.holding(0);
  if (held.sellable(day, day_rules->same_day) < held.shares) {
    obstacle = Obstacle::settlement;
    return Tried::refused;
  }
  if (engine.broker.volume_cap > 0 && bar.volume > 0 &&
      static_cast<double>(held.shares) > std::floor(bar.volume * engine.broker.volume_cap)) {
    return Tried::left;
  }
  const Money at =
      slipped(Side::sell, engine.broker.slippage, schedule->tick(), bar, limits, price, 0);
  // A sale that may not pay its own fees is left to the event engine, which refuses it if so: they are far below this.
  const Money proceeds = at * held.shares;
  if (account.cash() + proceeds / 2 < schedule->min_commission() + kYuan) return Tried::left;
  sell_all(series, i, at, "signal");
  return Tried::filled;
}

// Bars [first, last) of the stretch [begin, end). `unfinished`: what becomes of an order that met no bar. False: the event engine must do the series.
bool Sweep::State::stretch(const TradedSeries& series, std::size_t begin, std::size_t first,
                           std::size_t last, std::size_t end, Obstacle unfinished) {
  targets.resize(end - begin);
  write_targets(call, series.signals.slice(begin, end - begin), targets);
  wanted.read(targets);
  const auto next = [&](std::size_t i, bool want) { return begin + wanted.next(i - begin, want); };
  std::size_t i = first;  // Whose end is to be looked at next, without shares.
  while (i < last) {
    const std::size_t signal = next(i, true);
    if (signal >= last) break;
    // The purchase is at work from the next bar on.
    ++last_id;
    Obstacle obstacle = Obstacle::none;
    Tried tried = Tried::refused;
    std::size_t at = signal + 1;
    prefetch(series.raw, begin + wanted.some_orders_after(signal - begin));
    for (; at < last; ++at) {
      tried = try_purchase(series, at, obstacle);
      if (tried != Tried::refused || !wanted.wants(at - begin) || !target.carry_purchases) break;
    }
    if (tried == Tried::left) return false;
    if (tried != Tried::filled) {
      if (obstacle == Obstacle::none) obstacle = unfinished;
      note_unfilled(series, signal, Side::buy, std::min(at, last - 1) - signal, obstacle);
      i = next(std::min(at, last - 1), false);
      continue;
    }
    // Held: what the strategy wants at the end of the bar of the purchase counts already.
    i = last;
    std::size_t look = at;
    while (look < last) {
      const std::size_t leave_at = next(look, false);
      if (leave_at >= last) break;
      ++last_id;
      obstacle = Obstacle::none;
      tried = Tried::refused;
      prefetch(series.raw, begin + wanted.some_orders_after(leave_at - begin));
      for (at = leave_at + 1; at < last; ++at) {
        tried = try_sale(series, at, obstacle);
        if (tried != Tried::refused || wanted.wants(at - begin)) break;
      }
      if (tried == Tried::left) return false;
      if (tried == Tried::filled) {
        i = at;
        break;
      }
      if (obstacle == Obstacle::none) obstacle = unfinished;
      note_unfilled(series, leave_at, Side::sell, std::min(at, last - 1) - leave_at, obstacle);
      look = at;
    }
  }
  events_until(series, last - 1);
  value(series, last);
  return true;
}

// Sells what is held at the close of bar i, whatever the rules.
void Sweep::State::leave(const TradedSeries& series, std::size_t i, std::string_view reason) {
  if (account.holding(0).shares > 0) {
    const auto close = series.raw.close();
    std::size_t at = i;
    while (at > 0 && !(close[at] > 0)) --at;
    start_bar(series, i);
    if (close[at] > 0) {
      ++last_id;
      sell_all(series, i, money_of(close[at]), reason);
    }
  }
  values[i - first_bar] = yuan_of(account.equity());
}

void Sweep::State::measure(SweepRow& row) {
  row.max_drawdown = deepest_fall(values) - 1;
  row.end = account.equity();
  row.bars_held = held_bars;
  row.fills = journal.fills.size();
  row.trades = journal.trades.size();
  row.unfilled = journal.unfilled.size();
  row.won = won;
  row.fees = fees;
}

SweepRow Sweep::State::by_events(RunResult result) {
  SweepRow row;
  row.by_events = true;
  row.start = result.start;
  row.cuts = result.cuts;
  row.flagged_events = result.flagged_events;
  row.bars = result.equity.value.size();
  values = std::move(result.equity.value);
  journal = std::move(result.journal);
  held_bars = result.bars_held;
  won = 0;
  fees = 0;
  for (const Trade& trade : journal.trades) won += trade.pnl > 0 ? 1U : 0U;
  for (const Fill& fill : journal.fills) fees += fill.fees.total() + fill.dividend_tax;
  account = Account(result.end, 1);
  measure(row);
  return row;
}

Result<SweepRow> Sweep::State::run(const TradedSeries& series) {
  const auto time = series.raw.time();
  const auto first = static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), engine.range.from) - time.begin());
  const auto last = static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), engine.range.to) - time.begin());
  const auto events = [&]() -> Result<SweepRow> {
    auto result = run_strategy(series, factory, rules, engine);
    if (!result) return std::move(result).error();
    return by_events(std::move(*result));
  };
  if (!by_columns || first >= last) return events();  // Which also says what is wrong.
  schedule = &schedule_of(series.symbol);
  listing = rules.listing(series.symbol, series.listed_day);
  journal.fills.clear();
  journal.trades.clear();
  journal.unfilled.clear();
  journal.dividends = journal.traded = 0;
  journal.rights_lapsed = 0;
  account = Account(money_of(engine.cash), 1, rules.costs().dividend_tax);
  values.resize(last - first + kStep);  // Room for the last step.
  first_bar = valued = first;
  won = 0;
  fees = 0;
  held_bars = next_event = rule_hint = day_begin = 0;
  mark = event_reference = 0;
  day = INT64_MIN;
  last_id = 0;
  SweepRow row;
  row.start = account.cash();
  row.bars = last - first;
  for (const auto& event : series.events) {
    row.flagged_events += !event.applied && event.bar >= first && event.bar < last ? 1U : 0U;
  }
  std::size_t begin = 0;
  for (std::size_t k = 0; k <= series.cuts.size(); ++k) {
    const std::size_t end = k < series.cuts.size() ? series.cuts[k].bar : time.size();
    const std::size_t from = std::max(begin, first), to = std::min(end, last);
    if (from < to) {
      const bool cut = end < last;
      if (!stretch(series, begin, from, to, end, cut ? Obstacle::cut : Obstacle::end))
        return events();
      row.cuts += cut ? 1U : 0U;
      account.mark(0, mark);
      if (cut || engine.close_at_end) leave(series, to - 1, cut ? "cut" : "end");
    }
    begin = end;
  }
  account.mark(0, mark);
  values.resize(row.bars);
  measure(row);
  return row;
}

Sweep::Sweep(std::unique_ptr<State> state) : state_(std::move(state)) {}
Sweep::Sweep(Sweep&&) noexcept = default;
Sweep& Sweep::operator=(Sweep&&) noexcept = default;
Sweep::~Sweep() = default;

Result<Sweep> Sweep::make(const StrategyCall& call, const Rulebook& rules,
                          const EngineOptions& engine, const TargetOptions& target) {
  FWQ_TRY(check(engine));
  FWQ_TRY(check(target));
  return Sweep(std::make_unique<State>(call, rules, engine, target));
}

Result<SweepRow> Sweep::run(const TradedSeries& series) {
  return state_->run(series);
}
const Journal& Sweep::journal() const noexcept {
  return state_->journal;
}
std::span<const double> Sweep::values() const noexcept {
  return state_->values;
}

}  // namespace fwq::backtest
