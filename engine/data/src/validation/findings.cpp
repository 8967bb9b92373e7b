// Findings: collecting what the checks find, and the score.
//
// Score: each aspect begins at 100. A rule that found something takes 20 points for an error and 5 for a warning, and
//        more with the share of bars: all that is left for an error, 45 for a warning, once 5 % of the bars (days)
//        are hit. The whole is half the mean of the aspects and half the worst: data are as good as their weakest side.
#include <algorithm>
#include <cmath>

#include "validation/checks.hpp"

namespace fwq::data::validation {
namespace {

constexpr std::size_t kPlaces = 20;
constexpr Date kBeijingOpens{2021, 11, 15};
constexpr double kFullShare = 0.05;

double lost(const Finding& finding, std::size_t bars, std::size_t days) noexcept {
  double of = 1;
  switch (finding.rule->unit) {
    case FindingUnit::bars:
    case FindingUnit::events:
      of = static_cast<double>(bars);
      break;
    case FindingUnit::days:
      of = static_cast<double>(days);
      break;
    case FindingUnit::series:
      of = static_cast<double>(finding.count) / kFullShare *
           1e9;  // As little as the kind of fault costs.
      break;
  }
  const double share =
      std::min(1.0, static_cast<double>(finding.count) / std::max(1.0, of) / kFullShare);
  if (finding.severity == Severity::error) return 20 + 80 * share;
  return finding.severity == Severity::warning ? 5 + 45 * share : 0;
}

// By row; of several for one thing the first stays, and a row that goes needs no other repair.
std::vector<Repair> settled(std::vector<Repair> repairs) {
  const auto rank = [](const Repair& r) {
    return r.kind == RepairKind::sort ? -1 : r.kind == RepairKind::remove ? 0 : 1;
  };
  std::stable_sort(repairs.begin(), repairs.end(), [&](const Repair& a, const Repair& b) {
    if (rank(a) < 0 || rank(b) < 0) return rank(a) < 0 && rank(b) >= 0;
    if (a.row != b.row) return a.row < b.row;
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.field < b.field;
  });
  std::vector<Repair> kept;
  for (const Repair& one : repairs) {
    const bool covered = !kept.empty() && kept.back().kind != RepairKind::sort &&
                         kept.back().row == one.row &&
                         (kept.back().kind == RepairKind::remove ||
                          (one.kind == RepairKind::set && kept.back().field == one.field));
    if (!covered) kept.push_back(one);
  }
  return kept;
}

// Whether what the rule finds is a wrong number in the row itself.
bool names_wrong_number(RuleId id) noexcept {
  switch (id) {
    case RuleId::infinite_value:
    case RuleId::missing_price:
    case RuleId::nonpositive_price:
    case RuleId::ohlc_order:
    case RuleId::negative_volume:
    case RuleId::absurd_size:
    case RuleId::price_scale:
    case RuleId::volume_unit:
    case RuleId::amount_unit:
    case RuleId::amount_mismatch:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Findings::add(RuleId id, std::size_t row, Time time, double value, double bound,
                   std::size_t count) {
  Finding& finding = found_[static_cast<std::size_t>(id)];
  const Severity severity = rule(id).severity(level_);
  if (severity == Severity::none) return;
  if (names_wrong_number(id)) {
    if (claimed_.size() <= row) claimed_.resize(row + 1 + row / 2, false);
    claimed_[row] = true;
  }
  finding.rule = &rule(id);
  finding.severity = severity;
  finding.count += count;
  if (finding.places.size() < kPlaces) finding.places.push_back({row, time, value, bound});
}

void Findings::propose(RuleId id, std::size_t row, Time time, BarField field, double from,
                       double to) {
  if (looks_for(id)) repairs_.push_back({RepairKind::set, rule(id).id, row, time, field, from, to});
}

void Findings::propose_removal(RuleId id, std::size_t row, Time time) {
  if (looks_for(id))
    repairs_.push_back({RepairKind::remove, rule(id).id, row, time, BarField::time, kNone, kNone});
}

void Findings::propose_sorting(RuleId id) {
  repairs_.push_back({RepairKind::sort, rule(id).id, 0, 0, BarField::time, kNone, kNone});
}

void Findings::finish(ValidationResult& result, std::size_t bars, std::size_t days) {
  result.aspects.fill(100);
  for (Finding& finding : found_) {
    if (finding.count == 0) continue;
    double& score = result.aspects[static_cast<std::size_t>(finding.rule->aspect)];
    score = std::max(0.0, score - lost(finding, bars, days));
    auto& list = finding.severity == Severity::error     ? result.errors
                 : finding.severity == Severity::warning ? result.warnings
                                                         : result.notes;
    list.push_back(std::move(finding));
  }
  double mean = 0;
  for (const double score : result.aspects) mean += score / kAspects;
  const double worst = *std::min_element(result.aspects.begin(), result.aspects.end());
  result.quality_score = bars == 0 ? 0 : std::round((mean + worst) * 5) / 10;
  result.quality_level = quality_word(result.quality_score);
  result.is_valid = result.errors.empty();
  result.repairs = settled(std::move(repairs_));
  result.metrics = std::move(metrics_);
}

std::size_t Checked::first_exchange_bar() const noexcept {
  if (context.symbol.board() != Board::bse) return 0;
  const auto time = bars.time();
  return static_cast<std::size_t>(
      std::lower_bound(time.begin(), time.end(), time_from(kBeijingOpens)) - time.begin());
}

double median_of(std::vector<double>& values) noexcept {
  if (values.empty()) return kNone;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace fwq::data::validation
