// The loop over the bars of one security.
#include "fwq/backtest/engine.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fwq::backtest {
namespace {

// Hands fills to the strategy.
class Run : public FillListener {
 public:
  Run(const TradedSeries& series, const Rulebook& rules, const EngineOptions& options,
      RunResult& result)
      : series_(series),
        result_(result),
        schedule_(rules.schedule(series.symbol)),
        account_(money_of(options.cash), 1, rules.costs().dividend_tax),
        broker_(series, schedule_, rules.listing(series.symbol, series.listed_day), options.broker,
                account_, 0, result.journal),
        desk_(broker_) {}

  // Bars [first, last) of a stretch without cuts that began at `begin`.
  void stretch(std::size_t begin, std::size_t first, std::size_t last, std::size_t end,
               const StrategyFactory& factory) {
    signals_ = series_.signals.slice(begin, end - begin);
    raw_ = series_.raw.slice(begin, end - begin);
    strategy_ = factory(signals_);
    Moment moment(signals_, raw_, account_, result_.journal.trades, 0);
    moment_ = &moment;
    begin_ = begin;
    for (std::size_t i = first; i < last; ++i) bar(i);
    moment_ = nullptr;
  }

  void leave(std::size_t i, std::string_view reason, Obstacle obstacle) {
    broker_.abandon(obstacle);
    broker_.liquidate(i, reason, *this);
    broker_.abandon(obstacle);
    result_.equity.cash[row_ - 1] = yuan_of(account_.cash());
    result_.equity.value[row_ - 1] = yuan_of(account_.equity());
  }

  void finish() {
    broker_.abandon(Obstacle::end);
    result_.end = account_.equity();
    result_.open = account_.holding(0).lots;
    result_.open_shares = account_.holding(0).shares;
  }

  void filled(const Fill& fill) override {
    if (moment_ == nullptr) return;  // The end of a stretch.
    moment_->set(fill.bar - begin_, fill.bar == 0 ? 0 : fill.bar - 1, result_.journal.trades);
    desk_.at(fill.bar);
    strategy_->on_fill(fill, *moment_, desk_);
  }

 private:
  void bar(std::size_t i) {
    broker_.begin_bar(i);
    if (broker_.has_orders()) {
      broker_.open(i, *this);
      broker_.way(i, *this);
      broker_.close(i, *this);
    }
    const double close = series_.raw.close()[i];
    const std::int64_t shares = account_.holding(0).shares;
    if (close > 0) account_.mark(0, money_of(close));
    result_.bars_held += shares > 0 ? 1U : 0U;
    result_.equity.cash[row_] = yuan_of(account_.cash());
    result_.equity.value[row_++] = yuan_of(account_.equity());
    moment_->set(i + 1 - begin_, i, result_.journal.trades);
    desk_.at(i);
    strategy_->on_bar(*moment_, desk_);
  }

  const TradedSeries& series_;
  RunResult& result_;
  Schedule schedule_;
  Account account_;
  Broker broker_;
  Desk desk_;
  std::unique_ptr<Strategy> strategy_;
  data::Bars signals_, raw_;
  Moment* moment_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t row_ = 0;  // Of the equity curve, next to write.
};

}  // namespace

Result<void> check(const EngineOptions& options) {
  const auto refuse = [](std::string message, std::string message_zh) {
    return Error{Errc::invalid_argument, std::move(message), std::move(message_zh)};
  };
  if (!(options.cash > 0 && options.cash <= 1e12)) {
    return refuse(
        fmt::format("the cash must be above 0 and at most 1e12 CNY, not {}", options.cash),
        fmt::format("初始资金须大于 0 且不超过 1e12 元，而不是 {}", options.cash));
  }
  const Slippage& slip = options.broker.slippage;
  const double most = slip.kind == Slippage::Kind::fraction ? 0.1
                      : slip.kind == Slippage::Kind::ticks  ? 1000
                                                            : 10;
  if (!(slip.value >= 0 && slip.value <= most)) {
    return refuse(fmt::format("the slippage must be between 0 and {}, not {}", most, slip.value),
                  fmt::format("滑点须在 0 到 {} 之间，而不是 {}", most, slip.value));
  }
  if (!(options.broker.volume_cap >= 0 && options.broker.volume_cap <= 1)) {
    return refuse(
        fmt::format("the volume cap must be between 0 (none) and 1, not {}",
                    options.broker.volume_cap),
        fmt::format("成交量上限须在 0（不限）到 1 之间，而不是 {}", options.broker.volume_cap));
  }
  return {};
}

Result<RunResult> run_strategy(const TradedSeries& series, const StrategyFactory& strategy,
                               const Rulebook& rules, const EngineOptions& options) {
  FWQ_TRY(check(options));
  const auto time = series.raw.time();
  const auto first = static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), options.range.from) - time.begin());
  const auto last = static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), options.range.to) - time.begin());
  if (first >= last) {
    return Error{Errc::not_found, time.empty()
                                      ? fmt::format("{} has no bars", series.symbol.text())
                                      : fmt::format("{} has no bars in that range; it has {} to {}",
                                                    series.symbol.text(),
                                                    data::format_date(data::date_of(time.front())),
                                                    data::format_date(data::date_of(time.back())))};
  }
  RunResult result;
  result.start = money_of(options.cash);
  result.equity.time.assign(time.begin() + static_cast<std::ptrdiff_t>(first),
                            time.begin() + static_cast<std::ptrdiff_t>(last));
  result.equity.cash.resize(last - first);
  result.equity.value.resize(last - first);
  for (const auto& event : series.events) {
    result.flagged_events += !event.applied && event.bar >= first && event.bar < last ? 1U : 0U;
  }
  Run run(series, rules, options, result);
  std::size_t begin = 0;
  for (std::size_t k = 0; k <= series.cuts.size(); ++k) {
    const std::size_t end = k < series.cuts.size() ? series.cuts[k].bar : time.size();
    const std::size_t from = std::max(begin, first), to = std::min(end, last);
    if (from < to) {
      run.stretch(begin, from, to, end, strategy);
      const bool cut = end < last;
      result.cuts += cut ? 1U : 0U;
      if (cut) run.leave(to - 1, "cut", Obstacle::cut);
      if (!cut && options.close_at_end) run.leave(to - 1, "end", Obstacle::end);
    }
    begin = end;
  }
  run.finish();
  return result;
}

}  // namespace fwq::backtest
