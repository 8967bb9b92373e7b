// One open home for all who read it.
#include "fwq/coordinators/current_home.hpp"

namespace fwq::coordinators {

void CurrentHome::choose(std::filesystem::path folder) {
  const std::scoped_lock lock(mutex_);
  if (folder == folder_) return;
  folder_ = std::move(folder);
  open_.reset();
}

std::filesystem::path CurrentHome::folder() const {
  const std::scoped_lock lock(mutex_);
  return folder_;
}

Result<std::shared_ptr<const OpenHome>> CurrentHome::open() {
  const std::scoped_lock lock(mutex_);
  if (auto open = open_.lock()) return open;
  FWQ_TRY_ASSIGN(home, Home::open(folder_, events_.get()));
  FWQ_TRY_ASSIGN(settings, home.settings());
  FWQ_TRY_ASSIGN(store, home.store(true));
  const auto opened = std::make_shared<const OpenHome>(
      OpenHome{std::move(home), std::move(settings), std::move(store)});
  open_ = opened;
  return opened;
}

}  // namespace fwq::coordinators
