// Opening the home for reading jobs, and closing it for writing ones.
#include "market_access.hpp"

namespace fwq::desktop {

Result<Reading> MarketAccess::read() {
  std::shared_lock gate(gate_);
  std::shared_ptr<const coordinators::OpenHome> open;
  {
    const std::scoped_lock lock(mutex_);
    if (!kept_) {
      FWQ_TRY_ASSIGN(opened, services_.home.open());
      kept_ = opened;
    }
    open = kept_;
  }
  FWQ_TRY_ASSIGN(db, open->home.database(true));
  FWQ_TRY_ASSIGN(snapshot, open->store.snapshot());
  auto others = std::make_unique<coordinators::OtherSources>(open->settings, open->home,
                                                             services_.data_service);
  return Reading{std::move(gate),     std::move(open),   std::move(db),
                 std::move(snapshot), std::move(others), &services_.events};
}

void MarketAccess::forget() {
  const std::scoped_lock lock(mutex_);
  kept_.reset();
}

std::unique_lock<std::shared_mutex> MarketAccess::write() {
  std::unique_lock gate(gate_);
  const std::scoped_lock lock(mutex_);
  kept_.reset();
  return gate;
}

data::Bars owned_copy(const data::Bars& bars) {
  return data::BarSeries::copy_of(bars).view();
}

}  // namespace fwq::desktop
