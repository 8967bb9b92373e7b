// The chart widget: its data, its view and its frames.
#include "fwq/chart/chart_widget.hpp"

#include <QEvent>

#include "chart_state.hpp"
#include "fonts.hpp"
#include "text.hpp"

namespace fwq::chart {

void paint_layers(Canvas& canvas, const Scene& scene, const std::vector<MarkPlot>& marks) {
  paint_frame(canvas, scene);
  if (scene.empty()) return;
  for (const PanePlot& pane : scene.panes) {
    canvas.setClip(pane.plot);
    if (&pane == &scene.panes.front()) paint_price(canvas, scene);
    paint_indicators(canvas, scene, pane);
  }
  canvas.setClip({});
  paint_last_price(canvas.painter(), scene);
  canvas.setClip(scene.panes.front().plot);
  paint_marks(canvas.painter(), scene, marks);
  canvas.setClip({});
}

ChartWidget::ChartWidget(QWidget* parent) : QWidget(parent), state_(std::make_unique<State>()) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  state_->replay_timer.setInterval(200);
  setAccessibleName(translated(QT_TRANSLATE_NOOP("chart", "Chart")));
}

ChartWidget::~ChartWidget() = default;

void ChartWidget::setData(ChartDataPtr data) {
  State& s = *state_;
  const ChartDataPtr& old = s.model.data();
  const bool same = old && data && old->symbol == data->symbol && old->period == data->period;
  const std::size_t before = s.bars();
  s.scene.reset();  // It points into what goes.
  s.background.reset();
  if (before > ChartModel::kAtOnce) free_aside(std::pair(s.model.takeComputed(), s.model.data()));
  s.model.setData(std::move(data));
  const ChartDataPtr& shown = s.model.data();
  s.marks_pending = shown && shown->patterns.size() + shown->signals.size() > ChartModel::kAtOnce;
  s.mark_index = shown && !s.marks_pending ? MarkIndex(*shown) : MarkIndex();
  prepare();
  s.crosshair.reset();
  clearSelection();
  if (same) {
    if (s.following) s.view.right += static_cast<double>(s.bars()) - static_cast<double>(before);
  } else {
    s.history.clear();
    stopReplay();
    s.unfinished.reset();
    s.stretched.reset();
    s.pending = View{s.view.step, -1};
  }
  refresh();
}

// Indicators of a long series, and marks that are many, come later, one by one, from another thread.
void ChartWidget::prepare() {
  State& s = *state_;
  s.background.reset();
  s.model.prepare(s.spec);
  if (!isComputing()) return;
  std::vector<Background::Step> steps;
  if (s.marks_pending)
    steps.emplace_back([this, data = s.model.data()] {
      return [this, index = std::make_shared<MarkIndex>(*data)] {
        state_->mark_index = std::move(*index);
        state_->marks_pending = false;
        showComputed();
      };
    });
  for (const IndicatorSpec& spec : s.model.pending())
    steps.emplace_back([this, spec, data = s.model.data()] {
      return [this, spec,
              computed = std::make_shared<Result<std::unique_ptr<Computed>>>(
                  compute_indicator(*data, spec))] {
        state_->scene.reset();
        state_->model.put(spec, std::move(*computed));
        showComputed();
      };
    });
  s.background = std::make_unique<Background>(this, std::move(steps));
}

void ChartWidget::showComputed() {
  refresh();
  if (!isComputing()) Q_EMIT indicatorsReady();
}

void ChartWidget::finishComputing() const {
  State& s = *state_;
  s.background.reset();
  s.scene.reset();
  if (s.marks_pending) s.mark_index = MarkIndex(*s.model.data());
  s.marks_pending = false;
  const auto pending = s.model.pending();  // put() takes them away.
  for (const IndicatorSpec& spec : pending)
    s.model.put(spec, compute_indicator(*s.model.data(), spec));
  s.layer_stale = true;
}

bool ChartWidget::isComputing() const {
  return state_->marks_pending || !state_->model.pending().empty();
}

ChartDataPtr ChartWidget::data() const {
  return state_->model.data();
}

std::vector<std::string> ChartWidget::missingIndicators() const {
  return state_->model.errors();
}

Result<void> ChartWidget::setSpec(ChartSpec spec) {
  FWQ_TRY(check(spec));
  State& s = *state_;
  s.scene.reset();
  s.spec = std::move(spec);
  prepare();
  refresh();
  return {};
}

const ChartSpec& ChartWidget::spec() const {
  return state_->spec;
}

void ChartWidget::setChartStyle(const ChartStyle& style) {
  state_->style = style;
  refresh();
  if (!state_->chosen.empty()) showChosen();
  if (state_->replay_bar != nullptr) state_->replay_bar->setChartStyle(style);
}

const ChartStyle& ChartWidget::chartStyle() const {
  return state_->style;
}

void ChartWidget::setMessage(const QString& text) {
  state_->message = text;
  refresh();
}

ChartWidget::BarRange ChartWidget::visibleRange() const {
  const Scene& scene = currentScene();
  return scene.empty() ? BarRange{} : BarRange{scene.first, scene.end - 1};
}

void ChartWidget::showBars(std::size_t first, std::size_t last) {
  State& s = *state_;
  s.remember(Change::other);
  s.view = fitted(static_cast<double>(first), static_cast<double>(last), s.bars(),
                  currentScene().plots.width());
  s.pending.reset();
  refresh();
}

