// Back-tests of each part, and what their months say.
#include "fwq/optimization/strategy_objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "fwq/backtest/sweep.hpp"
#include "fwq/core/text.hpp"
#include "pattern_space.hpp"
#include "timeline.hpp"

namespace fwq::optimization {
namespace {

using backtest::Sweep;
using backtest::TradedSeries;

constexpr std::size_t kSeriesAtOnce = 16;  // Neighbours that one task trades.
constexpr double kMonths = 12;             // Of a year.

// What the accounts of some securities made in the months of one stretch.
struct Month {
  double count = 0, made = 0, held = 0;  // Sums of the months' returns.
};
struct Tally {
  std::map<int, Month> months;
  std::size_t trades = 0, won = 0, traded = 0, gained = 0;  // `traded`: securities with a trade.

  void add(const Tally& other) {
    for (const auto& [month, one] : other.months) {
      Month& mine = months[month];
      mine.count += one.count;
      mine.made += one.made;
      mine.held += one.held;
    }
    trades += other.trades;
    won += other.won;
    traded += other.traded;
    gained += other.gained;
  }
};

// Where the bars of a month end.
struct MonthEnd {
  std::size_t end = 0;
  int month = 0;
};
std::vector<MonthEnd> month_ends(std::span<const data::Time> times) {
  std::vector<MonthEnd> out;
  std::int64_t day = INT64_MIN;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (data::day_number(times[i]) != day) {
      day = data::day_number(times[i]);
      const int month = month_of(times[i]);
      if (out.empty() || out.back().month != month) out.push_back({i, month});
    }
    out.back().end = i + 1;
  }
  return out;
}

// The months of a run whose first bar is `first`, by their returns.
template <class Take>
void each_month(std::span<const MonthEnd> ends, std::size_t first, std::span<const double> values,
                double cash, Take take) {
  auto at = std::upper_bound(ends.begin(), ends.end(), first,
                             [](std::size_t bar, const MonthEnd& one) { return bar < one.end; });
  double before = cash;
  for (std::size_t done = 0; done < values.size() && at != ends.end(); ++at) {
    done = std::min(at->end - first, values.size());
    const double now = values[done - 1];
    take(at->month, before > 0 ? now / before - 1 : 0);
    before = now;
  }
}

struct Moments {
  double mean = data::kNone, deviation = data::kNone;
};
Moments moments_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  Moments out;
  if (values.empty()) return out;
  out.mean = 0;
  for (const double v : values) out.mean += v / n;
  if (values.size() < 2) return out;
  double square = 0;
  for (const double v : values) square += (v - out.mean) * (v - out.mean);
  out.deviation = std::sqrt(square / (n - 1));
  return out;
}
double sharpe_of(std::span<const double> months) {
  const Moments m = moments_of(months);
  return m.deviation > 0 ? m.mean / m.deviation * std::sqrt(kMonths) : data::kNone;
}

Result<Space> space_of(const StrategySetup& setup) {
  const backtest::StrategyDef& def = *setup.strategy;
  std::vector<Gene> genes;
  for (const auto& param : def.params) genes.push_back(gene_of(param, param.min, param.max));
  for (const ParameterRange& range : setup.ranges) {
    std::size_t k = 0;
    while (k < genes.size() && genes[k].name != range.name) ++k;
    if (k == genes.size()) {
      return Error{Errc::not_found, fmt::format("{} has no parameter '{}'", def.id, range.name),
                   fmt::format("{} 没有参数 '{}'", def.id, range.name)};
    }
    const auto& param = def.params[k];
    if (!(range.low >= param.min && range.low <= range.high && range.high <= param.max)) {
      return Error{Errc::invalid_argument,
                   fmt::format("{}: {} = {}..{} is no range within {} to {}", def.id, param.name,
                               core::shortest(range.low), core::shortest(range.high),
                               core::shortest(param.min), core::shortest(param.max)),
                   fmt::format("{}：{} = {}..{} 不是 {} 到 {} 内的范围", def.id, param.name,
                               core::shortest(range.low), core::shortest(range.high),
                               core::shortest(param.min), core::shortest(param.max))};
    }
    genes[k] = gene_of(param, range.low, range.high);
  }
  if (std::all_of(genes.begin(), genes.end(), [](const Gene& g) { return g.low == g.high; })) {
    return Error{Errc::invalid_argument, fmt::format("{}: there is no parameter to search", def.id),
                 fmt::format("{}：没有可搜索的参数", def.id)};
  }
  const auto refuses = [&def](std::span<const double> point) {
    return def.check != nullptr && !def.check(point) ? 1.0 : 0.0;
  };
  return Space::make(std::move(genes), refuses);
}

}  // namespace

