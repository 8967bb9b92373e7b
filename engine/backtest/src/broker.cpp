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
  const Money tick = schedule_.tick();
  const auto down = [&](Money price) {
    return price > 0 ? std::max(tick, price / tick * tick) : 0;
  };
  const auto up = [&](Money price) { return price > 0 ? (price + tick - 1) / tick * tick : 0; };
  Working& w = orders_.emplace_back();
  w.order = order;
  w.order.limit = order.side == Side::buy ? down(order.limit) : up(order.limit);
  w.order.stop = order.side == Side::buy ? up(order.stop) : down(order.stop);
  w.given_in = step_;
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

void Broker::open(std::size_t i, Side side, FillListener& listener) {
  step_ = Step::open;
  // By index: a listener may add orders, which wait for the way.
  const std::size_t count = orders_.size();
  for (std::size_t k = 0; k < count; ++k) {
    if (!orders_[k].done && orders_[k].order.side == side && orders_[k].given_bar < i)
      at_open(orders_[k], i, listener);
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

Broker::Path Broker::path_of(std::size_t i) const {
  const BarPrices bar = prices_of(series_.raw, i);
  const bool low_first =
      options_.intrabar == Intrabar::pessimistic || bar.open - bar.low < bar.high - bar.open;
  const Money last = bar.close > 0 ? bar.close : bar.open;
  return low_first ? Path{bar.open, bar.low, bar.high, last}
                   : Path{bar.open, bar.high, bar.low, last};
}

Broker::Place Broker::reached(const Working& w, const Path& path, Place from) const {
  const bool sale = w.order.side == Side::sell;
  Money level = w.order.stop;
  bool falling = sale;  // Whether the price must fall to the level.
  Money through = 0;
  switch (w.order.kind) {
    case OrderKind::market_on_open:
    case OrderKind::market_on_close:
      return {};
    case OrderKind::stop:
      break;
    case OrderKind::trailing_stop: {
      const auto exact = static_cast<Money>(static_cast<double>(w.highest) * (1 - w.order.trail));
      level = exact / schedule_.tick() * schedule_.tick();
      break;
    }
    case OrderKind::stop_limit:
      if (!w.armed) break;
      [[fallthrough]];
    case OrderKind::limit:
      level = w.order.limit;
      falling = !sale;
      if (options_.intrabar == Intrabar::pessimistic) through = schedule_.tick();
  }
  const Money trigger = falling ? level - through : level + through;
  if (falling ? from.price <= trigger : from.price >= trigger) return from;
  Money begun = 0;  // Distance at which the leg begins.
  for (std::size_t leg = 1; leg < path.size(); ++leg) {
    const Money length = std::abs(path[leg] - path[leg - 1]);
    const bool passes = falling ? path[leg] <= trigger : path[leg] >= trigger;
    if (passes && begun + length > from.distance)
      return {begun + std::abs(level - path[leg - 1]), level};
    begun += length;
  }
  return {};
}

void Broker::way(std::size_t i, FillListener& listener) {
  const auto raw = series_.raw;
  if (!is_price(raw.open()[i]) || !is_price(raw.high()[i]) || !is_price(raw.low()[i])) return;
  step_ = Step::way;
  const Path path = path_of(i);
  // The next order on the path is looked for after each fill: a fill may cancel others, or add some.
  std::vector<OrderId> tried;
  Place place{0, path[0]};
  while (true) {
    Working* next = nullptr;
    Place nearest;
    for (Working& w : orders_) {
      if (w.done || std::ranges::find(tried, w.id) != tried.end()) continue;
      const bool is_new = w.given_bar == i;
      const Place at = reached(w, path, is_new ? place : Place{0, path[0]});
      if (at.price <= 0) continue;
      // A stop that the open has passed was tried there, at the market.
      const bool at_market =
          w.order.kind == OrderKind::stop || w.order.kind == OrderKind::trailing_stop;
      if (at_market && !is_new && at.distance == 0) continue;
      if (next == nullptr || at.distance < nearest.distance) {
        next = &w;
        nearest = at;
      }
    }
    if (next == nullptr) break;
    tried.push_back(next->id);
    place = nearest;
    const Order& order = next->order;
    if (order.kind == OrderKind::stop_limit && !next->armed) {
      // Filled there if the price is within the limit, else it rests as a limit order from the next bar on.
      next->armed = true;
      const bool within =
          order.side == Side::sell ? place.price >= order.limit : place.price <= order.limit;
      if (!within) continue;
    }
    const bool at_market = order.kind == OrderKind::stop || order.kind == OrderKind::trailing_stop;
    fill(*next, i, place.price, at_market, Step::way, listener);
  }
}

// What a trailing stop has seen of a bar: only what came after it was given.
Money Broker::seen_high(const Working& w, std::size_t i) const {
  const BarPrices bar = prices_of(series_.raw, i);
  return w.given_bar == i && w.given_in != Step::open ? bar.close : bar.high;
}

void Broker::close(std::size_t i, FillListener& listener) {
  step_ = Step::close;
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
  for (Working& w : orders_) {
    if (w.cancelled) continue;  // Since the last bar.
    w.highest = std::max(w.highest, seen_high(w, i));
    if (w.given_bar == i && w.order.kind == OrderKind::market_on_open)
      continue;  // Had no open yet.
    ++w.bars;
    const bool rests =
        w.order.kind != OrderKind::market_on_open && w.order.kind != OrderKind::market_on_close;
    if (rests && w.obstacle == Obstacle::none) w.obstacle = Obstacle::not_reached;
    if (w.order.good_for > 0 && w.bars >= w.order.good_for) w.done = true;
  }
  sweep_done();
}

}  // namespace fwq::backtest
