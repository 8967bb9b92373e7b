// The service container: who is made by whom, who waits for whom, and the order of everything made.
//
// One lock guards all of it; factories run outside. For each thread the container knows the services that it is in the
// middle of making, outermost first, and the one that it waits for. Following these from service to thread to service
// finds every circle before a thread would wait in it.
#include "fwq/core/service_container.hpp"

#include <fmt/format.h>

#ifdef __GNUG__
#include <cxxabi.h>
#endif

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "fwq/core/text.hpp"

namespace fwq::core {
namespace detail {
namespace {

std::string type_name(std::type_index type) {
#ifdef __GNUG__
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> readable(
      abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
  if (status == 0) return readable.get();
#endif
  return type.name();
}

struct Registration {
  std::string name;
  std::type_index type;
  Lifetime lifetime;
  ServiceFactory make;
  bool removed = false;
};

// Where an instance goes: one per singleton, and one per scoped service and scope.
struct Slot {
  std::shared_ptr<Registration> service;
  AnyService instance;
  std::thread::id maker;  // Who is making it; none: nobody.
};
using SlotPointer = std::shared_ptr<Slot>;

}  // namespace

// The slots of a scope, or of the container itself.
struct ServiceScopeState {
  std::shared_ptr<ServiceContainerState> container;
  bool root = false;
  std::map<const Registration*, SlotPointer> slots;
  std::vector<SlotPointer> made;  // In order.
};

struct ServiceContainerState {
  std::mutex mutex;
  std::condition_variable changed;
  bool ended = false;
  std::map<std::string, std::shared_ptr<Registration>, std::less<>> services;
  std::map<std::thread::id, std::vector<SlotPointer>> making;
  std::map<std::thread::id, const Slot*> waiting;
  ServiceScopeState* root = nullptr;

  // The lock is held in all of these.
  Result<std::shared_ptr<Registration>> add(std::string_view name, std::type_index type,
                                            Lifetime lifetime, ServiceFactory make);
  Result<std::shared_ptr<Registration>> find(std::type_index type) const;
  Result<std::shared_ptr<Registration>> find(std::string_view name, std::type_index type) const;
  Result<AnyService> get(ServiceScopeState& asked, const std::shared_ptr<Registration>& service,
                         std::unique_lock<std::mutex>& lock);
  // Takes the lock itself.
  void take_down(ServiceScopeState& scope) noexcept;

