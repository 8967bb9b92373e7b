// The desktop's events as JSON.
#include "panel_events.hpp"

#include <nlohmann/json.hpp>

namespace fwq::desktop {

void to_json(nlohmann::json& out, const StockWanted& event) {
  out = {{"symbol", event.symbol}};
}
void from_json(const nlohmann::json& in, StockWanted& event) {
  event.symbol = in.value("symbol", event.symbol);
}
void to_json(nlohmann::json& out, const BarsWanted& event) {
  out = {{"first", event.first}, {"last", event.last}};
}
void from_json(const nlohmann::json& in, BarsWanted& event) {
  event.first = in.value("first", event.first);
  event.last = in.value("last", event.last);
}
void to_json(nlohmann::json& out, const DialogWanted& event) {
  out = {{"dialog", event.dialog}, {"subject", event.subject}};
}
void from_json(const nlohmann::json& in, DialogWanted& event) {
  event.dialog = in.value("dialog", event.dialog);
  event.subject = in.value("subject", event.subject);
}
void to_json(nlohmann::json& out, const StockShown& event) {
  out = {{"symbol", event.symbol}};
}
void to_json(nlohmann::json& out, const StockHidden& event) {
  out = {{"asked", event.asked}, {"problem", event.problem}};
}

}  // namespace fwq::desktop
