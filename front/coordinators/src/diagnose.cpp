// What `fwq doctor` looks at.
#include <fmt/format.h>

#include "fwq/coordinators/demo.hpp"
#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/sources.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;

// Room for a market of daily bars; below it an import is likely to fail half-way.
constexpr std::uintmax_t kLeastFreeBytes = 512U << 20U;

Check passed(std::string name, std::string en, std::string zh) {
  return {std::move(name), true, std::move(en), std::move(zh)};
}
Check failed(std::string name, std::string en, std::string zh) {
  return {std::move(name), false, std::move(en), std::move(zh)};
}
// Paths, and errors of lower layers, are the same in both languages.
Check passed(std::string name, const std::string& text) {
  return passed(std::move(name), text, text);
}
Check failed(std::string name, const std::string& text) {
  return failed(std::move(name), text, text);
}

Check failed(std::string name, const Error& error) {
  return failed(std::move(name), error.message, error.text(true));
}

std::string megabytes(std::uintmax_t bytes) {
  return core::fixed(static_cast<double>(bytes) / (1U << 20U), 1) + " MB";
}

Check check_space(const fs::path& folder) {
  std::error_code error;
  const auto space = fs::space(folder, error);
  if (error)
    return failed(
        "disk",
        fmt::format("cannot ask how full the disk of {} is: {}", folder.string(), error.message()),
        fmt::format("无法查询 {} 所在磁盘的空间：{}", folder.string(), error.message()));
  if (space.available < kLeastFreeBytes) {
    return failed("disk",
                  fmt::format("only {} are free: an import may fail; free some space",
                              megabytes(space.available)),
                  fmt::format("仅剩 {}：导入可能失败，请清理空间", megabytes(space.available)));
  }
  return passed("disk", fmt::format("{} are free", megabytes(space.available)),
                fmt::format("剩余 {}", megabytes(space.available)));
}

Check check_settings(const Home& home) {
  const auto settings = home.settings();
  if (!settings) return failed("settings", settings.error());
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
                            mark->options.seed),
                fmt::format("模拟行情（种子 {}），公司均为虚构；导入真实行情会将其移除",
                            mark->options.seed))
          : failed("demo",
                   "making the demo market was interrupted: run `fwq demo` again, or take it out "
                   "with `fwq demo --remove`",
                   "生成演示行情时被中断：再次执行 fwq demo，或用 fwq demo --remove 移除"));
}

void check_database(const Home& home, std::vector<Check>& checks) {
  auto db = home.database(true);
  if (!db) {
    checks.push_back(failed("database", db.error()));
    return;
  }
  const auto securities = db->securities();
  const auto events = db->all_events();
  const auto calendar = db->calendar();
  if (!securities || !events || !calendar) {
    const Error& error = !securities ? securities.error()
                         : !events   ? events.error()
                                     : calendar.error();
    checks.push_back(failed("database", error));
    return;
  }
  checks.push_back(passed("database", home.database_file().string()));
  checks.push_back(
      passed("names",
             securities->empty()
                 ? std::string("none: stocks show without names; `fwq import names FILE` adds them")
                 : fmt::format("{} securities", securities->size()),
             securities->empty() ? std::string("无：股票没有名称；用 fwq import names 文件 导入")
                                 : fmt::format("{} 个证券", securities->size())));
  checks.push_back(passed(
      "ex-rights",
      events->empty()
          ? std::string("none: prices cannot be adjusted; `fwq import exrights FILE` adds them")
          : fmt::format("{} events", events->size()),
      events->empty() ? std::string("无：无法复权；用 fwq import exrights 文件 导入")
                      : fmt::format("{} 条除权除息", events->size())));
  checks.push_back(passed(
      "calendar",
      calendar->size() == 0
          ? std::string(
                "none: every weekday counts as a trading day; `fwq import calendar FILE` adds one")
          : fmt::format("{} trading days", calendar->size()),
      calendar->size() == 0
          ? std::string("无：把每个工作日当作交易日；用 fwq import calendar 文件 导入")
          : fmt::format("{} 个交易日", calendar->size())));
}

