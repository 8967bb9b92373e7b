// The table of what the menus can do besides opening dialogs. Menus, shortcuts, the list of shortcuts and the tests read it.
#pragma once

#include <span>

namespace fwq::desktop {

class MainWindowCoordinator;

struct ActionDef {
  const char*
      id;  // Unique among actions and dialogs, never renamed: shortcuts that users change are kept under it.
  const char* menu;      // "file", "view", "analysis", "data", "tools", "help".
  const char* title;     // Marked with FWQ_SAY_LATER.
  const char* shortcut;  // As QKeySequence reads it; "" for none.
  void (*run)(MainWindowCoordinator& coordinator);
  bool ends_group = false;  // A line below it.
};
std::span<const ActionDef> built_in_actions();

struct MenuDef {
  const char* id;
  const char* title;  // Marked with FWQ_SAY_LATER.
};
// In the order of the menu bar.
std::span<const MenuDef> built_in_menus();

}  // namespace fwq::desktop
