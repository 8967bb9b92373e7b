// The font that a chart writes with.
#pragma once

#include <QFont>

#include "fwq/chart/chart_style.hpp"

namespace fwq::chart {

inline QFont chart_font(const ChartStyle& style, bool bold = false) {
  QFont font;
  const QStringList families = style.font_family.split(QLatin1Char(','), Qt::SkipEmptyParts);
  QStringList trimmed;
  for (const QString& family : families) trimmed.push_back(family.trimmed());
  if (!trimmed.isEmpty()) font.setFamilies(trimmed);
  font.setPixelSize(style.font_px);
  font.setBold(bold);
  return font;
}

// The same in a style sheet: a font that is set otherwise gives way to the sheet at times.
inline QString font_sheet(const ChartStyle& style) {
  QStringList families;
  for (const QString& family : chart_font(style).families())
    families.push_back(QLatin1Char('"') + family + QLatin1Char('"'));
  return QStringLiteral("font-family: %1; font-size: %2px;")
      .arg(families.join(QLatin1String(", ")))
      .arg(style.font_px);
}

}  // namespace fwq::chart
