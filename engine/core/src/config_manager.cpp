// ConfigManager: one lock for the values, one for the file, and a queue from which one thread at a time tells changes.
#include "fwq/core/config_manager.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "broken_copy.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::core {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::size_t kMaxBytes = 1U << 20U;

// What tells that a file may have changed without reading it.
struct Stamp {
  bool there = false;
  fs::file_time_type written;
  std::uintmax_t size = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

Stamp stamp_of(const fs::path& file) {
  Stamp stamp;
  std::error_code failed;
  stamp.written = fs::last_write_time(file, failed);
  if (!failed) stamp.size = fs::file_size(file, failed);
  stamp.there = !failed;
  return stamp;
}

bool covers(std::string_view wanted, std::string_view key) {
  if (wanted.empty() || wanted == key) return true;
  if (wanted.ends_with('.')) return key.starts_with(wanted);
  return key.size() > wanted.size() && key.starts_with(wanted) && key[wanted.size()] == '.';
}

std::vector<SettingChange> differences(const Settings& before, const Settings& after) {
  std::vector<SettingChange> changes;
  for (const auto& setting : setting_table()) {
    std::string old_value = before.text(setting.key);
    std::string new_value = after.text(setting.key);
    if (old_value != new_value)
      changes.push_back({std::string(setting.key), std::move(old_value), std::move(new_value)});
  }
  return changes;
}

}  // namespace

struct ConfigManager::Handler {
  std::string wanted;
  ChangeHandler call;
  std::mutex mutex;
  std::condition_variable idle;
  bool dropped = false;
  bool running = false;
  std::thread::id runner;

  void run(const SettingChange& change) {
    {
      const std::scoped_lock lock(mutex);
      if (dropped) return;
      running = true;
      runner = std::this_thread::get_id();
    }
    try {
      call(change);
    } catch (const std::exception& exception) {
      log_error(fmt::format("a handler of changes of {} failed: {}", change.key, exception.what()));
    } catch (...) {
      log_error(fmt::format("a handler of changes of {} failed", change.key));
    }
    const std::scoped_lock lock(mutex);
    running = false;
    idle.notify_all();
  }

  void drop() {
    std::unique_lock lock(mutex);
    dropped = true;
    if (runner != std::this_thread::get_id()) idle.wait(lock, [&] { return !running; });
  }
};

struct ConfigManager::State {
  ConfigOptions options;
  mutable std::mutex mutex;  // Values, handlers, queue.
  Settings settings;
  std::set<std::string, std::less<>> unsaved;
  std::vector<std::shared_ptr<Handler>> handlers;
  std::deque<SettingChange> queue;
  bool telling = false;

  std::mutex file_mutex;  // Everything below; taken before `mutex`.
  std::string last_bytes;
  Stamp seen, pending;
  steady_clock::time_point pending_since;

  std::mutex watch_mutex;
  std::jthread watch;

  // The new values, with those that were set here and not saved kept.
  std::vector<SettingChange> take(Settings fresh) {
    const std::scoped_lock lock(mutex);
    for (const auto& key : unsaved) {
      [[maybe_unused]] const auto kept = fresh.set(key, settings.text(key));
      assert(kept);
    }
    auto changes = differences(settings, fresh);
    settings = std::move(fresh);
    queue.insert(queue.end(), changes.begin(), changes.end());
    return changes;
  }

  // Tells what is queued, unless another thread (or this one, further up) is doing it.
  void tell() {
    std::unique_lock lock(mutex);
    if (telling) return;
    telling = true;
    while (!queue.empty()) {
      const SettingChange change = std::move(queue.front());
      queue.pop_front();
      const auto current = handlers;
      lock.unlock();
      for (const auto& handler : current) {
        if (covers(handler->wanted, change.key)) handler->run(change);
      }
      lock.lock();
      std::erase_if(handlers, [](const auto& handler) {
        const std::scoped_lock handler_lock(handler->mutex);
        return handler->dropped;
      });
    }
    telling = false;
  }

  // Copies a damaged file beside and says so; `done` says what serves instead.
  void keep_damaged(const std::string& bytes, const std::vector<std::string>& problems,
                    std::string_view done) {
    for (const auto& problem : problems)
      log_warning(fmt::format("{}: {}", settings.file().string(), problem));
    const auto copy = keep_broken_copy(settings.file(), bytes);
    log_warning(copy ? fmt::format("{}; the file as it was is kept as {}", done, copy->string())
                     : std::string(done));
  }
};

ConfigManager::Subscription& ConfigManager::Subscription::operator=(Subscription&& other) noexcept {
  if (this != &other) {
    unsubscribe();
    handler_ = std::move(other.handler_);
  }
  return *this;
}

void ConfigManager::Subscription::unsubscribe() noexcept {
  if (const auto handler = std::exchange(handler_, nullptr)) handler->drop();
}

ConfigManager::ConfigManager(Settings settings, ConfigOptions options)
    : state_(std::make_shared<State>()) {
  state_->options = options;
  state_->settings = std::move(settings);
  // Whatever stands in the file now was just loaded, or is read at the first check: the bytes decide.
}

Result<std::unique_ptr<ConfigManager>> ConfigManager::open(const fs::path& file,
                                                           ConfigOptions options) {
  FWQ_TRY_ASSIGN(settings, Settings::load(file));
  return std::make_unique<ConfigManager>(std::move(settings), options);
}

ConfigManager::~ConfigManager() {
  stop_watching();
}

std::string ConfigManager::get(std::string_view key, std::string_view fallback) const {
  return value(key).value_or(std::string(fallback));
}

Result<std::string> ConfigManager::value(std::string_view key) const {
  const std::scoped_lock lock(state_->mutex);
  return state_->settings.get(key);
}

