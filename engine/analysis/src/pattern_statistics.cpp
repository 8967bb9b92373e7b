// The statistics of hits: bases by date, lifts with intervals, win rates, and the calibration of confidence.
//
// Source:  pattern_statistics.hpp. Interval of a lift: mean ± t * sqrt(G/(G-1) * sum over months of (sum of deviations)^2) / n,
//          G months, t of G - 1 degrees of freedom. Student's t: expansion 26.7.5 of Abramowitz and Stegun (1964).
// Output:  rows of the table's order; fractions.
// Edges:   base by date leaves the hit's own series out; NaN where nothing was counted.
// Cost:    adding: one pass over the bars. Report: O(hits log months).
#include "fwq/analysis/pattern_statistics.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

#include "fwq/data/time.hpp"

namespace fwq::analysis {
namespace {

constexpr std::size_t kLeastMonths = 5;

double side_of(Bias bias) noexcept {
  return bias == Bias::bearish ? -1 : 1;
}

int month_of(data::Time time) {
  const data::Date date = data::date_of(time);
  return date.year * 12 + date.month;
}

double ratio(double sum, std::size_t count) {
  return count > 0 ? sum / static_cast<double>(count) : data::kNone;
}

struct Excess {
  int month;
  double value;
};

// 95 % interval of the mean of `excesses`, a month being one observation.
Interval interval_of(std::span<const Excess> excesses, double mean) {
  std::map<int, double> months;
  for (const Excess& one : excesses) months[one.month] += one.value - mean;
  if (months.size() < kLeastMonths) return {data::kNone, data::kNone};
  double squares = 0;
  for (const auto& [month, sum] : months) squares += sum * sum;
  const auto count = static_cast<double>(months.size());
  const double error =
      std::sqrt(squares * count / (count - 1)) / static_cast<double>(excesses.size());
  const double reach = student_quantile(count - 1) * error;
  return {mean - reach, mean + reach};
}

// The year's beginning that parts the judged hits most nearly two to one; nullopt if they are of one year.
std::optional<data::Time> split_of(std::span<const HitOutcome* const> judged) {
  std::map<int, std::size_t> years;
  for (const HitOutcome* hit : judged) ++years[data::date_of(hit->known_at).year];
  if (years.size() < 2) return std::nullopt;
  const auto total = static_cast<double>(judged.size());
  double before = 0;
  double best_miss = 2;
  int best_year = 0;
  for (const auto& [year, count] : years) {
    const double miss = std::abs(before / total - 2.0 / 3);
    if (before > 0 && miss < best_miss) {
      best_miss = miss;
      best_year = year;
    }
    before += static_cast<double>(count);
  }
  return data::time_from({best_year, 1, 1});
}

double square_of_miss(const Forecast& one) {
  const double miss = one.probability - (one.came_true ? 1 : 0);
  return miss * miss;
}

double frequency_of(std::span<const Forecast> forecasts) {
  const auto right = std::count_if(forecasts.begin(), forecasts.end(),
                                   [](const Forecast& one) { return one.came_true; });
  return ratio(static_cast<double>(right), forecasts.size());
}

std::optional<CalibrationReport> calibrated(std::span<const HitOutcome> hits) {
  std::vector<const HitOutcome*> judged;
  for (const HitOutcome& hit : hits) {
    if (hit.bias != Bias::neutral && hit.judged_at != 0) judged.push_back(&hit);
  }
  const auto split = split_of(judged);
  if (!split) return std::nullopt;
  std::vector<Forecast> earlier;
  std::vector<Forecast> later;
  std::vector<Excess> gains;
  for (const HitOutcome* hit : judged) {
    const bool right = side_of(hit->bias) * hit->move[kJudgedHorizon] > 0;
    if (hit->judged_at < *split) earlier.push_back({hit->confidence, right});
    if (hit->known_at < *split) continue;
    later.push_back({hit->confidence, right});
    gains.push_back({month_of(hit->known_at), 0});
  }
  if (earlier.empty() || later.empty()) return std::nullopt;
  const IsotonicFit fit(earlier);
  CalibrationReport report{};
  report.split = *split;
  report.fitted = earlier.size();
  report.tested = later.size();
  report.fitted_frequency = frequency_of(earlier);
  report.tested_frequency = frequency_of(later);
  report.brier_stated = brier_score(later);
  report.stated = reliability_table(later);
  report.error_stated = calibration_error(report.stated);
  auto constant = later;
  for (Forecast& one : constant) one.probability = report.fitted_frequency;
  report.brier_constant = brier_score(constant);
  for (std::size_t i = 0; i < later.size(); ++i) {
    later[i].probability = fit(later[i].probability);
    gains[i].value = square_of_miss(constant[i]) - square_of_miss(later[i]);
  }
  report.brier_calibrated = brier_score(later);
  report.gain = report.brier_constant - report.brier_calibrated;
  report.gain_interval = interval_of(gains, report.gain);
  report.calibrated = reliability_table(later);
  report.error_calibrated = calibration_error(report.calibrated);
  return report;
}

}  // namespace

double student_quantile(double freedom) {
  assert(freedom >= 4);
  constexpr double z = 1.959963984540054;
  constexpr double z2 = z * z;
  constexpr double g1 = z * (z2 + 1) / 4;
  constexpr double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
  constexpr double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  constexpr double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
  const double v = 1 / freedom;
  return z + v * (g1 + v * (g2 + v * (g3 + v * g4)));
}

// Makes sure that every time has its place. Series of one market share nearly all of their times.
void PatternStatistics::place(std::span<const data::Time> times) {
  if (std::includes(times_.begin(), times_.end(), times.begin(), times.end())) return;
  std::vector<data::Time> merged;
  merged.reserve(times_.size() + times.size());
  std::set_union(times_.begin(), times_.end(), times.begin(), times.end(),
                 std::back_inserter(merged));
  std::vector<PerHorizon<Sums>> sums(merged.size());
  for (std::size_t from = 0, to = 0; from < times_.size(); ++from, ++to) {
    while (merged[to] != times_[from]) ++to;
    sums[to] = sums_[from];
  }
  times_ = std::move(merged);
  sums_ = std::move(sums);
}

const PerHorizon<PatternStatistics::Sums>& PatternStatistics::at(data::Time time) const {
  const auto place = std::lower_bound(times_.begin(), times_.end(), time);
  return sums_[static_cast<std::size_t>(place - times_.begin())];
}

void PatternStatistics::add(const SeriesOutcomes& outcomes) {
  place(outcomes.times);
  std::size_t to = 0;
  for (std::size_t i = 0; i < outcomes.times.size(); ++i, ++to) {
    while (times_[to] != outcomes.times[i]) ++to;
    for (std::size_t h = 0; h < kHorizons.size(); ++h) {
      const double move = outcomes.moves[h][i];
      if (std::isnan(move)) continue;
      Sums& sums = sums_[to][h];
      sums.count += 1;
      sums.move += move;
      sums.size += std::abs(move);
      sums.up += move > 0 ? 1 : 0;
      sums.down += move < 0 ? 1 : 0;
    }
  }
  hits_.insert(hits_.end(), outcomes.hits.begin(), outcomes.hits.end());
  ++series_;
  bars_ += outcomes.times.size();
}

// Makes the rows of a report from what was added.
class StatisticsReporter {
 public:
  explicit StatisticsReporter(const PatternStatistics& statistics) : statistics_(statistics) {}

