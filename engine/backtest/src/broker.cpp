// The broker's bar: days and events, orders at the open, on the way and at the close.
#include "execution.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::backtest {
std::string_view to_string(OrderKind kind) noexcept {
  constexpr std::string_view kNames[] = {"market_on_open", "market_on_close", "limit",
                                         "stop",           "stop_limit",      "trailing_stop"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Obstacle obstacle) noexcept {
  constexpr std::string_view kNames[] = {"none",      "cash",       "limit_up",    "limit_down",
                                         "no_trade",  "settlement", "not_reached", "volume",
                                         "no_shares", "cut",        "end"};
  return kNames[static_cast<std::size_t>(obstacle)];
}

Broker::Broker(const TradedSeries& series, const Schedule& schedule, const ListingRules& listing,
               const BrokerOptions& options, Account& account, std::uint32_t security,
               Journal& journal)
    : series_(series),
      schedule_(schedule),
      listing_(listing),
      options_(options),
      account_(account),
      security_(security),
      journal_(journal) {}

OrderId Broker::submit(const Order& order, std::size_t bar) {
  Working& w = orders_.emplace_back();
  w.order = order;
  w.id = ++last_id_;
  w.given_bar = static_cast<std::uint32_t>(bar);
  w.left = order.shares;
  w.highest = account_.holding(security_).mark;
  return w.id;
}

bool Broker::cancel(OrderId id) {
  for (Working& w : orders_) {
    if (w.id != id || w.done) continue;
    w.done = w.cancelled = true;
    return true;
  }
  return false;
}

void Broker::cancel_all() {
  for (Working& w : orders_) w.done = w.cancelled = true;
}

bool Broker::is_working(OrderId id) const noexcept {
  return std::ranges::any_of(orders_, [&](const Working& w) { return w.id == id && !w.done; });
}

// Removes what is done; an order that ended without a fill is written down.
void Broker::sweep_done() {
  std::erase_if(orders_, [&](const Working& w) {
    if (!w.done) return false;
    if (w.filled == 0 && w.obstacle != Obstacle::none) {
      journal_.unfilled.push_back({series_.raw.time()[w.given_bar], security_, w.id, w.order.side,
                                   w.order.kind, w.bars, w.obstacle, w.order.reason});
    }
    return true;
  });
}

void Broker::abandon(Obstacle obstacle) {
  for (Working& w : orders_) {
    if (!w.done && w.obstacle == Obstacle::none) w.obstacle = obstacle;
    w.done = true;
  }
  sweep_done();
}

void Broker::know_day() {
  const auto time = series_.raw.time();
  const std::int64_t day = data::day_number(time[bar_]);
  if (day == day_) return;
  day_ = day;
  day_begin_ = bar_;
  while (day_begin_ > 0 && time[day_begin_ - 1] >= day * data::kSecondsPerDay) --day_begin_;
  band_known_ = false;
  rules_ = &schedule_.on(day, rule_hint_);
}

// Those that fell on bars left out came before the run.
void Broker::apply_events() {
  for (; next_event_ < series_.events.size() && series_.events[next_event_].bar <= bar_;
       ++next_event_) {
    const data::AppliedEvent& event = series_.events[next_event_];
    if (event.bar != bar_ || !event.applied) continue;
    const auto effect = account_.apply(security_, event.event, money_of(event.reference));
    journal_.dividends += effect.dividends;
    journal_.rights_lapsed += effect.rights_lapsed ? 1U : 0U;
    event_reference_ = money_of(event.reference);
    event_day_ = data::day_number(series_.raw.time()[bar_]);
    adjust_orders(event);
  }
}

// Prices of resting orders follow the ex-reference price, as an investor would move them.
void Broker::adjust_orders(const data::AppliedEvent& event) {
  const auto moved = [&](Money price) {
    const double to = yuan_of(price) * event.factor;
    return std::max(schedule_.tick(), money_of(to) / schedule_.tick() * schedule_.tick());
  };
  for (Working& w : orders_) {
    if (w.order.limit > 0) w.order.limit = moved(w.order.limit);
    if (w.order.stop > 0) w.order.stop = moved(w.order.stop);
    if (w.highest > 0) w.highest = moved(w.highest);
  }
}

PriceBand Broker::band() noexcept {
  know_day();
  if (!band_known_) {
    band_ = band_of(series_, schedule_, *rules_, listing_, day_begin_, day_,
                    event_day_ == day_ ? event_reference_ : 0);
    band_known_ = true;
  }
  return band_;
}

// ------------------------------------------------------------------------------------------ matching

void Broker::open(std::size_t i, FillListener& listener) {
  // By index: a listener may add orders, which wait for the way.
  const std::size_t count = orders_.size();
  for (const Side side : {Side::sell, Side::buy}) {  // Sales first: their cash can buy.
    for (std::size_t k = 0; k < count; ++k) {
      if (!orders_[k].done && orders_[k].order.side == side) at_open(orders_[k], i, listener);
    }
  }
}

bool Broker::at_open(Working& w, std::size_t i, FillListener& listener) {
  const Money open = is_price(series_.raw.open()[i]) ? money_of(series_.raw.open()[i]) : 0;
  const bool sale = w.order.side == Side::sell;
  const auto stop_passed = [&](Money stop) { return sale ? open <= stop : open >= stop; };
  const auto limit_met = [&] { return sale ? open >= w.order.limit : open <= w.order.limit; };
  switch (w.order.kind) {
    case OrderKind::market_on_open:
      fill(w, i, open, true, Step::open, listener);
      return true;
    case OrderKind::market_on_close:
      return false;
    case OrderKind::stop:
      if (open > 0 && stop_passed(w.order.stop)) fill(w, i, open, true, Step::open, listener);
      return true;
    case OrderKind::trailing_stop: {
      const auto level = static_cast<Money>(static_cast<double>(w.highest) * (1 - w.order.trail));
      if (open > 0 && open <= level) fill(w, i, open, true, Step::open, listener);
      return true;
    }
    case OrderKind::stop_limit:
      if (!w.armed && open > 0 && stop_passed(w.order.stop)) w.armed = true;
      if (w.armed && open > 0 && limit_met()) fill(w, i, open, false, Step::open, listener);
      return true;
    case OrderKind::limit:
      if (open > 0 && limit_met()) fill(w, i, open, false, Step::open, listener);
      return true;
  }
  return false;
}

Broker::Reached Broker::reached(const Working& w, std::size_t i) const {
  const auto raw = series_.raw;
  const Money open = money_of(raw.open()[i]), high = money_of(raw.high()[i]),
              low = money_of(raw.low()[i]);
  const bool pessimistic = options_.intrabar == Intrabar::pessimistic;
  const bool low_first = pessimistic || open - low < high - open;
  const auto at = [&](Money price, bool falling, bool market) {
    return Reached{falling == low_first ? 1 : 2, price, std::abs(price - open), market};
  };
  const bool sale = w.order.side == Side::sell;
  const Money through = pessimistic ? schedule_.tick() : 0;
  const auto limit = [&]() -> Reached {
    const bool met = sale ? high >= w.order.limit + through : low <= w.order.limit - through;
    return met ? at(w.order.limit, !sale, false) : Reached{};
  };
  switch (w.order.kind) {
    case OrderKind::limit:
      return limit();
    case OrderKind::stop:
      if (sale ? low <= w.order.stop : high >= w.order.stop) return at(w.order.stop, sale, true);
      return {};
    case OrderKind::trailing_stop: {
      const auto level = static_cast<Money>(static_cast<double>(w.highest) * (1 - w.order.trail));
      const Money on_tick = level / schedule_.tick() * schedule_.tick();
      if (low <= on_tick) return at(on_tick, true, true);
      return {};
    }
    case OrderKind::stop_limit:
      if (w.armed) return limit();
      // Reached on the way: filled there if the stop's price is within the limit, else it rests as a limit order from the
      // next bar on.
      if (sale ? low <= w.order.stop : high >= w.order.stop) return at(w.order.stop, sale, false);
      return {};
    default:
      return {};
  }
}

void Broker::way(std::size_t i, FillListener& listener) {
  const auto raw = series_.raw;
  if (!is_price(raw.open()[i]) || !is_price(raw.high()[i]) || !is_price(raw.low()[i])) return;
  // The next order on the path is looked for after each fill: a fill may cancel others.
  std::vector<OrderId> tried;
  int step = 1;
  Money distance = 0;
  while (true) {
    Working* next = nullptr;
    Reached where;
    for (Working& w : orders_) {
      if (w.done || std::ranges::find(tried, w.id) != tried.end()) continue;
      const Reached r = reached(w, i);
      if (r.step == 0 || r.step < step ||
          (r.step == step && r.distance < distance && w.given_bar == i))
        continue;
      if (next == nullptr || r.step < where.step ||
          (r.step == where.step && r.distance < where.distance)) {
        next = &w;
        where = r;
      }
    }
    if (next == nullptr) break;
    tried.push_back(next->id);
    step = where.step;
    distance = where.distance;
    if (next->order.kind == OrderKind::stop_limit && !next->armed) {
      next->armed = true;
      const bool within = next->order.side == Side::sell ? where.price >= next->order.limit
                                                         : where.price <= next->order.limit;
      if (!within) continue;
    }
    fill(*next, i, where.price, where.at_market, Step::way, listener);
  }
}

void Broker::close(std::size_t i, FillListener& listener) {
  if (orders_.empty()) return;
  const double last = series_.raw.close()[i];
  const std::size_t count = orders_.size();
  for (const Side side : {Side::sell, Side::buy}) {
    for (std::size_t k = 0; k < count; ++k) {
      if (orders_[k].done || orders_[k].order.side != side ||
          orders_[k].order.kind != OrderKind::market_on_close)
        continue;
      fill(orders_[k], i, is_price(last) ? money_of(last) : 0, true, Step::close, listener);
    }
  }
  const double high = series_.raw.high()[i];
  for (Working& w : orders_) {
    if (w.cancelled) continue;  // Since the last bar.
    ++w.bars;
    if (is_price(high)) w.highest = std::max(w.highest, money_of(high));
    const bool rests =
        w.order.kind != OrderKind::market_on_open && w.order.kind != OrderKind::market_on_close;
    if (rests && w.obstacle == Obstacle::none) w.obstacle = Obstacle::not_reached;
    if (w.order.good_for > 0 && w.bars >= w.order.good_for) w.done = true;
  }
  sweep_done();
}

}  // namespace fwq::backtest
