// Drawing on the chart: placing points, taking hold, moving, removing, writing.
#include <QKeyEvent>
#include <QLineEdit>

#include "chart_state.hpp"
#include "fonts.hpp"
#include "text.hpp"

namespace fwq::chart {

void ChartWidget::setDrawings(std::vector<Drawing> drawings) {
  State& s = *state_;
  std::erase_if(drawings, [](const Drawing& drawing) {
    return drawing.anchors.size() != anchor_count(drawing.kind);
  });
  s.drawings = std::move(drawings);
  s.selected.reset();
  s.held.reset();
  update();
}

const std::vector<Drawing>& ChartWidget::drawings() const {
  return state_->drawings;
}

void ChartWidget::setTool(std::optional<DrawingKind> tool) {
  State& s = *state_;
  s.unfinished.reset();
  s.selected.reset();
  if (s.tool != tool) {
    s.tool = tool;
    Q_EMIT toolChanged();
  }
  setCursor(Qt::CrossCursor);
  update();
}

std::optional<DrawingKind> ChartWidget::tool() const {
  return state_->tool;
}

// A press while a tool is chosen: the next point.
void ChartWidget::placeAnchor(QPointF at) {
  State& s = *state_;
  if (!s.tool) return;
  const Anchor anchor = anchor_at(currentScene(), at);
  if (!s.unfinished)
    s.unfinished = Drawing{.kind = *s.tool, .anchors = {anchor}};
  else
    s.unfinished->anchors.back() = anchor;
  Drawing& drawing = *s.unfinished;
  if (drawing.anchors.size() < anchor_count(drawing.kind)) {
    drawing.anchors.push_back(anchor);  // Follows the mouse until it is placed.
    update();
    return;
  }
  const Drawing done = std::move(drawing);
  setTool(std::nullopt);
  if (done.kind == DrawingKind::text) return writeText(done, std::nullopt);
  addDrawing(done);
}

void ChartWidget::addDrawing(const Drawing& drawing) {
  State& s = *state_;
  s.remember(Change::other);
  s.drawings.push_back(drawing);
  s.selected = s.drawings.size() - 1;
  update();
  Q_EMIT drawingsChanged();
}

// The first press set a point and the hand went on without letting go: where it lets go is the second.
void ChartWidget::finishDraggedAnchor(QPointF at) {
  State& s = *state_;
  constexpr double kDragged = 5;
  if (s.unfinished && s.unfinished->anchors.size() >= 2 &&
      (at - s.pressed).manhattanLength() > kDragged)
    placeAnchor(at);
}

// What a press takes hold of, the newest first. False if nothing is there.
bool ChartWidget::holdDrawing(QPointF at) {
  State& s = *state_;
  const Scene& scene = currentScene();
  constexpr double kHandle = 7;
  s.held.reset();
  for (std::size_t i = s.drawings.size(); i-- > 0;) {
    const DrawingPlot plot = plot_drawing(scene, s.drawings[i]);
    if (!touches(plot, at)) continue;
    s.selected = i;
    s.held =
        State::Held{.before = s.drawings[i], .from = anchor_at(scene, at), .anchor = std::nullopt};
    for (std::size_t k = 0; k < plot.handles.size(); ++k)
      if (QLineF(plot.handles[k], at).length() <= kHandle) s.held->anchor = k;
    update();
    return true;
  }
  s.selected.reset();
  return false;
}

void ChartWidget::moveDrawing(QPointF at) {
  State& s = *state_;
  if (!s.held || !s.selected) return;
  const Scene& scene = currentScene();
  const Anchor to = anchor_at(scene, at);
  Drawing moved = s.held->before;
  if (s.held->anchor) {
    moved.anchors[*s.held->anchor] = to;
  } else {
    const auto times = scene.data().bars.time();
    const auto last = static_cast<long long>(scene.newest);
    const auto shift = static_cast<long long>(bar_of(scene, to.time)) -
                       static_cast<long long>(bar_of(scene, s.held->from.time));
    for (Anchor& anchor : moved.anchors) {
      const auto bar =
          std::clamp(static_cast<long long>(bar_of(scene, anchor.time)) + shift, 0LL, last);
      anchor.time = times[static_cast<std::size_t>(bar)];
      anchor.price += to.price - s.held->from.price;
    }
  }
  s.drawings[*s.selected] = std::move(moved);
  update();
}

void ChartWidget::dropDrawing() {
  State& s = *state_;
  if (!s.held || !s.selected) return;
  const Drawing moved = s.drawings[*s.selected];
  if (!(moved == s.held->before)) {
    s.drawings[*s.selected] = s.held->before;
    s.remember(Change::other);
    s.drawings[*s.selected] = moved;
    Q_EMIT drawingsChanged();
  }
  s.held.reset();
}

void ChartWidget::removeSelectedDrawing() {
  State& s = *state_;
  if (!s.selected) return;
  s.remember(Change::other);
  s.drawings.erase(s.drawings.begin() + static_cast<std::ptrdiff_t>(*s.selected));
  s.selected.reset();
  update();
  Q_EMIT drawingsChanged();
}

// A line to write in, where the text will stand. `index`: of the drawing that is changed; none: a new one.
void ChartWidget::writeText(const Drawing& drawing, std::optional<std::size_t> index) {
  State& s = *state_;
  auto* line = new QLineEdit(QString::fromStdString(drawing.text), this);
  line->setObjectName(QStringLiteral("chart_text"));
  line->setAccessibleName(translated(QT_TRANSLATE_NOOP("chart", "Text")));
  line->setMaxLength(1000);
  line->setFont(chart_font(s.style));
  const QPoint at = pixel_of(currentScene(), drawing.anchors[0]).toPoint();
  line->setGeometry(std::clamp(at.x(), 0, std::max(width() - 220, 0)),
                    std::clamp(at.y(), 0, std::max(height() - 28, 0)), 220, 28);
  connect(line, &QLineEdit::editingFinished, this, [this, line, drawing, index] {
    line->disconnect(this);  // Hiding it ends the editing again.
    line->deleteLater();
    line->hide();
    setFocus();
    Drawing written = drawing;
    written.text = line->text().trimmed().toStdString();
    State& state = *state_;
    if (written.text.empty() || written.text == drawing.text) return;
    if (!index) return addDrawing(written);
    if (*index >= state.drawings.size()) return;
    state.remember(Change::other);
    state.drawings[*index] = std::move(written);
    update();
    Q_EMIT drawingsChanged();
  });
  line->installEventFilter(this);
  line->show();
  line->setFocus();
}

// Escape leaves a text as it was.
bool ChartWidget::eventFilter(QObject* watched, QEvent* event) {
  auto* line = qobject_cast<QLineEdit*>(watched);
  if (line != nullptr && event->type() == QEvent::KeyPress &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    line->disconnect(this);
    line->hide();
    line->deleteLater();
    setFocus();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void ChartWidget::paintDrawings(QPainter& painter, const Scene& scene) const {
  const State& s = *state_;
  painter.setClipRect(scene.panes.front().plot);
  for (std::size_t i = 0; i < s.drawings.size(); ++i)
    paint_drawing(painter, scene, s.drawings[i], s.selected == i);
  if (s.unfinished) paint_drawing(painter, scene, *s.unfinished, true);
  painter.setClipping(false);
}

}  // namespace fwq::chart
