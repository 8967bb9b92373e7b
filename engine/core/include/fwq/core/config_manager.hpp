// ConfigManager: the settings of a running program, shared by its threads; tells who asked when one changes.
//
// Over Settings (the value type and its table). It notices when another program, or an editor, changes the file.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/settings.hpp"

namespace fwq::core {

struct SettingChange {
  std::string key, old_value, new_value;  // Values as Settings::get() gives them.
};

struct ConfigOptions {
  // A file that changed is read when it has not changed again for so long: an editor may still be writing it.
  std::chrono::milliseconds settle{300};
};

class ConfigManager {
  struct State;
  struct Handler;

 public:
  using ChangeHandler = std::function<void(const SettingChange&)>;

  // Ends a subscription when it goes. After that the handler is not running and will not run again; dropped inside
  // the handler itself, it only will not run again. May outlive the manager.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(Subscription&&) noexcept = default;
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription() { unsubscribe(); }
    void unsubscribe() noexcept;

   private:
    friend class ConfigManager;
    explicit Subscription(std::shared_ptr<Handler> handler) : handler_(std::move(handler)) {}
    std::shared_ptr<Handler> handler_;
  };

  // Over settings that were loaded already; Settings::file() is the file to save to and to watch.
  explicit ConfigManager(Settings settings, ConfigOptions options = {});
  // As Settings::load(), whose warnings stand in snapshot().warnings(). Errors: io.
  static Result<std::unique_ptr<ConfigManager>> open(const std::filesystem::path& file,
                                                     ConfigOptions options = {});
  ~ConfigManager();
  ConfigManager(const ConfigManager&) = delete;
  ConfigManager& operator=(const ConfigManager&) = delete;

  // The value in force; `fallback` when there is no setting of that name. [any-thread]
  std::string get(std::string_view key, std::string_view fallback = "") const;
  // The same with an error for an unknown name. Errors: not_found, naming the nearest. [any-thread]
  Result<std::string> value(std::string_view key) const;
  // Requires: the key is in the table with that type. [any-thread]
  std::string text(std::string_view key) const;
  long long integer(std::string_view key) const;
  double number(std::string_view key) const;
  bool boolean(std::string_view key) const;
  std::uint64_t bytes(std::string_view key) const;
  std::vector<std::string> list(std::string_view key) const;
  // All values at one moment. [any-thread]
  Settings snapshot() const;

  // Checks and sets a value; subscribers hear of it if it is another one. save() writes it.
  // Errors: not_found, invalid_argument. [any-thread]
  Result<void> set(std::string_view key, std::string_view value);

  // Writes the file atomically: what it holds now, with the values set here since the last load or save in place of
  // its own (so another program's changes stay). A damaged file is kept beside first. Errors: io. [any-thread]
  Result<void> save();

  // Calls `handler` after each change of the setting `key`, or of all settings under it ("performance"; "" is all).
  // Changes come in order and one at a time, on the thread of a set(), check_file() or the watch, with no lock
  // held: a handler may call anything here, and its own set() is told after it returns. When two threads set
  // at once, one of them tells both changes. What a handler throws is logged and harms no other.
  // Errors: not_found, when no setting is meant. [any-thread]
  Result<Subscription> on_change(std::string_view key, ChangeHandler handler);

  enum class FileState { unchanged, settling, reloaded, damaged };
  // Looks whether the file has changed, and takes what is new in it; values set here and not saved stay. A
  // damaged file (or one with an unknown key or a bad value) changes nothing: the values stay in force, a warning goes to
  // the log, and a copy is kept as `<name>.broken-<time>`. A file that is gone changes nothing.
  // Errors: io (the file is there and cannot be read). [any-thread]
  Result<FileState> check_file();

  // A thread that calls check_file() at each `interval` until stop_watching() or the end. Not from a handler that
  // runs on the watching thread: there stop_watching() only asks it to stop, and start_watching() does nothing.
  void start_watching(std::chrono::milliseconds interval = std::chrono::seconds(1));
  void stop_watching();

 private:
  // What Settings' own getter says, under the lock.
  template <class T>
  T read(T (Settings::*getter)(std::string_view) const, std::string_view key) const;

  std::shared_ptr<State> state_;
};

}  // namespace fwq::core
