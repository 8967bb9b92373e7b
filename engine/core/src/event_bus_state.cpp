// The parts of the event bus: who runs what, who waits for whom, channels and queues.
#include "event_bus_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "fwq/core/trace.hpp"

namespace fwq::core::detail {

bool RecentKeys::seen(const EventHandler& handler, const void* event) {
  std::string key = handler.key ? handler.key(event) : std::string();
  const auto now = Clock::now();
  const std::scoped_lock lock(mutex_);
  while (!order_.empty() && now - order_.front().first >= handler.once_within) {
    keys_.erase(order_.front().second);
    order_.pop_front();
  }
  if (!keys_.insert(key).second) return true;
  order_.emplace_back(now, std::move(key));
  return false;
}

namespace {

thread_local const EventRun* innermost_run = nullptr;

// The time to a few milliseconds: the exact clock would cost as much as the rest of a publish.
std::chrono::system_clock::time_point coarse_now() noexcept {
#ifdef CLOCK_REALTIME_COARSE
  std::timespec now{};
  if (clock_gettime(CLOCK_REALTIME_COARSE, &now) == 0) {
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec)));
  }
#endif
  return std::chrono::system_clock::now();
}

}  // namespace

EventRun::EventRun(EventBusState& state, EventChannel& channel, EventSlot& slot) noexcept
    : state_(state), channel_(channel), slot_(slot), outer_(innermost_run), depth_(depth() + 1) {
  const auto before = slot.word.fetch_add(EventSlot::kOneRun, std::memory_order_acq_rel);
  entered_ = (before & EventSlot::kClosed) == 0;
  if (entered_) innermost_run = this;
}

EventRun::~EventRun() {
  if (entered_) innermost_run = outer_;
  const auto before = slot_.word.fetch_add(change_, std::memory_order_acq_rel);
  if ((before & EventSlot::kClosed) == 0) return;
  // The deliveries before it was closed have moved to the channel already.
  if (change_ != 0 - EventSlot::kOneRun) channel_.delivered.fetch_add(1, std::memory_order_relaxed);
  state_.waits.run_ended();
}

unsigned EventRun::depth() noexcept {
  return innermost_run == nullptr ? 0 : innermost_run->depth_;
}

std::vector<const EventSlot*> EventRun::slots_of_this_thread() {
  std::vector<const EventSlot*> slots;
  for (const auto* run = innermost_run; run != nullptr; run = run->outer_)
    slots.push_back(&run->slot_);
  return slots;
}

void EventWaits::run_ended() {
  const std::scoped_lock lock(mutex_);
  changed_.notify_all();
}

// Runs of the target by this thread, and by threads that wait, directly or through others, for a handler that this
// thread is inside of: those end only after this one.
std::uint64_t EventWaits::runs_not_waited_for(const Waiter& me) const {
  std::vector<const Waiter*> blocked{&me};
  for (std::size_t i = 0; i < blocked.size(); ++i) {
    const auto& inside = blocked[i]->inside;
    for (const auto* other : waiters_) {
      const bool waits = std::find(inside.begin(), inside.end(), other->target) != inside.end();
      if (waits && std::find(blocked.begin(), blocked.end(), other) == blocked.end())
        blocked.push_back(other);
    }
  }
  std::ptrdiff_t runs = 0;
  for (const auto* one : blocked)
    runs += std::count(one->inside.begin(), one->inside.end(), me.target);
  return static_cast<std::uint64_t>(runs);
}

void EventWaits::wait_until_quiet(const EventSlot& slot) {
  if (slot.running() == 0) return;
  const Waiter me{&slot, EventRun::slots_of_this_thread()};
  std::unique_lock lock(mutex_);
  waiters_.push_back(&me);
  changed_.wait(lock, [&] { return slot.running() <= runs_not_waited_for(me); });
  std::erase(waiters_, &me);
}

Result<void> AsyncEvents::add(std::thread::id publisher, QueuedEvent event,
                              const std::function<void()>& start) {
  const std::scoped_lock lock(mutex_);
  if (closed_) {
    return Error{Errc::unavailable,
                 fmt::format("the event {} came while the event bus was ending", event.name)};
  }
  if (waiting_ >= most_) {
    return Error{Errc::unavailable,
                 fmt::format("the event {} is dropped: {} events wait to be delivered already",
                             event.name, waiting_)};
  }
  const auto [queue, idle] = queues_.try_emplace(publisher);
  if (idle) {
    try {
      start();  // Comes to take() only after this lock.
    } catch (const std::exception& failure) {
      queues_.erase(queue);
      return Error{Errc::unavailable,
                   fmt::format("the event {} cannot be delivered: {}", event.name, failure.what())};
    }
  }
  queue->second.push_back(std::move(event));
  ++waiting_;
  return {};
}