void ChartWidget::showTimes(data::Time from, data::Time to) {
  State& s = *state_;
  if (s.bars() == 0) return;
  const Scene& scene = currentScene();
  s.view = fitted(static_cast<double>(bar_of(scene, from)), static_cast<double>(bar_of(scene, to)),
                  s.bars(), scene.plots.width());
  refresh();
}

void ChartWidget::resetView() {
  State& s = *state_;
  s.remember(Change::other);
  s.stretched.reset();
  s.view = newest(kUsualStep, s.bars(), currentScene().plots.width());
  refresh();
}

void ChartWidget::zoom(double factor) {
  State& s = *state_;
  const double width = currentScene().plots.width();
  s.remember(Change::key);
  s.view = zoomed(s.view, factor, width / 2, s.bars(), width);
  refresh();
}

bool ChartWidget::undo() {
  State& s = *state_;
  if (s.history.empty()) return false;
  s.view = s.history.back().view;
  s.stretched = s.history.back().stretched;
  const bool drawn = s.drawings != s.history.back().drawings;
  if (drawn) s.drawings = std::move(s.history.back().drawings);
  s.selected.reset();
  s.history.pop_back();
  refresh();
  if (drawn) Q_EMIT drawingsChanged();
  return true;
}

const Scene& ChartWidget::currentScene() const {
  State& s = *state_;
  if (!s.scene) {
    s.scene = s.make(rect());
    const double width = s.scene->plots.width();
    const View wanted =
        s.pending ? newest(s.pending->step, s.bars(), width) : clamped(s.view, s.bars(), width);
    s.pending.reset();
    if (!(wanted == s.view)) {
      s.view = wanted;
      s.scene = s.make(rect());
    }
    s.marks = place_marks(*s.scene, s.mark_index);
    s.following = s.view.right >= static_cast<double>(s.bars());
  }
  return *s.scene;
}

void ChartWidget::refresh() {
  State& s = *state_;
  s.scene.reset();
  s.layer_stale = true;
  update();
  const BarRange range = visibleRange();
  if (range == s.told) return;
  s.told = range;
  Q_EMIT rangeChanged(range.first, range.last);
}

void ChartWidget::paintEvent(QPaintEvent* /*event*/) {
  State& s = *state_;
  const Scene& scene = currentScene();
  const double ratio = devicePixelRatioF();
  const QSize pixels = size() * ratio;
  if (s.layer_stale || s.layer.size() != pixels) {
    if (s.layer.size() != pixels) s.layer = QImage(pixels, QImage::Format_RGB32);
    s.layer.setDevicePixelRatio(ratio);
    QPainter painter(&s.layer);
    Canvas canvas(painter, s.layer);
    paint_layers(canvas, scene, s.marks);
    s.layer_stale = false;
  }
  QPainter painter(this);
  painter.drawImage(0, 0, s.layer);
  if (scene.empty()) {
    painter.setFont(chart_font(s.style));
    painter.setPen(s.style.text);
    painter.drawText(
        scene.plots, Qt::AlignCenter | Qt::TextWordWrap,
        s.message.isEmpty() ? translated(QT_TRANSLATE_NOOP("chart", "No data")) : s.message);
    return;
  }
  paintDrawings(painter, scene);
  paintChosen(painter, scene);
  s.legends = paint_legends(painter, scene, s.crosshair ? s.crosshair->bar : scene.end - 1);
  if (s.crosshair) {
    paint_crosshair(painter, scene, *s.crosshair);
    if (s.spec.show_data_box) {
      const std::size_t bar = s.crosshair->bar;
      paint_data_box(painter, scene, bar, findings_at(scene, s.mark_index, bar));
    }
  }
  paintMouse(painter, scene);
}

// The box or the bars that the mouse is marking.
void ChartWidget::paintMouse(QPainter& painter, const Scene& scene) const {
  const State& s = *state_;
  QColor fill = s.style.accent;
  fill.setAlphaF(0.15F);
  if (s.drag == Drag::box) {
    const QRectF box = QRectF(s.pressed, s.last).normalized();
    painter.fillRect(box, fill);
    painter.setPen(s.style.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
  }
  if (s.interval) {
    const double half = scene.step() / 2;
    const double left = scene.x.x(static_cast<double>(s.interval->first)) - half;
    const double right = scene.x.x(static_cast<double>(s.interval->last)) + half;
    painter.fillRect(
        QRectF(left, scene.plots.top(), right - left, scene.plots.height()) & QRectF(scene.plots),
        fill);
  }
}

void ChartWidget::resizeEvent(QResizeEvent* /*event*/) {
  refresh();
  if (state_->replay_end) showReplay();  // Its buttons stay in the middle.
}

void ChartWidget::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    refresh();
    if (state_->replay_bar != nullptr) state_->replay_bar->retranslate();
    if (state_->replay_end) showReplay();
    if (!state_->chosen.empty()) showChosen();
  }
  QWidget::changeEvent(event);
}

QSize ChartWidget::sizeHint() const {
  return {960, 600};
}

QSize ChartWidget::minimumSizeHint() const {
  return {240, 160};
}

}  // namespace fwq::chart
