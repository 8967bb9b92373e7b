// Judging the trials of an optimization.
#include "judging.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::optimization {
namespace {

constexpr std::size_t kLeastTrials = 10;  // For the probability of overfitting.
constexpr double kBelowSharpe = 100;      // Lower than any ratio.

// Of a planted metric: of each share as of that many independent draws, and of what is made of them to first order.
double planted_error(const Classification& c, std::string_view metric) {
  const double shapes = static_cast<double>(c.true_positives) + c.false_negatives,
               misses = static_cast<double>(c.false_positives) + c.true_negatives;
  const double r = c.recall(), q = c.false_positives / misses;
  const double var_r = r * (1 - r) / shapes, var_q = q * (1 - q) / misses;
  if (metric == "recall") return std::sqrt(var_r);
  // As many misses as shapes: precision is r / (r + q), F1 is 2 r / (1 + r + q).
  const double base = metric == "precision" ? r + q : 1 + r + q;
  const double by_r = metric == "precision" ? q : 2 * (1 + q),
               by_q = metric == "precision" ? r : 2 * r;
  return std::sqrt(by_r * by_r * var_r + by_q * by_q * var_q) / (base * base);
}

void judge_planted(OptimizationOutcome& out, std::string_view metric) {
  const PartScore& mine = out.best[Part::validation];
  const PartScore& base = out.baseline[Part::validation];
  out.validation_gain = target_of(mine, metric) - target_of(base, metric);
  out.validation_noise = std::hypot(planted_error(*mine.planted, metric),
                                    base.hits > 0 ? planted_error(*base.planted, metric) : 0);
  if (out.best_params == out.baseline_params || !(mine.overall_score > -1) ||
      !(out.validation_gain > out.validation_noise)) {
    out.verdict = Verdict::no_better;
    return;
  }
  const bool is_confirmed =
      target_of(out.best[Part::test], metric) > target_of(out.baseline[Part::test], metric);
  out.verdict = is_confirmed ? Verdict::better : Verdict::not_confirmed;
}

double or_nothing(double value) {
  return std::isnan(value) ? 0 : value;
}

bool is_sharpe(const PartScore& part, std::string_view metric) {
  return part.traded && metric == "sharpe";
}

// Standard error of what a part is judged by. Of a Sharpe ratio: A. Lo, The Statistics of Sharpe Ratios, Financial Analysts Journal 58
// (2002), of independent months, times the root of 12 for a year.
double error_of(const PartScore& part, std::string_view metric) {
  if (!is_sharpe(part, metric)) return part.error;
  const double monthly = part.traded->sharpe / std::sqrt(12.0);
  return std::sqrt(12 * (1 + monthly * monthly / 2) / static_cast<double>(part.traded->months));
}

bool test_confirms(const OptimizationOutcome& out, std::string_view metric) {
  return judged_by(out.best[Part::test], metric) >
         or_nothing(judged_by(out.baseline[Part::test], metric));
}

double monthly_ratio(std::span<const double> months) {
  double mean = 0, square = 0;
  const auto n = static_cast<double>(months.size());
  for (const double m : months) mean += m / n;
  for (const double m : months) square += (m - mean) * (m - mean) / (n - 1);
  return n > 1 && square > 0 ? mean / std::sqrt(square) : data::kNone;
}

// The ratio as evidence, with the moments of the months.
backtest::SharpeEvidence evidence_of(std::span<const double> months) {
  backtest::SharpeEvidence out;
  const auto n = static_cast<double>(months.size());
  double mean = 0, m2 = 0, m3 = 0, m4 = 0;
  for (const double m : months) mean += m / n;
  for (const double m : months) {
    const double d = m - mean;
    m2 += d * d / n;
    m3 += d * d * d / n;
    m4 += d * d * d * d / n;
  }
  out.sharpe = monthly_ratio(months);
  out.periods = n;
  out.skew = m2 > 0 ? m3 / std::pow(m2, 1.5) : 0;
  out.kurtosis = m2 > 0 ? m4 / (m2 * m2) : 3;
  return out;
}

}  // namespace

