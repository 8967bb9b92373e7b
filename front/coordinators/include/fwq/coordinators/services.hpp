// The program's services: which there are, what each needs and how long it lives. For main() and plugins; what a shell
// works with are the plain references of `Services`.
//
//   name                 type                         lives as long as    made of
//   event_bus            core::EventBus               the container
//   performance_monitor  core::PerformanceMonitor     the container
//   current_home         CurrentHome                  the container       event_bus
//   pattern_recognizer   CurrentRecognizer            the container       current_home
//   analysis_service     AnalysisService              the container       event_bus, performance_monitor, pattern_recognizer
//   data_service         data::DataService            a scope             current_home, event_bus
//
// The data service holds the home open, so it ends with its scope: nobody could write to the home otherwise.
#pragma once

#include <functional>
#include <memory>

#include "fwq/coordinators/analysis_service.hpp"
#include "fwq/coordinators/current_home.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/service_container.hpp"
#include "fwq/data/data_service.hpp"

namespace fwq::coordinators {

// Nothing is made yet, and no file touched. Errors: invalid_argument (a name is taken).
Result<void> register_services(core::ServiceContainer& services);

using DataServiceProvider = std::function<Result<std::shared_ptr<data::DataService>>()>;

// What a shell gets of the container. Everything is the container's: it must outlive this.
struct Services {
  core::EventBus& events;
  core::PerformanceMonitor& monitor;
  CurrentHome& home;
  const AnalysisService& analysis;
  // One in a scope of its own, which ends with the last holder of the answer. Opens the home.
  // Errors: those of CurrentHome::open and make_data_service.
  DataServiceProvider data_service;
};

// Takes them from a container in which register_services(), or another program, put services of these names.
// Errors: those of ServiceContainer.
Result<Services> resolve_services(core::ServiceContainer& services);

}  // namespace fwq::coordinators
