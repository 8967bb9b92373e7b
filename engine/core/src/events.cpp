// The built-in events as JSON: one list of members each, for both directions.
#include "fwq/core/events.hpp"

#include <nlohmann/json.hpp>
#include <type_traits>

namespace fwq::core {
namespace {

// member(key, value) for each member of the event.
template <class E, class Member>
void each_member(E& event, Member member) {
  using T = std::remove_const_t<E>;
  if constexpr (std::is_same_v<T, StockSelected>) {
    member("symbol", event.symbol);
    member("code", event.code);
    member("name", event.name);
    member("period", event.period);
  } else if constexpr (std::is_same_v<T, AnalysisCompleted>) {
    member("symbol", event.symbol);
    member("period", event.period);
    member("bars", event.bars);
    member("patterns", event.patterns);
    member("indicators", event.indicators);
    member("signals", event.signals);
    member("seconds", event.seconds);
  } else if constexpr (std::is_same_v<T, OptimizationStarted>) {
    member("optimization_id", event.optimization_id);
    member("pattern", event.pattern);
    member("algorithm", event.algorithm);
    member("max_iterations", event.max_iterations);
    member("population_size", event.population_size);
  } else if constexpr (std::is_same_v<T, AlertRaised>) {
    member("alert", event.alert);
    member("symbol", event.symbol);
    member("text", event.text);
    member("time", event.time);
    member("price", event.price);
  } else {
    static_assert(std::is_same_v<T, DataUpdated>);
    member("source", event.source);
    member("kind", event.kind);
    member("symbols", event.symbols);
    member("added", event.added);
    member("removed", event.removed);
  }
}

template <class E>
void write(nlohmann::json& out, const E& event) {
  out = nlohmann::json::object();
  each_member(event, [&](const char* key, const auto& value) { out[key] = value; });
}

template <class E>
void read(const nlohmann::json& in, E& event) {
  each_member(event, [&](const char* key, auto& value) {
    if (const auto found = in.find(key); found != in.end()) found->get_to(value);
  });
}

}  // namespace

void to_json(nlohmann::json& out, const StockSelected& event) {
  write(out, event);
}
void to_json(nlohmann::json& out, const AnalysisCompleted& event) {
  write(out, event);
}
void to_json(nlohmann::json& out, const OptimizationStarted& event) {
  write(out, event);
}
void to_json(nlohmann::json& out, const DataUpdated& event) {
  write(out, event);
}
void from_json(const nlohmann::json& in, StockSelected& event) {
  read(in, event);
}
void from_json(const nlohmann::json& in, AnalysisCompleted& event) {
  read(in, event);
}
void from_json(const nlohmann::json& in, OptimizationStarted& event) {
  read(in, event);
}
void from_json(const nlohmann::json& in, DataUpdated& event) {
  read(in, event);
}

void to_json(nlohmann::json& out, const AlertRaised& event) {
  write(out, event);
}
void from_json(const nlohmann::json& in, AlertRaised& event) {
  read(in, event);
}

}  // namespace fwq::core
