// The portfolio's loop over time: fills of all securities, then the choice at the end of a period.
#include "fwq/backtest/portfolio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

#include "fwq/core/text.hpp"

namespace fwq::backtest {
namespace {

// One security on its way through time.
struct Member {
  const TradedSeries* series = nullptr;
  Schedule schedule;
  std::vector<double> scores, targets, volatility;  // By bar; targets empty: always wanted.
  std::size_t next = 0;                             // Its next bar.
  std::size_t next_cut = 0;
  bool has_bar = false;  // At the present time.
  OrderId purchase = 0, sale = 0;
  std::size_t last() const noexcept { return next - 1; }
  bool wanted() const noexcept { return targets.empty() || targets[last()] > 0; }
};

// NaN keeps what was before.
void keep(std::vector<double>& targets) {
  double last = 0;
  for (double& target : targets) {
    if (std::isnan(target)) target = last;
    last = target;
  }
}

std::vector<double> volatility_of(const data::Bars& signals, std::size_t lookback) {
  const auto close = signals.close();
  std::vector<double> out(close.size(), data::kNone);
  std::vector<double> moves(close.size(), data::kNone);
  for (std::size_t i = 1; i < close.size(); ++i) {
    if (close[i] > 0 && close[i - 1] > 0) moves[i] = std::log(close[i] / close[i - 1]);
  }
  for (std::size_t i = lookback; i < close.size(); ++i) {
    const auto window = std::span(moves).subspan(i + 1 - lookback, lookback);
    const double mean =
        std::accumulate(window.begin(), window.end(), 0.0) / static_cast<double>(lookback);
    double squares = 0;
    for (const double move : window) squares += (move - mean) * (move - mean);
    out[i] = std::sqrt(squares / static_cast<double>(lookback - 1));
  }
  return out;
}

// Fills `out` from calls on each stretch between cuts: nothing looks over one.
template <class Compute>
std::vector<double> by_stretches(const TradedSeries& series, const Compute& compute) {
  std::vector<double> out;
  out.reserve(series.raw.size());
  std::size_t begin = 0;
  for (std::size_t k = 0; k <= series.cuts.size(); ++k) {
    const std::size_t end = k < series.cuts.size() ? series.cuts[k].bar : series.raw.size();
    const std::vector<double> part = compute(series.signals.slice(begin, end - begin));
    out.insert(out.end(), part.begin(), part.end());
    begin = end;
  }
  return out;
}

std::int64_t period_of(data::Time time, Rebalance rebalance) {
  const std::int64_t day = data::day_number(time);
  switch (rebalance) {
    case Rebalance::day:
      return day;
    case Rebalance::week:
      return (day + 3) / 7;  // Weeks begin on Mondays.
    case Rebalance::month: {
      const data::Date date = data::date_from_days(day);
      return date.year * 12 + date.month;
    }
  }
  return day;
}

class PortfolioRun : public FillListener {
 public:
  PortfolioRun(std::span<const TradedSeries> securities,
               const std::optional<StrategyCall>& strategy, const Rulebook& rules,
               const PortfolioOptions& options, PortfolioResult& result)
      : options_(options),
        result_(result),
        account_(money_of(options.engine.cash), securities.size(), rules.costs().dividend_tax) {
    members_.resize(securities.size());
    for (std::size_t k = 0; k < securities.size(); ++k) {
      Member& m = members_[k];
      m.series = &securities[k];
      m.schedule = rules.schedule(m.series->symbol);
      prepare(m, strategy);
      brokers_.emplace_back(
          *m.series, m.schedule, rules.listing(m.series->symbol, m.series->listed_day),
          options.engine.broker, account_, static_cast<std::uint32_t>(k), result.journal);
    }
  }

