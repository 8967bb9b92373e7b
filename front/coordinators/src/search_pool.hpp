// Searches for patterns that threads take in turn: each keeps its memory from one series to the next.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "fwq/analysis/pattern_recognizer.hpp"

namespace fwq::coordinators {

class SearchPool {
 public:
  SearchPool(std::shared_ptr<const analysis::PatternParameters> parameters,
             std::vector<std::string> types, std::optional<double> min_confidence)
      : recognizer_(std::move(parameters)),
        types_(std::move(types)),
        min_confidence_(min_confidence) {}

  const analysis::PatternRecognizer& recognizer() const noexcept { return recognizer_; }

  // As PatternSearch::find. Errors: those of PatternRecognizer::search. [any-thread]
  Result<void> find(const data::Bars& bars, std::vector<analysis::PatternHit>& hits,
                    std::span<const std::size_t> cuts) {
    std::optional<analysis::PatternSearch> search;
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        search.emplace(std::move(idle_.back()));
        idle_.pop_back();
      }
    }
    if (!search) {
      FWQ_TRY_ASSIGN(made, recognizer_.search(types_, min_confidence_));
      search.emplace(std::move(made));
    }
    search->find(bars, hits, cuts);
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(*search));
    return {};
  }

 private:
  analysis::PatternRecognizer recognizer_;
  std::vector<std::string> types_;
  std::optional<double> min_confidence_;
  std::mutex mutex_;
  std::vector<analysis::PatternSearch> idle_;
};

}  // namespace fwq::coordinators