 private:
  Result<AnyService> make(ServiceScopeState& scope, const SlotPointer& slot,
                          std::unique_lock<std::mutex>& lock);
  std::string circle_through(const Slot& wanted) const;
};

Result<std::shared_ptr<Registration>> ServiceContainerState::add(std::string_view name,
                                                                 std::type_index type,
                                                                 Lifetime lifetime,
                                                                 ServiceFactory make) {
  if (name.empty()) return Error{Errc::invalid_argument, "a service needs a name"};
  auto service = std::make_shared<Registration>(
      Registration{std::string(name), type, lifetime, std::move(make)});
  if (services.try_emplace(std::string(name), service).second) return service;
  return Error{Errc::invalid_argument,
               fmt::format("the service '{}' is registered already: remove it first", name)};
}

Result<std::shared_ptr<Registration>> ServiceContainerState::find(std::type_index type) const {
  std::vector<std::shared_ptr<Registration>> found;
  std::vector<std::string> names;
  for (const auto& [name, service] : services) {
    if (service->type != type) continue;
    found.push_back(service);
    names.push_back(name);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return Error{Errc::not_found,
                 fmt::format("no service of the type {} is registered", type_name(type))};
  }
  return Error{Errc::invalid_argument,
               fmt::format("{} services are of the type {}: ask for one by name ({})", found.size(),
                           type_name(type), fmt::join(names, ", "))};
}

Result<std::shared_ptr<Registration>> ServiceContainerState::find(std::string_view name,
                                                                  std::type_index type) const {
  const auto found = services.find(name);
  if (found == services.end()) {
    std::vector<std::string> names;
    names.reserve(services.size());
    for (const auto& [known, service] : services) names.push_back(known);
    return Error{Errc::not_found,
                 fmt::format("there is no service '{}'{}", name, did_you_mean(name, names))};
  }
  if (found->second->type != type) {
    return Error{Errc::invalid_argument,
                 fmt::format("the service '{}' is a {}, not a {}", name,
                             type_name(found->second->type), type_name(type))};
  }
  return found->second;
}

// "a → b → a" if waiting for `wanted` would never end, else "".
std::string ServiceContainerState::circle_through(const Slot& wanted) const {
  const auto me = std::this_thread::get_id();
  std::string path;
  const Slot* slot = &wanted;
  for (;;) {
    const auto maker = slot->maker;
    const auto chain = making.find(maker);
    if (chain == making.end()) return {};
    // From this one, what its thread makes for it.
    bool inside = false;
    for (const auto& one : chain->second) {
      inside = inside || one.get() == slot;
      if (inside) path += one->service->name + " → ";
    }
    if (maker == me) return path + wanted.service->name;
    const auto next = waiting.find(maker);
    if (next == waiting.end()) return {};
    slot = next->second;
  }
}

Result<AnyService> ServiceContainerState::get(ServiceScopeState& asked,
                                              const std::shared_ptr<Registration>& service,
                                              std::unique_lock<std::mutex>& lock) {
  const bool shared = service->lifetime != Lifetime::transient;
  if (service->lifetime == Lifetime::scoped && asked.root) {
    return Error{Errc::invalid_argument,
                 fmt::format("the service '{}' is made once for each scope: ask for it in a scope, "
                             "not in the container or in the factory of a singleton",
                             service->name)};
  }
  ServiceScopeState& scope = service->lifetime == Lifetime::singleton ? *root : asked;
  SlotPointer slot;
  if (shared) {
    auto& place = scope.slots[service.get()];
    if (!place) place = std::make_shared<Slot>(Slot{service, nullptr, {}});
    slot = place;
  } else {
    slot = std::make_shared<Slot>(Slot{service, nullptr, {}});
    // A transient one has no slot of its own to meet again: its factory is what comes round.
    if (const auto mine = making.find(std::this_thread::get_id()); mine != making.end()) {
      for (const auto& one : mine->second) {
        if (one->service == service) slot = one;
      }
    }
  }
  for (;;) {
    if (slot->instance) return slot->instance;
    if (slot->maker == std::thread::id()) return make(scope, slot, lock);
    if (const auto circle = circle_through(*slot); !circle.empty()) {
      return Error{Errc::invalid_argument,
                   fmt::format("services need each other in a circle: {}", circle)};
    }
    waiting[std::this_thread::get_id()] = slot.get();
    changed.wait(lock, [&] { return slot->maker == std::thread::id(); });
    waiting.erase(std::this_thread::get_id());
    if (ended) return Error{Errc::unavailable, "the service container has ended"};
  }
}

Result<AnyService> ServiceContainerState::make(ServiceScopeState& scope, const SlotPointer& slot,
                                               std::unique_lock<std::mutex>& lock) {
  const auto me = std::this_thread::get_id();
  slot->maker = me;
  making[me].push_back(slot);
  ServiceScope given(std::shared_ptr<ServiceScopeState>(std::shared_ptr<void>(), &scope));
  lock.unlock();
  Result<AnyService> made = Error{};
  try {
    made = slot->service->make(given);
    if (made && !*made) made = Error{Errc::internal, "its factory gave nothing"};
  } catch (const Failure& failure) {
    made = failure.error();
  } catch (const std::exception& failure) {
    made = Error{Errc::internal, failure.what()};
  } catch (...) {
    made = Error{Errc::internal, "its factory threw something that is no exception"};
  }
  lock.lock();
  slot->maker = {};
  auto& mine = making[me];
  mine.pop_back();
  if (mine.empty()) making.erase(me);
  if (!made) {
    made = Error{made.error().code, fmt::format("cannot make the service '{}': {}",
                                                slot->service->name, made.error().message)};
  } else if (slot->service->lifetime != Lifetime::transient) {
    slot->instance = *made;
    if (!slot->service->removed) scope.made.push_back(slot);
  }
  changed.notify_all();
  return made;
}

// The last one made goes first. Destructors run without the lock.
void ServiceContainerState::take_down(ServiceScopeState& scope) noexcept {
  std::unique_lock lock(mutex);
  while (!scope.made.empty()) {
    const SlotPointer last = std::move(scope.made.back());
    scope.made.pop_back();
    scope.slots.erase(last->service.get());
    AnyService gone = std::move(last->instance);
    lock.unlock();
    gone.reset();
    lock.lock();
  }
}

}  // namespace detail

namespace {
Error ended_error() {
  return {Errc::unavailable, "the service container has ended"};
}
}  // namespace

ServiceScope::ServiceScope(std::shared_ptr<detail::ServiceScopeState> state) noexcept
    : state_(std::move(state)) {}
ServiceScope::ServiceScope(ServiceScope&&) noexcept = default;

ServiceScope& ServiceScope::operator=(ServiceScope&& other) noexcept {
  if (this != &other) {
    const ServiceScope old(std::move(*this));
    state_ = std::move(other.state_);
  }
  return *this;
}

ServiceScope::~ServiceScope() {
  // Only the owner's pointer counts: those that factories are given share nothing.
  if (state_ && !state_->root && state_.use_count() == 1) state_->container->take_down(*state_);
}

Result<detail::AnyService> ServiceScope::get(std::type_index type) {
  auto& container = *state_->container;
  std::unique_lock lock(container.mutex);
  if (container.ended) return ended_error();
  FWQ_TRY_ASSIGN(service, container.find(type));
  return container.get(*state_, service, lock);
}

Result<detail::AnyService> ServiceScope::get(std::string_view name, std::type_index type) {
  auto& container = *state_->container;
  std::unique_lock lock(container.mutex);
  if (container.ended) return ended_error();
  FWQ_TRY_ASSIGN(service, container.find(name, type));
  return container.get(*state_, service, lock);
}

bool ServiceScope::has(std::type_index type) const {
  const std::scoped_lock lock(state_->container->mutex);
  const auto& services = state_->container->services;
  return std::any_of(services.begin(), services.end(),
                     [&](const auto& entry) { return entry.second->type == type; });
}

bool ServiceScope::has_service(std::string_view name) const {
  const std::scoped_lock lock(state_->container->mutex);
  return state_->container->services.contains(name);
}

ServiceContainer::ServiceContainer() : root_(std::make_shared<detail::ServiceScopeState>()) {
  root_.state_->container = std::make_shared<detail::ServiceContainerState>();
  root_.state_->container->root = root_.state_.get();
  root_.state_->root = true;
}

ServiceContainer::~ServiceContainer() {
  auto& container = *root_.state_->container;
  {
    const std::scoped_lock lock(container.mutex);
    container.ended = true;
  }
  container.take_down(*root_.state_);
}

Result<void> ServiceContainer::add(std::string_view name, std::type_index type, Lifetime lifetime,
                                   detail::ServiceFactory make) {
  auto& container = *root_.state_->container;
  const std::scoped_lock lock(container.mutex);
  FWQ_TRY(container.add(name, type, lifetime, std::move(make)));
  return {};
}

Result<void> ServiceContainer::add_instance(std::string_view name, std::type_index type,
                                            detail::AnyService instance) {
  if (!instance)
    return Error{Errc::invalid_argument, fmt::format("the service '{}' is nothing", name)};
  auto& root = *root_.state_;
  const std::scoped_lock lock(root.container->mutex);
  FWQ_TRY_ASSIGN(service, root.container->add(name, type, Lifetime::singleton, nullptr));
  const auto slot = std::make_shared<detail::Slot>(detail::Slot{service, std::move(instance), {}});
  root.slots[service.get()] = slot;
  root.made.push_back(slot);
  return {};
}

bool ServiceContainer::remove_service(std::string_view name) {
  detail::AnyService gone;  // Its destructor runs after the lock.
  auto& root = *root_.state_;
  const std::scoped_lock lock(root.container->mutex);
  auto& services = root.container->services;
  const auto found = services.find(name);
  if (found == services.end()) return false;
  found->second->removed = true;
  const auto slot = root.slots.find(found->second.get());
  if (slot != root.slots.end()) {
    gone = std::move(slot->second->instance);
    std::erase(root.made, slot->second);
    root.slots.erase(slot);
  }
  services.erase(found);
  return true;
}

std::vector<std::string> ServiceContainer::service_names() const {
  const std::scoped_lock lock(root_.state_->container->mutex);
  std::vector<std::string> names;
  names.reserve(root_.state_->container->services.size());
  for (const auto& [name, service] : root_.state_->container->services) names.push_back(name);
  return names;
}

ServiceScope ServiceContainer::create_scope() {
  auto scope = std::make_shared<detail::ServiceScopeState>();
  scope->container = root_.state_->container;
  return ServiceScope(std::move(scope));
}

}  // namespace fwq::core
