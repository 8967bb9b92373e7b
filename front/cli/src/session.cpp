// One run of `fwq`.
#include "session.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

#include "fwq/coordinators/demo.hpp"
#include "fwq/coordinators/sources.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {

using coordinators::Home;

std::filesystem::path Session::home_folder() const {
  return options.home.empty() ? Home::default_folder() : std::filesystem::path(options.home);
}

Result<void> Session::prepare() {
  settle_language();
  services_.home.choose(home_folder());
  const auto home = Home::open(home_folder());
  if (!home) return {};
  auto loaded = home->settings();
  if (!loaded) return std::move(loaded).error();
  settings_ = std::move(*loaded);
  if (options.lang.empty() && settings_.text("ui.language") != "auto")
    chinese_ = settings_.text("ui.language") == "zh";
  FWQ_TRY_ASSIGN(level,
                 core::parse_log_level(options.log_level.empty() ? settings_.text("log.level")
                                                                 : options.log_level));
  const auto log =
      core::set_up_log({.file = home->log_file(),
                        .file_level = level,
                        .max_bytes = settings_.bytes("log.max_size"),
                        .max_files = static_cast<std::size_t>(settings_.integer("log.max_files")),
                        .archive_bytes = settings_.bytes("log.archive_size")});
  for (const auto& warning : settings_.warnings()) note(warning);
  // A log that cannot be written (a read-only disk) must not stop reading.
  if (!log) note(log.error().text(chinese()));
  return {};
}

Result<Home> Session::home() const {
  return Home::open(home_folder(), events());
}

Result<Home> Session::home_or_new() {
  auto home = this->home();
  if (home || home.error().code != Errc::not_found) return home;
  home = Home::init(home_folder(), events());
  if (!home) return home;
  note(text("made the home ", "已创建数据目录 ") + home_folder().string());
  FWQ_TRY(prepare());  // It has a log now.
  return home;
}

Result<Library> Session::library() const {
  return monitor().measure_performance("open the home", [&]() -> Result<Library> {
    FWQ_TRY_ASSIGN(open, services_.home.open());
    FWQ_TRY_ASSIGN(db, open->home.database(true));
    FWQ_TRY_ASSIGN(snapshot, open->store.snapshot());
    if (coordinators::demo_mark(open->home)) {
      note(text("demo market: simulated prices of companies that do not exist",
                "演示行情：模拟数据，公司均为虚构"));
    }
    auto others = std::make_shared<coordinators::OtherSources>(open->settings, open->home,
                                                               services_.data_service);
    for (const auto& problem : others->problems()) note(problem);
    return Library{std::move(open),
                   std::move(db),
                   std::move(snapshot),
                   events(),
                   &monitor(),
                   std::move(others),
                   [this](const coordinators::Stock& stock) {
                     if (stock.source == "store") return;
                     note(chinese_ ? fmt::format("{} 的K线来自数据源 {}，不在行情库中",
                                                 stock.symbol.text(), stock.source)
                                   : fmt::format("the bars of {} come from the data source {}, not "
                                                 "from the store",
                                                 stock.symbol.text(), stock.source));
                   }};
  });
}

void Session::show_timings() const {
  if (!options.timings) return;
  monitor().stop();
  const auto report = monitor().get_performance_report();
  fmt::print(stderr, "{}", report.text(chinese()));
  const auto home = this->home();
  if (!home) return;
  const auto file = report.archive(home->folder() / "logs" / "performance");
  note(file ? text("kept as ", "已保存为 ") + file->string() : file.error().text(chinese()));
}

std::size_t Session::threads() const {
  if (options.threads > 0) return options.threads;
  const auto set = settings_.integer("performance.thread_pool_size");
  if (set > 0) return static_cast<std::size_t>(set);
  return std::max(1U, std::thread::hardware_concurrency());
}

void Session::note(std::string_view text) const {
  // Not fmt::print: it throws where nobody can be told any more.
  if (!quiet()) std::fputs(fmt::format("{}\n", text).c_str(), stderr);
}

int Session::fail(const Error& error) const {
  fail_job(error);
  return error.code == Errc::invalid_argument || error.code == Errc::not_found ? kWrongRequest
                                                                               : kFailed;
}

int Session::fail_job(const Error& error) const {
  core::log_info(fmt::format("failed ({}): {}", to_string(error.code), error.message));
  std::fputs(fmt::format("{}{}\n", text("error: ", "错误："), error.text(chinese())).c_str(),
             stderr);
  return kFailed;
}

Result<void> Session::finish() {
  const bool written = std::fwrite(out_.data(), 1, out_.size(), stdout) == out_.size() &&
                       std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  out_.clear();
  if (!written)
    return Error{Errc::io, "the output could not be written: is the disk full?",
                 "无法写出结果：磁盘是否已满？"};
  return {};
}

struct ProgressLine::State {
  std::mutex mutex;
  std::string what;
  bool shown = false;
  std::chrono::steady_clock::time_point last;

  void draw(double fraction, std::string_view label) {
    const auto now = std::chrono::steady_clock::now();
    const std::scoped_lock lock(mutex);
    if (now - last < std::chrono::milliseconds(50) && fraction < 1.0) return;
    last = now;
    shown = true;
    constexpr int kBar = 30;
    const int full = static_cast<int>(fraction * kBar);
    std::string bar;
    for (int i = 0; i < kBar; ++i) bar += i < full ? "█" : "░";
    std::string line = fmt::format("{} {} {:3.0f}% {}", what, bar, fraction * 100, label);
    // A line wider than the terminal would wrap and not be overwritten.
    while (core::display_width(line) >= core::terminal_width() && !line.empty()) line.pop_back();
    fmt::print(stderr, "\r{}\033[K", line);
    std::fflush(stderr);
  }
};

ProgressLine::ProgressLine(const Session& session, std::string_view what) {
  if (session.quiet() || !core::stderr_is_terminal()) return;
  state_ = std::make_shared<State>();
  state_->what = what;
}

ProgressLine::~ProgressLine() {
  if (state_ && state_->shown) fmt::print(stderr, "\r\033[K");
}

core::ProgressHandler ProgressLine::handler() {
  if (!state_) return {};
  return
      [state = state_](double fraction, std::string_view label) { state->draw(fraction, label); };
}

}  // namespace fwq::cli
