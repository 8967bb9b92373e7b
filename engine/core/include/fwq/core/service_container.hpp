// ServiceContainer: makes the program's services when they are first asked for, gives each what it needs, and takes them
// down in reverse order. Used by main() and plugins; engine classes take what they need as constructor arguments.
//
//   ServiceContainer services;
//   services.register_service<EventBus>("event_bus", Lifetime::singleton);
//   services.register_service<DataService>("data_service", Lifetime::singleton,
//       [](ServiceScope& scope) -> Result<std::shared_ptr<DataService>> {
//         FWQ_TRY_ASSIGN(bus, scope.get_service<EventBus>());
//         return std::make_shared<DataService>(bus);
//       });
//   const auto data = services.get_service<DataService>("data_service");
//
// Threads:  [any-thread]. A service is made by one thread; others that ask for it meanwhile wait. Factories run under no
//           lock. A factory must not wait for another thread that asks for the same service.
// Errors:   Services that need each other in a circle are an error that shows the circle, also when several threads make
//           them: none waits for ever. What a factory returns or throws is an error that names the service; the service
//           stays unmade, and who asks next tries again.
// Owns:     What it made, together with whoever holds the shared_ptr.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <typeindex>
#include <utility>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::core {

enum class Lifetime {
  singleton,  // One for the container.
  scoped,     // One for each scope.
  transient,  // A new one each time; the caller owns it.
};

class ServiceScope;

namespace detail {
using AnyService = std::shared_ptr<void>;
using ServiceFactory = std::function<Result<AnyService>(ServiceScope&)>;
struct ServiceContainerState;
struct ServiceScopeState;

// A factory that returns Result<P> or P, where P is a pointer to a T or what derives from it, as one that says nothing of T.
template <class T, class F>
ServiceFactory service_factory(F&& make) {
  return [make = std::forward<F>(make)](ServiceScope& scope) mutable -> Result<AnyService> {
    if constexpr (requires { make(scope).has_value(); }) {
      FWQ_TRY_ASSIGN(made, make(scope));
      return AnyService(std::shared_ptr<T>(std::move(made)));
    } else {
      return AnyService(std::shared_ptr<T>(make(scope)));
    }
  };
}
}  // namespace detail

// Where services are taken from: the container itself, or a scope within it, which ends (and takes down its scoped
// services, in reverse order) when it is destroyed. After the container's end it gives errors.
class ServiceScope {
 public:
  ServiceScope(ServiceScope&&) noexcept;
  ServiceScope& operator=(ServiceScope&&) noexcept;
  ~ServiceScope();

  // By type: the one that was registered as T. By name: it must have been registered as T.
  // Errors: not_found (with the nearest name), invalid_argument (several of this type: ask by name; of another type;
  // scoped, but not asked for in a scope; a circle), unavailable (the container is ending), and those of its factory.
  template <class T>
  Result<std::shared_ptr<T>> get_service() {
    return cast<T>(get(typeid(T)));
  }
  template <class T>
  Result<std::shared_ptr<T>> get_service(std::string_view name) {
    return cast<T>(get(name, typeid(T)));
  }
  template <class T>
  bool has_service() const {
    return has(typeid(T));
  }
  bool has_service(std::string_view name) const;

 private:
  friend class ServiceContainer;
  friend struct detail::ServiceContainerState;
  explicit ServiceScope(std::shared_ptr<detail::ServiceScopeState> state) noexcept;
  Result<detail::AnyService> get(std::type_index type);
  Result<detail::AnyService> get(std::string_view name, std::type_index type);
  bool has(std::type_index type) const;
  template <class T>
  static Result<std::shared_ptr<T>> cast(Result<detail::AnyService> got) {
    if (!got) return std::move(got).error();
    return std::static_pointer_cast<T>(std::move(*got));
  }
  std::shared_ptr<detail::ServiceScopeState> state_;
};

class ServiceContainer {
 public:
  ServiceContainer();
  // Takes down the singletons, the last one made first. Requires: no other thread uses the container.
  ~ServiceContainer();
  ServiceContainer(const ServiceContainer&) = delete;
  ServiceContainer& operator=(const ServiceContainer&) = delete;

  // `make(scope)` returns a shared_ptr or unique_ptr to a T or what derives from T, or a Result of one; it takes what the
  // service needs from `scope`, which is good during the call only. Singletons take from the container, so they cannot
  // depend on scoped services. Factories of scoped and transient services may run in several threads at once.
  // Errors: invalid_argument (no name, or a service of this name is there: remove it first).
  template <class T, std::invocable<ServiceScope&> F>
  Result<void> register_service(std::string_view name, Lifetime lifetime, F make) {
    return add(name, typeid(T), lifetime, detail::service_factory<T>(std::move(make)));
  }
  // Made by its constructor, which takes a shared_ptr to each of `Needs`, found by type.
  template <class T, class... Needs>
  Result<void> register_service(std::string_view name, Lifetime lifetime) {
    return register_service<T>(name, lifetime,
                               [](ServiceScope& scope) { return construct<T, Needs...>(scope); });
  }
  // Something that is made already: a singleton.
  template <class T>
  Result<void> register_instance(std::string_view name, std::shared_ptr<T> instance) {
    return add_instance(name, typeid(T), std::move(instance));
  }
  // Forgets the service and drops the container's hold on it; false if there was none. Who has it keeps it.
  bool remove_service(std::string_view name);

  // As in ServiceScope.
  template <class T>
  Result<std::shared_ptr<T>> get_service() {
    return root_.get_service<T>();
  }
  template <class T>
  Result<std::shared_ptr<T>> get_service(std::string_view name) {
    return root_.get_service<T>(name);
  }
  template <class T>
  bool has_service() const {
    return root_.has_service<T>();
  }
  bool has_service(std::string_view name) const { return root_.has_service(name); }
  // By name.
  std::vector<std::string> service_names() const;

  ServiceScope create_scope();

 private:
  Result<void> add(std::string_view name, std::type_index type, Lifetime lifetime,
                   detail::ServiceFactory make);
  Result<void> add_instance(std::string_view name, std::type_index type,
                            detail::AnyService instance);
  template <class T, class... Needs>
  static Result<std::shared_ptr<T>> construct(ServiceScope& scope) {
    std::optional<Error> failed;
    std::tuple<std::shared_ptr<Needs>...> needs{take<Needs>(scope, failed)...};
    if (failed) return *std::move(failed);
    return std::apply([](auto&... need) { return Result(std::make_shared<T>(std::move(need)...)); },
                      needs);
  }
  template <class Need>
  static std::shared_ptr<Need> take(ServiceScope& scope, std::optional<Error>& failed) {
    if (failed) return nullptr;
    auto got = scope.get_service<Need>();
    if (got) return std::move(*got);
    failed = std::move(got).error();
    return nullptr;
  }
  ServiceScope root_;
};

}  // namespace fwq::core