  Result<void> run(std::span<const data::Time> times, const core::TaskContext& context) {
    result_.equity.time.assign(times.begin(), times.end());
    constexpr std::size_t kEach = 64;  // Times between two looks at the world outside.
    for (std::size_t t = 0; t < times.size(); ++t) {
      if (t % kEach == 0) {
        if (context.cancelled()) return core::TaskContext::cancelled_error();
        context.report(static_cast<double>(t) / static_cast<double>(times.size()), "run");
      }
      trade(times[t]);
      const bool ends = t + 1 == times.size() || period_of(times[t + 1], options_.rebalance) !=
                                                     period_of(times[t], options_.rebalance);
      leave_cuts();
      note();
      if (options_.exit_between) exits();
      if (ends && t + 1 < times.size()) choose();
    }
    finish();
    return {};
  }

  void filled(const Fill&) override {}

 private:
  void prepare(Member& m, const std::optional<StrategyCall>& strategy) {
    m.scores = by_stretches(*m.series, [&](const data::Bars& bars) {
      return ranking_scores(options_.ranking, bars, options_.lookback);
    });
    if (options_.weighting == Weighting::inverse_volatility) {
      m.volatility = by_stretches(*m.series, [&](const data::Bars& bars) {
        return volatility_of(bars, options_.lookback);
      });
    }
    if (strategy) {
      m.targets = by_stretches(*m.series, [&](const data::Bars& bars) {
        auto targets = targets_of(*strategy, bars);
        keep(targets);
        return targets;
      });
    }
    const auto time = m.series->raw.time();
    m.next = static_cast<std::size_t>(
        std::lower_bound(time.begin(), time.end(), options_.engine.range.from) - time.begin());
    while (m.next_cut < m.series->cuts.size() && m.series->cuts[m.next_cut].bar <= m.next)
      ++m.next_cut;
  }

  // The bars of one time: all sales at the open before any purchase.
  void trade(data::Time now) {
    for (std::size_t k = 0; k < members_.size(); ++k) {
      Member& m = members_[k];
      m.has_bar = m.next < m.series->raw.size() && m.series->raw.time()[m.next] == now;
      if (!m.has_bar) continue;
      brokers_[k].begin_bar(m.next);
    }
    each([&](std::size_t k, std::size_t i) { brokers_[k].open(i, Side::sell, *this); });
    for (const std::size_t k : ranks_) {
      if (members_[k].has_bar) brokers_[k].open(members_[k].next, Side::buy, *this);
    }
    each([&](std::size_t k, std::size_t i) {
      brokers_[k].way(i, *this);
      brokers_[k].close(i, *this);
    });
    for (std::size_t k = 0; k < members_.size(); ++k) {
      Member& m = members_[k];
      if (!m.has_bar) continue;
      const double close = m.series->raw.close()[m.next];
      if (close > 0) account_.mark(k, money_of(close));
      ++m.next;
    }
  }

  template <class Work>
  void each(const Work& work) {
    for (std::size_t k = 0; k < members_.size(); ++k) {
      if (members_[k].has_bar && brokers_[k].has_orders()) work(k, members_[k].next);
    }
  }

  void leave_cuts() {
    for (std::size_t k = 0; k < members_.size(); ++k) {
      Member& m = members_[k];
      const auto& cuts = m.series->cuts;
      if (!m.has_bar || m.next_cut >= cuts.size() || cuts[m.next_cut].bar != m.next) continue;
      ++m.next_cut;
      ++result_.cuts;
      brokers_[k].abandon(Obstacle::cut);
      brokers_[k].liquidate(m.last(), "cut", *this);
      m.purchase = m.sale = 0;
    }
  }

  void note() {
    result_.equity.cash.push_back(yuan_of(account_.cash()));
    result_.equity.value.push_back(yuan_of(account_.equity()));
    std::size_t held = 0;
    for (std::size_t k = 0; k < members_.size(); ++k)
      held += account_.holding(k).shares > 0 ? 1U : 0U;
    result_.held.push_back(held);
    result_.times_held += held > 0 ? 1U : 0U;
  }