template <class T>
T ConfigManager::read(T (Settings::*getter)(std::string_view) const, std::string_view key) const {
  const std::scoped_lock lock(state_->mutex);
  return (state_->settings.*getter)(key);
}

std::string ConfigManager::text(std::string_view key) const {
  return read(&Settings::text, key);
}
long long ConfigManager::integer(std::string_view key) const {
  return read(&Settings::integer, key);
}
double ConfigManager::number(std::string_view key) const {
  return read(&Settings::number, key);
}
bool ConfigManager::boolean(std::string_view key) const {
  return read(&Settings::boolean, key);
}
std::uint64_t ConfigManager::bytes(std::string_view key) const {
  return read(&Settings::bytes, key);
}
std::vector<std::string> ConfigManager::list(std::string_view key) const {
  return read(&Settings::list, key);
}

Settings ConfigManager::snapshot() const {
  const std::scoped_lock lock(state_->mutex);
  return state_->settings;
}

Result<void> ConfigManager::set(std::string_view key, std::string_view value) {
  {
    const std::scoped_lock lock(state_->mutex);
    std::string before = state_->settings.get(key).value_or("");
    FWQ_TRY(state_->settings.set(key, value));
    state_->unsaved.emplace(key);
    std::string after = state_->settings.text(key);
    if (before == after) return {};
    state_->queue.push_back({std::string(key), std::move(before), std::move(after)});
  }
  state_->tell();
  return {};
}

Result<void> ConfigManager::save() {
  auto& state = *state_;
  {
    const std::scoped_lock file_lock(state.file_mutex);
    const fs::path file = snapshot().file();
    std::set<std::string, std::less<>> written;
    Settings merged = snapshot();
    if (auto bytes = read_regular_file(file, kMaxBytes); bytes) {
      std::vector<std::string> problems;
      auto values = parse_settings(*bytes, problems);
      if (problems.empty()) {
        state.take(Settings::from_values(file, std::move(values)));
      } else {
        state.keep_damaged(*bytes, problems, "the settings in force are written in its place");
      }
    } else if (bytes.error().code != Errc::not_found) {
      return std::move(bytes).error();
    }
    {
      const std::scoped_lock lock(state.mutex);
      merged = state.settings;
      written = state.unsaved;
    }
    FWQ_TRY(merged.save());
    state.last_bytes = merged.to_json();
    const std::scoped_lock lock(state.mutex);
    // What was set again while the file was being written is still unsaved.
    std::erase_if(state.unsaved, [&](const std::string& key) {
      return written.contains(key) && state.settings.text(key) == merged.text(key);
    });
  }
  state.tell();
  return {};
}

Result<ConfigManager::Subscription> ConfigManager::on_change(std::string_view key,
                                                             ChangeHandler handler) {
  const auto table = setting_table();
  if (std::none_of(table.begin(), table.end(), [&](const auto& s) { return covers(key, s.key); })) {
    FWQ_TRY(value(key));  // Has the message with the nearest names.
  }
  auto entry = std::make_shared<Handler>();
  entry->wanted = key;
  entry->call = std::move(handler);
  const std::scoped_lock lock(state_->mutex);
  state_->handlers.push_back(entry);
  return Subscription(std::move(entry));
}

Result<ConfigManager::FileState> ConfigManager::check_file() {
  auto& state = *state_;
  {
    const std::scoped_lock file_lock(state.file_mutex);
    const fs::path file = snapshot().file();
    const Stamp stamp = stamp_of(file);
    if (!stamp.there || stamp == state.seen) return FileState::unchanged;
    const auto now = steady_clock::now();
    if (stamp != state.pending) {
      state.pending = stamp;
      state.pending_since = now;
    }
    if (now - state.pending_since < state.options.settle) return FileState::settling;
    auto bytes = read_regular_file(file, kMaxBytes);
    if (!bytes) {
      if (bytes.error().code == Errc::not_found) return FileState::unchanged;
      return std::move(bytes).error();
    }
    if (stamp_of(file) != stamp) return FileState::settling;  // It changed while it was read.
    state.seen = stamp;
    if (*bytes == state.last_bytes) return FileState::unchanged;
    std::vector<std::string> problems;
    auto values = parse_settings(*bytes, problems);
    state.last_bytes = *bytes;
    if (!problems.empty()) {
      state.keep_damaged(*bytes, problems, "the settings stay as they were");
      return FileState::damaged;
    }
    if (state.take(Settings::from_values(file, std::move(values))).empty())
      return FileState::unchanged;
    log_info(fmt::format("read the changed settings of {}", file.string()));
  }
  state.tell();
  return FileState::reloaded;
}

void ConfigManager::start_watching(std::chrono::milliseconds interval) {
  stop_watching();
  const std::scoped_lock lock(state_->watch_mutex);
  if (state_->watch.joinable()) return;  // Called by a handler on the watching thread.
  state_->watch = std::jthread([this, interval](const std::stop_token& stop) {
    const TraceScope trace("config");
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock waiting(mutex);
    std::string last_error;
    while (!wake.wait_for(waiting, stop, interval, [&] { return stop.stop_requested(); })) {
      const auto looked = check_file();
      const std::string error = looked ? "" : looked.error().message;
      if (!error.empty() && error != last_error) log_warning(error);  // Once, not at each look.
      last_error = error;
    }
  });
}

void ConfigManager::stop_watching() {
  std::jthread old;
  const std::scoped_lock lock(state_->watch_mutex);
  if (state_->watch.get_id() == std::this_thread::get_id()) {
    state_->watch.request_stop();  // From a handler: a thread cannot wait for itself.
  } else {
    old = std::move(state_->watch);
  }
}

}  // namespace fwq::core
