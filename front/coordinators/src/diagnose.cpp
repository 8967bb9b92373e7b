// What `fwq doctor` looks at.
#include <fmt/format.h>

#include "fwq/coordinators/demo.hpp"
#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/sources.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;

// Room for a market of daily bars; below it an import is likely to fail half-way.
constexpr std::uintmax_t kLeastFreeBytes = 512U << 20U;

Check passed(std::string name, std::string message) {
  return {std::move(name), true, std::move(message)};
}
Check failed(std::string name, std::string message) {
  return {std::move(name), false, std::move(message)};
}

std::string megabytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / (1U << 20U));
}

Check check_space(const fs::path& folder) {
  std::error_code error;
  const auto space = fs::space(folder, error);
  if (error)
    return failed("disk", fmt::format("cannot ask how full the disk of {} is: {}", folder.string(),
                                      error.message()));
  if (space.available < kLeastFreeBytes) {
    return failed("disk", fmt::format("only {} are free: an import may fail; free some space",
                                      megabytes(space.available)));
  }
  return passed("disk", fmt::format("{} are free", megabytes(space.available)));
}

Check check_settings(const Home& home) {
  const auto settings = home.settings();
  if (!settings) return failed("settings", settings.error().message);
  if (!settings->warnings().empty()) {
    return failed("settings", fmt::format("{}", fmt::join(settings->warnings(), "; ")));
  }
  return passed("settings", home.config_file().string());
}

void check_demo(const Home& home, std::vector<Check>& checks) {
  const auto mark = demo_mark(home);
  if (!mark) return;
  checks.push_back(
      mark->complete
          ? passed(
                "demo",
                fmt::format("the bars are simulated (seed {}): no such company exists; importing "
                            "real bars removes them",
                            mark->options.seed))
          : failed("demo",
                   "making the demo market was interrupted: run `fwq demo` again, or take it out "
                   "with `fwq demo --remove`"));
}

void check_database(const Home& home, std::vector<Check>& checks) {
  auto db = home.database(true);
  if (!db) {
    checks.push_back(failed("database", db.error().message));
    return;
  }
  const auto securities = db->securities();
  const auto events = db->all_events();
  const auto calendar = db->calendar();
  if (!securities || !events || !calendar) {
    const Error& error = !securities ? securities.error()
                         : !events   ? events.error()
                                     : calendar.error();
    checks.push_back(failed("database", error.message));
    return;
  }
  checks.push_back(passed("database", home.database_file().string()));
  checks.push_back(
      passed("names",
             securities->empty()
                 ? std::string("none: stocks show without names; `fwq import names FILE` adds them")
                 : fmt::format("{} securities", securities->size())));
  checks.push_back(passed(
      "ex-rights",
      events->empty()
          ? std::string("none: prices cannot be adjusted; `fwq import exrights FILE` adds them")
          : fmt::format("{} events", events->size())));
  checks.push_back(passed(
      "calendar",
      calendar->size() == 0
          ? std::string(
                "none: every weekday counts as a trading day; `fwq import calendar FILE` adds one")
          : fmt::format("{} trading days", calendar->size())));
}

void check_store(const Home& home, bool thorough, const core::TaskContext& context,
                 std::vector<Check>& checks) {
  auto store = home.store(true);
  if (!store) {
    checks.push_back(failed("store", store.error().message));
    return;
  }
  const auto snapshot = store->snapshot();
  if (!snapshot) {
    checks.push_back(failed("store", snapshot.error().message));
    return;
  }
  checks.push_back(passed("store", fmt::format("{}, {}", home.store_folder().string(),
                                               megabytes(store->file_bytes()))));
  std::size_t bars = 0;
  const auto all = snapshot->series();
  for (const auto& series : all) bars += series.bars;
  checks.push_back(passed(
      "bars", all.empty() ? std::string("none yet: `fwq import tdx DIR` brings in a TDX folder")
                          : fmt::format("{} bars of {} series", bars, all.size())));
  if (!thorough) return;
  const auto report = store->verify(context);
  if (!report) {
    checks.push_back(failed("contents", report.error().message));
  } else if (!report->problems.empty()) {
    const auto& first = report->problems.front();
    checks.push_back(failed(
        "contents",
        fmt::format("{} damaged values, first: {}: {}; import the same files again to replace them",
                    report->problems.size(), first.where, first.what)));
  } else {
    checks.push_back(
        passed("contents", fmt::format("{} values read and found whole", report->values)));
  }
}

// Each source that the settings name: whether it answers, and with how much. The store itself has its own check.
void check_sources(const Home& home, const core::TaskContext& context, std::vector<Check>& checks) {
  const auto settings = home.settings();
  if (!settings) return;
  SourcePlan plan = plan_sources(*settings, home);
  for (auto& problem : plan.problems) checks.push_back(failed("data sources", std::move(problem)));
  const bool only_store = plan.sources.size() == 1 && plan.sources.front().own_store;
  if (only_store) {
    if (plan.problems.empty()) checks.push_back(passed("data sources", "the store alone"));
    return;
  }
  const auto store = home.store(true);
  if (!store) return;  // Said already.
  const auto service = make_data_service(home, *settings, *store, plan.sources);
  if (!service) return;
  const auto counts = (*service)->check_sources(context.stop_token());
  const auto health = (*service)->source_health();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string name = fmt::format("source {}", health[i].id);
    const std::string role = i == 0 ? "primary" : fmt::format("fallback {}", i);
    if (counts[i]) {
      checks.push_back(passed(
          name,
          fmt::format("{}: {}, {} symbols in {:.0f} ms", role, health[i].place, *counts[i],
                      std::chrono::duration<double, std::milli>(health[i].last_latency).count())));
    } else if (counts[i].error().code == Errc::unsupported) {
      checks.push_back(passed(name, fmt::format("{}: {}", role, health[i].place)));
    } else {
      checks.push_back(failed(name, fmt::format("{}: {}", role, counts[i].error().message)));
    }
  }
}

}  // namespace

bool Diagnosis::healthy() const noexcept {
  for (const auto& check : checks) {
    if (!check.ok) return false;
  }
  return true;
}

Diagnosis diagnose(const fs::path& folder, bool thorough, const core::TaskContext& context) {
  Diagnosis diagnosis;
  auto& checks = diagnosis.checks;
  const auto home = Home::open(folder);
  if (!home) {
    checks.push_back(failed("home", home.error().message));
    return diagnosis;
  }
  checks.push_back(passed("home", folder.string()));
  const auto lock = home->lock_for_writing();
  checks.push_back(lock ? passed("writing", "possible") : failed("writing", lock.error().message));
  checks.push_back(check_space(folder));
  checks.push_back(check_settings(*home));
  check_database(*home, checks);
  check_store(*home, thorough, context, checks);
  check_demo(*home, checks);
  check_sources(*home, context, checks);
  return diagnosis;
}

}  // namespace fwq::coordinators
