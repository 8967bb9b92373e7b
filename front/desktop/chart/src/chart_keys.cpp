// Keys of the chart widget.
#include <QKeyEvent>

#include "chart_state.hpp"

namespace fwq::chart {
namespace {

constexpr double kStepFactor = 1.25;

}  // namespace

// Whatever is open, the innermost first; false if nothing is.
bool ChartWidget::escape() {
  State& s = *state_;
  if (s.tool) {
    setTool(std::nullopt);
  } else if (!s.chosen.empty() || s.interval) {
    clearSelection();
  } else if (s.selected) {
    s.selected.reset();
    update();
  } else if (s.crosshair) {
    hideCrosshair();
  } else {
    return false;
  }
  return true;
}

// Keys that move the crosshair or the view.
bool ChartWidget::moveByKey(const QKeyEvent& event) {
  State& s = *state_;
  const double width = currentScene().plots.width();
  const bool control = event.modifiers() & Qt::ControlModifier;
  const auto sideways = [&](int bars) {
    if (!control) return stepCrosshair(bars);
    s.view = panned(s.view, 0, -bars * width / 10, s.bars(), width);
    refresh();
  };
  const auto show = [&](const View& view) {
    s.view = view;
    refresh();
  };
  switch (event.key()) {
    case Qt::Key_Left:
      sideways(-1);
      return true;
    case Qt::Key_Right:
      sideways(1);
      return true;
    case Qt::Key_Up:
      zoom(kStepFactor);
      return true;
    case Qt::Key_Down:
      zoom(1 / kStepFactor);
      return true;
    case Qt::Key_Home:
      show(clamped({s.view.step, width / s.view.step}, s.bars(), width));
      return true;
    case Qt::Key_End:
      show(newest(s.view.step, s.bars(), width));
      return true;
    default:
      return false;
  }
}

bool ChartWidget::actByKey(const QKeyEvent& event) {
  State& s = *state_;
  switch (event.key()) {
    case Qt::Key_PageUp:
      Q_EMIT symbolStepRequested(-1);
      return true;
    case Qt::Key_PageDown:
      Q_EMIT symbolStepRequested(1);
      return true;
    case Qt::Key_F8:
      Q_EMIT periodStepRequested(event.modifiers() & Qt::ShiftModifier ? -1 : 1);
      return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      removeSelectedDrawing();
      return true;
    case Qt::Key_Space:
      setReplayRunning(!s.replay_timer.isActive());
      return true;
    case Qt::Key_Escape:
      return escape();
    default:
      return false;
  }
}

void ChartWidget::keyPressEvent(QKeyEvent* event) {
  if (moveByKey(*event) || actByKey(*event)) return;
  if (event->matches(QKeySequence::Copy)) return copyPicture();
  if (event->matches(QKeySequence::Undo)) {
    undo();
    return;
  }
  const QString text = event->text();
  if (!(event->modifiers() & Qt::ControlModifier) && text.size() == 1 &&
      text.front().isLetterOrNumber()) {
    Q_EMIT textTyped(text);
    return;
  }
  QWidget::keyPressEvent(event);
}

}  // namespace fwq::chart
