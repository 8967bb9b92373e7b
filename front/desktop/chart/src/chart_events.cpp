// Mouse, wheel and keys of the chart widget.
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include "chart_state.hpp"
#include "fwq/chart/indicator_dialog.hpp"

namespace fwq::chart {
namespace {

constexpr int kSplitterReach = 3;  // Pixels at either side of a pane's upper edge.
constexpr double kWheelNotch = 120;
constexpr double kNotchFactor = 1.25;

}  // namespace

void ChartWidget::wheelEvent(QWheelEvent* event) {
  State& s = *state_;
  const Scene& scene = currentScene();
  event->accept();
  if (scene.empty()) return;
  const bool pixels = !event->pixelDelta().isNull();  // A touchpad.
  QPointF delta = pixels ? event->pixelDelta() : event->angleDelta();
  if (event->modifiers() & Qt::ShiftModifier && delta.x() == 0) delta = {delta.y(), 0};
  const double width = scene.plots.width();
  if (std::abs(delta.x()) > std::abs(delta.y())) {
    const double shift = pixels ? delta.x() : delta.x() / kWheelNotch * width / 10;
    s.view = panned(s.view, 0, shift, s.bars(), width);
  } else {
    const double notches = pixels ? delta.y() / 60 : delta.y() / kWheelNotch;
    s.remember(Change::wheel);
    s.view = zoomed(s.view, std::pow(kNotchFactor, notches),
                    event->position().x() - scene.plots.left(), s.bars(), width);
  }
  refresh();
  moveCrosshair(event->position());
}

// Two fingers drawn together or apart on a touchpad.
bool ChartWidget::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    const Scene& scene = currentScene();
    if (gesture->gestureType() == Qt::ZoomNativeGesture && !scene.empty()) {
      State& s = *state_;
      s.remember(Change::wheel);
      s.view = zoomed(s.view, 1 + gesture->value(), gesture->position().x() - scene.plots.left(),
                      s.bars(), scene.plots.width());
      refresh();
      return true;
    }
  }
  return QWidget::event(event);
}

std::size_t ChartWidget::splitterAt(QPointF at) const {
  const Scene& scene = currentScene();
  for (std::size_t i = 1; i < scene.panes.size(); ++i) {
    if (std::abs(at.y() - scene.panes[i].plot.top()) <= kSplitterReach) return i;
  }
  return 0;
}

void ChartWidget::mousePressEvent(QMouseEvent* event) {
  State& s = *state_;
  const Scene& scene = currentScene();
  const QPointF at = event->position();
  s.pressed = s.last = at;
  if (event->button() == Qt::RightButton) {
    s.drag = scene.plots.contains(at.toPoint()) ? Drag::interval : Drag::none;
    return;
  }
  if (event->button() != Qt::LeftButton || scene.empty()) return;
  s.at_press = s.step(Change::other);
  s.stretched_at_press = s.stretched;
  s.splitter = splitterAt(at);
  if (s.splitter != 0) {
    s.drag = Drag::splitter;
  } else if (at.y() > scene.plots.bottom()) {
    s.drag = Drag::time_axis;
  } else if (at.x() > scene.plots.right()) {
    if (scene.panes.front().axis.contains(at.toPoint())) s.drag = Drag::price_axis;
  } else if (s.tool) {
    placeAnchor(at);
    s.drag = Drag::anchor;
  } else if (event->modifiers() & Qt::ShiftModifier) {
    s.drag = Drag::box;
  } else if (scene.panes.front().plot.contains(at.toPoint()) && holdDrawing(at)) {
    s.drag = Drag::drawing;
  } else {
    s.drag = Drag::pan;
  }
}

