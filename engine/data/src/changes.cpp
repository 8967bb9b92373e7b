// Changes of stored data, as an event.
#include "changes.hpp"

#include <algorithm>

#include "fwq/core/events.hpp"

namespace fwq::data {

void Changes::add(const Symbol& symbol, std::size_t added, std::size_t removed) {
  if (bus_ == nullptr || (added == 0 && removed == 0)) return;
  added_ += added;
  removed_ += removed;
  if (!symbol.empty() && (symbols_.empty() || symbols_.back() != symbol))
    symbols_.push_back(symbol);
}

void Changes::publish() {
  if (added_ == 0 && removed_ == 0) return;
  std::sort(symbols_.begin(), symbols_.end());
  symbols_.erase(std::unique(symbols_.begin(), symbols_.end()), symbols_.end());
  core::DataUpdated event{
      .source = source_, .kind = kind_, .symbols = {}, .added = added_, .removed = removed_};
  for (const Symbol& symbol : symbols_) event.symbols.emplace_back(symbol.text());
  bus_->publish(event);
}

}  // namespace fwq::data
