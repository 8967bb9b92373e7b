// CurrentRecognizer: finds patterns with the parameters that are in force in the current home.
#pragma once

#include <memory>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/coordinators/current_home.hpp"
#include "fwq/core/result.hpp"

namespace fwq::coordinators {

// [any-thread]
class CurrentRecognizer {
 public:
  explicit CurrentRecognizer(std::shared_ptr<const CurrentHome> home) : home_(std::move(home)) {}
  // One that gives `recognizer`, whatever is in force.
  explicit CurrentRecognizer(std::shared_ptr<const analysis::PatternRecognizer> recognizer)
      : fixed_(std::move(recognizer)) {}

  // With the versions in force now (optimization::VersionManager); it keeps them, whatever is put in force later. Without a home: the
  // built-in parameters. Cost: opens the database. Errors: those of Home::open and the database.
  Result<std::shared_ptr<const analysis::PatternRecognizer>> get() const;

 private:
  std::shared_ptr<const CurrentHome> home_;
  std::shared_ptr<const analysis::PatternRecognizer> fixed_;
};

}  // namespace fwq::coordinators
