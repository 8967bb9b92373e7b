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

}  // namespace fwq::chart