struct StrategyObjective::Data {
  Data(StrategySetup s, std::vector<TradedSeries> all, const ObjectiveOptions& o, Space sp)
      : setup(std::move(s)), series(std::move(all)), options(o), space(std::move(sp)) {
    std::vector<std::span<const data::Time>> columns;
    for (const auto& one : series) {
      columns.push_back(one.raw.time());
      ends.push_back(month_ends(one.raw.time()));
    }
    line = Timeline::of(columns);
    for (std::size_t k = 0; k < space.size(); ++k) {
      const double value = setup.strategy->params[k].value;
      // One that is not searched has but one value; the default of one that is may lie outside its range.
      defaults.push_back(space[k].low == space[k].high ? space[k].low : value);
    }
  }
  backtest::EngineOptions engine_of(const Stretch& stretch) const;
  PartScore score(const Tally& tally, std::size_t changed) const;

  StrategySetup setup;
  std::vector<TradedSeries> series;
  ObjectiveOptions options;
  Space space;
  Timeline line;
  std::vector<std::vector<MonthEnd>> ends;  // Of each series.
  std::vector<double> defaults;
};

// The months' returns of each security, by stretch and series.
struct StrategyObjective::Held {
  std::vector<std::vector<std::vector<double>>> months;
};

backtest::EngineOptions StrategyObjective::Data::engine_of(const Stretch& stretch) const {
  backtest::EngineOptions engine = setup.engine;
  const auto& times = line.times;
  const std::uint32_t first = stretch.first + (stretch.first > 0 ? options.embargo : 0);
  engine.range = {first < times.size() ? times[first] : times.back() + 1,
                  times[stretch.end - 1] + 1};
  engine.close_at_end = true;
  return engine;
}

PartScore StrategyObjective::Data::score(const Tally& tally, std::size_t changed) const {
  std::vector<double> lifts, made, held;
  std::map<int, std::pair<double, double>> by_year;
  for (const auto& [month, one] : tally.months) {
    made.push_back(one.made / one.count);
    held.push_back(one.held / one.count);
    lifts.push_back(made.back() - held.back());
    auto& year = by_year[month / 12];
    year.first += lifts.back();
    year.second += 1;
  }
  PartScore out;
  out.hits = tally.trades;
  const Moments of_lift = moments_of(lifts);
  out.lift = of_lift.mean;
  out.error = lifts.size() < kLeastMonths
                  ? data::kNone
                  : of_lift.deviation / std::sqrt(static_cast<double>(lifts.size()));
  out.traded = TradedScore{.months = lifts.size(),
                           .monthly_return = moments_of(made).mean,
                           .monthly_hold = moments_of(held).mean,
                           .sharpe = sharpe_of(made),
                           .hold_sharpe = sharpe_of(held)};
  std::vector<double> years;
  for (const auto& [year, one] : by_year) years.push_back(one.first / one.second);
  out.by_year = error_of_mean(years);
  const auto share = [](std::size_t part, std::size_t all) {
    return all == 0 ? data::kNone : static_cast<double>(part) / static_cast<double>(all);
  };
  out.win_rate = share(tally.won, tally.trades);
  out.by_symbol = share(tally.gained, tally.traded);
  if (tally.trades < options.min_hits || tally.trades == 0) {
    const double wanted = std::max(1.0, static_cast<double>(options.min_hits));
    out.overall_score = -1 - (wanted - static_cast<double>(tally.trades)) / wanted;
  } else if (std::isnan(out.error)) {
    out.overall_score = -1;  // Of too few months.
  } else {
    out.overall_score =
        out.lift - out.error - out.by_year - options.complexity * static_cast<double>(changed);
  }
  return out;
}

