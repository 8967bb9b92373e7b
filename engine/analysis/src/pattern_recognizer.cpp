// The recognizer: stretch by stretch, pattern by pattern.
#include "fwq/analysis/pattern_recognizer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "fwq/core/text.hpp"
#include "machines.hpp"
#include "pattern_context.hpp"
#include "stretches.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

bool has_prices(const data::Bars& bars, std::size_t i) noexcept {
  return is_number(bars.open()[i]) && is_number(bars.high()[i]) && is_number(bars.low()[i]) &&
         is_number(bars.close()[i]);
}

FWQ_VECTORIZED std::int64_t count_missing(const double* values, std::size_t size) noexcept {
  std::int64_t missing = 0;
  for (std::size_t i = 0; i < size; ++i) missing += is_number(values[i]) ? 0 : 1;
  return missing;
}

// Counts, so that it runs as vector code: nearly every series has all its prices.
bool all_have_prices(const data::Bars& bars) noexcept {
  std::int64_t missing = 0;
  for (const auto column : {bars.open(), bars.high(), bars.low(), bars.close()})
    missing += count_missing(column.data(), column.size());
  return missing == 0;
}

struct Stretch {
  std::size_t first, count;
};

// The parts of the bars that patterns are looked for in: no cut inside, and every bar with its prices.
std::vector<Stretch> whole_stretches(const data::Bars& bars, std::span<const std::size_t> cuts) {
  std::vector<Stretch> stretches;
  const bool whole = all_have_prices(bars);
  for_each_stretch(bars.size(), stretch_starts(bars.size(), cuts),
                   [&](std::size_t first, std::size_t count) {
                     if (whole) {
                       stretches.push_back({first, count});
                       return;
                     }
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
    // Without a near name: where all of them stand.
    const std::string near = core::did_you_mean(key, names);
    return Error{Errc::not_found,
                 fmt::format("unknown pattern '{}'{}", type,
                             near.empty() ? ": `fwq patterns --list` shows all" : near),
                 fmt::format("没有形态 '{}'{}", type,
                             near.empty() ? "：`fwq patterns --list` 列出全部"
                                          : core::did_you_mean_zh(key, names))};
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

struct PatternSearch::State {
  std::vector<const PatternDef*> patterns;  // In the table's order, which is that of their ids.
  std::vector<std::vector<double>> params;
  std::optional<double> min_confidence;
  PatternContext context, piece;

  void search(const data::Bars& bars, std::uint32_t offset, std::vector<PatternHit>& hits) {
    context.reset(bars);
    found.resize(patterns.size());
    const bool in_pieces = bars.size() > 2 * std::size_t{kPiece};
    for (std::size_t p = 0; p < patterns.size(); ++p) {
      found[p].forget();
      if (!in_pieces || patterns[p]->reach == nullptr)
        patterns[p]->find(context, params[p], found[p].hits);
    }
    const auto size = static_cast<std::uint32_t>(bars.size());
    if (!in_pieces) return append_known(0, size, offset, hits);
    search_pieces(bars, offset, hits);
  }

 private:
  // Bars of a piece: its columns fit the processor's cache.
  static constexpr std::uint32_t kPiece = 2048;

  // What one pattern found, in order of known_at, and how far it has been told.
  struct Found {
    std::vector<PatternHit> hits;
    std::size_t told = 0;
    std::uint32_t offset = 0;  // Of the bars that they were found in.
    void forget() noexcept {
      hits.clear();
      told = 0;
      offset = 0;
    }
  };
  struct Place {
    const PatternHit* hit;
    std::uint32_t offset;
  };

  // Finds the hits that look back only a little, piece by piece: each is given as many bars before as they look at.
  void search_pieces(const data::Bars& bars, std::uint32_t offset, std::vector<PatternHit>& hits) {
    std::uint32_t reach = 0;
    for (std::size_t p = 0; p < patterns.size(); ++p) {
      if (patterns[p]->reach != nullptr) reach = std::max(reach, patterns[p]->reach(params[p]));
    }
    const auto size = static_cast<std::uint32_t>(bars.size());
    for (std::uint32_t first = 0; first < size; first += kPiece) {
      const std::uint32_t from = first - std::min(first, reach);
      if (reach > 0) piece.reset(bars.slice(from, first - from + kPiece));
      for (std::size_t p = 0; p < patterns.size(); ++p) {
        if (patterns[p]->reach == nullptr) continue;
        found[p].forget();
        found[p].offset = from;
        patterns[p]->find(piece, params[p], found[p].hits);
      }
      append_known(first, std::min(size - first, kPiece), offset, hits);
    }
  }

  // Appends what became known at `count` bars from `first` on and is sure enough, by known_at, then id. Each pattern brings
  // its hits in order of known_at, and the patterns are in order of id, so that counting how many are known at each
  // bar places them all.
  void append_known(std::uint32_t first, std::uint32_t count, std::uint32_t offset,
                    std::vector<PatternHit>& hits) {
    places.assign(std::size_t{count} + 1, 0);
    shown.clear();
    for (Found& of_one : found) {
      const std::uint32_t behind = first - of_one.offset;  // Bars of its own before `first`.
      for (; of_one.told < of_one.hits.size(); ++of_one.told) {
        const PatternHit& hit = of_one.hits[of_one.told];
        if (hit.known_at < behind) continue;  // The piece before has told it.
        const std::uint32_t bar = hit.known_at - behind;
        if (bar >= count) break;
        if (!(hit.confidence >= min_confidence.value_or(hit.pattern->threshold))) continue;
        ++places[bar + 1];
        shown.push_back({&hit, of_one.offset});
      }
    }
    for (std::size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
    in_order.resize(shown.size());
    for (const Place& place : shown)
      in_order[places[place.hit->known_at + place.offset - first]++] = place;
    for (const Place& place : in_order) {
      hits.push_back(*place.hit);
      shift(hits.back(), place.offset + offset);
    }
  }

  std::vector<Found> found;  // Of each pattern.
  std::vector<std::uint32_t> places;
  std::vector<Place> shown, in_order;
};

PatternSearch::PatternSearch(std::unique_ptr<State> state) : state_(std::move(state)) {}
PatternSearch::PatternSearch(PatternSearch&&) noexcept = default;
PatternSearch& PatternSearch::operator=(PatternSearch&&) noexcept = default;
PatternSearch::~PatternSearch() = default;

void PatternSearch::find(const data::Bars& bars, std::vector<PatternHit>& hits,
                         std::span<const std::size_t> cuts) {
  hits.clear();
  for (const Stretch& stretch : whole_stretches(bars, cuts)) {
    state_->search(bars.slice(stretch.first, stretch.count),
                   static_cast<std::uint32_t>(stretch.first), hits);
  }
}

void PatternSearch::find_soft(const data::Bars& bars, double softness, std::vector<SoftHit>& hits,
                              std::span<const std::size_t> cuts) {
  hits.clear();
  for (const Stretch& stretch : whole_stretches(bars, cuts)) {
    const std::size_t before = hits.size();
    state_->context.reset(bars.slice(stretch.first, stretch.count));
    state_->patterns.front()->find_soft(state_->context, state_->params.front(), softness, hits);
    for (std::size_t i = before; i < hits.size(); ++i)
      hits[i].known_at += static_cast<std::uint32_t>(stretch.first);
  }
}

Result<PatternSearch> PatternRecognizer::search(const std::vector<std::string>& types,
                                                std::optional<double> min_confidence) const {
  auto state = std::make_unique<PatternSearch::State>();
  FWQ_TRY_ASSIGN(selected, select(types));
  for (const PatternDef* def : selected) {
    FWQ_TRY_ASSIGN(bound, values(*def));
    state->params.push_back(std::move(bound));
  }
  state->patterns = std::move(selected);
  state->min_confidence = min_confidence;
  return PatternSearch(std::move(state));
}

Result<std::vector<PatternHit>> PatternRecognizer::recognize_patterns(
    const data::Bars& bars, const std::vector<std::string>& types,
    std::optional<double> min_confidence, std::span<const std::size_t> cuts) const {
  FWQ_TRY_ASSIGN(search, this->search(types, min_confidence));
  std::vector<PatternHit> hits;
  search.find(bars, hits, cuts);
  return hits;
}

std::vector<std::string> PatternRecognizer::get_available_patterns() const {
  std::vector<std::string> ids;
  for (const PatternDef* def : built_in_patterns()) ids.emplace_back(def->id);
  return ids;
}

Explanation PatternRecognizer::explain(const data::Bars& bars, const PatternHit& hit,
                                       std::span<const std::size_t> cuts) const {
  return std::move(explain(bars, std::span(&hit, 1), cuts).front());
}

std::vector<Explanation> PatternRecognizer::explain(const data::Bars& bars,
                                                    std::span<const PatternHit> hits,
                                                    std::span<const std::size_t> cuts) const {
  std::vector<Explanation> explanations(hits.size());
  if (hits.empty()) return explanations;
  for (const Stretch& stretch : whole_stretches(bars, cuts)) {
    const PatternContext context(bars.slice(stretch.first, stretch.count));
    const auto offset = static_cast<std::uint32_t>(stretch.first);
    for (std::size_t h = 0; h < hits.size(); ++h) {
      if (hits[h].start < stretch.first || hits[h].start >= stretch.first + stretch.count) continue;
      const auto params = values(*hits[h].pattern);
      if (!params) continue;  // Nothing can have been found with values that are out of range.
      PatternHit local = hits[h];
      shift(local, 0U - offset);
      explanations[h] = local.pattern->explain(context, *params, local);
      for (KeyPoint& point : explanations[h].points) point.bar += offset;
    }
  }
  return explanations;
}

}  // namespace fwq::analysis