  PatternStatisticsRow row(std::span<const HitOutcome* const> hits) const {
    PatternStatisticsRow row{};
    row.pattern = hits.front()->pattern;
    row.bias = hits.front()->bias;
    row.hits = hits.size();
    for (std::size_t h = 0; h < kHorizons.size(); ++h) row.after[h] = after(hits, h);
    return row;
  }

 private:
  // Sums over the hits of a row after one horizon.
  struct Totals {
    double moves = 0, symbol = 0, base = 0, base_wins = 0, best = 0, worst = 0;
    std::size_t wins = 0;
    std::vector<Excess> excesses;
  };

  void take(const HitOutcome& hit, std::size_t h, Totals& totals) const {
    const bool neutral = hit.bias == Bias::neutral;
    const double side = side_of(hit.bias);
    const double move = neutral ? std::abs(hit.move[h]) : side * hit.move[h];
    totals.moves += move;
    totals.symbol += neutral ? hit.base_size[h] : side * hit.base[h];
    if (move > 0) ++totals.wins;
    if (neutral) {
      totals.best += std::max(hit.up[h], -hit.down[h]);
    } else {
      totals.best += side > 0 ? hit.up[h] : -hit.down[h];
      totals.worst += side > 0 ? hit.down[h] : -hit.up[h];
    }
    // The others of the date: all, less this series.
    const auto& sums = statistics_.at(hit.known_at)[h];
    const double others = sums.count - 1;
    if (others < 1) return;
    const double base = neutral ? (sums.size - std::abs(hit.move[h])) / others
                                : side * (sums.move - hit.move[h]) / others;
    const double winners = side > 0 ? sums.up : sums.down;
    totals.base += base;
    totals.base_wins += (winners - (move > 0 ? 1 : 0)) / others;
    totals.excesses.push_back({month_of(hit.known_at), move - base});
  }