StrategyObjective::StrategyObjective(std::shared_ptr<const Data> data,
                                     std::vector<Stretch> stretches)
    : data_(std::move(data)), stretches_(std::move(stretches)) {}

Result<StrategyObjective> StrategyObjective::make(StrategySetup setup,
                                                  std::vector<TradedSeries> series,
                                                  const ObjectiveOptions& options) {
  FWQ_TRY(check_shares(setup.strategy->id, options));
  FWQ_TRY_ASSIGN(space, space_of(setup));
  FWQ_TRY(backtest::check(setup.target));
  const auto made =
      std::make_shared<const Data>(std::move(setup), std::move(series), options, std::move(space));
  const Timeline& line = made->line;
  const auto bars = static_cast<double>(line.bars);
  const std::uint32_t validation = line.time_after(options.train * bars),
                      test = line.time_after((options.train + options.validation) * bars),
                      end = static_cast<std::uint32_t>(line.times.size());
  StrategyObjective out(made, {{0, validation, Part::train},
                               {validation, test, Part::validation},
                               {test, end, Part::test}});
  FWQ_TRY(out.check_lengths());
  FWQ_TRY(out.hold());
  return out;
}

Result<std::unique_ptr<Objective>> StrategyObjective::fold(std::size_t index,
                                                           std::size_t of) const {
  const Stretch& test = stretches_.back();
  const auto cut = [&](std::size_t block) { return block_begin(block, of + 1); };
  std::vector<Stretch> stretches{{0, cut(index + 1), Part::train},
                                 {cut(index + 1), cut(index + 2), Part::validation}};
  if (index + 1 < of) stretches.push_back({cut(index + 2), test.first, std::nullopt});
  stretches.push_back(test);
  std::unique_ptr<StrategyObjective> out(new StrategyObjective(data_, std::move(stretches)));
  FWQ_TRY(out->check_lengths());
  FWQ_TRY(out->hold());
  return std::unique_ptr<Objective>(std::move(out));
}

std::uint32_t StrategyObjective::block_begin(std::size_t block, std::size_t blocks) const {
  const Timeline& line = data_->line;
  const std::uint32_t test = stretches_.back().first;
  if (block >= blocks) return test;
  const std::size_t bars = test < line.before.size() ? line.before[test] : 0;
  return line.time_after(static_cast<double>(bars) * static_cast<double>(block) /
                         static_cast<double>(blocks));
}

std::vector<data::Time> StrategyObjective::window_begins(std::size_t of) const {
  std::vector<data::Time> out;
  for (std::size_t block = 1; block <= of + 1; ++block)
    out.push_back(data_->line.times[block_begin(block, of + 1)]);
  return out;
}

Result<void> StrategyObjective::check_lengths() const {
  const std::uint32_t least = kLeastTimes + data_->options.embargo;
  const bool long_enough = std::all_of(
      stretches_.begin(), stretches_.end(),
      [&](const Stretch& one) { return one.end >= one.first && one.end - one.first >= least; });
  if (long_enough) return {};
  return too_short(data_->line, least);
}

// Buying and holding does not depend on what is searched.
Result<void> StrategyObjective::hold() {
  const Data& d = *data_;
  FWQ_TRY_ASSIGN(def, backtest::find_strategy("buy_and_hold"));
  FWQ_TRY_ASSIGN(call, backtest::bind_strategy(*def, std::span<const double>()));
  const backtest::TargetOptions target{
      .sizing = {}, .exits = {}, .at_close = d.setup.target.at_close};
  auto held = std::make_shared<Held>();
  for (const Stretch& stretch : stretches_) {
    const auto engine = d.engine_of(stretch);
    FWQ_TRY_ASSIGN(sweep, Sweep::make(call, d.setup.rules, engine, target));
    auto& of_stretch = held->months.emplace_back(d.series.size());
    for (std::size_t s = 0; s < d.series.size(); ++s) {
      const auto time = d.series[s].raw.time();
      const auto first = std::lower_bound(time.begin(), time.end(), engine.range.from);
      if (first == time.end() || *first >= engine.range.to) continue;
      FWQ_TRY(sweep.run(d.series[s]));
      each_month(d.ends[s], static_cast<std::size_t>(first - time.begin()), sweep.values(),
                 engine.cash, [&](int, double made) { of_stretch[s].push_back(made); });
    }
  }
  held_ = std::move(held);
  return {};
}

