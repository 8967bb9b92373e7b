// What a dialog is to the rest of the program: a row of a table that menus are made from.
#pragma once

#include <span>

class QDialog;
class QWidget;

namespace fwq::desktop {

class AppContext;

struct DialogDef {
  const char*
      id;  // Unique and never renamed: "about". Shortcuts that users change are kept under it.
  const char* title;     // Marked with QT_TRANSLATE_NOOP("dialogs", …).
  const char* menu;      // The menu it is in: "file", "view", "analysis", "data", "tools", "help".
  const char* shortcut;  // As QKeySequence reads it, e.g. "Ctrl+G"; "" for none.
  // `app` is what the program works on; it outlives the dialog. Owns: the caller, or `parent` if there is one. [gui-thread]
  QDialog* (*make)(AppContext& app, QWidget* parent);
};

// The built-in table, by file name.
std::span<const DialogDef* const> built_in_dialogs();

}  // namespace fwq::desktop
