// The numbers behind a chart.
#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace fwq::chart {
namespace {

PriceColumns columns_of(const data::Bars& bars) {
  return {bars.open(),
          bars.high(),
          bars.low(),
          bars.close(),
          RangePyramid(bars.low(), bars.high()),
          RangePyramid(bars.close())};
}

ChartModel::Extra extra_of(core::Column values) {
  ChartModel::Extra extra{std::move(values), {}};
  extra.ranges = RangePyramid(extra.values);
  return extra;
}

}  // namespace

data::BarSeries heikin_ashi(const data::Bars& bars, std::span<const std::size_t> cuts) {
  data::BarSeries series(bars.size());
  double open = data::kNone, close = data::kNone;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    data::Bar bar = bars[i];
    const bool start = std::isnan(open) || std::binary_search(cuts.begin(), cuts.end(), i);
    open = start ? (bar.open + bar.close) / 2 : (open + close) / 2;
    close = (bar.open + bar.high + bar.low + bar.close) / 4;
    if (std::isnan(close)) open = data::kNone;
    bar.open = open;
    bar.close = close;
    bar.high = std::isnan(close) ? close : std::max({bar.high, open, close});
    bar.low = std::isnan(close) ? close : std::min({bar.low, open, close});
    series.push_back(bar);
  }
  return series;
}

core::Column average_paid(const data::Bars& bars) {
  core::Column values(bars.size());
  std::int64_t day = 0;
  double amount = 0, volume = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const std::int64_t today = data::day_number(bars.time()[i]);
    if (i == 0 || today != day) amount = volume = 0;
    day = today;
    if (!std::isnan(bars.amount()[i]) && !std::isnan(bars.volume()[i])) {
      amount += bars.amount()[i];
      volume += bars.volume()[i];
    }
    values[i] = volume > 0 ? amount / volume : data::kNone;
  }
  return values;
}

core::Column aligned_closes(std::span<const data::Time> times, const data::Bars& other) {
  core::Column values(times.size());
  std::size_t next = 0;
  double last = data::kNone;
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (; next < other.size() && other.time()[next] <= times[i]; ++next) {
      if (!std::isnan(other.close()[next])) last = other.close()[next];
    }
    values[i] = last;
  }
  return values;
}

void ChartModel::setData(ChartDataPtr data) {
  computed_.clear();
  pending_.clear();
  averaged_ = {};
  averaged_bars_ = {};
  average_ = {};
  compares_.clear();
  data_ = std::move(data);
  plain_ = columns_of(bars());
  if (!data_) return;
  for (const CompareSeries& other : data_->compares)
    compares_.push_back(extra_of(aligned_closes(bars().time(), other.bars)));
}

void ChartModel::prepare(const ChartSpec& spec) {
  errors_.clear();
  pending_.clear();
  if (!data_) return;
  if (spec.type == ChartType::heikin_ashi && averaged_bars_.size() != bars().size()) {
    averaged_bars_ = heikin_ashi(bars(), data_->cuts);
    averaged_ = columns_of(averaged_bars_.view());
  }
  if (spec.type == ChartType::intraday && average_.values.size() != bars().size())
    average_ = extra_of(average_paid(bars()));
  for (const IndicatorSpec& indicator : spec.overlays) compute(indicator);
  for (const PaneSpec& pane : spec.panes)
    for (const IndicatorSpec& indicator : pane.indicators) compute(indicator);
  forgetUnused(spec);
}

void ChartModel::forgetUnused(const ChartSpec& spec) {
  constexpr std::size_t kKept = 24;  // Parameters tried and left again come back at once.
  if (computed_.size() <= kKept) return;
  std::set<std::string> used;
  for (const IndicatorSpec& indicator : spec.overlays) used.insert(call_text(indicator));
  for (const PaneSpec& pane : spec.panes)
    for (const IndicatorSpec& indicator : pane.indicators) used.insert(call_text(indicator));
  std::erase_if(computed_, [&](const auto& entry) { return !used.contains(entry.first); });
}

Result<std::unique_ptr<Computed>> compute_indicator(const ChartData& data,
                                                    const IndicatorSpec& spec) {
  FWQ_TRY_ASSIGN(results, analysis::TechnicalAnalyzer(analysis::Flavour::tdx)
                              .calculate_indicators(data.bars, {call_text(spec)}, data.cuts));
  auto computed = std::make_unique<Computed>();
  computed->result = std::move(results.front());
  for (const core::Column& values : computed->result.outputs)
    computed->ranges.emplace_back(std::span<const double>(values));
  return computed;
}

void ChartModel::compute(const IndicatorSpec& spec) {
  if (computed_.contains(call_text(spec)) || isPending(spec)) return;
  if (bars().size() > kAtOnce)
    pending_.push_back(spec);
  else
    put(spec, compute_indicator(*data_, spec));
}

bool ChartModel::isPending(const IndicatorSpec& spec) const {
  return std::any_of(
      pending_.begin(), pending_.end(),
      [text = call_text(spec)](const IndicatorSpec& one) { return call_text(one) == text; });
}

void ChartModel::put(const IndicatorSpec& spec, Result<std::unique_ptr<Computed>> computed) {
  const std::string text = call_text(spec);
  std::erase_if(pending_, [&](const IndicatorSpec& one) { return call_text(one) == text; });
  if (computed)
    computed_.insert_or_assign(text, std::move(*computed));
  else
    errors_.push_back(computed.error().message);
}

const Computed* ChartModel::indicator(const IndicatorSpec& spec) const {
  const auto found = computed_.find(call_text(spec));
  return found == computed_.end() ? nullptr : found->second.get();
}

}  // namespace fwq::chart
