// MarketAccess: who reads the home's bars and who writes them, so that the two never meet.
//
// A process may have a store open once only. Reading jobs share one that is open; a writing job waits until they have gone,
// closes it, and has the home to itself. Nothing here blocks the GUI thread: both are asked for on the thread of a job.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>

#include "fwq/coordinators/services.hpp"
#include "fwq/coordinators/sources.hpp"
#include "fwq/coordinators/stock.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::desktop {

// What a job reads. Bars taken from it must not outlive it (owned_copy() makes some that do); used on the thread that asked.
struct Reading {
  std::shared_lock<std::shared_mutex> gate;
  std::shared_ptr<const coordinators::OpenHome> open;
  data::SystemDb db;
  data::Snapshot snapshot;
  std::unique_ptr<coordinators::OtherSources> others;
  core::EventBus* events = nullptr;

  coordinators::StockLoader loader() const { return {snapshot, db, events, others.get()}; }
};

class MarketAccess {
 public:
  // Requires: the services outlive it.
  explicit MarketAccess(const coordinators::Services& services) : services_(services) {}

  // Blocking: while somebody writes. Errors: as CurrentHome::open, and those of the database. [worker-thread]
  Result<Reading> read();

  // The next reader opens the home anew, with the settings as they are then. [any-thread]
  void forget();

  // The home to oneself, until the lock goes. Blocking: while somebody reads or writes. [worker-thread]
  std::unique_lock<std::shared_mutex> write();

 private:
  const coordinators::Services& services_;
  std::shared_mutex gate_;
  std::mutex mutex_;
  std::shared_ptr<const coordinators::OpenHome>
      kept_;  // So that it is not opened anew for each job.
};

// Bars with memory of their own in place of the store's.
data::Bars owned_copy(const data::Bars& bars);

}  // namespace fwq::desktop
