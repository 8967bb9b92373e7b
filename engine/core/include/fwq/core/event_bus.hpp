// EventBus: tells whoever asked that something has happened, without the two knowing each other.
//
// Two kinds of subscribers share one bus. A typed one gets the event as a struct. A named one gets any event of that
// name as JSON: what was published by name as it is, a typed event through its to_json. Without a named subscriber
// nothing is turned into JSON. What is published by name reaches typed subscribers when their event has a from_json.
//
//   struct StockSelected {
//     static constexpr std::string_view kEventName = "stock_selected";
//     std::string code;
//   };
//   void to_json(nlohmann::json& out, const StockSelected& event);    // In the event's namespace.
//   void from_json(const nlohmann::json& in, StockSelected& event);   // If it can be published by name.
//
//   const auto subscription = bus.subscribe<StockSelected>([](const StockSelected& event) { … });
//   bus.publish(StockSelected{"000001"});
//
// Order:    Handlers run by priority, the higher first; equal ones in the order in which they subscribed.
// Threads:  [any-thread]. publish() runs handlers in the calling thread, under no lock: a handler may publish, subscribe,
//           unsubscribe itself or others, or block. Two threads that publish may run one handler at the same time.
// Errors:   What a handler, filter or key throws is logged and counted; the other handlers run.
// Cost:     A typed event to one subscriber is some tens of nanoseconds and allocates nothing (`fwq bench core`).
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::core {

class TaskSystem;
class EventBus;

// A struct that can be published.
template <class E>
concept Event = std::copy_constructible<E> && requires(nlohmann::json& out, const E& event) {
  { E::kEventName } -> std::convertible_to<std::string_view>;
  to_json(out, event);
};

// What a subscriber may ask for. E is the event's type, or nlohmann::json for a named subscriber.
template <class E>
struct SubscribeOptions {
  int priority = 0;                           // The higher runs first.
  std::function<bool(const E&)> filter = {};  // Events it refuses do not reach the handler.
  // De-duplication, for those who want it: an event is left out if one with the same key reached this handler less
  // than so long ago. Without a key all events of the subscription count as the same.
  std::chrono::milliseconds once_within{0};
  std::function<std::string(const E&)> key = {};
};

// What the bus counts per name. A handler may run several times for one publish only through several subscriptions.
struct EventStatistics {
  std::string event;
  std::uint64_t published = 0;
  std::uint64_t delivered = 0;  // Handlers that ran to their end.
  std::uint64_t failed = 0;     // Handlers, filters, keys and conversions that threw.
  std::uint64_t dropped =
      0;  // Not delivered: the queue was full, or handlers published each other without end.
};

struct EventRecord {
  std::string event;
  std::chrono::system_clock::time_point time;  // To about 4 ms; the records' order is exact.
  std::string trace_id;
};

namespace detail {

// One object per event type; its address is the type's identity.
struct EventType {
  std::string_view name;
  void (*to_json)(nlohmann::json& out, const void* event);
};
template <Event E>
inline constexpr EventType kEventType{E::kEventName, [](nlohmann::json& out, const void* event) {
                                        to_json(out, *static_cast<const E*>(event));
                                      }};

// What was given to subscribe(), without its types: each takes a pointer to the event, or to the JSON of a named one.
struct EventHandler {
  const EventType* type = nullptr;  // Null: by name.
  int priority = 0;
  std::function<void(const void*)> run;
  std::function<bool(const void*)> filter;
  std::function<std::string(const void*)> key;
  std::chrono::milliseconds once_within{0};
  // Makes the event from JSON and passes it on; null when the type cannot.
  void (*from_json)(const nlohmann::json& in,
                    const std::function<void(const void*)>& then) = nullptr;
};

struct EventSlot;
struct EventBusState;

template <class E, class F>
EventHandler event_handler(F&& handler, SubscribeOptions<E>&& options) {
  EventHandler made;
  made.priority = options.priority;
  made.once_within = options.once_within;
  made.run = [handler = std::forward<F>(handler)](const void* event) mutable {
    handler(*static_cast<const E*>(event));
  };
  if (options.filter) {
    made.filter = [filter = std::move(options.filter)](const void* event) {
      return filter(*static_cast<const E*>(event));
    };
  }
  if (options.key) {
    made.key = [key = std::move(options.key)](const void* event) {
      return key(*static_cast<const E*>(event));
    };
  }
  return made;
}

}  // namespace detail

// Holds a handler on the bus while it lives. Once its destructor or unsubscribe() has returned, the handler does not run
// any more: a run in another thread is waited for. Not waited for are runs that this call is itself inside of (a handler
// may drop its own subscription), and runs that themselves wait for this thread in the same way (two handlers that drop
// each other). So a handler must not wait for a thread that drops its subscription. May outlive the bus. Move-only.
class [[nodiscard]] Subscription {
 public:
  Subscription() = default;
  Subscription(Subscription&& other) noexcept = default;
  Subscription& operator=(Subscription&& other) noexcept;
  ~Subscription() { unsubscribe(); }

  void unsubscribe() noexcept;
  // False after unsubscribe(), or when the bus is gone.
  bool active() const noexcept;

 private:
  friend class EventBus;
  Subscription(std::weak_ptr<detail::EventBusState> bus, std::weak_ptr<detail::EventSlot> slot)
      : bus_(std::move(bus)), slot_(std::move(slot)) {}
  std::weak_ptr<detail::EventBusState> bus_;
  std::weak_ptr<detail::EventSlot> slot_;
};

struct EventBusOptions {
  // Runs publish_async(); it must outlive the bus. Null: the bus makes a thread of its own when it first needs one.
  TaskSystem* tasks = nullptr;
  std::size_t history = 1'000;       // So many of the last events are remembered; 0: none.
  std::size_t most_queued = 65'536;  // publish_async() refuses beyond.
};

class EventBus {
 public:
  explicit EventBus(EventBusOptions options = {});
  // Blocking: delivers what publish_async() took. Requires: no other thread uses the bus; not called by a handler.
  ~EventBus();
  EventBus(const EventBus&) = delete;
  EventBus& operator=(const EventBus&) = delete;

  template <Event E, std::invocable<const E&> F>
  Subscription subscribe(F handler, SubscribeOptions<E> options = {}) {
    auto made = detail::event_handler<E>(std::move(handler), std::move(options));
    made.type = &detail::kEventType<E>;
    if constexpr (std::default_initializable<E> &&
                  requires(const nlohmann::json& in, E& event) { from_json(in, event); }) {
      made.from_json = [](const nlohmann::json& in, const std::function<void(const void*)>& then) {
        E event{};
        from_json(in, event);
        then(&event);
      };
    }
    return add(E::kEventName, std::move(made));
  }
  // By name: `handler(payload)`.
  Subscription subscribe(std::string_view event,
                         std::function<void(const nlohmann::json&)> handler);
  Subscription subscribe(std::string_view event, std::function<void(const nlohmann::json&)> handler,
                         SubscribeOptions<nlohmann::json> options);
  void unsubscribe(Subscription& subscription) noexcept { subscription.unsubscribe(); }

  // Runs every handler in this thread; returns how many ran to their end. Handlers that publish may nest 64 deep; what
  // they publish beyond is dropped, counted and logged.
  template <Event E>
  std::size_t publish(const E& event) {
    return dispatch(detail::kEventType<E>, &event);
  }
  std::size_t publish(std::string_view event, const nlohmann::json& payload);

  // Runs the handlers on the task system, with this thread's trace and request ids. Events that one thread publishes are delivered in
  // its order, one at a time; those of different threads in any order, at the same time.
  // Errors: unavailable (too many wait, or the bus is ending): the event is dropped and counted.
  template <Event E>
  Result<void> publish_async(E event) {
    return enqueue(&detail::kEventType<E>, E::kEventName,
                   std::make_shared<const E>(std::move(event)));
  }
  Result<void> publish_async(std::string_view event, const nlohmann::json& payload);
  // Blocking: until everything that publish_async() took so far is delivered. A handler that calls it does not wait.
  void drain() const;

  // By name; every event that was published or subscribed to.
  std::vector<EventStatistics> statistics() const;
  // Oldest first.
  std::vector<EventRecord> history() const;

 private:
  Subscription add(std::string_view event, detail::EventHandler handler);
  std::size_t dispatch(const detail::EventType& type, const void* event);
  Result<void> enqueue(const detail::EventType* type, std::string_view event,
                       std::shared_ptr<const void> payload);
  std::shared_ptr<detail::EventBusState> state_;
};

}  // namespace fwq::core
