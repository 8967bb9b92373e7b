// Home: the folder that holds a user's settings, bars and database, and the only place that knows its layout.
//
//   config/config.json   settings            system.sqlite   securities, ex-rights events, calendar
//   store/               bars (LMDB)         logs/fwq.log    what happened
//   demo.json            only in a home of the demo market (demo.hpp)
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "fwq/core/files.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/settings.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::coordinators {

class Home {
 public:
  // $FWQ_HOME, else ~/.factorweave.
  static std::filesystem::path default_folder();

  // `events` is told of every change of what the home's store and database hold; it outlives what is opened here.
  //
  // Makes the folder and what belongs in it; what is already there stays. Errors: io, and those of the store and the database.
  static Result<Home> init(const std::filesystem::path& folder, core::EventBus* events = nullptr);
  // Errors: not_found, with the advice to run `fwq init`.
  static Result<Home> open(const std::filesystem::path& folder, core::EventBus* events = nullptr);

  const std::filesystem::path& folder() const noexcept { return folder_; }
  std::filesystem::path config_file() const { return folder_ / "config" / "config.json"; }
  std::filesystem::path store_folder() const { return folder_ / "store"; }
  std::filesystem::path database_file() const { return folder_ / "system.sqlite"; }
  std::filesystem::path demo_file() const { return folder_ / "demo.json"; }
  std::filesystem::path log_file() const { return folder_ / "logs" / "fwq.log"; }

  // As core::Settings::load.
  Result<core::Settings> settings() const;
  Result<data::Store> store(bool read_only) const;
  Result<data::SystemDb> database(bool read_only) const;
  // Held while anything of the home is written. Errors: unavailable, naming the process that has it.
  Result<core::FileLock> lock_for_writing() const;

 private:
  Home(std::filesystem::path folder, core::EventBus* events)
      : folder_(std::move(folder)), events_(events) {}
  std::filesystem::path folder_;
  core::EventBus* events_;
};

// One thing that was looked at, and what to do if it is not as it should be.
struct Check {
  std::string name;
  bool ok = true;
  std::string message;
  std::string message_zh;  // The same in Chinese; an error of a lower layer is in English here too.
};
struct Diagnosis {
  std::vector<Check> checks;
  bool healthy() const noexcept;
};
// Looks at everything in a home: folder, space, settings, database, store, contents. `thorough` also reads every
// stored value. Never fails: what goes wrong is a check that is not ok.
Diagnosis diagnose(const std::filesystem::path& folder, bool thorough,
                   const core::TaskContext& context = {});

}  // namespace fwq::coordinators
