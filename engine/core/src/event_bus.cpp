// The event bus: lists of handlers that are copied when they change, and runs that are counted so that a handler can
// be waited for.
//
// publish() takes one lock, for the lookup, the statistics, the history and a reference to the list; handlers run
// outside of it. Each handler's slot counts its runs in one word whose lowest bit says that it is closed: who enters
// after that turns back, and who closes it waits until the count is down.
#include "fwq/core/event_bus.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "event_bus_state.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::core {
namespace detail {
namespace {

constexpr unsigned kDeepest = 64;

// What is published, in the form that each handler takes; JSON is made when the first one asks for it.
class Payload {
 public:
  Payload(const EventType& type, const void* event) : type_(&type), event_(event) {}
  explicit Payload(const nlohmann::json& given) : event_(&given), json_(&given) {}

  const EventType* type() const noexcept { return type_; }
  const void* event() const noexcept { return event_; }
  const nlohmann::json& json() {
    if (json_ == nullptr) {
      type_->to_json(made_.emplace(), event_);
      json_ = &*made_;
    }
    return *json_;
  }

 private:
  const EventType* type_ = nullptr;  // Null: published by name.
  const void* event_;
  const nlohmann::json* json_ = nullptr;
  std::optional<nlohmann::json> made_;
};

// Filter, de-duplication and the handler itself. True when it ran.
bool run_wanted(EventSlot& slot, const void* event) {
  const EventHandler& handler = slot.handler;
  if (handler.filter && !handler.filter(event)) return false;
  if (handler.once_within.count() > 0 && slot.repeats.seen(handler, event)) return false;
  handler.run(event);
  return true;
}

// False when the handler does not take this payload: of another type, or by name and the type cannot be read from JSON.
bool deliver(EventSlot& slot, Payload& payload) {
  const EventHandler& handler = slot.handler;
  if (handler.type == nullptr) return run_wanted(slot, &payload.json());
  if (handler.type == payload.type()) return run_wanted(slot, payload.event());
  if (payload.type() != nullptr || handler.from_json == nullptr) return false;
  bool ran = false;
  handler.from_json(payload.json(), [&](const void* event) { ran = run_wanted(slot, event); });
  return ran;
}

void log_failure(const EventChannel& channel, std::string_view what) noexcept {
  try {
    log_error(fmt::format("a handler of the event {} failed: {}", channel.name, what));
  } catch (...) {  // Out of memory: it is counted.
  }
}

bool run_slot(EventBusState& state, EventChannel& channel, EventSlot& slot, Payload& payload) {
  EventRun run(state, channel, slot);
  if (!run.entered()) return false;
  try {
    if (!deliver(slot, payload)) return false;
    run.count_delivery();
    return true;
  } catch (const std::exception& failure) {
    log_failure(channel, failure.what());
  } catch (...) {
    log_failure(channel, "it threw something that is no exception");
  }
  channel.failed.fetch_add(1, std::memory_order_relaxed);
  return false;
}

std::size_t run_all(EventBusState& state, EventChannel& channel, const EventSlots& slots,
                    Payload& payload) {
  if (EventRun::depth() >= kDeepest) {
    channel.dropped.fetch_add(1, std::memory_order_relaxed);
    log_failure(channel, fmt::format("events published by handlers of events nest {} deep; the "
                                     "innermost is dropped",
                                     kDeepest));
    return 0;
  }
  std::size_t ran = 0;
  for (const auto& slot : slots) ran += run_slot(state, channel, *slot, payload) ? 1U : 0U;
  return ran;
}

std::size_t publish_typed(EventBusState& state, const EventType& type, const void* event) {
  const auto [channel, slots] = state.begin_publish(type);
  if (!slots) return 0;
  Payload payload(type, event);
  return run_all(state, *channel, *slots, payload);
}

std::size_t publish_named(EventBusState& state, std::string_view event,
                          const nlohmann::json& given) {
  const auto [channel, slots] = state.begin_publish(event);
  if (!slots) return 0;
  Payload payload(given);
  return run_all(state, *channel, *slots, payload);
}

// Delivers what `publisher` queued, in its order; gives the thread back to others now and then.
void deliver_queued(const std::shared_ptr<EventBusState>& state, std::thread::id publisher) {
  constexpr int kAtOnce = 64;
  for (int i = 0; i < kAtOnce; ++i) {
    const auto event = state->async.take(publisher);
    if (!event) return;
    {
      const WorkIdsScope scope(event->ids);
      if (event->type != nullptr) {
        publish_typed(*state, *event->type, event->payload.get());
      } else {
        publish_named(*state, event->name,
                      *static_cast<const nlohmann::json*>(event->payload.get()));
      }
    }
    state->async.done();
  }
  state->async.go_on(publisher, [&] { start_delivery(state, publisher); });
}

}  // namespace

void start_delivery(const std::shared_ptr<EventBusState>& state, std::thread::id publisher) {
  state->tasks->submit("delivering events", [state, publisher](const TaskContext&) -> Result<void> {
    deliver_queued(state, publisher);
    return {};
  });
}

}  // namespace detail