void ChartWidget::dragTo(QPointF at) {
  State& s = *state_;
  const Scene& scene = currentScene();
  const PanePlot& price = scene.panes.front();
  const double width = scene.plots.width();
  switch (s.drag) {
    case Drag::pan:
      s.view = panned(s.at_press.view, s.pressed.x(), at.x(), s.bars(), width);
      if (s.stretched_at_press) {
        const auto& r = *s.stretched_at_press;
        const double shift = (at.y() - s.pressed.y()) / price.plot.height() * (r.high - r.low);
        s.stretched = ValueRange{r.low + shift, r.high + shift};
      }
      break;
    case Drag::time_axis:
      // As if the right edge were nailed down.
      s.view =
          zoomed(s.at_press.view, std::exp((at.x() - s.pressed.x()) / 200), width, s.bars(), width);
      break;
    case Drag::price_axis: {
      const auto was = s.stretched_at_press ? *s.stretched_at_press
                                            : ValueRange{price.scale.low, price.scale.high};
      if (!s.stretched_at_press) s.stretched_at_press = was;
      const double factor = std::exp((at.y() - s.pressed.y()) / 200);
      const double middle = (was.low + was.high) / 2, half = (was.high - was.low) / 2 * factor;
      s.stretched = ValueRange{middle - half, middle + half};
      break;
    }
    case Drag::splitter:
      dragSplitter(at.y() - s.last.y());
      break;
    case Drag::interval:
      markInterval(at);
      break;
    case Drag::drawing:
      return moveDrawing(at);
    case Drag::anchor:
    case Drag::box:
    case Drag::none:
      break;
  }
  s.last = at;
  refresh();
}

void ChartWidget::markInterval(QPointF at) {
  State& s = *state_;
  const Scene& scene = currentScene();
  if (scene.empty() || std::abs(at.x() - s.pressed.x()) < 4) return;
  const auto bar_at = [&](double x) {
    return static_cast<std::size_t>(std::clamp(std::round(scene.x.bar(x)),
                                               static_cast<double>(scene.first),
                                               static_cast<double>(scene.end - 1)));
  };
  const std::size_t one = bar_at(s.pressed.x()), other = bar_at(at.x());
  if (!s.interval_marked) clearSelection();
  s.interval = BarRange{std::min(one, other), std::max(one, other)};
  s.interval_marked = true;
}

void ChartWidget::dragSplitter(double by) {
  State& s = *state_;
  const Scene& scene = currentScene();
  const auto weight = [&](std::size_t pane) -> double& {
    return pane == 0 ? s.spec.price_weight : s.spec.panes[pane - 1].weight;
  };
  constexpr double kLeast = 40;
  const double above = scene.panes[s.splitter - 1].plot.height() + 1;
  const double below = scene.panes[s.splitter].plot.height() + 1;
  const double moved = std::clamp(by, std::min(kLeast - above, 0.0), std::max(below - kLeast, 0.0));
  // Weights become pixels, so that the other panes keep their heights.
  for (std::size_t i = 0; i < scene.panes.size(); ++i) weight(i) = scene.panes[i].plot.height() + 1;
  weight(s.splitter - 1) += moved;
  weight(s.splitter) -= moved;
}

void ChartWidget::mouseMoveEvent(QMouseEvent* event) {
  State& s = *state_;
  if (s.drag != Drag::none) {
    dragTo(event->position());
  } else if (currentScene().empty()) {
    return;
  } else if (splitterAt(event->position()) != 0) {
    setCursor(Qt::SplitVCursor);
  } else {
    const Scene& scene = currentScene();
    const bool axis = event->position().x() > scene.plots.right() &&
                      scene.panes.front().axis.contains(event->position().toPoint());
    setCursor(axis                                           ? Qt::SizeVerCursor
              : event->position().y() > scene.plots.bottom() ? Qt::SizeHorCursor
                                                             : Qt::CrossCursor);
  }
  if (s.unfinished) s.unfinished->anchors.back() = anchor_at(currentScene(), event->position());
  moveCrosshair(event->position());
}

