// `fwq`: the command line of FactorWeave-Quant, and the one place that knows which services there are.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command.hpp"
#include "fwq/coordinators/services.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/service_container.hpp"
#include "fwq/core/standard_streams.hpp"

namespace {

namespace core = fwq::core;
using fwq::Result;

// An event as a line of the log. A list of thousands of symbols is cut: the log is to be read.
std::string log_line(std::string_view event, const nlohmann::json& payload) {
  constexpr std::size_t kLongest = 500;
  std::string text = payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > kLongest) {
    const std::string rest = fmt::format("... ({} bytes)", text.size());
    std::size_t end = kLongest;
    while ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;  // Inside a character.
    text.resize(end);
    text += rest;
  }
  return fmt::format("event {} {}", event, text);
}

// Writes the built-in events to the log, at level debug, while the subscriptions live.
std::vector<core::Subscription> log_events(core::EventBus& bus) {
  std::vector<core::Subscription> subscriptions;
  subscriptions.reserve(core::kBuiltInEvents.size());
  for (const std::string_view event : core::kBuiltInEvents) {
    subscriptions.push_back(bus.subscribe(event, [event](const nlohmann::json& payload) {
      core::log_debug(log_line(event, payload));
    }));
  }
  return subscriptions;
}

Result<int> run(const std::vector<std::string>& arguments) {
  core::ServiceContainer services;
  FWQ_TRY(fwq::coordinators::register_services(services));
  FWQ_TRY_ASSIGN(resolved, fwq::coordinators::resolve_services(services));
  const auto logged = log_events(resolved.events);
  return fwq::cli::run(arguments, resolved);
}

}  // namespace

int main(int count, char** words) {
  core::claim_standard_streams();
  const auto status = run(std::vector<std::string>(words + 1, words + count));
  if (status) return *status;
  fmt::print(stderr, "fwq: {}\n", status.error().message);
  return fwq::cli::kFailed;
}
