// Splitting time, what all series did from each bar time on, and the lifts of hits.
#include "fwq/optimization/pattern_objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/optimization/optimization.hpp"
#include "pattern_space.hpp"
#include "timeline.hpp"

namespace fwq::optimization {
namespace {

using analysis::Bias;
using analysis::PatternDef;
using analysis::PatternHit;

constexpr double kSoftness = 0.02;         // Of a soft bound, in parts of its parameter's range.
constexpr std::size_t kSeriesAtOnce = 16;  // Neighbours that one task searches.
constexpr double kLeap = 0.04;             // Below the narrowest limit, 5 %, of prices in cents.

// What one hit was worth.
struct Lift {
  std::uint32_t time = 0;  // Number of the bar time at which it was known …
  std::uint32_t exit = 0;  // … and of the one at which it was judged.
  std::uint32_t series = 0;
  double value = 0;
  double weight = 1;  // Below 1: of a soft hit.
};

// What the series did from one bar time on that one side could get in at.
struct Sums {
  double count = 0, move = 0;
};
using SumsBySide = std::array<Sums, 3>;  // By Bias.

// A move as a side sees it: to a bearish one a fall is a gain, to a neutral one its size counts.
double moved(Bias side, double move) noexcept {
  if (side == Bias::neutral) return std::abs(move);
  return side == Bias::bearish ? -move : move;
}

Result<void> check(const PatternDef& pattern, const ObjectiveOptions& o) {
  if (o.horizon < 1 || o.horizon > 250) {
    return Error{Errc::invalid_argument,
                 fmt::format("{}: the horizon must be 1 to 250 bars", pattern.id),
                 fmt::format("{}：持有期须为 1 到 250 根K线", pattern.id)};
  }
  return check_shares(pattern.id, o);
}

// The side that gets in at no price of a bar: buyers where it is locked at its upper limit, sellers at its lower one. A search that counts
// such entries finds runs of locked bars, and what those seem to earn nobody can have. Locked is a bar of one price, far from the
// close before; one that has traded below its upper limit let buyers in.
std::optional<Bias> shut_out(const data::Bars& b, std::size_t i) {
  if (b.high()[i] != b.low()[i]) return std::nullopt;
  const double leap = b.open()[i] / b.close()[i - 1] - 1;
  if (leap > kLeap) return Bias::bullish;
  if (leap < -kLeap) return Bias::bearish;
  return std::nullopt;
}
bool gets_in(Bias side, std::optional<Bias> shut) {
  return !shut || (side != *shut && side != Bias::neutral);
}

}  // namespace

struct PatternObjective::Data {
  Data(const PatternDef& p, std::vector<ObjectiveSeries> s, const ObjectiveOptions& o, Space sp)
      : pattern(p), series(std::move(s)), options(o), space(std::move(sp)) {}

  void prepare();
  void add_moves(std::size_t s);
  std::optional<Lift> lift_of(std::size_t s, std::uint32_t known_at, Bias bias) const;
  // Of hits, or of soft hits with their weights; by time.
  Result<std::vector<Lift>> lifts(std::span<const double> params, bool is_soft,
                                  core::TaskSystem& tasks, const core::TaskContext& context) const;
  PartScore score(std::span<const Lift> lifts, std::size_t changed) const;

