// Wiring of the services.
#include "fwq/coordinators/services.hpp"

#include "fwq/coordinators/sources.hpp"

namespace fwq::coordinators {
namespace {

using core::Lifetime;

// Members go in reverse order: a service before what it was made in.
struct OfOpenHome {
  std::shared_ptr<const OpenHome> home;
  std::unique_ptr<data::DataService> service;
};
struct OfScope {
  core::ServiceScope scope;
  std::shared_ptr<data::DataService> service;
};

Result<std::shared_ptr<data::DataService>> make(core::ServiceScope& scope) {
  FWQ_TRY_ASSIGN(events, scope.get_service<core::EventBus>("event_bus"));
  FWQ_TRY_ASSIGN(current, scope.get_service<CurrentHome>("current_home"));
  FWQ_TRY_ASSIGN(open, current->open());
  const SourcePlan plan = plan_sources(open->settings, open->home);
  FWQ_TRY_ASSIGN(service, make_data_service(open->home, open->settings, open->store, plan.sources));
  service->follow(*events);
  auto held = std::make_shared<OfOpenHome>(OfOpenHome{std::move(open), std::move(service)});
  return std::shared_ptr<data::DataService>(held, held->service.get());
}

}  // namespace

Result<void> register_services(core::ServiceContainer& services) {
  FWQ_TRY(services.register_service<core::EventBus>("event_bus", Lifetime::singleton));
  FWQ_TRY(services.register_service<core::PerformanceMonitor>("performance_monitor",
                                                              Lifetime::singleton));
  FWQ_TRY((
      services.register_service<CurrentHome, core::EventBus>("current_home", Lifetime::singleton)));
  FWQ_TRY((services.register_service<CurrentRecognizer, CurrentHome>("pattern_recognizer",
                                                                     Lifetime::singleton)));
  FWQ_TRY((services.register_service<AnalysisService, core::EventBus, core::PerformanceMonitor,
                                     CurrentRecognizer>("analysis_service", Lifetime::singleton)));
  return services.register_service<data::DataService>("data_service", Lifetime::scoped, make);
}

Result<Services> resolve_services(core::ServiceContainer& services) {
  FWQ_TRY_ASSIGN(events, services.get_service<core::EventBus>("event_bus"));
  FWQ_TRY_ASSIGN(monitor, services.get_service<core::PerformanceMonitor>("performance_monitor"));
  FWQ_TRY_ASSIGN(home, services.get_service<CurrentHome>("current_home"));
  FWQ_TRY_ASSIGN(analysis, services.get_service<AnalysisService>("analysis_service"));
  return Services{
      *events, *monitor, *home, *analysis,
      [&services]() -> Result<std::shared_ptr<data::DataService>> {
        auto scope = services.create_scope();
        FWQ_TRY_ASSIGN(service, scope.get_service<data::DataService>("data_service"));
        auto held = std::make_shared<OfScope>(OfScope{std::move(scope), std::move(service)});
        return std::shared_ptr<data::DataService>(held, held->service.get());
      }};
}

}  // namespace fwq::coordinators