void check_store(const Home& home, bool thorough, const core::TaskContext& context,
                 std::vector<Check>& checks) {
  auto store = home.store(true);
  if (!store) {
    checks.push_back(failed("store", store.error()));
    return;
  }
  const auto snapshot = store->snapshot();
  if (!snapshot) {
    checks.push_back(failed("store", snapshot.error()));
    return;
  }
  checks.push_back(passed("store", fmt::format("{}, {}", home.store_folder().string(),
                                               megabytes(store->file_bytes()))));
  std::size_t bars = 0;
  const auto all = snapshot->series();
  for (const auto& series : all) bars += series.bars;
  checks.push_back(passed("bars",
                          all.empty()
                              ? std::string("none yet: `fwq import tdx DIR` brings in a TDX folder")
                              : fmt::format("{} bars of {} series", bars, all.size()),
                          all.empty() ? std::string("尚无：用 fwq import tdx 目录 导入通达信数据")
                                      : fmt::format("{} 个序列共 {} 根K线", all.size(), bars)));
  if (!thorough) return;
  const auto report = store->verify(context);
  if (!report) {
    checks.push_back(failed("contents", report.error()));
  } else if (!report->problems.empty()) {
    const auto& first = report->problems.front();
    checks.push_back(failed(
        "contents",
        fmt::format("{} damaged values, first: {}: {}; import the same files again to replace them",
                    report->problems.size(), first.where, first.what),
        fmt::format("{} 个值已损坏，第一个：{}：{}；重新导入同样的文件即可替换",
                    report->problems.size(), first.where, first.what)));
  } else {
    checks.push_back(passed("contents",
                            fmt::format("{} values read and found whole", report->values),
                            fmt::format("读取 {} 个值，全部完好", report->values)));
  }
}

// Each source that the settings name: whether it answers, and with how much. The store itself has its own check.
void check_sources(const Home& home, const core::TaskContext& context, std::vector<Check>& checks) {
  const auto settings = home.settings();
  if (!settings) return;
  SourcePlan plan = plan_sources(*settings, home);
  for (const auto& problem : plan.problems) checks.push_back(failed("data sources", problem));
  const bool only_store = plan.sources.size() == 1 && plan.sources.front().own_store;
  if (only_store) {
    if (plan.problems.empty())
      checks.push_back(passed("data sources", "the store alone", "仅使用行情库"));
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
    const auto line = [&](std::string_view en, std::string_view zh, bool ok) {
      const std::string role_en = i == 0 ? "primary" : fmt::format("fallback {}", i);
      const std::string role_zh = i == 0 ? "主数据源" : fmt::format("备用 {}", i);
      checks.push_back(
          {name, ok, fmt::format("{}: {}", role_en, en), fmt::format("{}：{}", role_zh, zh)});
    };
    if (counts[i]) {
      const std::string ms =
          core::fixed(std::chrono::duration<double, std::milli>(health[i].last_latency).count(), 0);
      line(fmt::format("{}, {} symbols in {} ms", health[i].place, *counts[i], ms),
           fmt::format("{}，{} 个证券，{} 毫秒", health[i].place, *counts[i], ms), true);
    } else if (counts[i].error().code == Errc::unsupported) {
      line(health[i].place, health[i].place, true);
    } else {
      line(counts[i].error().message, counts[i].error().text(true), false);
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
    checks.push_back(failed("home", home.error()));
    return diagnosis;
  }
  checks.push_back(passed("home", folder.string()));
  const auto lock = home->lock_for_writing();
  checks.push_back(lock ? passed("writing", "possible", "可以写入")
                        : failed("writing", lock.error()));
  checks.push_back(check_space(folder));
  checks.push_back(check_settings(*home));
  check_database(*home, checks);
  check_store(*home, thorough, context, checks);
  check_demo(*home, checks);
  check_sources(*home, context, checks);
  return diagnosis;
}

}  // namespace fwq::coordinators