std::optional<QueuedEvent> AsyncEvents::take(std::thread::id publisher) {
  const std::scoped_lock lock(mutex_);
  const auto queue = queues_.find(publisher);
  if (queue->second.empty()) {
    queues_.erase(queue);
    return std::nullopt;
  }
  auto event = std::move(queue->second.front());
  queue->second.pop_front();
  return event;
}

void AsyncEvents::done() {
  const std::scoped_lock lock(mutex_);
  if (--waiting_ == 0) empty_.notify_all();
}

void AsyncEvents::go_on(std::thread::id publisher, const std::function<void()>& start) {
  const std::scoped_lock lock(mutex_);
  const auto queue = queues_.find(publisher);
  if (queue->second.empty()) {
    queues_.erase(queue);
  } else {
    start();
  }
}

void AsyncEvents::close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
}

void AsyncEvents::wait_until_empty() {
  std::unique_lock lock(mutex_);
  empty_.wait(lock, [&] { return waiting_ == 0; });
}

EventBusState::EventBusState(const EventBusOptions& options)
    : async(options.most_queued), tasks(options.tasks), history_(options.history) {}

// Requires: the lock is held.
EventChannel& EventBusState::channel(std::string_view name) {
  auto found = channels_.find(name);
  if (found == channels_.end()) {
    found = channels_.try_emplace(std::string(name)).first;
    found->second.name = name;
  }
  return found->second;
}

EventBusState::Publishing EventBusState::begin_publish(const EventType& type) {
  const auto now = coarse_now();
  const std::scoped_lock lock(mutex_);
  auto& known = by_type_[&type];
  if (known == nullptr) known = &channel(type.name);
  return count(*known, now);
}

EventBusState::Publishing EventBusState::begin_publish(std::string_view name) {
  const auto now = coarse_now();
  const std::scoped_lock lock(mutex_);
  return count(channel(name), now);
}

EventBusState::Publishing EventBusState::count(EventChannel& channel,
                                               std::chrono::system_clock::time_point now) {
  ++channel.published;
  if (!history_.empty()) {
    Remembered& place = history_[remembered_++ % history_.size()];
    place.channel = &channel;
    place.time = now;
    place.trace_id = current_trace_id();
  }
  return {&channel, channel.slots};
}

void EventBusState::add(std::string_view name, std::shared_ptr<EventSlot> slot) {
  std::shared_ptr<const EventSlots> old;  // Freed after the lock.
  const std::scoped_lock lock(mutex_);
  EventChannel& channel = this->channel(name);
  slot->channel = &channel;
  auto slots = channel.slots ? *channel.slots : EventSlots();
  const auto place = std::upper_bound(
      slots.begin(), slots.end(), slot->handler.priority,
      [](int priority, const auto& other) { return priority > other->handler.priority; });
  slots.insert(place, std::move(slot));
  old = std::exchange(channel.slots, std::make_shared<const EventSlots>(std::move(slots)));
}

void EventBusState::remove(const std::shared_ptr<EventSlot>& slot) noexcept {
  {
    std::shared_ptr<const EventSlots> old;  // Freed after the lock.
    const std::scoped_lock lock(mutex_);
    const auto before = slot->word.fetch_or(EventSlot::kClosed, std::memory_order_acq_rel);
    if ((before & EventSlot::kClosed) != 0) return;
    EventChannel& channel = *slot->channel;
    channel.delivered.fetch_add(EventSlot::delivered(before), std::memory_order_relaxed);
    auto rest = *channel.slots;
    std::erase(rest, slot);
    old =
        std::exchange(channel.slots,
                      rest.empty() ? nullptr : std::make_shared<const EventSlots>(std::move(rest)));
  }
  waits.wait_until_quiet(*slot);
  // What the handler captured goes now, not when the last publisher lets go of the list.
  if (slot->running() == 0) slot->handler = {};
}

void EventBusState::count_dropped(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  channel(name).dropped.fetch_add(1, std::memory_order_relaxed);
}

std::vector<EventStatistics> EventBusState::statistics() const {
  const std::scoped_lock lock(mutex_);
  std::vector<EventStatistics> all;
  for (const auto& [name, channel] : channels_) {
    std::uint64_t delivered = channel.delivered.load(std::memory_order_relaxed);
    if (channel.slots) {
      for (const auto& slot : *channel.slots) delivered += slot->delivered();
    }
    all.push_back({name, channel.published, delivered,
                   channel.failed.load(std::memory_order_relaxed),
                   channel.dropped.load(std::memory_order_relaxed)});
  }
  return all;
}

std::vector<EventRecord> EventBusState::history() const {
  const std::scoped_lock lock(mutex_);
  std::vector<EventRecord> records;
  const std::uint64_t size = history_.size();
  const std::uint64_t kept = std::min(remembered_, size);
  for (std::uint64_t i = remembered_ - kept; i < remembered_; ++i) {
    const Remembered& one = history_[i % size];
    records.push_back({one.channel->name, one.time, one.trace_id});
  }
  return records;
}

}  // namespace fwq::core::detail
