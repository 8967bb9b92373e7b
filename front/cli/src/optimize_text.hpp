// Optimizations as text that people read, and as tables of their trials.
#pragma once

#include <span>
#include <string>

#include "fwq/coordinators/optimize.hpp"
#include "session.hpp"

namespace fwq::cli {

std::string optimization_text(const coordinators::PatternOptimization& done,
                              const Session& session);
// Those that were kept, newest first.
std::string optimization_history_text(std::span<const data::OptimizationRecord> records,
                                      const Session& session);
Json optimization_record_json(const data::OptimizationRecord& record);
// Each trial: number, parameters, score, and of each part hits, lift, error, win rate, score, recall and precision.
std::string trials_csv(const coordinators::PatternOptimization& done);

}  // namespace fwq::cli
