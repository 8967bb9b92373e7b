// The recognizer: stretch by stretch, pattern by pattern.
#include "fwq/analysis/pattern_recognizer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/core/text.hpp"
#include "machines.hpp"
#include "pattern_context.hpp"
#include "stretches.hpp"

namespace fwq::analysis {
namespace {

bool has_prices(const data::Bars& bars, std::size_t i) noexcept {
  return is_number(bars.open()[i]) && is_number(bars.high()[i]) && is_number(bars.low()[i]) &&
         is_number(bars.close()[i]);
}

struct Stretch {
  std::size_t first, count;
};

// The parts of the bars that patterns are looked for in: no cut inside, and every bar with its prices.
std::vector<Stretch> whole_stretches(const data::Bars& bars, std::span<const std::size_t> cuts) {
  std::vector<Stretch> stretches;
  for_each_stretch(bars.size(), stretch_starts(bars.size(), cuts),
                   [&](std::size_t first, std::size_t count) {
                     std::size_t from = first;
                     for (std::size_t i = first; i <= first + count; ++i) {
                       if (i < first + count && has_prices(bars, i)) continue;
                       if (i > from) stretches.push_back({from, i - from});
                       from = i + 1;
                     }
                   });
  return stretches;
}

// Moves the bars of a hit by `offset` (which may wrap around: unsigned arithmetic undoes it).
void shift(PatternHit& hit, std::uint32_t offset) noexcept {
  hit.start += offset;
  hit.end += offset;
  hit.known_at += offset;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) hit.points[p] += offset;
}

Result<std::vector<const PatternDef*>> select(const std::vector<std::string>& types) {
  const auto table = built_in_patterns();
  if (types.empty()) return std::vector<const PatternDef*>(table.begin(), table.end());
  std::vector<bool> wanted(table.size());
  for (const std::string& type : types) {
    const std::string key = core::to_lower(core::trimmed(type));
    bool known = false;
    for (std::size_t i = 0; i < table.size(); ++i) {
      if (key.empty() || (table[i]->id != key && table[i]->group != key)) continue;
      wanted[i] = known = true;
    }
    if (known) continue;
    std::vector<std::string> names;
    for (const PatternDef* def : table) {
      for (const std::string_view name : {def->id, def->group}) {
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
          names.emplace_back(name);
      }
    }
    return Error{Errc::not_found,
                 fmt::format("unknown pattern '{}'{}", type, core::did_you_mean(key, names))};
  }
  std::vector<const PatternDef*> selected;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (wanted[i]) selected.push_back(table[i]);
  }
  return selected;
}

}  // namespace

PatternRecognizer::PatternRecognizer(std::shared_ptr<const PatternParameters> parameters)
    : parameters_(std::move(parameters)) {}

Result<std::vector<double>> PatternRecognizer::values(const PatternDef& pattern) const {
  std::vector<double> given;
  if (parameters_ != nullptr)
    given = parameters_->parameters(pattern).value_or(std::vector<double>());
  return bind(pattern.id, {pattern.params.begin(), pattern.params.size()}, given);
}

Result<std::vector<PatternHit>> PatternRecognizer::recognize_patterns(
    const data::Bars& bars, const std::vector<std::string>& types,
    std::optional<double> min_confidence, std::span<const std::size_t> cuts) const {
  FWQ_TRY_ASSIGN(selected, select(types));
  std::vector<std::vector<double>> params;
  for (const PatternDef* def : selected) {
    FWQ_TRY_ASSIGN(bound, values(*def));
    params.push_back(std::move(bound));
  }
  std::vector<PatternHit> hits;
  for (const Stretch& stretch : whole_stretches(bars, cuts)) {
    const PatternContext context(bars.slice(stretch.first, stretch.count));
    const std::size_t before = hits.size();
    for (std::size_t d = 0; d < selected.size(); ++d) selected[d]->find(context, params[d], hits);
    for (std::size_t h = before; h < hits.size(); ++h)
      shift(hits[h], static_cast<std::uint32_t>(stretch.first));
  }
  std::erase_if(hits, [&](const PatternHit& hit) {
    return hit.confidence < min_confidence.value_or(hit.pattern->threshold);
  });
  std::stable_sort(hits.begin(), hits.end(), [](const PatternHit& a, const PatternHit& b) {
    return a.known_at != b.known_at ? a.known_at < b.known_at : a.pattern->id < b.pattern->id;
  });
  return hits;
}

std::vector<std::string> PatternRecognizer::get_available_patterns() const {
  std::vector<std::string> ids;
  for (const PatternDef* def : built_in_patterns()) ids.emplace_back(def->id);
  return ids;
}

Explanation PatternRecognizer::explain(const data::Bars& bars, const PatternHit& hit,
                                       std::span<const std::size_t> cuts) const {
  for (const Stretch& stretch : whole_stretches(bars, cuts)) {
    if (hit.start < stretch.first || hit.start >= stretch.first + stretch.count) continue;
    const auto params = values(*hit.pattern);
    if (!params) return {};  // Nothing can have been found with values that are out of range.
    const auto offset = static_cast<std::uint32_t>(stretch.first);
    const PatternContext context(bars.slice(stretch.first, stretch.count));
    PatternHit local = hit;
    shift(local, 0U - offset);
    Explanation explanation = hit.pattern->explain(context, *params, local);
    for (KeyPoint& point : explanation.points) point.bar += offset;
    return explanation;
  }
  return {};
}

}  // namespace fwq::analysis
