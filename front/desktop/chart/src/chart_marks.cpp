// Marks of the chart widget: clicked, chosen from outside, and their card.
#include "card_text.hpp"
#include "chart_state.hpp"

namespace fwq::chart {

bool ChartWidget::clickMark(QPointF at) {
  State& s = *state_;
  currentScene();
  constexpr double kReach = 3;
  for (const MarkPlot& mark : s.marks) {
    if (!mark.box.adjusted(-kReach, -kReach, kReach, kReach).contains(at)) continue;
    s.chosen = mark.refs;
    s.chosen_at = 0;
    showChosen();
    const MarkRef ref = mark.refs.front();
    if (ref.kind == MarkKind::pattern) Q_EMIT patternClicked(static_cast<qulonglong>(ref.index));
    return true;
  }
  return false;
}

void ChartWidget::selectPattern(std::size_t index) {
  State& s = *state_;
  const ChartDataPtr& data = s.model.data();
  if (!data || index >= data->patterns.size() || data->patterns[index].known_at >= s.bars()) return;
  const analysis::PatternHit& hit = data->patterns[index];
  const double width = currentScene().plots.width();
  const double middle = (static_cast<double>(hit.start) + hit.known_at) / 2;
  s.remember(Change::other);
  // Seen whole and from near, left of the middle: the card stands at its right.
  const double bars = std::max(60.0, (hit.known_at - hit.start) * 2.5);
  const double step = std::clamp(width / bars, 1.0, kUsualStep * 1.5);
  s.view = clamped({step, middle + width / step * 0.65}, s.bars(), width);
  refresh();
  s.chosen = {{MarkKind::pattern, index}};
  s.chosen_at = 0;
  showChosen();
}

void ChartWidget::clearSelection() {
  State& s = *state_;
  s.chosen.clear();
  s.explanation.reset();
  s.interval.reset();
  if (s.card != nullptr) s.card->hide();
  update();
}

void ChartWidget::ensureCard() {
  State& s = *state_;
  if (s.card == nullptr) {
    s.card = new Card(this);
    connect(s.card, &Card::closed, this, &ChartWidget::clearSelection);
    connect(s.card, &Card::stepped, this, [this](int by) {
      State& state = *state_;
      const auto last = static_cast<long>(state.chosen.size()) - 1;
      state.chosen_at =
          static_cast<std::size_t>(std::clamp(static_cast<long>(state.chosen_at) + by, 0L, last));
      showChosen();
    });
  }
  s.card->setChartStyle(s.style);
}

void ChartWidget::showChosen() {
  State& s = *state_;
  if (s.chosen.empty()) return;
  s.interval.reset();
  ensureCard();
  const ChartData& data = *s.model.data();
  const MarkRef ref = s.chosen[s.chosen_at];
  s.explanation.reset();
  CardText text;
  std::size_t first = 0, last = 0;
  if (ref.kind == MarkKind::pattern) {
    const analysis::PatternHit& hit = data.patterns[ref.index];
    const analysis::PatternRecognizer plain;
    const auto& recognizer = data.recognizer ? *data.recognizer : plain;
    s.explanation = recognizer.explain(data.bars, hit, data.cuts);
    text = pattern_text(data, hit, *s.explanation, s.style);
    first = hit.start;
    last = hit.known_at;
  } else if (ref.kind == MarkKind::signal) {
    text = signal_text(data, data.signals[ref.index]);
    first = last = data.signals[ref.index].bar;
  } else {
    text = trade_text(data, data.trades[ref.index]);
    first = last = data.trades[ref.index].bar;
  }
  s.card->setText(text, s.chosen_at, s.chosen.size());
  placeCard(first, last);
  update();
}

// At the side of these bars that has more room, and inside the widget.
void ChartWidget::placeCard(std::size_t first, std::size_t last) {
  State& s = *state_;
  const Scene& scene = currentScene();
  const int from = static_cast<int>(scene.x.x(static_cast<double>(first)));
  const int to = static_cast<int>(scene.x.x(static_cast<double>(last)));
  constexpr int kAway = 40;
  const bool at_left = from - scene.plots.left() > scene.plots.right() - to;
  const int left = at_left ? from - kAway - s.card->width() : to + kAway;
  const int most = std::max(scene.plots.right() - s.card->width() - 4, 4);
  const int top = scene.plots.top() + 4 * s.style.font_px;
  s.card->move(std::clamp(left, 4, most),
               std::clamp(top, 4, std::max(height() - s.card->height() - 4, 4)));
  s.card->show();
  s.card->raise();
}

void ChartWidget::paintChosen(QPainter& painter, const Scene& scene) const {
  const State& s = *state_;
  if (s.chosen.empty() || !s.explanation) return;
  paint_shape(painter, scene, s.model.data()->patterns[s.chosen[s.chosen_at].index],
              *s.explanation);
}

}  // namespace fwq::chart
