// The back-test of many securities: each on its own by columns, then one list in a stated order.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "backtest_parts.hpp"
#include "backtest_universe.hpp"
#include "fwq/core/performance_monitor.hpp"

namespace fwq::coordinators {
namespace {

using backtest::Sweep;
using backtest::TradedSeries;

// What one security gave. Its place is that of the security, so the whole does not depend on who did it when.
struct Part {
  BacktestRow row;
  std::uint64_t digest = 0;
  std::string left_out;
};

// The strategy and buying to hold, with the memory of one thread.
struct Pair {
  Sweep strategy, hold;
};

// Pairs that threads take in turn.
class Pairs {
 public:
  Pairs(const BacktestRequest& request, const BacktestPlan& plan)
      : request_(request), plan_(plan) {}

  Result<Pair> take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Pair pair = std::move(idle_.back());
        idle_.pop_back();
        return pair;
      }
    }
    FWQ_TRY_ASSIGN(strategy,
                   Sweep::make(plan_.call, plan_.rules, request_.engine, request_.target));
    FWQ_TRY_ASSIGN(def, backtest::find_strategy("buy_and_hold"));
    FWQ_TRY_ASSIGN(call, backtest::bind_strategy(*def, std::span<const double>()));
    FWQ_TRY_ASSIGN(hold,
                   Sweep::make(call, plan_.rules, request_.engine,
                               {.sizing = {}, .exits = {}, .at_close = request_.target.at_close}));
    return Pair{std::move(strategy), std::move(hold)};
  }
  void give_back(Pair pair) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(pair));
  }

 private:
  const BacktestRequest& request_;
  const BacktestPlan& plan_;
  std::mutex mutex_;
  std::vector<Pair> idle_;
};

double return_of(const backtest::SweepRow& row) {
  return backtest::yuan_of(row.end) / backtest::yuan_of(row.start) - 1;
}

Result<void> run_one(const TradedSeries& series, const BacktestRequest& request,
                     const BacktestPlan& plan, Pairs& pairs, Part& part) {
  const auto time = series.raw.time();
  const auto bar_at = [&](data::Time t) {
    return static_cast<std::size_t>(std::lower_bound(time.begin(), time.end(), t) - time.begin());
  };
  const std::size_t first = bar_at(request.engine.range.from),
                    last = bar_at(request.engine.range.to);
  FWQ_TRY_ASSIGN(pair, pairs.take());
  const auto swept = pair.strategy.run(series);
  const auto held = pair.hold.run(series);
  pairs.give_back(std::move(pair));
  if (!swept) {
    if (swept.error().code != Errc::not_found) return swept.error();
    part.left_out = swept.error().message;
    return {};
  }
  if (!held) return held.error();
  BacktestRow& row = part.row;
  row.symbol = series.symbol;
  row.sweep = *swept;
  row.first = time[first];
  row.last = time[last - 1];
  row.total_return = return_of(*swept);
  const auto periods = static_cast<double>(swept->bars) - 1;
  row.cagr = periods >= 2
                 ? std::pow(1 + row.total_return, plan.metrics.periods_per_year / periods) - 1
                 : data::kNone;
  row.max_drawdown = swept->max_drawdown;
  row.win_rate = swept->trades == 0
                     ? data::kNone
                     : static_cast<double>(swept->won) / static_cast<double>(swept->trades);
  row.buy_and_hold_return = return_of(*held);
  row.buy_and_hold_drawdown = held->max_drawdown;
  part.digest = digest_of(series, last);
  return {};
}

double median(std::vector<double> values) {
  if (values.empty()) return data::kNone;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? data::kNone : sum / static_cast<double>(values.size());
}

void summarise(MarketBacktest& out) {
  std::vector<double> returns, holds;
  double positive = 0, above = 0;
  for (const auto& row : out.rows) {
    returns.push_back(row.total_return);
    holds.push_back(row.buy_and_hold_return);
    positive += row.total_return > 0 ? 1 : 0;
    above += row.excess() > 0 ? 1 : 0;
    out.bars += row.sweep.bars;
    out.first = out.first == 0 ? row.first : std::min(out.first, row.first);
    out.last = std::max(out.last, row.last);
  }
  out.mean_return = mean(returns);
  out.median_return = median(returns);
  out.mean_hold_return = mean(holds);
  out.median_hold_return = median(holds);
  const auto count = static_cast<double>(out.rows.size());
  out.share_positive = positive / count;
  out.share_above_hold = above / count;
}

