// Orders from targets: entries, sizes, stops, holding limit.
#include "fwq/backtest/target_strategy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "fwq/analysis/indicator.hpp"

namespace fwq::backtest {
namespace {

constexpr std::size_t kTradesForKelly = 10;
constexpr double kAtrsAtRisk = 2;

// Average true range as a fraction of the close, NaN while warming up.
std::vector<double> atr_fractions(const data::Bars& bars) {
  std::vector<double> out(bars.size());
  const auto call = analysis::parse_indicator("NATR(14)", analysis::Flavour::talib).value();
  const std::span<double> span(out);
  analysis::run_indicator(call, bars, {&span, 1});
  for (double& value : out) value /= 100;
  return out;
}

class TargetStrategy : public Strategy {
 public:
  TargetStrategy(std::vector<double> targets, std::vector<double> atr, const TargetOptions& options)
      : targets_(std::move(targets)), atr_(std::move(atr)), options_(options) {
    // NaN keeps what was wanted before, also what was wanted before the first bar that is traded.
    double last = 0;
    for (double& target : targets_) {
      if (std::isnan(target)) target = last;
      last = target;
    }
  }

  void on_bar(const Moment& now, Desk& desk) override {
    wanted_ = targets_[now.size() - 1] > 0;
    if (!wanted_) {
      waits_ = false;
      if (purchase_ != 0) desk.cancel(std::exchange(purchase_, 0));
    }
    const bool holds = now.holding().shares > 0;
    if (holds == wanted_ && !desk.has_orders() && options_.exits.max_bars == 0) return;
    act(now, desk, holds);
  }

  void on_fill(const Fill& fill, const Moment& now, Desk& desk) override {
    if (fill.side == Side::buy) {
      if (entry_bar_ == kFlat) entry_bar_ = fill.bar;
      protect(now, desk);
    } else if (now.holding().shares == 0) {
      entry_bar_ = kFlat;
      if (fill.reason != "signal") waits_ = wanted_;
      desk.cancel_all();
      stops_.clear();
      purchase_ = sale_ = 0;
    }
  }

 private:
  static constexpr std::uint32_t kFlat = UINT32_MAX;

  void act(const Moment& now, Desk& desk, bool holds) {
    if (!wanted_) {
      if (holds) sell(desk, "signal");
      return;
    }
    if (holds) {
      if (options_.exits.max_bars > 0 && now.bar() + 1 - entry_bar_ >= options_.exits.max_bars)
        sell(desk, "holding_limit");
      else if (sale_ != 0 && sale_by_signal_)
        desk.cancel(std::exchange(sale_, 0));  // It wants to hold after all.
      return;
    }
    // An order that is no longer at work had its bar, or met too little cash: not again before the target was 0.
    if (!waits_ && purchase_ == 0) buy(now, desk);
  }

  void buy(const Moment& now, Desk& desk) {
    Order order;
    order.side = Side::buy;
    order.kind = kind();
    order.reason = "signal";
    order.good_for = options_.carry_purchases ? 0U : 1U;
    order.amount = Amount::fraction;
    switch (options_.sizing.kind) {
      case Sizing::Kind::all_in:
        order.value = 1;
        break;
      case Sizing::Kind::fraction:
        order.value = options_.sizing.value;
        break;
      case Sizing::Kind::cash:
        order.amount = Amount::cash;
        order.value = options_.sizing.value;
        break;
      case Sizing::Kind::atr_risk: {
        const double atr = atr_[now.size() - 1];
        if (!(atr > 0)) return;  // Not known yet: asked again at the next bar.
        order.value = std::min(1.0, options_.sizing.value / (kAtrsAtRisk * atr));
        break;
      }
      case Sizing::Kind::kelly: {
        const double kelly = now.trades().size() < kTradesForKelly ? options_.sizing.value / 2
                                                                   : kelly_fraction(now.trades());
        order.value =
            std::min(std::isnan(kelly) ? options_.sizing.value : kelly, options_.sizing.value);
        if (!(order.value > 0)) return;  // The trades so far say: do not bet.
        break;
      }
    }
    purchase_ = desk.submit(order);
  }

  void sell(Desk& desk, std::string_view reason) {
    if (sale_ != 0 && desk.is_working(sale_)) return;
    Order order;
    order.side = Side::sell;
    order.kind = kind();
    order.amount = Amount::whole;
    order.reason = reason;
    sale_ = desk.submit(order);
    sale_by_signal_ = reason == "signal";
  }

