// Trying many values of a strategy's parameters on one series, and choosing among them walk-forward.
#include "fwq/backtest/variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <numeric>
#include <set>

#include "fwq/backtest/sweep.hpp"
#include "fwq/core/text.hpp"

namespace fwq::backtest {
namespace {

bool is_many(std::string_view text) noexcept {
  return text.find(',') != std::string_view::npos || text.find("..") != std::string_view::npos;
}

Result<double> number(std::string_view owner, std::string_view name, std::string_view text) {
  text = core::trimmed(text);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem == std::errc() && end == text.data() + text.size() && std::isfinite(value))
    return value;
  return Error{Errc::invalid_argument,
               fmt::format("{}: {} = '{}' is not a number", owner, name, text),
               fmt::format("{}：{} = '{}' 不是数", owner, name, text)};
}

// Steps add up: 0.1 + 2 * 0.1 is meant as 0.3.
double without_dust(double value) {
  constexpr double kDigits = 1e10;
  return std::abs(value) < 1e5 ? std::round(value * kDigits) / kDigits : value;
}

// The values that "5", "5,10,20", "5..20" or "5..20/5" name.
Result<std::vector<double>> values_in(std::string_view owner, const analysis::ParamDef& param,
                                      std::string_view text, std::size_t most) {
  std::vector<double> out;
  for (const std::string_view piece : core::split(text, ',')) {
    const std::size_t dots = piece.find("..");
    if (dots == std::string_view::npos) {
      FWQ_TRY_ASSIGN(value, number(owner, param.name, piece));
      out.push_back(value);
      continue;
    }
    const std::size_t slash = piece.find('/', dots);
    FWQ_TRY_ASSIGN(from, number(owner, param.name, piece.substr(0, dots)));
    FWQ_TRY_ASSIGN(
        to,
        number(owner, param.name,
               piece.substr(dots + 2, slash == std::string_view::npos ? slash : slash - dots - 2)));
    double step = param.step > 0 ? param.step : 1;
    if (slash != std::string_view::npos) {
      FWQ_TRY_ASSIGN(given, number(owner, param.name, piece.substr(slash + 1)));
      step = given;
    }
    if (!(step > 0)) {
      return Error{Errc::invalid_argument,
                   fmt::format("{}: {} = '{}': the step must be above 0; write 5..20 or 5..20/5",
                               owner, param.name, piece),
                   fmt::format("{}：{} = '{}'：步长须大于 0；请写成 5..20 或 5..20/5", owner,
                               param.name, piece)};
    }
    if (!(from <= to)) {
      return Error{
          Errc::invalid_argument,
          fmt::format("{}: {} = '{}' is no range; write 5..20 or 5..20/5", owner, param.name,
                      piece),
          fmt::format("{}：{} = '{}' 不是区间；请写成 5..20 或 5..20/5", owner, param.name, piece)};
    }
    const double count = std::floor((to - from) / step + 1e-9) + 1;
    if (count > static_cast<double>(most)) {
      return Error{Errc::invalid_argument,
                   fmt::format("{}: {} = '{}' are {:.0f} values, more than {}", owner, param.name,
                               piece, count, most),
                   fmt::format("{}：{} = '{}' 有 {:.0f} 个值，超过 {}", owner, param.name, piece,
                               count, most)};
    }
    for (double k = 0; k < count; ++k) out.push_back(without_dust(from + k * step));
  }
  // A value named twice is one try: each counts in the deflated Sharpe ratio.
  std::vector<double> each;
  std::set<double> seen;
  for (const double value : out)
    if (seen.insert(value).second) each.push_back(value);
  return each;
}

const analysis::ParamDef* param_of(const StrategyDef& def, std::string_view name) {
  const std::string wanted = core::to_lower(core::trimmed(name));
  for (const auto& param : def.params) {
    if (param.name == wanted) return &param;
  }
  return nullptr;
}

std::vector<TradeResult> results_of(std::span<const Trade> trades) {
  std::vector<TradeResult> out;
  out.reserve(trades.size());
  for (const Trade& t : trades) {
    out.push_back({yuan_of(t.pnl), t.return_fraction, std::numeric_limits<double>::quiet_NaN(),
                   static_cast<int>(t.bars_held())});
  }
  return out;
}

std::vector<MetricValue> metrics_of_run(const SweepRow& row, std::span<const double> values,
                                        const Journal& journal, const MetricOptions& options) {
  const auto trades = results_of(journal.trades);
  return metrics_of({values,
                     {},
                     trades,
                     static_cast<std::int64_t>(row.bars),
                     static_cast<std::int64_t>(row.bars_held),
                     yuan_of(journal.traded)},
                    options);
}

Result<VariantRow> run_one(const TradedSeries& series, const StrategyCall& call, std::size_t number,
                           const Rulebook& rules, const VariantOptions& options) {
  FWQ_TRY_ASSIGN(sweep, Sweep::make(call, rules, options.engine, options.target));
  FWQ_TRY_ASSIGN(row, sweep.run(series));
  const auto metrics = metrics_of_run(row, sweep.values(), sweep.journal(), options.metrics);
  VariantRow out;
  out.variant = number;
  out.end = row.end;
  out.total_return = value_of(metrics, "total_return");
  out.cagr = value_of(metrics, "cagr");
  out.sharpe = value_of(metrics, "sharpe");
  out.max_drawdown = value_of(metrics, "max_drawdown");
  out.score = value_of(metrics, options.metric);
  out.trades = row.trades;
  return out;
}

// Best first; what has no score last; of equal ones the earlier.
bool is_better(const VariantRow& a, const VariantRow& b) noexcept {
  if (std::isnan(a.score) != std::isnan(b.score)) return std::isnan(b.score);
  if (!std::isnan(a.score) && a.score != b.score) return a.score > b.score;
  return a.variant < b.variant;
}

Result<void> check(std::span<const StrategyCall> calls, const VariantOptions& options) {
  FWQ_TRY(check_options(options.metrics));
  if (calls.empty())
    return Error{Errc::invalid_argument, "there is no variant to try", "没有可试的参数组合"};
  if (find_metric(options.metric) != nullptr) return {};
  std::vector<std::string> ids;
  for (const MetricDef& def : metric_table()) ids.emplace_back(def.id);
  return Error{
      Errc::not_found,
      fmt::format("there is no metric '{}'{}", options.metric,
                  core::did_you_mean(options.metric, ids)),
      fmt::format("没有指标 '{}'{}", options.metric, core::did_you_mean_zh(options.metric, ids))};
}

EngineOptions within(const EngineOptions& engine, const TradedSeries& series, std::size_t begin,
                     std::size_t end) {
  EngineOptions out = engine;
  out.range = {series.raw.time()[begin], series.raw.time()[end - 1] + 1};
  return out;
}

}  // namespace

