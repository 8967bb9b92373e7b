// CurrentHome: the home that the program works on, one for all of its parts, and open only while somebody reads it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "fwq/coordinators/home.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/settings.hpp"
#include "fwq/data/store.hpp"

namespace fwq::coordinators {

// A home that is being read. The store closes with the last holder.
struct OpenHome {
  Home home;
  core::Settings settings;  // As the file was when it was opened.
  data::Store store;        // Read-only.
};

// [any-thread]
class CurrentHome {
 public:
  // `events` is told of changes, as in Home.
  explicit CurrentHome(std::shared_ptr<core::EventBus> events) : events_(std::move(events)) {}

  // Which folder it is; Home::default_folder() until told. Who has another one open keeps that.
  void choose(std::filesystem::path folder);
  std::filesystem::path folder() const;

  // Shares what is open, since a process opens a store once only; else opens it.
  // Errors: as Home::open, Home::settings and Home::store.
  Result<std::shared_ptr<const OpenHome>> open();

 private:
  const std::shared_ptr<core::EventBus> events_;
  mutable std::mutex mutex_;
  std::filesystem::path folder_ = Home::default_folder();
  std::weak_ptr<const OpenHome> open_;
};

}  // namespace fwq::coordinators
