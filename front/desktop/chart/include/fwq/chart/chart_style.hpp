// How a chart looks: every colour and size.
#pragma once

#include <QColor>
#include <QString>
#include <array>

#include "fwq/core/theme.hpp"

namespace fwq::chart {

struct ChartStyle {
  QColor background, grid, border;
  QColor text, strong_text;         // Axis labels; titles and values.
  QColor crosshair, accent;         // Accent: selections, drawings, the line chart.
  QColor card, card_text;           // Data box, cards and the crosshair's labels.
  QColor red, green;                // Candles. Which of them means rising is `rising_red`.
  QColor volume_red, volume_green;  // Opaque: already mixed with the background.
  QColor limit_up, limit_down;      // Candles that closed at their limit.
  QColor neutral;                   // Marks of patterns without a direction.
  bool rising_red = true;           // As on Chinese screens; false: green rises.
  bool hollow_rising = false;       // Bodies of rising candles are outlines, as in 通达信.
  std::array<QColor, 7> lines;      // Of the first, second … line of an indicator, counted round.
  QString font_family;              // A list separated by commas.
  int font_px = 12;                 // In [8, 32].
  double line_width = 1.5;  // Of indicator lines while there is room for antialiasing, in pixels.

  QColor rising() const { return rising_red ? red : green; }
  QColor falling() const { return rising_red ? green : red; }
  QColor volumeRising() const { return rising_red ? volume_red : volume_green; }
  QColor volumeFalling() const { return rising_red ? volume_green : volume_red; }
};

// From the program's theme; the theme's k_up is the red one. [any-thread]
ChartStyle chart_style(const core::Theme& theme);
// Of the built-in themes.
ChartStyle dark_style();
ChartStyle light_style();

}  // namespace fwq::chart
