// Benchmarks of the event bus and the service container. A "bar" here is one call.
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "benchmark.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/service_container.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::cli {
namespace {

constexpr std::size_t kCalls = 200'000;

struct Tick {
  static constexpr std::string_view kEventName = "bench_tick";
  std::uint64_t number = 0;
};
void to_json(nlohmann::json& out, const Tick& tick) {
  out = {{"number", tick.number}};
}

std::atomic<std::uint64_t> sum{0};

void add(const Tick& tick) {
  sum.store(sum.load(std::memory_order_relaxed) + tick.number, std::memory_order_relaxed);
}

// What one would write instead of a bus: one handler behind a lock.
struct Callback {
  std::mutex mutex;
  std::function<void(const Tick&)> handler = add;
  void call(const Tick& tick) {
    const std::scoped_lock lock(mutex);
    handler(tick);
  }
};

Result<BenchRow> publish_to(std::string name, core::EventBus& bus) {
  Callback callback;
  return measured(
      std::move(name), kCalls,
      [&]() -> Result<double> {
        return seconds_of([&] {
          for (std::uint64_t i = 0; i < kCalls; ++i) bus.publish(Tick{i});
        });
      },
      "std::function behind a mutex",
      [&]() -> Result<double> {
        return seconds_of([&] {
          for (std::uint64_t i = 0; i < kCalls; ++i) callback.call(Tick{i});
        });
      });
}

Result<BenchRow> publish_async() {
  return measured("core.publish_async", kCalls / 10, [&]() -> Result<double> {
    core::EventBus bus;
    const auto subscription = bus.subscribe<Tick>(add);
    Result<void> outcome;
    const double seconds = seconds_of([&] {
      for (std::uint64_t i = 0; outcome && i < kCalls / 10; ++i)
        outcome = bus.publish_async(Tick{i});
      bus.drain();
    });
    if (!outcome) return outcome.error();
    return seconds;
  });
}

// A singleton that is made already, by name; the peer is what a container must do at least.
Result<BenchRow> get_service() {
  core::ServiceContainer services;
  FWQ_TRY(services.register_service<Callback>("callback", core::Lifetime::singleton));
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Callback>, std::less<>> map{
      {"callback", std::make_shared<Callback>()}};
  return measured(
      "core.get_service", kCalls,
      [&]() -> Result<double> {
        return seconds_of([&] {
          for (std::size_t i = 0; i < kCalls; ++i)
            sum += services.get_service<Callback>("callback").has_value() ? 1U : 0U;
        });
      },
      "a map behind a mutex",
      [&]() -> Result<double> {
        return seconds_of([&] {
          for (std::size_t i = 0; i < kCalls; ++i) {
            const std::scoped_lock lock(mutex);
            const std::shared_ptr<Callback> found = map.find("callback")->second;
            sum += found ? 1U : 0U;
          }
        });
      });
}

Result<std::vector<BenchRow>> run_core(std::string_view filter) {
  const auto wanted = [&](std::string_view name) {
    return name.find(filter) != std::string_view::npos;
  };
  std::vector<BenchRow> rows;
  const core::TraceScope trace;
  const core::TaskSystem threads(
      1);  // With one thread only, locks cost less than in a real program.
  if (wanted("core.publish_typed")) {
    core::EventBus bus;
    const auto subscription = bus.subscribe<Tick>(add);
    FWQ_TRY_ASSIGN(row, publish_to("core.publish_typed", bus));
    rows.push_back(std::move(row));
  }
  if (wanted("core.publish_to_nobody")) {
    core::EventBus bus;
    FWQ_TRY_ASSIGN(row, publish_to("core.publish_to_nobody", bus));
    rows.push_back(std::move(row));
  }
  if (wanted("core.publish_as_json")) {
    core::EventBus bus;
    const auto subscription = bus.subscribe(Tick::kEventName, [](const nlohmann::json& tick) {
      add({tick.at("number").get<std::uint64_t>()});
    });
    FWQ_TRY_ASSIGN(row, publish_to("core.publish_as_json", bus));
    rows.push_back(std::move(row));
  }
  if (wanted("core.publish_async")) {
    FWQ_TRY_ASSIGN(row, publish_async());
    rows.push_back(std::move(row));
  }
  if (wanted("core.get_service")) {
    FWQ_TRY_ASSIGN(row, get_service());
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

extern const BenchDef core_bench_def{
    .name = "core",
    .summary_en = "events and services; a bar is one call here",
    .summary_zh = "事件与服务；此处“每根K线”即每次调用",
    .run = run_core,
};

}  // namespace fwq::cli
