// What a write changed, collected while it goes on and told to the event bus when it is durable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/event_bus.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

class Changes {
 public:
  // Without a bus nothing is collected. `kind` as in core::DataUpdated.
  Changes(core::EventBus* bus, std::string_view source, std::string_view kind)
      : bus_(bus), source_(source), kind_(kind) {}

  // Nothing when both counts are 0. An empty symbol stands for what belongs to none (trading days).
  void add(const Symbol& symbol, std::size_t added, std::size_t removed = 0);
  // Publishes core::DataUpdated, if there is something to tell. Requires: it is durable, and no lock is held.
  void publish();

 private:
  core::EventBus* bus_;
  std::string source_, kind_;
  std::vector<Symbol> symbols_;
  std::size_t added_ = 0, removed_ = 0;
};

}  // namespace fwq::data
