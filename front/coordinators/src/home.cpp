// The home folder: making, opening, locking.
#include "fwq/coordinators/home.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "fwq/core/files.hpp"

namespace fwq::coordinators {

namespace fs = std::filesystem;

fs::path Home::default_folder() {
  const char* chosen = std::getenv("FWQ_HOME");  // NOLINT(concurrency-mt-unsafe)
  if (chosen != nullptr && *chosen != '\0') return chosen;
  const char* user = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
  return fs::path(user != nullptr && *user != '\0' ? user : ".") / ".factorweave";
}

Result<Home> Home::init(const fs::path& folder, core::EventBus* events) {
  Home home(folder, events);
  for (const char* name : {"config", "logs", "store"}) {
    std::error_code failed;
    fs::create_directories(folder / name, failed);
    if (failed) {
      return Error{
          Errc::io,
          fmt::format("cannot make the home {}: {}; choose another with --home DIR or $FWQ_HOME",
                      folder.string(), failed.message()),
          fmt::format("无法创建主目录 {}：{}；请用 --home DIR 或 $FWQ_HOME 另选", folder.string(),
                      core::reason_zh(failed))};
    }
  }
  FWQ_TRY_ASSIGN(settings, home.settings());
  std::error_code ignored;
  if (!fs::exists(home.config_file(), ignored)) FWQ_TRY(settings.save());
  FWQ_TRY(home.store(false));
  FWQ_TRY(home.database(false));
  return home;
}

Result<Home> Home::open(const fs::path& folder, core::EventBus* events) {
  std::error_code failed;
  const bool there =
      fs::is_directory(folder / "store", failed) && fs::is_directory(folder / "config", failed);
  if (there) return Home(folder, events);
  if (failed && failed != std::errc::no_such_file_or_directory) {
    return Error{Errc::io,
                 fmt::format("cannot look into the home {}: {}", folder.string(), failed.message()),
                 fmt::format("无法查看主目录 {}：{}", folder.string(), core::reason_zh(failed))};
  }
  return Error{
      Errc::not_found,
      fmt::format(
          "there is no home at {}: make one with `fwq init`, or name another with --home DIR",
          folder.string()),
      fmt::format("没有主目录 {}：请用 `fwq init` 创建，或用 --home DIR 指定另一个",
                  folder.string())};
}

Result<core::Settings> Home::settings() const {
  return core::Settings::load(config_file());
}

Result<data::Store> Home::store(bool read_only) const {
  return data::Store::open(store_folder(),
                           data::StoreOptions{.read_only = read_only, .events = events_});
}

Result<data::SystemDb> Home::database(bool read_only) const {
  auto db = data::SystemDb::open(database_file(), read_only, events_);
  // An earlier version of the program made it: a moment of writing brings it up to date.
  if (!db && read_only && db.error().code == Errc::unsupported &&
      data::SystemDb::open(database_file(), false, events_)) {
    return data::SystemDb::open(database_file(), read_only, events_);
  }
  return db;
}

Result<core::FileLock> Home::lock_for_writing() const {
  return core::FileLock::acquire(folder_ / ".writing",
                                 fmt::format("the home {}", folder_.string()));
}

}  // namespace fwq::coordinators
