// PatternRecognizer: finds patterns of the table in bars.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

// Where parameters come from when not from the table's defaults: a version store in a higher layer implements it.
class PatternParameters {
 public:
  virtual ~PatternParameters() = default;
  // Values in force for a pattern, one per ParamDef, or nullopt for its defaults. [any-thread]
  virtual std::optional<std::vector<double>> parameters(const PatternDef& pattern) const = 0;
};

// Searches series after series for the same patterns: parameters are checked once, and the memory that one series took
// serves the next. For whole markets, one on each thread. Move-only.
class PatternSearch {
 public:
  PatternSearch(PatternSearch&&) noexcept;
  PatternSearch& operator=(PatternSearch&&) noexcept;
  ~PatternSearch();
  // Makes `hits` those of PatternRecognizer::recognize_patterns. [one thread at a time]
  void find(const data::Bars& bars, std::vector<PatternHit>& hits, std::span<const std::size_t> cuts = {});
  // Makes `hits` those of the pattern's smooth form, by known_at. Confidence plays no part. Requires: a search for one pattern, whose
  // find_soft is not null; softness above 0. [one thread at a time]
  void find_soft(const data::Bars& bars, double softness, std::vector<SoftHit>& hits,
                 std::span<const std::size_t> cuts = {});

 private:
  friend class PatternRecognizer;
  struct State;
  explicit PatternSearch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Thread-safe for reading; each call is independent. [any-thread]
class PatternRecognizer {
 public:
  explicit PatternRecognizer(std::shared_ptr<const PatternParameters> parameters = nullptr);

  // Hits of the given types (ids or the short group names "engulfing", ignoring case; empty: all) with at least their
  // row's threshold (or `min_confidence`), by known_at, then id. No hit crosses a cut, nor a bar without prices.
  // Errors: not_found, with the nearest ids; invalid_argument, for values of PatternParameters out of range.
  Result<std::vector<PatternHit>> recognize_patterns(const data::Bars& bars, const std::vector<std::string>& types = {},
                                                     std::optional<double> min_confidence = std::nullopt,
                                                     std::span<const std::size_t> cuts = {}) const;
  // The same for many series in a row. Errors: as recognize_patterns.
  Result<PatternSearch> search(const std::vector<std::string>& types = {},
                               std::optional<double> min_confidence = std::nullopt) const;
  // Ids, in the table's order.
  std::vector<std::string> get_available_patterns() const;
  double get_pattern_confidence(const PatternHit& hit) const noexcept { return hit.confidence; }
  // Key points, target, stop and reasons. Requires: the bars (and cuts) that the hit was found in.
  Explanation explain(const data::Bars& bars, const PatternHit& hit, std::span<const std::size_t> cuts = {}) const;
  // The same of each of many hits, in their order. What searches share is made once for all.
  std::vector<Explanation> explain(const data::Bars& bars, std::span<const PatternHit> hits,
                                   std::span<const std::size_t> cuts = {}) const;

 private:
  Result<std::vector<double>> values(const PatternDef& pattern) const;
  std::shared_ptr<const PatternParameters> parameters_;
};

}  // namespace fwq::analysis
