// What the desktop remembers between two runs: the layout of the window, favourites, what was shown last.
//
// One JSON file in the home, config/desktop.json. Nothing in it is needed: a missing or damaged file is a fresh start, and a
// damaged one is said once and kept beside as desktop.json.broken.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <filesystem>

#include "fwq/core/result.hpp"

namespace fwq::desktop {

struct DesktopState {
  QByteArray geometry, layout;     // As QMainWindow saves them.
  QStringList favourites;          // Symbols.
  QString symbol, period, adjust;  // Shown last.
  QStringList indicators;  // Drawn on the chart, as the analysis writes them: "MACD(12,26,9)".
  QJsonObject shortcuts;   // Id of an action → keys, where they are not the built-in ones.
  QJsonObject drawings;    // Symbol → what was drawn on its chart.
  QJsonObject charts;      // Tabs and grids of charts: see chart_layout.hpp.
  QJsonObject searches;    // Name → {"conditions": [texts], "any": whether one is enough}.
  int font_size = 10;      // Points, 7 to 24.
};

// What `file` says; `problem` becomes what was wrong with it, "" when nothing.
DesktopState read_state(const std::filesystem::path& file, QString& problem);
// Errors: io.
Result<void> write_state(const std::filesystem::path& file, const DesktopState& state);

}  // namespace fwq::desktop
