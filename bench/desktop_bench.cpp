// The desktop with 6,000 securities in the store: start to a usable window, a keystroke in the search, another stock, and how
// long the GUI thread keeps an event waiting while the whole market is searched. Offscreen, with the raster engine.
#include <benchmark/benchmark.h>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "app_context.hpp"
#include "chart_area.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/core/service_container.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"

namespace {

using namespace fwq;
using namespace fwq::desktop;

constexpr int kSecurities = 6'000;
constexpr std::size_t kBars = 2'500;

data::BarSeries walk(unsigned seed) {
  data::BarSeries bars(kBars);
  double price = 10;
  std::uint64_t state = seed * 2654435761U + 1;
  std::int64_t day = data::days_from({2015, 1, 5});
  for (std::size_t i = 0; i < kBars; ++day) {
    if (data::weekday(day) >= 5) continue;
    state = state * 6364136223846793005U + 1442695040888963407U;
    const double move = (static_cast<double>(state >> 40U) / 16'777'216.0 - 0.5) * 0.06;
    const double open = price, close = std::round(price * (1 + move) * 100) / 100;
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = open,
                    .high = std::max(open, close) + 0.05,
                    .low = std::min(open, close) - 0.05,
                    .close = close,
                    .volume = 1e6,
                    .amount = 1e6 * (open + close) / 2});
    price = std::clamp(close, 2.0, 500.0);
    ++i;
  }
  return bars;
}

// Minutes of one security, for a chart of a million bars.
data::BarSeries minutes() {
  constexpr std::size_t kMinutes = 1'000'000;
  data::BarSeries bars(kMinutes);
  std::uint64_t state = 11;
  std::int64_t day = data::days_from({2008, 1, 7});
  double price = 20;
  for (std::size_t i = 0; i < kMinutes; ++i) {
    if (i > 0 && i % 240 == 0) do
        ++day;
      while (data::weekday(day) >= 5);
    const auto minute = static_cast<std::int64_t>(i % 240);
    state = state * 6364136223846793005U + 1442695040888963407U;
    const double move = (static_cast<double>(state >> 40U) / 16'777'216.0 - 0.5) * 0.004;
    const double open = price;
    price = std::clamp(std::round(price * (1 + move) * 100) / 100, 5.0, 200.0);
    const std::int64_t begin = minute < 120 ? 9 * 3600 + 1800 : 13 * 3600 - 7200;
    bars.push_back({.time = day * data::kSecondsPerDay + begin + (minute + 1) * 60,
                    .open = open,
                    .high = std::max(open, price) + 0.01,
                    .low = std::min(open, price) - 0.01,
                    .close = price,
                    .volume = 1e4,
                    .amount = 1e4 * price});
  }
  return bars;
}

// A home with 6,000 securities.
void make_home(const std::filesystem::path& path) {
  const auto opened = coordinators::Home::init(path).value();
  auto store = opened.store(false).value();
  auto db = opened.database(false).value();
  std::vector<data::Security> names;
  std::vector<data::BarSeries> walks;
  for (unsigned i = 0; i < 8; ++i) walks.push_back(walk(i));
  auto writer = store.write().value();
  for (int i = 0; i < kSecurities; ++i) {
    const bool shanghai = i < kSecurities / 2;
    const std::string code = std::to_string((shanghai ? 600'000 : 300'000) + i % (kSecurities / 2));
    const data::Symbol symbol(shanghai ? data::Market::sh : data::Market::sz, code);
    static_cast<void>(writer
                          .replace(symbol, data::Period::day,
                                   walks[static_cast<std::size_t>(i) % walks.size()].view())
                          .value());
    names.push_back({symbol,
                     i % 3 == 0   ? "长江电力"
                     : i % 3 == 1 ? "平安银行"
                                  : "贵州茅台",
                     {},
                     {}});
    if (writer.pending_bytes() > (64U << 20U)) {
      writer.commit().value();
      writer = store.write().value();
    }
  }
  static_cast<void>(
      writer.replace(data::Symbol(data::Market::sh, "600001"), data::Period::min1, minutes().view())
          .value());
  writer.commit().value();
  db.put_securities(names).value();
}

// Made once, by a process of its own: what it wrote must not count as this one's memory.
std::filesystem::path home_path;
const std::filesystem::path& home() {
  return home_path;
}
void make_home_aside(const std::filesystem::path& path) {
  home_path = path;
  const pid_t child = fork();
  if (child == 0) {
    make_home(path);
    std::_Exit(0);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    std::fprintf(stderr, "the home could not be made\n");
    std::exit(1);
  }
}

template <class Reached>
void run_until(const Reached& reached) {
  while (!reached())
    QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
}

// The desktop on that home.
class Desktop {
 public:
  Desktop() {
    coordinators::register_services(container_).value();
    services_ = std::make_unique<coordinators::Services>(
        coordinators::resolve_services(container_).value());
    app_ = AppContext::open(
               *services_,
               {.home = home(), .theme = QStringLiteral("dark"), .language = QStringLiteral("zh")})
               .value();
    coordinator_ = std::make_unique<MainWindowCoordinator>(*app_);
    coordinator_->start(QStringLiteral("SH600000"), false);
    run_until([this] { return app_->securities().isLoaded() && app_->session().view(); });
    coordinator_->window().grab();
  }
  AppContext& app() { return *app_; }
  MainWindow& window() { return coordinator_->window(); }

 private:
  core::ServiceContainer container_;
  std::unique_ptr<coordinators::Services> services_;
  std::unique_ptr<AppContext> app_;
  std::unique_ptr<MainWindowCoordinator> coordinator_;
};

