// Judging conditions: columns of values, compared bar by bar at the end of a stock.
#include "fwq/coordinators/condition.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "fwq/analysis/technical_analyzer.hpp"

namespace fwq::coordinators {
namespace {

// A stock as the conditions see it. Values of indicators are asked for by flavour and text.
struct View {
  const data::Bars& bars;
  std::span<const std::size_t> cuts;
  std::map<std::pair<analysis::Flavour, std::string>, analysis::IndicatorResult> indicators = {};

  bool is_cut(std::size_t i) const { return std::binary_search(cuts.begin(), cuts.end(), i); }
  // The bar before, unless there is none or a cut between.
  bool has_before(std::size_t i) const { return i > 0 && !is_cut(i); }
  // The first bar of the stretch without a cut that `i` is in.
  std::size_t stretch(std::size_t i) const {
    const auto after = std::upper_bound(cuts.begin(), cuts.end(), i);
    return after == cuts.begin() ? 0 : *(after - 1);
  }
};

double volume_ratio(const View& view, std::size_t i) {
  constexpr std::size_t kBefore = 5;
  if (i < view.stretch(i) + kBefore) return data::kNone;
  const auto volume = view.bars.volume();
  double sum = 0;
  for (std::size_t k = i - kBefore; k < i; ++k) sum += volume[k];
  return sum > 0 ? volume[i] * kBefore / sum : data::kNone;
}

double field_at(const View& view, ConditionField field, std::size_t i) {
  const data::Bars& bars = view.bars;
  switch (field) {
    case ConditionField::open:
      return bars.open()[i];
    case ConditionField::high:
      return bars.high()[i];
    case ConditionField::low:
      return bars.low()[i];
    case ConditionField::close:
      return bars.close()[i];
    case ConditionField::volume:
      return bars.volume()[i];
    case ConditionField::amount:
      return bars.amount()[i];
    case ConditionField::change:
      return view.has_before(i) ? (bars.close()[i] / bars.close()[i - 1] - 1) * 100 : data::kNone;
    case ConditionField::amplitude:
      return view.has_before(i) ? (bars.high()[i] - bars.low()[i]) / bars.close()[i - 1] * 100
                                : data::kNone;
    case ConditionField::volume_ratio:
      return volume_ratio(view, i);
    case ConditionField::bars:
      return static_cast<double>(i + 1);
  }
  return data::kNone;
}

double value_at(const View& view, const Condition& condition, const Operand& operand,
                std::size_t i) {
  switch (operand.kind) {
    case Operand::Kind::number:
      return operand.number;
    case Operand::Kind::field:
      return field_at(view, operand.field, i);
    case Operand::Kind::indicator:
      return view.indicators.at({condition.flavour, operand.indicator}).outputs[operand.output][i];
  }
  return data::kNone;
}

// NaN fulfils nothing.
bool compares(const View& view, const Condition& condition, std::size_t i) {
  const double left = value_at(view, condition, condition.left, i);
  const double right = value_at(view, condition, condition.right, i);
  switch (condition.comparison) {
    case Comparison::above:
      return left > right;
    case Comparison::at_least:
      return left >= right;
    case Comparison::below:
      return left < right;
    case Comparison::at_most:
      return left <= right;
    case Comparison::crosses_above:
    case Comparison::crosses_below:
      break;
  }
  if (!view.has_before(i)) return false;
  const double left_before = value_at(view, condition, condition.left, i - 1);
  const double right_before = value_at(view, condition, condition.right, i - 1);
  return condition.comparison == Comparison::crosses_above
             ? left_before <= right_before && left > right
             : left_before >= right_before && left < right;
}

}  // namespace

struct ConditionJudge::State {
  std::vector<Condition> conditions;
  std::vector<std::optional<analysis::PatternSearch>> searches;  // Of each that is a pattern.
  std::set<std::pair<analysis::Flavour, std::string>> indicators;
  std::vector<analysis::PatternHit> hits;