bool has_variants(std::span<const NamedValue> given) noexcept {
  return std::ranges::any_of(given, [](const NamedValue& one) {
    return !core::to_lower(one.first).starts_with("pattern") && is_many(one.second);
  });
}

Result<Variants> expand_variants(const StrategyDef& def, std::span<const NamedValue> given,
                                 std::size_t most) {
  struct Axis {
    std::size_t place;
    std::vector<double> values;
  };
  std::vector<NamedValue> single(given.begin(), given.end());
  std::vector<Axis> axes;
  double combinations = 1;
  for (std::size_t k = 0; k < single.size(); ++k) {
    const analysis::ParamDef* param = param_of(def, single[k].first);
    if (param == nullptr || !is_many(single[k].second)) continue;  // bind_strategy judges the rest.
    FWQ_TRY_ASSIGN(values, values_in(def.id, *param, single[k].second, most));
    combinations *= static_cast<double>(values.size());
    axes.push_back({k, std::move(values)});
  }
  if (combinations > static_cast<double>(most)) {
    return Error{Errc::invalid_argument,
                 fmt::format("{}: these are {:.0f} combinations, more than {}; name fewer values "
                             "or wider steps",
                             def.id, combinations, most),
                 fmt::format("{}：共 {:.0f} 种组合，超过 {}；请减少取值或加大步长", def.id,
                             combinations, most)};
  }
  const auto count = static_cast<std::size_t>(combinations);
  Variants out;
  for (std::size_t n = 0; n < count; ++n) {
    std::size_t rest = n;
    for (auto axis = axes.rbegin(); axis != axes.rend(); ++axis) {
      single[axis->place].second = core::shortest(axis->values[rest % axis->values.size()]);
      rest /= axis->values.size();
    }
    auto call = bind_strategy(def, std::span<const NamedValue>(single));
    if (call) {
      out.calls.push_back(std::move(*call));
      continue;
    }
    out.refused = call.error();
    ++out.impossible;
  }
  if (out.calls.empty()) return out.refused;
  return out;
}

Result<VariantTable> try_variants(const TradedSeries& series, std::span<const StrategyCall> calls,
                                  const Rulebook& rules, const VariantOptions& options,
                                  core::TaskSystem& tasks, const core::TaskContext& context) {
  FWQ_TRY(check(calls, options));
  VariantTable out;
  out.rows.resize(calls.size());
  std::atomic<std::size_t> done{0};
  const auto tried = tasks.parallel_for(calls.size(), context, [&](std::size_t k) -> Result<void> {
    FWQ_TRY_ASSIGN(row, run_one(series, calls[k], k, rules, options));
    out.rows[k] = row;
    context.report(static_cast<double>(++done) / static_cast<double>(calls.size()), "variants");
    return {};
  });
  if (!tried) return tried.error();
  std::sort(out.rows.begin(), out.rows.end(), is_better);
  std::vector<double> sharpes;
  for (const VariantRow& row : out.rows) sharpes.push_back(row.sharpe);
  FWQ_TRY_ASSIGN(
      best, Sweep::make(calls[out.rows.front().variant], rules, options.engine, options.target));
  FWQ_TRY(best.run(series));
  out.deflated = deflated_sharpe(best.values(), sharpes, options.metrics);
  return out;
}