void ChartWidget::mouseReleaseEvent(QMouseEvent* event) {
  State& s = *state_;
  if (event->button() == Qt::RightButton) {
    s.drag = Drag::none;
    if (s.interval && s.interval_marked) {
      openIntervalMenu(event->globalPosition().toPoint());
    } else {
      openMenu(event->globalPosition().toPoint());
    }
    s.interval_marked = false;
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  const Drag drag = s.drag;
  s.drag = Drag::none;
  constexpr double kSlip = 3;  // A hand that clicks is not quite still.
  if (drag == Drag::pan && (event->position() - s.pressed).manhattanLength() <= kSlip) {
    if (!clickMark(event->position()) && !clickLegend(event->position())) clearSelection();
  }
  if (drag == Drag::drawing) dropDrawing();
  if (drag == Drag::anchor) finishDraggedAnchor(event->position());
  if (drag == Drag::splitter) Q_EMIT specChanged();
  if (drag == Drag::box) zoomToBox(QRectF(s.pressed, event->position()).normalized());
  if (drag == Drag::price_axis || drag == Drag::time_axis) s.remember(s.at_press);
  update();
}

void ChartWidget::zoomToBox(const QRectF& box) {
  State& s = *state_;
  const Scene& scene = currentScene();
  constexpr double kLeast = 5;  // A slip of the hand is no box.
  if (box.width() < kLeast) return;
  const double last = static_cast<double>(s.bars()) - 1;
  const double from = std::clamp(std::round(scene.x.bar(box.left())), 0.0, last);
  const double to = std::clamp(std::round(scene.x.bar(box.right())), from, last);
  s.remember(Change::other);
  s.view = fitted(from, to, s.bars(), scene.plots.width());
  s.stretched.reset();
  refresh();
}

void ChartWidget::mouseDoubleClickEvent(QMouseEvent* event) {
  State& s = *state_;
  const Scene& scene = currentScene();
  if (event->button() != Qt::LeftButton) return;
  const QPointF at = event->position();
  if (scene.empty()) return;
  if (scene.plots.contains(at.toPoint()) && holdDrawing(at)) {
    s.held.reset();
    const auto index = s.selected;
    if (index && s.drawings[*index].kind == DrawingKind::text) writeText(s.drawings[*index], index);
  } else if (at.y() > scene.plots.bottom()) {
    resetView();
  } else if (at.x() > scene.plots.right() && s.stretched) {
    s.remember(Change::other);
    s.stretched.reset();
    refresh();
  }
}

void ChartWidget::leaveEvent(QEvent* /*event*/) {
  if (state_->drag == Drag::none) hideCrosshair();
}

void ChartWidget::moveCrosshair(QPointF at) {
  State& s = *state_;
  const Scene& scene = currentScene();
  if (scene.empty() || at.x() > scene.plots.right() || at.y() > scene.plots.bottom()) {
    hideCrosshair();
    return;
  }
  const double bar = std::clamp(std::round(scene.x.bar(at.x())), static_cast<double>(scene.first),
                                static_cast<double>(scene.end - 1));
  s.crosshair = Crosshair{static_cast<std::size_t>(bar), at.y()};
  update();
  const PanePlot& price = scene.panes.front();
  const bool inside = at.y() >= price.plot.top() && at.y() <= price.plot.bottom();
  Q_EMIT crosshairMoved(scene.data().bars.time()[s.crosshair->bar],
                        inside ? price.scale.value(at.y()) : data::kNone);
}

void ChartWidget::stepCrosshair(int bars) {
  State& s = *state_;
  const Scene& scene = currentScene();
  if (scene.empty()) return;
  const auto last = static_cast<long long>(s.bars()) - 1;
  const long long from = s.crosshair ? static_cast<long long>(s.crosshair->bar)
                                     : static_cast<long long>(scene.end) - 1 - bars;
  const long long to = std::clamp(from + bars, 0LL, last);
  const double x = scene.x.x(static_cast<double>(to));
  const double half = scene.step() / 2;
  if (x - half < scene.plots.left() || x + half > scene.plots.right() + 1) {
    // It leaves the view: the view goes along.
    const double edge = bars < 0 ? scene.plots.left() + half : scene.plots.right() + 1 - half;
    s.view = panned(s.view, x, edge, s.bars(), scene.plots.width());
    refresh();
  }
  s.crosshair = Crosshair{static_cast<std::size_t>(to), std::nullopt, true};
  update();
  Q_EMIT crosshairMoved(s.model.bars().time()[s.crosshair->bar],
                        s.model.bars().close()[s.crosshair->bar]);
}

void ChartWidget::showCrosshair(data::Time time) {
  const auto times = state_->model.bars().time().first(state_->bars());
  const auto after = std::upper_bound(times.begin(), times.end(), time);
  if (after == times.begin()) {
    state_->crosshair.reset();
  } else {
    state_->crosshair =
        Crosshair{static_cast<std::size_t>(after - times.begin()) - 1, std::nullopt};
  }
  update();
}

void ChartWidget::hideCrosshair() {
  if (!state_->crosshair) return;
  state_->crosshair.reset();
  update();
  Q_EMIT crosshairLeft();
}

}  // namespace fwq::chart
