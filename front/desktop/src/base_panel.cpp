// What all panels have in common.
#include "app_context.hpp"
#include "fwq/desktop/panel.hpp"
#include "panel_events.hpp"
#include "say.hpp"

namespace fwq::desktop {

BasePanel::BasePanel(AppContext& app, QWidget* parent)
    : QWidget(parent),
      app_(app),
      shown_(app.services().events.subscribe<StockShown>(
          [this](const StockShown& event) { update_content(*event.view); })),
      hidden_(app.services().events.subscribe<StockHidden>(
          [this](const StockHidden& /*event*/) { clear_content(say("No stock is shown.")); })) {}
BasePanel::~BasePanel() = default;
void BasePanel::update_content(const StockView& /*view*/) {}
void BasePanel::clear_content(const QString& /*message*/) {}

}  // namespace fwq::desktop