// Megabytes of a line of /proc/self/status.
double status_mb(const char* name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name)) return std::stod(line.substr(std::string(name).size())) / 1024;
  return 0;
}

// First, so that nothing of the others counts. The whole program with ten charts: nine in a grid and one in a tab, all loaded, analysed and painted. Must: 250 MB, of
// which `file_mb` are pages of programs and of the store that the system may take back.
void memory_of_ten_charts(benchmark::State& state) {
  home();
  malloc_trim(0);
  const double before = status_mb("RssAnon:");
  Desktop desktop;
  for (auto _ : state) {
    desktop.window().resize(1600, 960);
    ChartArea& charts = desktop.window().chart();
    charts.setGrid(9);
    const auto loaded = [&] {
      const auto cells = charts.cells();
      return !desktop.app().session().isLoading() &&
             std::all_of(cells.begin(), cells.end(), [](ChartCell* cell) { return cell->view(); });
    };
    run_until(loaded);
    desktop.window().grab();
    charts.newTab();
    run_until(loaded);
    desktop.window().grab();
    state.counters["rss_mb"] = status_mb("VmRSS:");
    state.counters["file_mb"] = status_mb("RssFile:");
    state.counters["own_mb"] = status_mb("RssAnon:");
    state.counters["own_before_mb"] = before;
  }
}
BENCHMARK(memory_of_ten_charts)->Unit(benchmark::kMillisecond)->Iterations(1);

// Until the list is filled, the first stock analysed, and all of it painted. Must: 1 s.
void start_to_window(benchmark::State& state) {
  home();
  for (auto _ : state) {
    const Desktop desktop;
    benchmark::DoNotOptimize(&desktop);
  }
}
BENCHMARK(start_to_window)->Unit(benchmark::kMillisecond)->Iterations(5);

// A letter more, and the list painted. Must: 16 ms.
void keystroke(benchmark::State& state) {
  Desktop desktop;
  auto* panel = desktop.window().panel(QStringLiteral("securities"));
  auto* search = panel->findChild<QLineEdit*>();
  const QString typed[] = {
      QStringLiteral("p"), QStringLiteral("pa"), QStringLiteral("pay"), QStringLiteral("600"), {}};
  std::size_t i = 0;
  for (auto _ : state) {
    search->setText(typed[i++ % std::size(typed)]);
    panel->grab();
  }
}
BENCHMARK(keystroke)->Unit(benchmark::kMillisecond)->Iterations(100);

// Load, indicators, all patterns and signals, and the window painted. Must: 100 ms.
void another_stock(benchmark::State& state) {
  Desktop desktop;
  int i = 0;
  for (auto _ : state) {
    const QString symbol = QStringLiteral("SH600%1").arg(++i % 900, 3, 10, QLatin1Char('0'));
    desktop.app().session().select(symbol);
    run_until([&] { return !desktop.app().session().isLoading(); });
    desktop.window().grab();
  }
}
BENCHMARK(another_stock)->Unit(benchmark::kMillisecond)->Iterations(30);

// The longest that events waited while all cores search. Must: 50 ms.
void events_during_scan(benchmark::State& state) {
  Desktop desktop;
  double longest = 0;
  for (auto _ : state) {
    bool done = false;
    desktop.app().jobs().run<coordinators::ScanResult>(
        QStringLiteral("scan"),
        [app =
             &desktop.app()](const core::TaskContext& context) -> Result<coordinators::ScanResult> {
          FWQ_TRY_ASSIGN(reading, app->access().read());
          return coordinators::scan(reading.snapshot, reading.db, {}, app->jobs().workers(),
                                    context);
        },
        &desktop.app(), [&done](const Result<coordinators::ScanResult>&) { done = true; });
    QElapsedTimer clock;
    QTimer ticks;  // Wakes the loop, which sleeps between events as the program's own does.
    ticks.start(5);
    while (!done) {
      clock.start();
      QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
      longest = std::max(longest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
  }
  state.counters["longest_ms"] = longest;
}
BENCHMARK(events_during_scan)->Unit(benchmark::kMillisecond)->Iterations(1);

// A million bars of minutes come to the front: the longest that events waited, from the key to the last indicator. The
// analysis runs on a job's thread. Must: 50 ms.
void events_of_a_million_bars(benchmark::State& state) {
  Desktop desktop;
  double longest = 0, bars_after = 0;
  for (auto _ : state) {
    QElapsedTimer clock, since;
    const auto events = [&] {
      clock.start();
      QApplication::processEvents(QEventLoop::AllEvents);
      longest = std::max(longest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
      QThread::msleep(1);
    };
    since.start();
    desktop.app().session().select(QStringLiteral("SH600001"), data::Period::min1,
                                   data::Adjust::forward);
    while (desktop.app().session().isLoading()) events();
    bars_after = static_cast<double>(since.elapsed());
    while (desktop.window().chart().widget().isComputing()) events();
    for (int i = 0; i < 50; ++i) events();
  }
  state.counters["longest_ms"] = longest;
  state.counters["shown_after_ms"] = bars_after;
}
BENCHMARK(events_of_a_million_bars)->Unit(benchmark::kMillisecond)->Iterations(2);

}  // namespace

int main(int count, char** words) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  const QTemporaryDir folder;
  make_home_aside((folder.path() + QStringLiteral("/home")).toStdString());
  const QApplication application(count, words);
  benchmark::Initialize(&count, words);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