using detail::EventBusState;

EventBus::EventBus(EventBusOptions options) : state_(std::make_shared<EventBusState>(options)) {}

EventBus::~EventBus() {
  state_->async.close();
  state_->async.wait_until_empty();
  state_->own_tasks.reset();
}

std::size_t EventBus::dispatch(const detail::EventType& type, const void* event) {
  return detail::publish_typed(*state_, type, event);
}

std::size_t EventBus::publish(std::string_view event, const nlohmann::json& payload) {
  return detail::publish_named(*state_, event, payload);
}

Result<void> EventBus::publish_async(std::string_view event, const nlohmann::json& payload) {
  return enqueue(nullptr, event, std::make_shared<const nlohmann::json>(payload));
}

Result<void> EventBus::enqueue(const detail::EventType* type, std::string_view event,
                               std::shared_ptr<const void> payload) {
  const auto publisher = std::this_thread::get_id();
  auto added = state_->async.add(
      publisher, {type, std::string(event), std::move(payload), current_ids()}, [&] {
        if (state_->tasks == nullptr) {
          state_->own_tasks = std::make_unique<TaskSystem>(1);
          state_->tasks = state_->own_tasks.get();
        }
        detail::start_delivery(state_, publisher);
      });
  if (!added) state_->count_dropped(event);
  return added;
}

void EventBus::drain() const {
  if (detail::EventRun::depth() == 0) state_->async.wait_until_empty();
}

Subscription EventBus::subscribe(std::string_view event,
                                 std::function<void(const nlohmann::json&)> handler) {
  return subscribe(event, std::move(handler), {});
}

Subscription EventBus::subscribe(std::string_view event,
                                 std::function<void(const nlohmann::json&)> handler,
                                 SubscribeOptions<nlohmann::json> options) {
  return add(event, detail::event_handler<nlohmann::json>(std::move(handler), std::move(options)));
}

Subscription EventBus::add(std::string_view event, detail::EventHandler handler) {
  auto slot = std::make_shared<detail::EventSlot>(std::move(handler));
  state_->add(event, slot);
  return {state_, slot};
}

std::vector<EventStatistics> EventBus::statistics() const {
  return state_->statistics();
}

std::vector<EventRecord> EventBus::history() const {
  return state_->history();
}

Subscription& Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    unsubscribe();
    bus_ = std::move(other.bus_);
    slot_ = std::move(other.slot_);
  }
  return *this;
}

void Subscription::unsubscribe() noexcept {
  const auto bus = std::exchange(bus_, {}).lock();
  const auto slot = std::exchange(slot_, {}).lock();
  if (bus && slot) bus->remove(slot);
}

bool Subscription::active() const noexcept {
  return !bus_.expired() && !slot_.expired();
}

}  // namespace fwq::core
