// Filling an order at a price that the market reached: what refuses it, at what price, how many shares, which fees.
#include <algorithm>
#include <cmath>

#include "execution.hpp"

namespace fwq::backtest {

// Cash for the order. A second fill on a day pays the fees of both less those of the first, which may be a cent an item
// more than its own.
Money Broker::spendable(const Working& w) const noexcept {
  return account_.cash() - (w.fee_day == day_ ? 4 * kCent : 0);
}

// How many shares the order still asks for at `price`, and can pay for.
std::int64_t Broker::wanted_shares(const Working& w, Money price) const {
  const Holding& held = account_.holding(security_);
  const bool by_money = w.order.amount == Amount::fraction || w.order.amount == Amount::cash;
  if (by_money && w.order.side == Side::sell) return 0;  // Of purchases only.
  switch (w.order.amount) {
    case Amount::shares:
      return w.order.side == Side::buy
                 ? std::min(w.left, buyable(schedule_, *rules_, price, spendable(w)))
                 : w.left;
    case Amount::whole:
      return w.order.side == Side::sell ? held.shares : 0;
    case Amount::fraction: {
      const Money equity = account_.equity() + held.shares * (price - held.mark);
      const auto target =
          static_cast<Money>(std::floor(static_cast<double>(equity) * w.order.value));
      return buyable(schedule_, *rules_, price,
                     std::min(spendable(w), target - held.shares * price));
    }
    case Amount::cash:
      return buyable(schedule_, *rules_, price,
                     std::min(spendable(w), money_of(w.order.value) - w.spent));
  }
  return 0;
}

void Broker::fill(Working& w, std::size_t i, Money price, bool at_market, Step step,
                  FillListener& listener) {
  const BarPrices bar = prices_of(series_.raw, i);
  const PriceBand limits = band();  // Knows the day from here on.
  const Slippage& slippage = options_.slippage;
  const bool at_limit_counts =
      step == Step::close || (step == Step::open && options_.intrabar == Intrabar::pessimistic);
  w.obstacle = refused(w.order.side, bar, limits, price, at_limit_counts);
  if (w.obstacle != Obstacle::none) return;
  Money at =
      at_market ? slipped(w.order.side, slippage, schedule_.tick(), bar, limits, price, 0) : price;
  std::int64_t shares = wanted_shares(w, at);
  if (at_market && slippage.kind == Slippage::Kind::volume_share && slippage.value > 0) {
    at = slipped(w.order.side, slippage, schedule_.tick(), bar, limits, price, shares);
    shares = std::min(shares, wanted_shares(w, at));
  }
  // A limit or stop price beyond the day's limits cannot trade.
  if (!limits.free() && (at > limits.up || at < limits.down)) {
    w.obstacle = w.order.side == Side::buy ? Obstacle::limit_up : Obstacle::limit_down;
    return;
  }
  const Holding& held = account_.holding(security_);
  const auto raw = series_.raw;
  std::int64_t most = INT64_MAX;
  if (options_.volume_cap > 0 && raw.volume()[i] > 0) {
    most = static_cast<std::int64_t>(std::min(raw.volume()[i] * options_.volume_cap, 1e15)) -
           volume_used_;
  }
  const bool capped = shares > most;
  Obstacle none_because = Obstacle::no_shares;
  bool partial = false;
  if (w.order.side == Side::buy) {
    if (w.order.amount == Amount::shares || w.order.amount == Amount::whole) {
      none_because = w.left < rules_->first_lot ? Obstacle::no_shares : Obstacle::cash;
    } else {
      none_because = Obstacle::cash;
    }
    if (capped) {
      partial = true;
      if (shares > most) none_because = Obstacle::volume;
      shares = std::min(shares, most);
    }
    shares =
        shares < rules_->first_lot ? 0 : shares - (shares - rules_->first_lot) % rules_->lot_step;
  } else {
    const std::int64_t may = held.sellable(day_, rules_->same_day);
    if (held.shares > 0 && may == 0) none_because = Obstacle::settlement;
    partial = w.order.amount == Amount::whole ? shares > std::min(may, most)
                                              : w.left > std::min(may, most);
    if (may > 0 && capped && most < rules_->first_lot) none_because = Obstacle::volume;
    shares = sellable_lot(*rules_, std::min({shares, may, most}), may);
    // Odd shares of a cheap stock may not bring the least commission.
    if (shares > 0 && spendable(w) + at * shares <
                          schedule_.fees(*rules_, Side::sell, at * shares, shares).total()) {
      shares = 0;
      none_because = Obstacle::cash;
    }
  }
  if (shares <= 0) {
    w.obstacle = none_because;
    // Without shares or with too little cash there is nothing to wait for; volume and settlement come.
    if (none_because == Obstacle::no_shares || none_because == Obstacle::cash) w.done = true;
    return;
  }
  if (w.order.amount == Amount::shares) w.left -= shares;
  w.done = w.order.amount == Amount::shares ? w.left <= 0 || !partial : !partial;
  execute(w, i, at, shares, listener);
}

// Requires: everything allows it.
void Broker::execute(Working& w, std::size_t i, Money price, std::int64_t shares,
                     FillListener& listener) {
  if (w.fee_day != day_) {
    w.fee_day = day_;
    w.amount_today = 0;
    w.shares_today = 0;
    w.fees_today = {};
  }
  w.amount_today += price * shares;
  w.shares_today += shares;
  const Fees whole = schedule_.fees(*rules_, w.order.side, w.amount_today, w.shares_today);
  Fill fill;
  fill.time = series_.raw.time()[i];
  fill.bar = static_cast<std::uint32_t>(i);
  fill.security = security_;
  fill.order = w.id;
  fill.side = w.order.side;
  fill.price = price;
  fill.shares = shares;
  fill.fees = {whole.commission - w.fees_today.commission,
               whole.stamp_duty - w.fees_today.stamp_duty,
               whole.transfer_fee - w.fees_today.transfer_fee,
               whole.exchange_fees - w.fees_today.exchange_fees};
  fill.reason = w.order.reason;
  w.fees_today = whole;
  w.filled += shares;
  w.spent += price * shares + fill.fees.total();
  volume_used_ += shares;
  journal_.traded += price * shares;
  if (w.order.side == Side::buy) {
    account_.buy(fill, day_);
  } else {
    account_.sell(fill, day_, journal_.trades);
  }
  journal_.fills.push_back(fill);
  listener.filled(fill);  // May add orders: `w` is not touched after it.
}

void Broker::liquidate(std::size_t i, std::string_view reason, FillListener& listener) {
  const Holding& held = account_.holding(security_);
  if (held.shares == 0) return;
  const auto close = series_.raw.close();
  std::size_t at = i;
  while (at > 0 && !(close[at] > 0)) --at;
  Working w;
  w.order.side = Side::sell;
  w.order.amount = Amount::whole;
  w.order.reason = reason;
  w.id = ++last_id_;
  know_day();
  if (close[at] > 0) execute(w, i, money_of(close[at]), held.shares, listener);
}

}  // namespace fwq::backtest
