// Session: one run of `fwq`. The global options, the home, and where output and errors go.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/services.hpp"
#include "fwq/coordinators/stock.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/result.hpp"
#include "fwq/core/settings.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/core/terminal.hpp"
#include "output.hpp"

namespace fwq::cli {

// Exit status of the program.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongRequest = 2;

struct GlobalOptions {
  std::string home;
  std::string lang;
  std::string log_level;
  bool json = false;
  bool quiet = false;
  bool timings = false;
  std::size_t threads = 0;  // 0: by the setting.
};

// What commands read of the home: opened once, when first needed.
struct Library {
  std::shared_ptr<const coordinators::OpenHome> home;
  data::SystemDb db;
  data::Snapshot snapshot;
  core::EventBus* events = nullptr;
  core::PerformanceMonitor* monitor = nullptr;         // The session's.
  std::shared_ptr<coordinators::OtherSources> others;  // For what the store lacks.
  // Tells the person when a stock's bars come from elsewhere.
  std::function<void(const coordinators::Stock&)> remark_source;
  coordinators::StockLoader loader() const { return {snapshot, db, events, others.get()}; }
};

class Session {
 public:
  // Requires: the services outlive the session.
  explicit Session(const coordinators::Services& services) : services_(services) {}

  GlobalOptions options;

  bool json() const noexcept { return options.json; }
  bool quiet() const noexcept { return options.quiet; }

  // `zh` when the language in force is Chinese, else `en`.
  std::string text(std::string_view en, std::string_view zh) const {
    return std::string(chinese_ ? zh : en);
  }
  bool chinese() const noexcept { return chinese_; }

  // Settles the language by option and locale, for help and for errors in the command line.
  void settle_language() noexcept {
    chinese_ = options.lang.empty() ? core::locale_is_chinese() : options.lang == "zh";
  }
  // Settles language, log and settings. A home that is not there yet is no error here.
  Result<void> prepare();

  std::filesystem::path home_folder() const;
  core::EventBus* events() const noexcept { return &services_.events; }
  // Indicators, patterns and signals, as the program is wired.
  const coordinators::AnalysisService& analysis() const noexcept { return services_.analysis; }
  Result<coordinators::Home> home() const;
  // The home, for commands that bring data: made, with a remark, where there is none yet.
  Result<coordinators::Home> home_or_new();
  const core::Settings& settings() const noexcept { return settings_; }
  // The store and database of the home, read-only. Errors: not_found (no home), and theirs.
  Result<Library> library() const;
  // Threads by option, setting, or the machine.
  std::size_t threads() const;

  // Measures the stages of a command; it runs only with --timings. [any-thread]
  core::PerformanceMonitor& monitor() const noexcept { return services_.monitor; }
  // With --timings: the report on stderr and into <home>/logs/performance.
  void show_timings() const;

  // Data: collected, and written to stdout by finish().
  void print(std::string_view text) { out_ += text; }
  void print_json(const Json& document) { out_ += to_text(document); }
  // A remark for the person, on stderr, unless --quiet.
  void note(std::string_view text) const;
  // The error on stderr; returns the exit status that its kind means.
  int fail(const Error& error) const;
  // The error on stderr with exit status 1 whatever its kind: the job failed on what was named.
  int fail_job(const Error& error) const;

  // Writes what was printed. Errors: io, when stdout does not take it (a full disk).
  Result<void> finish();

 private:
  const coordinators::Services& services_;
  core::Settings settings_;
  std::string out_;
  bool chinese_ = false;
};

// A progress line on stderr while it lives; nothing when stderr is no terminal or --quiet.
class ProgressLine {
 public:
  ProgressLine(const Session& session, std::string_view what);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  // For a TaskContext. Draws at most 20 times a second.
  core::ProgressHandler handler();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace fwq::cli