  const PatternDef& pattern;
  std::vector<ObjectiveSeries> series;
  ObjectiveOptions options;
  Space space;
  Timeline line;                               // Of all series.
  std::vector<SumsBySide> all;                 // What the series did from each time on.
  std::vector<std::vector<std::uint32_t>> at;  // Of each series: the number of each bar's time.
  std::vector<std::vector<double>> moves;      // Of each series and bar; NaN: none.
};

void PatternObjective::Data::add_moves(std::size_t s) {
  const data::Bars& b = series[s].bars;
  auto& out = moves[s];
  out.assign(b.size(), data::kNone);
  std::vector<std::size_t> cuts = series[s].cuts;
  std::sort(cuts.begin(), cuts.end());
  std::size_t next = 0;
  for (std::size_t i = 0; i + options.horizon < b.size(); ++i) {
    while (next < cuts.size() && cuts[next] <= i) ++next;
    const std::size_t exit = i + options.horizon;
    if (next < cuts.size() && cuts[next] <= exit) continue;
    if (!(b.open()[i + 1] > 0) || !(b.close()[exit] > 0)) continue;
    out[i] = b.close()[exit] / b.open()[i + 1] - 1;
    const auto shut = shut_out(b, i + 1);
    for (const auto side : {Bias::bullish, Bias::bearish, Bias::neutral}) {
      if (!gets_in(side, shut)) continue;
      Sums& sums = all[at[s][i]][static_cast<std::size_t>(side)];
      sums.count += 1;
      sums.move += moved(side, out[i]);
    }
  }
}

void PatternObjective::Data::prepare() {
  std::vector<std::span<const data::Time>> columns;
  for (const auto& one : series) columns.push_back(one.bars.time());
  line = Timeline::of(columns);
  all.resize(line.times.size());
  at.resize(series.size());
  moves.resize(series.size());
  for (std::size_t s = 0; s < series.size(); ++s) {
    std::size_t t = 0;
    for (const data::Time time : series[s].bars.time()) {
      while (line.times[t] < time) ++t;
      at[s].push_back(static_cast<std::uint32_t>(t));
    }
    add_moves(s);
  }
}

std::optional<Lift> PatternObjective::Data::lift_of(std::size_t s, std::uint32_t known_at,
                                                    Bias bias) const {
  const double move = moves[s][known_at];
  if (std::isnan(move)) return std::nullopt;
  const std::uint32_t time = at[s][known_at], exit = at[s][known_at + options.horizon];
  if (!gets_in(bias, shut_out(series[s].bars, known_at + 1))) return std::nullopt;
  const Sums& sums = all[time][static_cast<std::size_t>(bias)];
  if (sums.count < 2) return std::nullopt;  // Nobody to compare with.
  const double gain = moved(bias, move);
  const double others = (sums.move - gain) / (sums.count - 1);
  return Lift{time, exit, static_cast<std::uint32_t>(s), gain - others};
}

Result<std::vector<Lift>> PatternObjective::Data::lifts(std::span<const double> params,
                                                        bool is_soft, core::TaskSystem& tasks,
                                                        const core::TaskContext& context) const {
  const analysis::PatternRecognizer recognizer(std::make_shared<FixedParameters>(params));
  const std::vector<std::string> wanted{std::string(pattern.id)};
  FWQ_TRY(recognizer.search(wanted));  // Refuses values out of range.
  const std::size_t blocks = (series.size() + kSeriesAtOnce - 1) / kSeriesAtOnce;
  std::vector<std::vector<Lift>> found(blocks);
  FWQ_TRY(tasks.parallel_for(blocks, context, [&](std::size_t block) -> Result<void> {
    FWQ_TRY_ASSIGN(search, recognizer.search(wanted));
    std::vector<PatternHit> hits;
    std::vector<analysis::SoftHit> soft;
    const std::size_t end = std::min(series.size(), (block + 1) * kSeriesAtOnce);
    for (std::size_t s = block * kSeriesAtOnce; s < end; ++s) {
      if (context.cancelled()) return core::TaskContext::cancelled_error();
      const auto keep = [&](std::uint32_t known_at, Bias bias, double weight) {
        auto lift = lift_of(s, known_at, bias);
        if (!lift) return;
        lift->weight = weight;
        found[block].push_back(*lift);
      };
      if (is_soft) {
        search.find_soft(series[s].bars, kSoftness, soft, series[s].cuts);
        for (const auto& hit : soft) keep(hit.known_at, hit.bias, hit.weight);
      } else {
        search.find(series[s].bars, hits, series[s].cuts);
        for (const PatternHit& hit : hits) keep(hit.known_at, hit.bias, 1);
      }
    }
    return {};
  }));
  std::vector<Lift> out;
  for (const auto& one : found) out.insert(out.end(), one.begin(), one.end());
  // By time; the order of the series within one, so that sums do not depend on threads.
  std::stable_sort(out.begin(), out.end(),
                   [](const Lift& a, const Lift& b) { return a.time < b.time; });
  return out;
}

PartScore PatternObjective::Data::score(std::span<const Lift> lifts, std::size_t changed) const {
  PartScore out;
  out.hits = lifts.size();
  const auto wanted = static_cast<double>(options.min_hits);
  double there = 0;  // Without soft hits their number.
  for (const Lift& lift : lifts) there += lift.weight;
  if (out.hits == 0) {
    out.lift = out.error = out.win_rate = out.by_symbol = data::kNone;
    out.overall_score = options.min_hits > 0 ? -2 : 0;
    return out;
  }
  double sum = 0, won = 0;
  for (const Lift& lift : lifts) {
    sum += lift.weight * lift.value;
    won += lift.value > 0 ? lift.weight : 0;
  }
  out.lift = sum / there;
  out.win_rate = won / there;
  std::map<int, double> by_month;
  std::map<int, std::pair<double, double>> by_year;
  std::map<std::uint32_t, double> by_series;
  for (const Lift& lift : lifts) {
    by_month[line.months[lift.time]] += lift.weight * (lift.value - out.lift);
    auto& year = by_year[line.months[lift.time] / 12];
    year.first += lift.weight * lift.value;
    year.second += lift.weight;
    by_series[lift.series] += lift.weight * lift.value;
  }
  double squares = 0;
  for (const auto& [month, off] : by_month) squares += off * off;
  const auto count = static_cast<double>(by_month.size());
  out.error = by_month.size() < kLeastMonths ? data::kNone
                                             : std::sqrt(squares * count / (count - 1)) / there;
  std::vector<double> years;
  for (const auto& [year, one] : by_year) years.push_back(one.first / one.second);
  out.by_year = error_of_mean(years);
  double gained = 0;
  for (const auto& [one, value] : by_series) gained += value > 0 ? 1 : 0;
  out.by_symbol = gained / static_cast<double>(by_series.size());
  if (there < wanted) {
    out.overall_score = -1 - (wanted - there) / wanted;
  } else if (std::isnan(out.error)) {
    out.overall_score = -1;  // Of too few months.
  } else {
    out.overall_score =
        out.lift - out.error - out.by_year - options.complexity * static_cast<double>(changed);
  }
  return out;
}

PatternObjective::PatternObjective(std::shared_ptr<const Data> data, std::vector<Stretch> stretches)
    : data_(std::move(data)), stretches_(std::move(stretches)) {}

Result<PatternObjective> PatternObjective::make(const PatternDef& pattern,
                                                std::vector<ObjectiveSeries> series,
                                                const ObjectiveOptions& options) {
  FWQ_TRY(check(pattern, options));
  FWQ_TRY_ASSIGN(space, space_of(pattern));
  auto made = std::make_shared<Data>(pattern, std::move(series), options, std::move(space));
  made->prepare();
  const Timeline& line = made->line;
  const auto bars = static_cast<double>(line.bars);
  const std::uint32_t validation = line.time_after(options.train * bars),
                      test = line.time_after((options.train + options.validation) * bars),
                      end = static_cast<std::uint32_t>(line.times.size());
  PatternObjective out(std::move(made), {{0, validation, Part::train},
                                         {validation, test, Part::validation},
                                         {test, end, Part::test}});
  FWQ_TRY(out.check_lengths());
  return out;
}

Result<std::unique_ptr<Objective>> PatternObjective::fold(std::size_t index, std::size_t of) const {
  const Stretch& test = stretches_.back();
  const Timeline& line = data_->line;
  const std::size_t bars = test.first < line.before.size() ? line.before[test.first] : 0;
  const auto cut = [&](std::size_t k) {
    return line.time_after(static_cast<double>(bars) * static_cast<double>(k) /
                           static_cast<double>(of));
  };
  std::vector<Stretch> stretches;
  if (index > 0) stretches.push_back({0, cut(index), Part::train});
  const std::uint32_t end = index + 1 < of ? cut(index + 1) : test.first;
  stretches.push_back({cut(index), end, Part::validation});
  if (end < test.first) stretches.push_back({end, test.first, Part::train});
  stretches.push_back(test);
  std::unique_ptr<PatternObjective> out(new PatternObjective(data_, std::move(stretches)));
  FWQ_TRY(out->check_lengths());
  return std::unique_ptr<Objective>(std::move(out));
}

Result<void> PatternObjective::check_lengths() const {
  const std::uint32_t least = kLeastTimes + data_->options.embargo + data_->options.horizon;
  const bool long_enough = std::all_of(
      stretches_.begin(), stretches_.end(),
      [&](const Stretch& one) { return one.end >= one.first && one.end - one.first >= least; });
  if (long_enough) return {};
  return too_short(data_->line, least);
}

std::optional<Part> PatternObjective::part_of(std::uint32_t known,
                                              std::uint32_t exit) const noexcept {
  for (const Stretch& one : stretches_) {
    const std::uint32_t first = one.first + (one.first > 0 ? data_->options.embargo : 0);
    if (known >= first && exit < one.end) return one.part;
  }
  return std::nullopt;
}

const Space& PatternObjective::space() const noexcept {
  return data_->space;
}
std::span<const std::string_view> PatternObjective::metrics() const noexcept {
  static constexpr std::string_view kNames[] = {"lift", "overall_score", "win_rate"};
  return kNames;
}
std::size_t PatternObjective::bars() const noexcept {
  return data_->line.bars;
}
data::Time PatternObjective::begin(std::size_t part) const noexcept {
  std::uint32_t t = static_cast<std::uint32_t>(data_->line.times.size());
  for (const Stretch& one : stretches_) {
    if (static_cast<std::size_t>(one.part) == part) t = std::min(t, one.first);
  }
  const auto& times = data_->line.times;
  return t < times.size() ? times[t] : times.back() + 1;
}
std::vector<double> PatternObjective::defaults() const {
  return defaults_of(data_->pattern);
}

Result<Measured> PatternObjective::measure(std::span<const double> params, core::TaskSystem& tasks,
                                           const core::TaskContext& context) const {
  const Data& s = *data_;
  FWQ_TRY_ASSIGN(lifts, s.lifts(params, false, tasks, context));
  const std::size_t changed = changed_from_defaults(s.pattern, params);
  std::array<std::vector<Lift>, kParts> parts;
  Measured out;
  const int first_month = s.line.months.front();
  out.months.resize(
      static_cast<std::size_t>(s.line.months[stretches_.back().first - 1] - first_month) + 1);
  for (const Lift& lift : lifts) {
    const auto part = part_of(lift.time, lift.exit);
    if (!part) continue;
    parts[static_cast<std::size_t>(*part)].push_back(lift);
    if (*part != Part::test)
      out.months[static_cast<std::size_t>(s.line.months[lift.time] - first_month)] += lift.value;
  }
  for (std::size_t p = 0; p < kParts; ++p) out.parts[p] = s.score(parts[p], changed);
  return out;
}

bool PatternObjective::has_smooth_form() const noexcept {
  return data_->pattern.find_soft != nullptr;
}

Result<double> PatternObjective::smooth_score(std::span<const double> params,
                                              std::string_view metric, core::TaskSystem& tasks,
                                              const core::TaskContext& context) const {
  if (!has_smooth_form()) return Objective::smooth_score(params, metric, tasks, context);
  FWQ_TRY_ASSIGN(lifts, data_->lifts(params, true, tasks, context));
  std::erase_if(lifts, [&](const Lift& lift) {
    return part_of(lift.time, lift.exit) != std::optional(Part::train);
  });
  return target_of(data_->score(lifts, 0), metric);
}

}  // namespace fwq::optimization
