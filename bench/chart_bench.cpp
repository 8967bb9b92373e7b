// What a frame of the chart costs while panning and zooming: a million bars, three panes and four overlays at 1600 x 900,
// offscreen with the raster engine. `median_ms` and `p95_ms` are of single frames, from the event to the painted window;
// `cpu_ms` is the median of the processor's time, for a machine that others work on.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWindow>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>

#include "fwq/chart/chart_widget.hpp"

namespace {

using namespace fwq;  // NOLINT

constexpr std::size_t kBars = 1'000'000;

// A walk of prices by the minute.
data::Bars walk() {
  data::BarSeries series(kBars);
  double price = 20;
  std::uint64_t seed = 7;
  const auto random = [&seed] {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(seed >> 40U) * 0x1p-24 - 0.5;
  };
  const data::Time start = data::time_from({2001, 1, 1}, 9 * 3600 + 1860);
  for (std::size_t i = 0; i < kBars; ++i) {
    const double open = price;
    price = std::clamp(price * (1 + random() * 0.004), 5.0, 200.0);
    const double high = std::max(open, price) * (1 + std::abs(random()) * 0.002);
    const double low = std::min(open, price) * (1 - std::abs(random()) * 0.002);
    const double volume = std::round(1e5 * (1 + random()));
    const auto day = static_cast<data::Time>(i / 240), minute = static_cast<data::Time>(i % 240);
    series.push_back({start + day * data::kSecondsPerDay + minute * 60, open, high, low, price,
                      volume, volume * price});
  }
  return series.view();
}

chart::ChartDataPtr data_of_a_million() {
  static const chart::ChartDataPtr kData = [] {
    auto made = std::make_shared<chart::ChartData>();
    made->symbol = data::Symbol::parse("SH600000").value();
    made->name = "\u6d66\u53d1\u94f6\u884c";
    made->period = data::Period::min1;
    made->bars = walk();
    return made;
  }();
  return kData;
}

// The same with a finding at every third bar, as a chart of daily bars has them.
chart::ChartDataPtr data_with_marks() {
  static const chart::ChartDataPtr kData = [] {
    auto made = std::make_shared<chart::ChartData>(*data_of_a_million());
    const analysis::PatternDef* pattern = analysis::built_in_patterns().front();
    for (std::uint32_t bar = 0; bar < kBars; bar += 3) {
      const auto bias = static_cast<analysis::Bias>(bar / 3 % 3);
      made->patterns.push_back({.pattern = pattern,
                                .bias = bias,
                                .confidence = 0.7,
                                .start = bar,
                                .end = bar,
                                .known_at = bar});
      made->signals.push_back({.time = made->bars.time()[bar],
                               .bar = bar,
                               .source = "MACD",
                               .strength = 0.5,
                               .reason_en = {},
                               .reason_zh = {}});
    }
    return made;
  }();
  return kData;
}

chart::ChartSpec spec_of_three_panes() {
  chart::ChartSpec spec;
  spec.overlays = {
      {.id = "tdx_ma", .params = {5, 10, 20, 60}}, {.id = "boll"}, {.id = "expma"}, {.id = "bbi"}};
  spec.panes = {{.indicators = {{.id = "vol"}}},
                {.indicators = {{.id = "tdx_macd"}}},
                {.indicators = {{.id = "tdx_rsi"}}}};
  return spec;
}

class Frames {
 public:
  explicit Frames(std::size_t visible, const chart::ChartDataPtr& data = data_of_a_million()) {
    chart_.resize(1600, 900);
    if (!chart_.setSpec(spec_of_three_panes())) std::abort();
    chart_.setData(data);
    chart_.show();
    // A window that is not exposed paints nothing.
    while (!chart_.windowHandle()->isExposed()) QApplication::processEvents();
    chart_.showBars(kBars / 2 - visible / 2, kBars / 2 - visible / 2 + visible - 1);
    chart_.repaint();
  }
  void send(QEvent::Type type, int x) {
    QMouseEvent event(type, QPointF(x, 300), QPointF(x, 300),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, Qt::LeftButton,
                      {});
    QApplication::sendEvent(&chart_, &event);
  }
  template <class Event>
  void frame(Event&& event) {
    const auto before = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    event();
    chart_.repaint();
    cpu_.push_back(1e3 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    const auto passed = std::chrono::steady_clock::now() - before;
    times_.push_back(std::chrono::duration<double, std::milli>(passed).count());
  }
  void wheel(int notches) {
    QWheelEvent event(QPointF(700, 300), QPointF(700, 300), {}, {0, notches * 120}, {}, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&chart_, &event);
  }
  void report(benchmark::State& state) {
    std::sort(times_.begin(), times_.end());
    std::sort(cpu_.begin(), cpu_.end());
    state.counters["cpu_ms"] = cpu_[cpu_.size() / 2];
    state.counters["median_ms"] = times_[times_.size() / 2];
    state.counters["p95_ms"] = times_[times_.size() * 95 / 100];
  }

 private:
  chart::ChartWidget chart_;
  std::vector<double> times_, cpu_;
};

void pan(benchmark::State& state, bool marked) {
  Frames frames(static_cast<std::size_t>(state.range(0)),
                marked ? data_with_marks() : data_of_a_million());
  frames.send(QEvent::MouseButtonPress, 700);
  int i = 0;
  for (auto _ : state) {
    ++i;
    frames.frame([&] { frames.send(QEvent::MouseMove, 700 + (i * 7) % 300 - 150); });
  }
  frames.report(state);
}

void zoom(benchmark::State& state) {
  Frames frames(static_cast<std::size_t>(state.range(0)));
  int i = 0;
  for (auto _ : state) {
    ++i;
    frames.frame([&] { frames.wheel(i % 2 == 0 ? 1 : -1); });
  }
  frames.report(state);
}

// The mouse over a chart that stands still.
void crosshair(benchmark::State& state) {
  Frames frames(static_cast<std::size_t>(state.range(0)));
  int i = 0;
  for (auto _ : state) {
    ++i;
    frames.frame([&] { frames.send(QEvent::MouseMove, 100 + (i * 7) % 1300); });
  }
  frames.report(state);
}

// Another symbol: `first_ms` until its bars are painted, `longest_ms` the longest that any event keeps the GUI thread until
// the last indicator is there, after `all_ms`. Must: no event above 50 ms.
void set_data(benchmark::State& state, bool marked) {
  using Clock = std::chrono::steady_clock;
  const auto ms = [](Clock::duration passed) {
    return std::chrono::duration<double, std::milli>(passed).count();
  };
  auto one = std::make_shared<chart::ChartData>(marked ? *data_with_marks() : *data_of_a_million());
  auto other = std::make_shared<chart::ChartData>(*one);
  other->symbol = data::Symbol::parse("SZ000001").value();
  chart::ChartWidget widget;
  widget.resize(1600, 900);
  if (!widget.setSpec(spec_of_three_panes())) std::abort();
  widget.show();
  while (!widget.windowHandle()->isExposed()) QApplication::processEvents();
  std::vector<double> firsts, longests, alls;
  for (auto _ : state) {
    const auto begin = Clock::now();
    widget.setData(widget.data() == one ? other : one);
    widget.repaint();
    firsts.push_back(ms(Clock::now() - begin));
    double longest = firsts.back();
    while (widget.isComputing()) {
      const auto before = Clock::now();
      QApplication::processEvents(QEventLoop::AllEvents);
      longest = std::max(longest, ms(Clock::now() - before));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    alls.push_back(ms(Clock::now() - begin));
    longests.push_back(longest);
  }
  const auto median = [](std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  state.counters["first_ms"] = median(firsts);
  state.counters["longest_ms"] = median(longests);
  state.counters["all_ms"] = median(alls);
}

BENCHMARK_CAPTURE(pan, plain, false)
    ->Arg(200)
    ->Arg(500)
    ->Arg(800)
    ->Arg(2000)
    ->Arg(20000)
    ->Arg(100000)
    ->Arg(1000000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pan, marked, true)->Arg(200)->Arg(500)->Arg(1200)->Unit(benchmark::kMillisecond);
BENCHMARK(zoom)->Arg(200)->Arg(500)->Arg(800)->Arg(2000)->Arg(100000)->Arg(700000)->Unit(
    benchmark::kMillisecond);
BENCHMARK(crosshair)->Arg(2000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(set_data, plain, false)->Unit(benchmark::kMillisecond)->Iterations(10);
BENCHMARK_CAPTURE(set_data, marked, true)->Unit(benchmark::kMillisecond)->Iterations(10);

}  // namespace

int main(int count, char** words) {
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(count, words);
  benchmark::Initialize(&count, words);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
