// Pictures of every window, for the manual and for review.
#pragma once

#include <QString>

namespace fwq::desktop {

class MainWindowCoordinator;

// Into `folder`: the main window with an analysis of `symbol` ("": the first stock), each panel and each dialog, in the themes
// dark and light and in both languages: "main_dark_zh.png". False, with a line on stderr, when the folder cannot be written or
// nothing could be shown. Blocking; events go on.
bool save_screenshots(MainWindowCoordinator& coordinator, const QString& folder,
                      const QString& symbol);

}  // namespace fwq::desktop