  Result<void> compute(View& view) const {
    for (const auto& key : indicators) {
      FWQ_TRY_ASSIGN(results, analysis::TechnicalAnalyzer(key.first).calculate_indicators(
                                  view.bars, {key.second}, view.cuts));
      view.indicators.emplace(key, std::move(results.front()));
    }
    return {};
  }

  // For the bars from `first` on.
  std::vector<char> held(const View& view, std::size_t c, std::size_t first) {
    std::vector<char> at(view.bars.size() - first, 0);
    if (searches[c]) {
      searches[c]->find(view.bars, hits, view.cuts);
      for (const auto& hit : hits)
        if (hit.known_at >= first) at[hit.known_at - first] = 1;
      return at;
    }
    for (std::size_t i = first; i < view.bars.size(); ++i)
      at[i - first] = static_cast<char>(compares(view, conditions[c], i));
    return at;
  }
};

ConditionJudge::ConditionJudge(std::unique_ptr<State> state) : state_(std::move(state)) {}
ConditionJudge::ConditionJudge(ConditionJudge&&) noexcept = default;
ConditionJudge& ConditionJudge::operator=(ConditionJudge&&) noexcept = default;
ConditionJudge::~ConditionJudge() = default;

Result<ConditionJudge> ConditionJudge::make(std::vector<Condition> conditions,
                                            const analysis::PatternRecognizer& recognizer) {
  auto state = std::make_unique<State>();
  state->conditions = std::move(conditions);
  for (const Condition& condition : state->conditions) {
    state->searches.emplace_back();
    if (!condition.pattern.empty()) {
      FWQ_TRY_ASSIGN(search, recognizer.search({condition.pattern}, condition.confidence));
      state->searches.back().emplace(std::move(search));
      continue;
    }
    for (const Operand* operand : {&condition.left, &condition.right})
      if (operand->kind == Operand::Kind::indicator)
        state->indicators.emplace(condition.flavour, operand->indicator);
  }
  return ConditionJudge(std::move(state));
}

Result<std::vector<Verdict>> ConditionJudge::judge(const Stock& stock, std::size_t last) {
  const data::Bars bars = stock.until_end();
  // Cuts after the end of the range are none of its business.
  const std::span<const std::size_t> cuts(
      stock.cuts.begin(), std::lower_bound(stock.cuts.begin(), stock.cuts.end(), bars.size()));
  View view{bars, cuts};
  FWQ_TRY(state_->compute(view));
  const std::size_t size = bars.size();
  last = std::min(last, size);
  std::vector<Verdict> verdicts(state_->conditions.size());
  for (std::size_t c = 0; c < verdicts.size(); ++c) {
    const Condition& condition = state_->conditions[c];
    Verdict& verdict = verdicts[c];
    const std::size_t within = std::min(condition.within, size);
    const std::size_t looked = std::max(within, last);
    const std::vector<char> held = state_->held(view, c, size - looked);
    const auto latest =
        std::find(held.rbegin(), held.rbegin() + static_cast<std::ptrdiff_t>(within), 1);
    if (latest != held.rbegin() + static_cast<std::ptrdiff_t>(within)) {
      verdict.holds = true;
      verdict.when = bars.time()[size - 1 - static_cast<std::size_t>(latest - held.rbegin())];
    }
    verdict.at.assign(held.end() - static_cast<std::ptrdiff_t>(last), held.end());
    if (condition.pattern.empty() && size > 0) {
      verdict.left = value_at(view, condition, condition.left, size - 1);
      verdict.right = value_at(view, condition, condition.right, size - 1);
    }
  }
  return verdicts;
}

bool fulfilled(const std::vector<Verdict>& verdicts, bool any) noexcept {
  const auto holds = [](const Verdict& verdict) { return verdict.holds; };
  if (verdicts.empty()) return true;
  return any ? std::any_of(verdicts.begin(), verdicts.end(), holds)
             : std::all_of(verdicts.begin(), verdicts.end(), holds);
}

}  // namespace fwq::coordinators