  void exits() {
    for (std::size_t k = 0; k < members_.size(); ++k) {
      Member& m = members_[k];
      if (!m.has_bar || m.wanted()) continue;
      if (m.purchase != 0) brokers_[k].cancel(std::exchange(m.purchase, 0));
      if (account_.holding(k).shares > 0) sell_whole(k, "signal");
    }
  }

  void sell_whole(std::size_t k, std::string_view reason) {
    Member& m = members_[k];
    if (m.sale != 0 && brokers_[k].is_working(m.sale)) return;
    Order order;
    order.side = Side::sell;
    order.amount = Amount::whole;
    order.reason = reason;
    m.sale = brokers_[k].submit(order, m.last());
  }

  // The best by score, best first.
  std::vector<std::size_t> best() const {
    std::vector<std::size_t> out;
    for (std::size_t k = 0; k < members_.size(); ++k) {
      const Member& m = members_[k];
      if (m.has_bar && m.wanted() && !std::isnan(m.scores[m.last()])) out.push_back(k);
    }
    std::sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
      const double x = members_[a].scores[members_[a].last()],
                   y = members_[b].scores[members_[b].last()];
      return x != y ? x > y : members_[a].series->symbol < members_[b].series->symbol;
    });
    if (out.size() > options_.capacity) out.resize(options_.capacity);
    return out;
  }

  std::vector<double> weights(const std::vector<std::size_t>& chosen) const {
    std::vector<double> out(chosen.size(), 1.0);
    if (options_.weighting == Weighting::inverse_volatility) {
      for (std::size_t n = 0; n < chosen.size(); ++n) {
        const Member& m = members_[chosen[n]];
        const double v = m.volatility[m.last()];
        out[n] = v > 0 ? 1 / v : 0;  // Unknown, or does not move at all: none of it.
      }
    }
    // Equal weights leave room for what is not eligible now; weights by volatility share everything out.
    const double sum = options_.weighting == Weighting::equal
                           ? static_cast<double>(options_.capacity)
                           : std::accumulate(out.begin(), out.end(), 0.0);
    for (double& weight : out) weight = sum > 0 ? weight / sum * (1 - options_.cash_reserve) : 0;
    return out;
  }

  void choose() {
    ++result_.rebalances;
    const std::vector<std::size_t> chosen = best();
    const std::vector<double> weight = weights(chosen);
    for (std::size_t k = 0; k < members_.size(); ++k) {
      Member& m = members_[k];
      if (m.purchase != 0) brokers_[k].cancel(std::exchange(m.purchase, 0));
      const bool stays = std::find(chosen.begin(), chosen.end(), k) != chosen.end();
      // A suspended holding waits for its bar like any other order.
      if (!stays && account_.holding(k).shares > 0 && m.next > 0) sell_whole(k, "rebalance");
    }
    const auto equity = static_cast<double>(account_.equity());
    ranks_ = chosen;
    for (std::size_t n = 0; n < chosen.size(); ++n) bring_to(chosen[n], weight[n], equity);
  }

  void bring_to(std::size_t k, double weight, double equity) {
    Member& m = members_[k];
    if (m.sale != 0) brokers_[k].cancel(std::exchange(m.sale, 0));
    const Holding& held = account_.holding(k);
    const double value = static_cast<double>(held.shares) * static_cast<double>(held.mark);
    const double target = equity * weight;
    if (held.shares > 0 && std::abs(value - target) <= options_.band * target) return;
    Order order;
    order.reason = "rebalance";
    if (value > target) {
      order.side = Side::sell;
      order.shares = static_cast<std::int64_t>((value - target) / static_cast<double>(held.mark));
      if (order.shares > 0) m.sale = brokers_[k].submit(order, m.last());
      return;
    }
    if (!(weight > 0)) return;
    order.amount = Amount::fraction;
    order.value = weight;
    if (held.shares == 0) order.reason = "signal";
    m.purchase = brokers_[k].submit(order, m.last());
  }

