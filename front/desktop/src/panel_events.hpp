// What panels and dialogs tell each other by the event bus, so that none of them knows another.
//
// Who wishes for something publishes it; who can fulfil it subscribes. All wishes may be published by name as JSON, on any thread:
// they are carried to the GUI thread. StockShown and StockHidden are published on the GUI thread.
#pragma once

#include <cstddef>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace fwq::desktop {

struct StockView;

// Somebody wants a stock in front. core::StockSelected follows when it is found.
struct StockWanted {
  static constexpr std::string_view kEventName = "stock_wanted";
  std::string symbol;  // A code in any spelling, or a name.
};

// Somebody wants to see these bars of the stock in front.
struct BarsWanted {
  static constexpr std::string_view kEventName = "bars_wanted";
  std::size_t first = 0, last = 0;
};

// Somebody wants a dialog of the table.
struct DialogWanted {
  static constexpr std::string_view kEventName = "dialog_wanted";
  std::string dialog;   // Its id.
  std::string subject;  // See dialog_subject.hpp.
};

// Another stock, or the same one anew, is in front: loaded and analysed.
struct StockShown {
  static constexpr std::string_view kEventName = "stock_shown";
  std::string symbol;
  std::shared_ptr<const StockView> view;  // Not null. As JSON it is left out.
};

// What was asked for could not be shown: no stock is in front.
struct StockHidden {
  static constexpr std::string_view kEventName = "stock_hidden";
  std::string asked, problem;
};

void to_json(nlohmann::json& out, const StockWanted& event);
void from_json(const nlohmann::json& in, StockWanted& event);
void to_json(nlohmann::json& out, const BarsWanted& event);
void from_json(const nlohmann::json& in, BarsWanted& event);
void to_json(nlohmann::json& out, const DialogWanted& event);
void from_json(const nlohmann::json& in, DialogWanted& event);
void to_json(nlohmann::json& out, const StockShown& event);
void to_json(nlohmann::json& out, const StockHidden& event);

}  // namespace fwq::desktop
