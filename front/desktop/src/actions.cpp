// The rows of the menus.
#include "actions.hpp"

#include "chart_area.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

using Coordinator = MainWindowCoordinator;

constexpr MenuDef kMenus[] = {
    {"file", FWQ_SAY_LATER("&File")},     {"view", FWQ_SAY_LATER("&View")},
    {"charts", FWQ_SAY_LATER("&Charts")}, {"analysis", FWQ_SAY_LATER("&Analysis")},
    {"data", FWQ_SAY_LATER("&Data")},     {"tools", FWQ_SAY_LATER("&Tools")},
    {"help", FWQ_SAY_LATER("&Help")},
};

constexpr ActionDef kActions[] = {
    {"quit", "file", FWQ_SAY_LATER("&Quit"), "Ctrl+Q", [](Coordinator& c) { c.quit(); }},
    {"find_security", "view", FWQ_SAY_LATER("&Find a security"), "Ctrl+F",
     [](Coordinator& c) { c.findSecurity(); }},
    {"previous_security", "view", FWQ_SAY_LATER("&Previous security"), "Ctrl+PgUp",
     [](Coordinator& c) { c.stepSecurity(-1); }},
    {"next_security", "view", FWQ_SAY_LATER("&Next security"), "Ctrl+PgDown",
     [](Coordinator& c) { c.stepSecurity(1); }},
    {"reload", "view", FWQ_SAY_LATER("&Reload"), "F5", [](Coordinator& c) { c.reload(); }, true},
    {"larger_text", "view", FWQ_SAY_LATER("&Larger text"), "Ctrl++",
     [](Coordinator& c) { c.changeTextSize(1); }},
    {"smaller_text", "view", FWQ_SAY_LATER("&Smaller text"), "Ctrl+-",
     [](Coordinator& c) { c.changeTextSize(-1); }},
    {"usual_text", "view", FWQ_SAY_LATER("&Usual text size"), "Ctrl+0",
     [](Coordinator& c) { c.changeTextSize(0); }, true},
    {"full_screen", "view", FWQ_SAY_LATER("Full s&creen"), "F11",
     [](Coordinator& c) { c.toggleFullScreen(); }},
    {"reset_layout", "view", FWQ_SAY_LATER("Reset the la&yout"), "",
     [](Coordinator& c) { c.resetLayout(); }, true},
    {"new_tab", "charts", FWQ_SAY_LATER("&New tab"), "Ctrl+T",
     [](Coordinator& c) { c.window().chart().newTab(); }},
    {"close_tab", "charts", FWQ_SAY_LATER("&Close this tab"), "Ctrl+W",
     [](Coordinator& c) { c.window().chart().closeTab(); }},
    {"next_tab", "charts", FWQ_SAY_LATER("Next &tab"), "Ctrl+Tab",
     [](Coordinator& c) { c.window().chart().stepTab(1); }},
    {"previous_tab", "charts", FWQ_SAY_LATER("Previous ta&b"), "Ctrl+Shift+Tab",
     [](Coordinator& c) { c.window().chart().stepTab(-1); }, true},
    {"grid_1", "charts", FWQ_SAY_LATER("&One chart"), "Ctrl+1",
     [](Coordinator& c) { c.window().chart().setGrid(1); }},
    {"grid_2", "charts", FWQ_SAY_LATER("T&wo charts"), "Ctrl+2",
     [](Coordinator& c) { c.window().chart().setGrid(2); }},
    {"grid_4", "charts", FWQ_SAY_LATER("&Four charts"), "Ctrl+4",
     [](Coordinator& c) { c.window().chart().setGrid(4); }},
    {"grid_6", "charts", FWQ_SAY_LATER("&Six charts"), "Ctrl+6",
     [](Coordinator& c) { c.window().chart().setGrid(6); }},
    {"grid_9", "charts", FWQ_SAY_LATER("N&ine charts"), "Ctrl+9",
     [](Coordinator& c) { c.window().chart().setGrid(9); }},
    {"next_chart", "charts", FWQ_SAY_LATER("Next c&hart"), "Alt+Right",
     [](Coordinator& c) { c.window().chart().stepCell(1); }},
    {"previous_chart", "charts", FWQ_SAY_LATER("&Previous chart"), "Alt+Left",
     [](Coordinator& c) { c.window().chart().stepCell(-1); }, true},
    {"several_periods", "charts", FWQ_SAY_LATER("S&everal periods"), "Ctrl+M",
     [](Coordinator& c) { c.window().chart().showPeriods(); }},
    {"one_click_optimization", "analysis", FWQ_SAY_LATER("&One-click optimization"), "",
     [](Coordinator& c) { c.run_one_click_optimization(); }},
    {"smart_optimization", "analysis", FWQ_SAY_LATER("&Smart optimization"), "",
     [](Coordinator& c) { c.run_smart_optimization(); }},
    {"check_stock", "data", FWQ_SAY_LATER("Check &this security"), "F9",
     [](Coordinator& c) { c.check_single_stock_quality(); }},
    {"check_all", "data", FWQ_SAY_LATER("Check &all securities"), "Shift+F9",
     [](Coordinator& c) { c.check_all_stocks_quality(); }, true},
};

}  // namespace

std::span<const ActionDef> built_in_actions() {
  return kActions;
}

std::span<const MenuDef> built_in_menus() {
  return kMenus;
}

}  // namespace fwq::desktop