const Space& StrategyObjective::space() const noexcept {
  return data_->space;
}
std::vector<double> StrategyObjective::defaults() const {
  return data_->defaults;
}
std::span<const std::string_view> StrategyObjective::metrics() const noexcept {
  static constexpr std::string_view kNames[] = {"lift", "overall_score", "sharpe", "win_rate"};
  return kNames;
}
std::size_t StrategyObjective::bars() const noexcept {
  return data_->line.bars;
}
data::Time StrategyObjective::begin(std::size_t part) const noexcept {
  const auto& times = data_->line.times;
  for (const Stretch& one : stretches_) {
    if (one.part && static_cast<std::size_t>(*one.part) == part) return times[one.first];
  }
  return times.back() + 1;
}

Result<Measured> StrategyObjective::measure(std::span<const double> params, core::TaskSystem& tasks,
                                            const core::TaskContext& context) const {
  const Data& d = *data_;
  FWQ_TRY_ASSIGN(call, backtest::bind_strategy(*d.setup.strategy, params));
  call.patterns = d.setup.patterns;
  const std::size_t blocks = (d.series.size() + kSeriesAtOnce - 1) / kSeriesAtOnce;
  std::vector<Tally> tallies(blocks * stretches_.size());
  FWQ_TRY(tasks.parallel_for(tallies.size(), context, [&](std::size_t task) -> Result<void> {
    const std::size_t k = task % stretches_.size(),
                      begin = task / stretches_.size() * kSeriesAtOnce;
    Tally& tally = tallies[task];
    const auto engine = d.engine_of(stretches_[k]);
    FWQ_TRY_ASSIGN(sweep, Sweep::make(call, d.setup.rules, engine, d.setup.target));
    for (std::size_t s = begin; s < std::min(d.series.size(), begin + kSeriesAtOnce); ++s) {
      if (context.cancelled()) return core::TaskContext::cancelled_error();
      const auto& held = held_->months[k][s];
      if (held.empty()) continue;  // No bar there.
      FWQ_TRY_ASSIGN(row, sweep.run(d.series[s]));
      const auto time = d.series[s].raw.time();
      const auto first = std::lower_bound(time.begin(), time.end(), engine.range.from);
      double gained = 0;
      std::size_t n = 0;
      each_month(d.ends[s], static_cast<std::size_t>(first - time.begin()), sweep.values(),
                 engine.cash, [&](int month, double made) {
                   Month& sums = tally.months[month];
                   sums.count += 1;
                   sums.made += made;
                   sums.held += held[n];
                   gained += made - held[n++];
                 });
      tally.trades += row.trades;
      tally.won += row.won;
      tally.traded += row.trades > 0 ? 1U : 0U;
      tally.gained += row.trades > 0 && gained > 0 ? 1U : 0U;
    }
    return {};
  }));
  std::size_t changed = 0;
  for (std::size_t i = 0; i < params.size(); ++i) changed += params[i] != d.defaults[i] ? 1U : 0U;
  Measured out;
  const int first_month = d.line.months.front();
  out.months.resize(
      static_cast<std::size_t>(d.line.months[stretches_.back().first - 1] - first_month) + 1);
  for (std::size_t k = 0; k < stretches_.size(); ++k) {
    Tally all;  // In the order of the series, so that sums do not depend on threads.
    for (std::size_t block = 0; block < blocks; ++block)
      all.add(tallies[block * stretches_.size() + k]);
    const auto part = stretches_[k].part;
    if (part) out.parts[static_cast<std::size_t>(*part)] = d.score(all, changed);
    if (part == Part::test) continue;
    for (const auto& [month, one] : all.months)
      out.months[static_cast<std::size_t>(month - first_month)] +=
          (one.made - one.held) / one.count;
  }
  return out;
}

}  // namespace fwq::optimization
