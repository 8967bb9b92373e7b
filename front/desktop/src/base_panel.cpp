// What all panels have in common.
#include "fwq/desktop/panel.hpp"

namespace fwq::desktop {

BasePanel::BasePanel(AppContext& app, QWidget* parent) : QWidget(parent), app_(app) {}
BasePanel::~BasePanel() = default;
void BasePanel::update_content(const StockView& /*view*/) {}
void BasePanel::clear_content(const QString& /*message*/) {}

}  // namespace fwq::desktop