Result<WalkForward> walk_forward(const TradedSeries& series, std::span<const StrategyCall> calls,
                                 const Rulebook& rules, const WalkForwardOptions& options,
                                 core::TaskSystem& tasks, const core::TaskContext& context) {
  const VariantOptions& variants = options.variants;
  FWQ_TRY(check(calls, variants));
  const auto time = series.raw.time();
  const auto first = static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), variants.engine.range.from) - time.begin());
  const auto last = static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), variants.engine.range.to) - time.begin());
  FWQ_TRY_ASSIGN(windows, walk_forward_windows(last > first ? last - first : 0, options.train,
                                               options.test, options.anchored, options.purge));

  // Training: every variant in every window.
  std::vector<VariantRow> trained(windows.size() * calls.size());
  std::atomic<std::size_t> done{0};
  const auto tried =
      tasks.parallel_for(trained.size(), context, [&](std::size_t n) -> Result<void> {
        const Window& w = windows[n / calls.size()];
        VariantOptions one = variants;
        one.engine = within(variants.engine, series, first + w.train_begin, first + w.train_end);
        FWQ_TRY_ASSIGN(row, run_one(series, calls[n % calls.size()], n % calls.size(), rules, one));
        trained[n] = row;
        context.report(static_cast<double>(++done) / static_cast<double>(trained.size()),
                       "windows");
        return {};
      });
  if (!tried) return tried.error();

  WalkForward out;
  double cash = variants.engine.cash, held_bars = 0, traded = 0, train_yearly = 0, test_yearly = 0;
  for (std::size_t k = 0; k < windows.size(); ++k) {
    Window w = windows[k];
    for (std::size_t* at : {&w.train_begin, &w.train_end, &w.test_begin, &w.test_end}) *at += first;
    const auto rows = std::span(trained).subspan(k * calls.size(), calls.size());
    const VariantRow& best = *std::min_element(rows.begin(), rows.end(), is_better);
    WalkForwardRow row;
    row.window = w;
    row.variant = best.variant;
    row.train_score = best.score;
    row.test_score = data::kNone;
    row.train_return = best.total_return;
    row.traded = !std::isnan(best.score);
    if (!row.traded) {
      for (std::size_t i = w.test_begin; i < w.test_end; ++i) {
        out.equity.time.push_back(time[i]);
        out.equity.cash.push_back(cash);
        out.equity.value.push_back(cash);
      }
      out.rows.push_back(row);
      continue;
    }
    EngineOptions engine = within(variants.engine, series, w.test_begin, w.test_end);
    engine.cash = cash;
    engine.close_at_end = true;
    FWQ_TRY_ASSIGN(run, run_strategy(series, target_strategy(calls[best.variant], variants.target),
                                     rules, engine));
    const auto trades = results_of(run.journal.trades);
    const auto metrics = metrics_of({run.equity.value,
                                     {},
                                     trades,
                                     static_cast<std::int64_t>(run.equity.value.size()),
                                     static_cast<std::int64_t>(run.bars_held),
                                     yuan_of(run.journal.traded)},
                                    variants.metrics);
    row.test_score = value_of(metrics, variants.metric);
    row.test_return = yuan_of(run.end) / cash - 1;
    row.test_trades = run.journal.trades.size();
    train_yearly += best.total_return / static_cast<double>(w.train_end - w.train_begin);
    test_yearly += row.test_return / static_cast<double>(w.test_end - w.test_begin);
    out.equity.time.insert(out.equity.time.end(), run.equity.time.begin(), run.equity.time.end());
    out.equity.cash.insert(out.equity.cash.end(), run.equity.cash.begin(), run.equity.cash.end());
    out.equity.value.insert(out.equity.value.end(), run.equity.value.begin(),
                            run.equity.value.end());
    out.trades.insert(out.trades.end(), run.journal.trades.begin(), run.journal.trades.end());
    held_bars += static_cast<double>(run.bars_held);
    traded += yuan_of(run.journal.traded);
    cash = yuan_of(run.end);
    out.rows.push_back(row);
  }
  out.efficiency = train_yearly > 0 ? test_yearly / train_yearly : data::kNone;
  const auto trades = results_of(out.trades);
  out.metrics = metrics_of({out.equity.value,
                            {},
                            trades,
                            static_cast<std::int64_t>(out.equity.value.size()),
                            static_cast<std::int64_t>(held_bars),
                            traded},
                           variants.metrics);
  return out;
}

}  // namespace fwq::backtest