  void finish() {
    for (std::size_t k = 0; k < members_.size(); ++k) {
      brokers_[k].abandon(Obstacle::end);
      if (options_.engine.close_at_end && members_[k].next > 0)
        brokers_[k].liquidate(members_[k].last(), "end", *this);
      result_.open_shares.push_back(account_.holding(k).shares);
    }
    result_.end = account_.equity();
    result_.equity.cash.back() = yuan_of(account_.cash());
    result_.equity.value.back() = yuan_of(account_.equity());
  }

  const PortfolioOptions& options_;
  PortfolioResult& result_;
  Account account_;
  std::vector<Member> members_;
  std::deque<Broker> brokers_;
  std::vector<std::size_t> ranks_;  // Of the last choice: the order of purchases.
};

// All times of the range at which some security has a bar.
std::vector<data::Time> times_of(std::span<const TradedSeries> securities,
                                 const data::TimeRange& range) {
  std::vector<data::Time> out;
  for (const TradedSeries& one : securities) {
    const data::Bars bars = one.raw.slice(range);
    std::vector<data::Time> merged;
    merged.reserve(out.size() + bars.size());
    std::set_union(out.begin(), out.end(), bars.time().begin(), bars.time().end(),
                   std::back_inserter(merged));
    out.swap(merged);
  }
  return out;
}

}  // namespace

std::vector<double> ranking_scores(Ranking ranking, const data::Bars& signals,
                                   std::size_t lookback) {
  const auto close = signals.close();
  std::vector<double> out(close.size(), data::kNone);
  switch (ranking) {
    case Ranking::momentum:
    case Ranking::reversal:
      for (std::size_t i = lookback; i < close.size(); ++i) {
        const double change = close[i] / close[i - lookback] - 1;
        out[i] = ranking == Ranking::momentum ? change : -change;
      }
      break;
    case Ranking::low_volatility:
      out = volatility_of(signals, lookback);
      for (double& value : out) value = -value;
      break;
    case Ranking::turnover: {
      const auto amount = signals.amount();
      for (std::size_t i = lookback - 1; i < close.size(); ++i) {
        const auto window = amount.subspan(i + 1 - lookback, lookback);
        out[i] = std::accumulate(window.begin(), window.end(), 0.0) / static_cast<double>(lookback);
      }
      break;
    }
    case Ranking::symbol:
      std::fill(out.begin(), out.end(), 0.0);
      break;
  }
  return out;
}

Result<PortfolioResult> run_portfolio(std::span<const TradedSeries> securities,
                                      const std::optional<StrategyCall>& strategy,
                                      const Rulebook& rules, const PortfolioOptions& options,
                                      const core::TaskContext& context) {
  FWQ_TRY(check(options));
  std::vector<data::Symbol> symbols;
  for (const TradedSeries& one : securities) symbols.push_back(one.symbol);
  std::sort(symbols.begin(), symbols.end());
  if (const auto twice = std::adjacent_find(symbols.begin(), symbols.end());
      twice != symbols.end()) {
    return Error{Errc::invalid_argument, fmt::format("{} is in the portfolio twice", twice->text()),
                 fmt::format("{} 在组合中出现了两次", twice->text())};
  }
  const auto times = times_of(securities, options.engine.range);
  if (times.empty())
    return Error{Errc::not_found, "none of the portfolio's securities has a bar in that range",
                 "组合中的证券在该区间都没有K线"};
  PortfolioResult result;
  result.start = money_of(options.engine.cash);
  for (const TradedSeries& one : securities) {
    for (const auto& event : one.events) {
      const data::Time time = one.raw.time()[event.bar];
      result.flagged_events +=
          !event.applied && time >= times.front() && time <= times.back() ? 1U : 0U;
    }
  }
  FWQ_TRY(PortfolioRun(securities, strategy, rules, options, result).run(times, context));
  return result;
}

}  // namespace fwq::backtest
