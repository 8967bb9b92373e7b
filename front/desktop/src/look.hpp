// Look: the colours of windows, made from a theme's few, and the style sheet and palette of all widgets.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include "fwq/core/theme.hpp"

namespace fwq::desktop {

QColor color_of(core::Color color);
// [0,1]: 0 is `a`, 1 is `b`.
QColor mixed(const QColor& a, const QColor& b, double share);
// WCAG contrast, as core::contrast.
double contrast_of(const QColor& a, const QColor& b);
// `color` moved towards black or white, whichever is farther from `ground`, until its contrast on it is at least `least`.
QColor readable(const QColor& color, const QColor& ground, double least = 4.5);

struct Look {
  bool dark = true;
  QColor window, base, raised, header, border, hover, selected;  // Grounds.
  QColor text, muted, accent,
      on_accent;    // Readable on each of the grounds (accent: on window and base).
  QColor up, down;  // Of numbers, readable on base and selected.
  QColor warning, error;
};
Look look_of(const core::Theme& theme);
QPalette palette_of(const Look& look);
// Of every widget of the program. `size`: of the text, in points.
QString style_sheet(const Look& look, const core::Theme& theme, int size);

}  // namespace fwq::desktop