  // Stops and limits around the average purchase price, anew after each part of a purchase.
  void protect(const Moment& now, Desk& desk) {
    for (const OrderId id : stops_) desk.cancel(id);
    stops_.clear();
    const Exits& exits = options_.exits;
    const Holding& held = now.holding();
    Money paid = 0;
    for (const Lot& lot : held.lots) paid += lot.paid;
    const double price = static_cast<double>(paid) / static_cast<double>(held.shares);
    Order order;
    order.side = Side::sell;
    order.amount = Amount::whole;
    if (exits.stop_loss > 0) {
      order.kind = OrderKind::stop;
      order.stop = on_tick(price * (1 - exits.stop_loss));
      order.reason = "stop_loss";
      stops_.push_back(desk.submit(order));
    }
    if (exits.trailing > 0) {
      order.kind = OrderKind::trailing_stop;
      order.trail = exits.trailing;
      order.reason = "trailing_stop";
      stops_.push_back(desk.submit(order));
    }
    if (exits.take_profit > 0) {
      order.kind = OrderKind::limit;
      order.limit = on_tick(price * (1 + exits.take_profit) + static_cast<double>(kTick) - 1);
      order.reason = "take_profit";
      stops_.push_back(desk.submit(order));
    }
  }

  OrderKind kind() const noexcept {
    return options_.at_close ? OrderKind::market_on_close : OrderKind::market_on_open;
  }
  // Down to a tenth of a cent, which every tick is a multiple of; the broker's prices are the market's.
  static constexpr Money kTick = kCent / 10;
  static Money on_tick(double price) noexcept { return static_cast<Money>(price) / kTick * kTick; }

  std::vector<double> targets_, atr_;
  TargetOptions options_;
  bool wanted_ = false;
  bool waits_ = false;  // Sold by an exit: not again before the target was 0.
  OrderId purchase_ = 0, sale_ = 0;
  bool sale_by_signal_ = false;
  std::vector<OrderId> stops_;
  std::uint32_t entry_bar_ = kFlat;
};

}  // namespace

std::string_view to_string(Sizing::Kind kind) noexcept {
  constexpr std::string_view kNames[] = {"all_in", "cash", "fraction", "atr_risk", "kelly"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<void> check(const TargetOptions& options) {
  const auto refuse = [](std::string_view what, std::string_view what_zh, std::string_view bound,
                         std::string_view bound_zh, double value) {
    return Error{Errc::invalid_argument,
                 fmt::format("{} must be above 0 and {}, not {}", what, bound, value),
                 fmt::format("{}须大于 0 且{}，而不是 {}", what_zh, bound_zh, value)};
  };
  const auto within = [](double value, double high) { return value > 0 && value <= high; };
  const Sizing& sizing = options.sizing;
  switch (sizing.kind) {
    case Sizing::Kind::all_in:
      break;
    case Sizing::Kind::cash:
      if (!within(sizing.value, 1e12))
        return refuse("the cash of a purchase", "每次买入金额", "at most 1e12", "不超过 1e12",
                      sizing.value);
      break;
    default:
      if (!within(sizing.value, 1))
        return refuse("the size of a purchase", "仓位比例", "at most 1", "不超过 1", sizing.value);
  }
  const Exits& exits = options.exits;
  if (exits.stop_loss != 0 && !(exits.stop_loss > 0 && exits.stop_loss < 1))
    return refuse("the stop loss", "止损比例", "below 1", "小于 1", exits.stop_loss);
  if (exits.take_profit != 0 && !within(exits.take_profit, 100))
    return refuse("the profit to take", "止盈比例", "at most 100", "不超过 100", exits.take_profit);
  if (exits.trailing != 0 && !(exits.trailing > 0 && exits.trailing < 1))
    return refuse("the trailing stop", "移动止损比例", "below 1", "小于 1", exits.trailing);
  return {};
}

std::unique_ptr<Strategy> target_strategy(std::vector<double> targets,
                                          const TargetOptions& options) {
  return std::make_unique<TargetStrategy>(std::move(targets), std::vector<double>(), options);
}

StrategyFactory target_strategy(const StrategyCall& call, const TargetOptions& options) {
  return [call, options](const data::Bars& signals) -> std::unique_ptr<Strategy> {
    auto atr = options.sizing.kind == Sizing::Kind::atr_risk ? atr_fractions(signals)
                                                             : std::vector<double>();
    return std::make_unique<TargetStrategy>(targets_of(call, signals), std::move(atr), options);
  };
}

double kelly_fraction(std::span<const Trade> trades) noexcept {
  double won = 0, lost = 0;
  std::size_t wins = 0, losses = 0;
  for (const Trade& trade : trades) {
    if (trade.return_fraction > 0) {
      won += trade.return_fraction;
      ++wins;
    } else if (trade.return_fraction < 0) {
      lost -= trade.return_fraction;
      ++losses;
    }
  }
  if (wins == 0 || losses == 0) return data::kNone;
  const double payoff = won / static_cast<double>(wins) / (lost / static_cast<double>(losses));
  const double p = static_cast<double>(wins) / static_cast<double>(trades.size());
  return std::max(0.0, p - (1 - p) / payoff);
}

}  // namespace fwq::backtest
