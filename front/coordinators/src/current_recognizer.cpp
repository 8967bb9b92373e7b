// Parameters in force, read from the home's database.
#include "fwq/coordinators/current_recognizer.hpp"

#include "fwq/coordinators/home.hpp"
#include "fwq/optimization/version_manager.hpp"

namespace fwq::coordinators {

Result<std::shared_ptr<const analysis::PatternRecognizer>> CurrentRecognizer::get() const {
  if (fixed_) return fixed_;
  const auto home = Home::open(home_->folder());
  if (!home) {
    if (home.error().code != Errc::not_found) return home.error();
    return std::make_shared<const analysis::PatternRecognizer>();
  }
  FWQ_TRY_ASSIGN(db, home->database(true));
  FWQ_TRY_ASSIGN(parameters, optimization::active_parameters(db));
  return std::make_shared<const analysis::PatternRecognizer>(std::move(parameters));
}

}  // namespace fwq::coordinators
