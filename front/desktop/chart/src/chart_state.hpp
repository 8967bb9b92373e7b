// What a chart widget keeps between events.
#pragma once

#include <QImage>
#include <optional>
#include <vector>

#include "card.hpp"
#include "fwq/chart/chart_widget.hpp"
#include "marks.hpp"
#include "paint.hpp"

namespace fwq::chart {

enum class Drag { none, pan, box, interval, splitter, price_axis, time_axis };

// Kinds of changes of the view; a row of one kind is taken back as one.
enum class Change { other, wheel, key };

struct ChartWidget::State {
  ChartModel model;
  ChartSpec spec = default_spec();
  ChartStyle style = dark_style();
  QString message;

  View view;
  std::optional<ValueRange> stretched;
  std::optional<View> pending;  // Asked for before the widget had its size.
  bool following = true;        // The newest bar is in view, and new data keeps it so.

  // Scene and picture of the current frame; made when they are first asked for after a change.
  std::optional<Scene> scene;
  QImage layer;
  bool layer_stale = true;
  MarkIndex mark_index;
  std::vector<MarkPlot> marks;  // Of the scene.
  BarRange told;                // The range that rangeChanged() told last.

  std::optional<Crosshair> crosshair;

  std::vector<MarkRef> chosen;  // Findings of the mark whose card is open.
  std::size_t chosen_at = 0;
  std::optional<analysis::Explanation> explanation;  // Of a chosen pattern.
  std::optional<BarRange> interval;                  // Bars marked with the right button.
  bool interval_marked = false;                      // By the drag that goes on.
  Card* card = nullptr;  // A child of the widget, made when first needed.

  Drag drag = Drag::none;
  QPointF pressed, last;
  std::size_t splitter = 0;  // The pane below it.
  View view_at_press;
  std::optional<ValueRange> stretched_at_press;

  struct Step {
    View view;
    std::optional<ValueRange> stretched;
    Change change = Change::other;
  };
  std::vector<Step> history;

  std::size_t bars() const { return model.bars().size(); }
  Scene make(const QRect& frame) const {
    return make_scene({.model = model,
                       .spec = spec,
                       .style = style,
                       .view = view,
                       .frame = frame,
                       .end = bars(),
                       .stretched = stretched});
  }
  // Before a change of the view: what undo() goes back to.
  void remember(Change change) {
    constexpr std::size_t kMost = 50;
    if (change != Change::other && !history.empty() && history.back().change == change) return;
    history.push_back({view, stretched, change});
    if (history.size() > kMost) history.erase(history.begin());
  }
};

// Everything of a frame but what follows the mouse.
void paint_layers(Canvas& canvas, const Scene& scene, const std::vector<MarkPlot>& marks);

}  // namespace fwq::chart
