// A drawing in pixels: what is painted, and what the mouse can take hold of.
#pragma once

#include <QLineF>
#include <QPainter>
#include <vector>

#include "fwq/chart/drawing.hpp"
#include "scene.hpp"

namespace fwq::chart {

struct DrawingLabel {
  QRectF box;
  Qt::Alignment align;
  QString text;
  bool ground = false;  // On a card's ground.
};

struct DrawingPlot {
  std::vector<QLineF> lines;
  std::vector<QPolygonF> areas;  // Tinted.
  std::vector<DrawingLabel> labels;
  std::vector<QPointF> handles;  // One an anchor.
  QRectF body;                   // Of a text or a measure: it is taken hold of anywhere inside.
};

// The bar of an anchor: the last one at or before its time, or the first.
std::size_t bar_of(const Scene& scene, data::Time time);
QPointF pixel_of(const Scene& scene, const Anchor& anchor);
// The anchor at a pixel: the nearest bar that is there, and the price.
Anchor anchor_at(const Scene& scene, QPointF at);

// May have fewer anchors than its kind: one that is being drawn.
DrawingPlot plot_drawing(const Scene& scene, const Drawing& drawing);
void paint_drawing(QPainter& painter, const Scene& scene, const Drawing& drawing, bool selected);

// Within some pixels of a line or in the body.
bool touches(const DrawingPlot& plot, QPointF at);

}  // namespace fwq::chart
