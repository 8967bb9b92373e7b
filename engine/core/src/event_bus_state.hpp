// What an event bus keeps: channels by name and by type, running handlers, who waits for them, history, and the queues
// of publish_async.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "fwq/core/event_bus.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::core::detail {

// The keys that reached a handler lately, oldest first. Bounded by what arrives within the window.
class RecentKeys {
 public:
  // True if the event's key was seen within the window; else it is now.
  bool seen(const EventHandler& handler, const void* event);

 private:
  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  std::deque<std::pair<Clock::time_point, std::string>> order_;
  std::unordered_set<std::string> keys_;
};

struct EventChannel;

// One subscription's handler. One word counts its runs, so that a run costs two atomic operations:
//   bit 0 closed | bits 1-23 runs going on | bits 24-63 deliveries, until it was closed
struct EventSlot {
  static constexpr std::uint64_t kClosed = 1;
  static constexpr std::uint64_t kOneRun = 2;
  static constexpr std::uint64_t kOneDelivery = 1U << 24U;
  static std::uint64_t running(std::uint64_t word) noexcept {
    return (word & (kOneDelivery - 1)) / kOneRun;
  }
  static std::uint64_t delivered(std::uint64_t word) noexcept { return word / kOneDelivery; }

  explicit EventSlot(EventHandler given) : handler(std::move(given)) {}
  std::uint64_t running() const noexcept { return running(word.load(std::memory_order_acquire)); }
  std::uint64_t delivered() const noexcept {
    return delivered(word.load(std::memory_order_relaxed));
  }

  EventHandler handler;
  EventChannel* channel = nullptr;  // Set when it is added.
  std::atomic<std::uint64_t> word{0};
  RecentKeys repeats;
};
using EventSlots = std::vector<std::shared_ptr<EventSlot>>;

// Everything of one name. Lives as long as the bus.
struct EventChannel {
  std::string name;
  std::shared_ptr<const EventSlots> slots;  // By priority; null: nobody. Replaced, never changed.
  std::uint64_t published = 0;
  std::atomic<std::uint64_t> delivered{
      0};  // By handlers that are closed; the others count their own.
  std::atomic<std::uint64_t> failed{0}, dropped{0};
};

struct EventBusState;

// One run of a handler, on the stack of the thread that runs it.
class EventRun {
 public:
  EventRun(EventBusState& state, EventChannel& channel, EventSlot& slot) noexcept;
  ~EventRun();
  EventRun(const EventRun&) = delete;
  EventRun& operator=(const EventRun&) = delete;

  bool entered() const noexcept { return entered_; }
  // The handler ran to its end.
  void count_delivery() noexcept { change_ = EventSlot::kOneDelivery - EventSlot::kOneRun; }
  // How many handlers this thread is inside of.
  static unsigned depth() noexcept;
  // Their slots.
  static std::vector<const EventSlot*> slots_of_this_thread();

 private:
  EventBusState& state_;
  EventChannel& channel_;
  EventSlot& slot_;
  const EventRun* outer_;
  std::uint64_t change_ = 0 - EventSlot::kOneRun;  // Of the slot's word, when this ends.
  unsigned depth_;
  bool entered_;
};

// Threads that wait until a closed handler has stopped running.
class EventWaits {
 public:
  void wait_until_quiet(const EventSlot& slot);
  void run_ended();

 private:
  struct Waiter {
    const EventSlot* target;
    std::vector<const EventSlot*> inside;
  };
  std::uint64_t runs_not_waited_for(const Waiter& me) const;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<const Waiter*> waiters_;
};

struct QueuedEvent {
  const EventType* type;  // Null: by name, the payload is JSON.
  std::string name;
  std::shared_ptr<const void> payload;
  WorkIds ids;  // Of the publisher.
};

// What publish_async() took: one queue per publishing thread, which one task at a time empties.
class AsyncEvents {
 public:
  explicit AsyncEvents(std::size_t most) : most_(most) {}
  // Calls `start`, under the lock, when nobody empties the publisher's queue. Errors: unavailable.
  Result<void> add(std::thread::id publisher, QueuedEvent event,
                   const std::function<void()>& start);
  // The next event; null, and the queue is gone, when there is none.
  std::optional<QueuedEvent> take(std::thread::id publisher);
  // What was taken is delivered.
  void done();
  // Calls `start` if the publisher's queue still holds something.
  void go_on(std::thread::id publisher, const std::function<void()>& start);
  void close();
  void wait_until_empty();

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable empty_;
  std::unordered_map<std::thread::id, std::deque<QueuedEvent>> queues_;
  std::size_t waiting_ = 0;  // Queued, or being delivered.
  bool closed_ = false;
};

struct EventBusState {
  explicit EventBusState(const EventBusOptions& options);

  struct Publishing {
    EventChannel* channel;
    std::shared_ptr<const EventSlots> slots;
  };
  // Counts and remembers one publish.
  Publishing begin_publish(const EventType& type);
  Publishing begin_publish(std::string_view name);

  void add(std::string_view name, std::shared_ptr<EventSlot> slot);
  // Closes the slot and waits for its runs.
  void remove(const std::shared_ptr<EventSlot>& slot) noexcept;
  void count_dropped(std::string_view name);
  std::vector<EventStatistics> statistics() const;
  std::vector<EventRecord> history() const;

  EventWaits waits;
  AsyncEvents async;
  TaskSystem* tasks;  // Guarded by the lock of `async`.
  std::unique_ptr<TaskSystem> own_tasks;

 private:
  struct Remembered {
    const EventChannel* channel = nullptr;
    std::chrono::system_clock::time_point time;
    std::string trace_id;
  };
  EventChannel& channel(std::string_view name);
  Publishing count(EventChannel& channel, std::chrono::system_clock::time_point now);

  mutable std::mutex mutex_;
  std::map<std::string, EventChannel, std::less<>> channels_;
  std::unordered_map<const EventType*, EventChannel*> by_type_;
  std::vector<Remembered> history_;  // A ring.
  std::uint64_t remembered_ = 0;
};

// Empties the publisher's queue on the task system.
void start_delivery(const std::shared_ptr<EventBusState>& state, std::thread::id publisher);

}  // namespace fwq::core::detail