double target_of(const PartScore& part, std::string_view metric) {
  if (!(part.overall_score > -1))  // Too few hits, whatever the metric.
    return part.overall_score - (is_sharpe(part, metric) ? kBelowSharpe : 0);
  if (part.planted) {
    const double penalty = part.planted->f1_score() - part.overall_score;
    if (metric == "recall") return part.planted->recall() - penalty;
    if (metric == "precision") return part.planted->precision() - penalty;
    return part.overall_score;
  }
  if (is_sharpe(part, metric)) return part.traded->sharpe;
  if (metric == "lift") return part.lift;
  if (metric == "win_rate") return part.win_rate;
  return part.overall_score;
}

bool is_score(double target, std::string_view metric) noexcept {
  return target > (metric == "sharpe" ? -kBelowSharpe / 2 : -1);
}

double judged_by(const PartScore& part, std::string_view metric) {
  if (part.planted) return target_of(part, metric);
  return is_sharpe(part, metric) ? part.traded->sharpe : part.lift;
}

std::optional<std::size_t> best_in_training(std::span<const PatternTrial> trials) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (!trials[i].measured || std::isnan(trials[i].score)) continue;
    if (!best || trials[i].score > trials[*best].score) best = i;
  }
  return best;
}

void judge(OptimizationOutcome& out, std::string_view metric) {
  const PartScore& mine = out.best[Part::validation];
  const PartScore& base = out.baseline[Part::validation];
  if (mine.planted && base.planted) return judge_planted(out, metric);
  const bool has_hits = mine.overall_score > -1;
  out.validation_gain = judged_by(mine, metric) - or_nothing(judged_by(base, metric));
  const double error = error_of(mine, metric), base_error = or_nothing(error_of(base, metric));
  out.validation_noise = std::sqrt(error * error + base_error * base_error);
  // A gain of lift that is bought with unsteadiness is none; a Sharpe ratio has that in itself.
  const bool scores_higher = is_sharpe(mine, metric) || mine.overall_score > base.overall_score;
  if (out.best_params == out.baseline_params || !has_hits ||
      !(out.validation_gain > out.validation_noise) || !scores_higher) {
    out.verdict = Verdict::no_better;
    return;
  }
  out.verdict = test_confirms(out, metric) ? Verdict::better : Verdict::not_confirmed;
}

void judge_folds(OptimizationOutcome& out, std::string_view metric) {
  const auto n = static_cast<double>(out.folds.size());
  double mean = 0, square = 0;
  for (const FoldOutcome& fold : out.folds) mean += fold.gain / n;
  for (const FoldOutcome& fold : out.folds) square += (fold.gain - mean) * (fold.gain - mean);
  out.validation_gain = mean;
  out.validation_noise = std::sqrt(square / (n - 1) / n);
  if (out.best_params == out.baseline_params || !(mean > out.validation_noise)) {
    out.verdict = Verdict::no_better;
    return;
  }
  out.verdict = test_confirms(out, metric) ? Verdict::better : Verdict::not_confirmed;
}

// How much of it is luck: the ratio after as many tries, and the probability that the best is best by chance.
void weigh(OptimizationOutcome& out) {
  out.sharpe = out.hurdle = out.deflated = data::kNone;
  if (out.best.months.empty()) return;  // Planted windows are of no month.
  std::vector<std::vector<double>> months;
  std::vector<double> ratios;
  for (const PatternTrial& trial : out.trials) {
    if (!trial.measured) continue;
    const double ratio = monthly_ratio(trial.measured->months);
    if (std::isnan(ratio)) continue;
    ratios.push_back(ratio);
    months.push_back(trial.measured->months);
  }
  const auto evidence = evidence_of(out.best.months);
  out.sharpe = evidence.sharpe;
  double mean = 0, variance = 0;
  const auto n = static_cast<double>(ratios.size());
  for (const double r : ratios) mean += r / n;
  for (const double r : ratios) variance += n > 1 ? (r - mean) * (r - mean) / (n - 1) : 0;
  out.hurdle = backtest::expected_best_sharpe(n, variance);
  out.deflated =
      std::isnan(out.sharpe) ? data::kNone : backtest::probabilistic_sharpe(evidence, out.hurdle);
  if (months.size() < kLeastTrials) return;
  std::size_t blocks = std::min<std::size_t>(12, months[0].size() / 2);
  blocks -= blocks % 2;
  if (blocks < 4) return;
  if (auto found = probability_of_overfitting(months, blocks)) out.overfitting = std::move(*found);
}

std::string_view to_string(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::not_confirmed:
      return "not_confirmed";
    case Verdict::no_better:
      return "no_better";
  }
  return "";
}

}  // namespace fwq::optimization