void remark(MarketBacktest& out, const BacktestRequest& request, const KnownSecurities& known) {
  std::size_t with_cuts = 0, flagged = 0;
  for (const auto& row : out.rows) {
    with_cuts += row.sweep.cuts > 0 ? 1U : 0U;
    flagged += row.sweep.flagged_events;
  }
  const auto add = [&](const char* id, std::string en, std::string zh) {
    out.remarks.push_back({id, std::move(en), std::move(zh)});
  };
  if (with_cuts > 0) {
    add("cut",
        fmt::format("{} of {} securities have a price jump without an ex-rights event: positions "
                    "were closed before it.",
                    with_cuts, out.rows.size()),
        fmt::format("{} 只证券中有 {} 只存在无除权记录的股价跳变：持仓在跳变前平仓。",
                    out.rows.size(), with_cuts));
  }
  if (flagged > 0) {
    add("flagged_event",
        fmt::format("{} ex-rights events do not fit the price and were not applied.", flagged),
        fmt::format("有 {} 条除权除息记录与股价不符，未予应用。", flagged));
  }
  if (request.all) {
    add("survivors",
        "Only securities whose bars are stored count: without those that were delisted, the result "
        "looks better than it was.",
        "只含库中有行情的证券：若缺少已退市证券，结果会偏好。");
  }
  if (!known.knows_warnings()) {
    add("st_unknown",
        "Days under risk warning (ST) are not known: limits of those days are too wide (fwq import "
        "st FILE).",
        "风险警示（ST）期间未知：这些日子的涨跌停按普通幅度计（可用 fwq import st 文件 导入）。");
  }
  constexpr std::size_t kMany = 10;
  if (out.rows.size() >= kMany) {
    add("many_tests",
        "The best of many results is partly luck: judge by the middle of the list, not by its top.",
        "众多结果中最好的一个部分出于运气：应看中位数，而不是榜首。");
  }
}

}  // namespace

Result<MarketBacktest> backtest_market(const BacktestData& data, const BacktestRequest& request,
                                       core::TaskSystem& tasks, const core::TaskContext& context,
                                       const BacktestSink& sink) {
  FWQ_TRY_ASSIGN(plan, plan_of(request));
  if (!request.benchmark.empty()) {
    return Error{Errc::invalid_argument,
                 "a benchmark belongs to a back-test of one security: of many, each is compared "
                 "with itself bought and held",
                 "基准只用于单只回测：多只回测时各与自身买入持有相比"};
  }
  if (request.all != request.symbols.empty())
    return Error{Errc::invalid_argument, "name securities, or ask for all of them",
                 "请给出证券，或选择全部"};
  FWQ_TRY_ASSIGN(known, KnownSecurities::read(data.db));
  FWQ_TRY_ASSIGN(universe, core::measure_with(context.monitor(), "open the market", [&] {
                   return Universe::open(data, request, known);
                 }));
  std::vector<Part> parts(universe.size());
  Pairs pairs(request, plan);
  std::mutex telling;
  std::atomic<std::size_t> done{0};
  const auto swept = core::measure_with(context.monitor(), "run the strategy", [&] {
    return tasks.parallel_for(parts.size(), context, [&](std::size_t i) -> Result<void> {
      const auto series = universe.series(i, known);
      if (series) {
        FWQ_TRY(run_one(*series, request, plan, pairs, parts[i]));
        parts[i].row.name = universe.name(i);
        if (sink && parts[i].left_out.empty()) {
          const std::scoped_lock lock(telling);
          sink(parts[i].row);
        }
      } else if (series.error().code == Errc::bad_data ||
                 series.error().code == Errc::unavailable) {
        parts[i].left_out = series.error().message;
      } else {
        return series.error();
      }
      context.report(static_cast<double>(++done) / static_cast<double>(parts.size()),
                     universe.symbol(i).text());
      return {};
    });
  });
  if (!swept) return swept.error();
  MarketBacktest out;
  out.call = plan.call;
  out.period = request.period;
  out.metric_options = plan.metrics;
  out.settings = settings_of(request, plan);
  // What concerns the figures of one security alone.
  std::erase_if(out.settings, [](const BacktestSetting& one) {
    static constexpr std::string_view kOfOne[] = {"benchmark",      "risk_free", "var_alpha",
                                                  "rolling_window", "resamples", "seed"};
    return std::ranges::find(kOfOne, one.id) != std::end(kOfOne);
  });
  add_universe_settings(out.settings, request, universe, known);
  Digest digest = digest_of(out.settings);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].left_out.empty()) {
      out.left_out.push_back({universe.symbol(i), std::move(parts[i].left_out)});
      continue;
    }
    digest.add(parts[i].digest);
    out.rows.push_back(std::move(parts[i].row));
  }
  if (out.rows.empty()) {
    return Error{Errc::unavailable,
                 fmt::format("none of {} securities has a bar in that range; the first: {}",
                             parts.size(), out.left_out.front().why),
                 fmt::format("{} 只证券在该区间都没有K线", parts.size())};
  }
  out.run_id = digest.hex();
  std::stable_sort(out.rows.begin(), out.rows.end(),
                   [](const auto& a, const auto& b) { return a.total_return > b.total_return; });
  summarise(out);
  remark(out, request, known);
  return out;
}

}  // namespace fwq::coordinators
