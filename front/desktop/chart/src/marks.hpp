// Marks at bars: patterns, signals and trades, where they stand and which of many are shown.
#pragma once

#include <QPainter>
#include <QRectF>
#include <vector>

#include "paint.hpp"
#include "scene.hpp"

namespace fwq::chart {

enum class MarkKind { pattern, signal, trade };

// A finding, as an index into its list in ChartData.
struct MarkRef {
  MarkKind kind = MarkKind::pattern;
  std::size_t index = 0;
  friend bool operator==(const MarkRef&, const MarkRef&) = default;
};

// What is drawn at a place: the first of `refs` is the one drawn, the others share its place.
struct MarkPlot {
  QRectF box;          // Pixels; also what the mouse must hit.
  bool below = false;  // It stands below the bar and points up: bullish, buy.
  bool neutral = false;
  double strength = 1;  // In [0,1]: weaker is fainter.
  std::vector<MarkRef> refs;
};

// Marks by bar, made once for the data.
class MarkIndex {
 public:
  MarkIndex() = default;
  explicit MarkIndex(const ChartData& data);
  struct Entry {
    std::size_t bar = 0;
    MarkRef ref;
    int direction = 0;  // 1: up, -1: down, 0: none.
    double strength = 1;
  };
  // Of bars [first, end), by bar.
  std::span<const Entry> between(std::size_t first, std::size_t end) const;

 private:
  std::vector<Entry> entries_;
};

// Marks nearer than a mark's width share a place, the strongest first. None with less than a pixel a bar; of signals, none
// with less than three. A pattern stands at the bar where it could first be known.
std::vector<MarkPlot> place_marks(const Scene& scene, const MarkIndex& index);
// What was found at a bar, for the data box: at most four, the strongest first, of the kinds shown.
std::vector<BoxRow> findings_at(const Scene& scene, const MarkIndex& index, std::size_t bar);
void paint_marks(QPainter& painter, const Scene& scene, const std::vector<MarkPlot>& marks);

// A pattern's shape over the candles: its bars shaded, key points joined and named by letters, target, stop and level.
void paint_shape(QPainter& painter, const Scene& scene, const analysis::PatternHit& hit,
                 const analysis::Explanation& explanation);

}  // namespace fwq::chart