  HorizonStatistics after(std::span<const HitOutcome* const> hits, std::size_t h) const {
    Totals totals;
    HorizonStatistics row{};
    row.bars = kHorizons[h];
    for (const HitOutcome* hit : hits) {
      if (std::isnan(hit->move[h])) continue;
      ++row.count;
      take(*hit, h, totals);
    }
    row.compared = totals.excesses.size();
    row.mean = ratio(totals.moves, row.count);
    row.base_by_symbol = ratio(totals.symbol, row.count);
    row.lift_by_symbol = row.mean - row.base_by_symbol;
    row.base_by_date = ratio(totals.base, row.compared);
    double sum = 0;
    for (const Excess& one : totals.excesses) sum += one.value;
    row.lift = ratio(sum, row.compared);
    row.lift_interval = interval_of(totals.excesses, row.lift);
    row.best = ratio(totals.best, row.count);
    const bool neutral = hits.front()->bias == Bias::neutral;
    row.worst = neutral ? data::kNone : ratio(totals.worst, row.count);
    row.win_rate = neutral ? data::kNone : ratio(static_cast<double>(totals.wins), row.count);
    row.base_win_rate = neutral ? data::kNone : ratio(totals.base_wins, row.compared);
    row.win_interval =
        neutral ? Interval{data::kNone, data::kNone} : wilson_interval(totals.wins, row.count);
    return row;
  }

  const PatternStatistics& statistics_;
};

PatternStatisticsReport PatternStatistics::report() const {
  PatternStatisticsReport report{};
  report.series = series_;
  report.bars = bars_;
  report.hits = hits_.size();
  if (!times_.empty()) {
    report.first = times_.front();
    report.last = times_.back();
  }
  const auto table = built_in_patterns();
  // By place in the table; patterns that are not of it come last, by id.
  std::map<const PatternDef*, std::size_t> places;
  for (const HitOutcome& hit : hits_) places.try_emplace(hit.pattern, table.size());
  for (std::size_t p = 0; p < table.size(); ++p) {
    if (const auto known = places.find(table[p]); known != places.end()) known->second = p;
  }
  std::map<std::tuple<std::size_t, std::string_view, Bias>, std::vector<const HitOutcome*>> groups;
  for (const HitOutcome& hit : hits_)
    groups[{places.at(hit.pattern), hit.pattern->id, hit.bias}].push_back(&hit);
  const StatisticsReporter reporter(*this);
  for (const auto& [key, hits] : groups) report.rows.push_back(reporter.row(hits));
  report.calibration = calibrated(hits_);
  return report;
}

}  // namespace fwq::analysis
