// Judges of conditions that threads take in turn: each keeps its memory from one series to the next.
#pragma once

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "fwq/coordinators/condition.hpp"

namespace fwq::coordinators {

class JudgePool {
 public:
  // Requires: both outlive the pool.
  JudgePool(const std::vector<Condition>& conditions, const analysis::PatternRecognizer& recognizer)
      : conditions_(conditions), recognizer_(recognizer) {}

  // As ConditionJudge::judge. Errors also: as ConditionJudge::make. [any-thread]
  Result<std::vector<Verdict>> judge(const Stock& stock, std::size_t last = 1) {
    std::optional<ConditionJudge> judge;
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        judge.emplace(std::move(idle_.back()));
        idle_.pop_back();
      }
    }
    if (!judge) {
      FWQ_TRY_ASSIGN(made, ConditionJudge::make(conditions_, recognizer_));
      judge.emplace(std::move(made));
    }
    auto verdicts = judge->judge(stock, last);
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(*judge));
    return verdicts;
  }

 private:
  const std::vector<Condition>& conditions_;
  const analysis::PatternRecognizer& recognizer_;
  std::mutex mutex_;
  std::vector<ConditionJudge> idle_;
};

}  // namespace fwq::coordinators
