// What a chart widget keeps between events.
#pragma once

#include <QImage>
#include <QTimer>
#include <optional>
#include <vector>

#include "background.hpp"
#include "card.hpp"
#include "drawing_plot.hpp"
#include "fwq/chart/chart_widget.hpp"
#include "marks.hpp"
#include "paint.hpp"
#include "replay_bar.hpp"

namespace fwq::chart {

enum class Drag { none, pan, box, interval, drawing, anchor, splitter, price_axis, time_axis };

// Kinds of changes of the view; a row of one kind is taken back as one.
enum class Change { other, wheel, key };

struct ChartWidget::State {
  ChartModel model;
  std::unique_ptr<Background> background;  // Computes what is pending.
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
  bool marks_pending = false;
  std::vector<MarkPlot> marks;     // Of the scene.
  std::vector<LegendBox> legends;  // As painted last.
  BarRange told;                   // The range that rangeChanged() told last.

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
  std::optional<ValueRange> stretched_at_press;

  std::vector<Drawing> drawings;
  std::optional<std::size_t> selected;  // Of the drawings.
  std::optional<DrawingKind> tool;
  std::optional<Drawing> unfinished;  // Its last point follows the mouse.
  struct Held {
    Drawing before;
    Anchor from;
    std::optional<std::size_t> anchor;  // None: the whole of it.
  };
  std::optional<Held> held;

  std::optional<std::size_t> replay_end;  // Bars from here on are not there yet.
  ReplayBar* replay_bar = nullptr;        // A child of the widget, made when first needed.
  QTimer replay_timer;

  struct Step {
    View view;
    std::optional<ValueRange> stretched;
    std::vector<Drawing> drawings;
    Change change = Change::other;
  };
  std::vector<Step> history;
  Step at_press;

  // Those that are there: all, or those of the replay.
  std::size_t bars() const {
    const std::size_t all = model.bars().size();
    return replay_end ? std::min(*replay_end, all) : all;
  }
  Scene make(const QRect& frame) const {
    return make_scene({.model = model,
                       .spec = spec,
                       .style = style,
                       .view = view,
                       .frame = frame,
                       .end = bars(),
                       .stretched = stretched});
  }
  Step step(Change change) const { return {view, stretched, drawings, change}; }
  // Before a change: what undo() goes back to.
  void remember(Change change) { remember(step(change)); }
  void remember(Step step) {
    constexpr std::size_t kMost = 50;
    if (step.change != Change::other && !history.empty() && history.back().change == step.change)
      return;
    history.push_back(std::move(step));
    if (history.size() > kMost) history.erase(history.begin());
  }
};

// Everything of a frame but what follows the mouse.
void paint_layers(Canvas& canvas, const Scene& scene, const std::vector<MarkPlot>& marks);

}  // namespace fwq::chart
