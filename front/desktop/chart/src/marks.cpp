// Marks at bars.
#include "marks.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "fonts.hpp"
#include "paint.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

constexpr double kSize = 9, kSmall = 6, kBadge = 14;  // Pixels: patterns, signals, trades.

int direction_of(analysis::Bias bias) {
  return bias == analysis::Bias::bullish ? 1 : bias == analysis::Bias::bearish ? -1 : 0;
}

int direction_of(analysis::Side side) {
  return side == analysis::Side::buy ? 1 : -1;
}

double size_of(MarkKind kind) {
  return kind == MarkKind::pattern ? kSize : kind == MarkKind::signal ? kSmall : kBadge;
}

bool shown(const Scene& scene, const MarkIndex::Entry& entry) {
  const ChartSpec& spec = *scene.spec;
  switch (entry.ref.kind) {
    case MarkKind::pattern:
      return spec.show_patterns && entry.strength >= spec.min_confidence;
    case MarkKind::signal:
      return spec.show_signals && scene.step() >= 3;
    case MarkKind::trade:
      return spec.show_trades;
  }
  return false;
}

// One place a kind, direction and cell of a mark's width.
struct Place {
  long cell;
  MarkKind kind;
  int direction;
  auto operator<=>(const Place&) const = default;
};

using Gathered = std::map<Place, std::vector<MarkIndex::Entry>>;

Gathered gathered(const Scene& scene, const MarkIndex& index) {
  Gathered places;
  for (const auto& entry : index.between(scene.first, scene.end)) {
    if (!shown(scene, entry)) continue;
    const double width = std::max(scene.step(), size_of(entry.ref.kind) + 2);
    // Counted in bars, so that marks do not jump while panning.
    const auto cell =
        static_cast<long>(std::floor(static_cast<double>(entry.bar) * scene.step() / width));
    places[{cell, entry.ref.kind, entry.direction}].push_back(entry);
  }
  return places;
}

// Free height above or below each column of marks.
class Stack {
 public:
  explicit Stack(const Scene& scene) : scene_(scene) {}
  QRectF place(std::size_t bar, bool below, double size) {
    const double x = std::floor(scene_.x.x(static_cast<double>(bar))) + 0.5;
    const PriceColumns& price = scene_.price();
    const PanePlot& pane = scene_.panes.front();
    const double edge = pane.y(below ? price.low[bar] : price.high[bar]);
    double& used = used_[{bar, below}];
    if (used == 0) used = 5;
    const double top = below ? edge + used : edge - used - size;
    used += size + 2;
    // Near the edge of the pane it stays inside.
    const double last = pane.plot.bottom() - size;
    return {x - size / 2,
            std::clamp(top, pane.plot.top() + 2.0, std::max(last, pane.plot.top() + 2.0)), size,
            size};
  }

 private:
  const Scene& scene_;
  std::map<std::pair<std::size_t, bool>, double> used_;
};

QColor color_of(const Scene& scene, const MarkPlot& mark) {
  if (mark.neutral) return scene.style->neutral;
  return mark.below ? scene.style->rising() : scene.style->falling();
}

void paint_triangle(QPainter& painter, const MarkPlot& mark, const QColor& color, bool hollow) {
  const QRectF& box = mark.box;
  const QPointF tip(box.center().x(), mark.below ? box.top() : box.bottom());
  const double base = mark.below ? box.bottom() : box.top();
  const QPointF corners[] = {tip, {box.right(), base}, {box.left(), base}};
  painter.setPen(QPen(color, 1.2));
  painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(color));
  painter.drawPolygon(corners, 3);
}

void paint_badge(QPainter& painter, const Scene& scene, const MarkPlot& mark, const QColor& color) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawRoundedRect(mark.box, 3, 3);
  QFont font = chart_font(*scene.style, true);
  font.setPixelSize(10);
  painter.setFont(font);
  painter.setPen(qGray(color.rgb()) > 150 ? Qt::black : Qt::white);
  painter.drawText(mark.box, Qt::AlignCenter,
                   mark.below ? QStringLiteral("B") : QStringLiteral("S"));
}

double opacity_of(double confidence) {
  return confidence >= 0.8 ? 1.0 : confidence >= 0.6 ? 0.8 : 0.6;
}

}  // namespace

// By bar; those of a bar stay in the order of their lists. Counted rather than sorted: there may be a million.
MarkIndex::MarkIndex(const ChartData& data) {
  const std::size_t bars = data.bars.size();
  const auto each = [&](const auto& visit) {
    for (std::size_t i = 0; i < data.trades.size(); ++i)
      visit(Entry{data.trades[i].bar, {MarkKind::trade, i}, direction_of(data.trades[i].side), 1});
    for (std::size_t i = 0; i < data.patterns.size(); ++i)
      visit(Entry{data.patterns[i].known_at,
                  {MarkKind::pattern, i},
                  direction_of(data.patterns[i].bias),
                  data.patterns[i].confidence});
    for (std::size_t i = 0; i < data.signals.size(); ++i)
      visit(Entry{data.signals[i].bar,
                  {MarkKind::signal, i},
                  direction_of(data.signals[i].side),
                  data.signals[i].strength});
  };
  std::vector<std::size_t> place(bars + 1);  // Of the next entry of each bar.
  each([&](const Entry& entry) {
    if (entry.bar < bars) ++place[entry.bar + 1];
  });
  std::partial_sum(place.begin(), place.end(), place.begin());
  entries_.resize(place.back());
  each([&](const Entry& entry) {
    if (entry.bar < bars) entries_[place[entry.bar]++] = entry;
  });
}

std::span<const MarkIndex::Entry> MarkIndex::between(std::size_t first, std::size_t end) const {
  const auto before = [](const Entry& entry, std::size_t bar) { return entry.bar < bar; };
  const auto from = std::lower_bound(entries_.begin(), entries_.end(), first, before);
  const auto to = std::lower_bound(from, entries_.end(), end, before);
  return {from, to};
}

std::vector<MarkPlot> place_marks(const Scene& scene, const MarkIndex& index) {
  std::vector<MarkPlot> marks;
  if (scene.empty() || scene.step() < 1) return marks;
  Gathered places = gathered(scene, index);
  Stack stack(scene);
  // Trades stand nearest to the candle, then patterns, then signals.
  for (const MarkKind kind : {MarkKind::trade, MarkKind::pattern, MarkKind::signal}) {
    for (auto& [place, entries] : places) {
      if (place.kind != kind) continue;
      std::stable_sort(entries.begin(), entries.end(),
                       [](const auto& a, const auto& b) { return a.strength > b.strength; });
      const auto& best = entries.front();
      if (std::isnan(scene.price().high[best.bar])) continue;
      MarkPlot mark;
      mark.below = place.direction > 0;
      mark.neutral = place.direction == 0;
      mark.strength = best.strength;
      mark.box = stack.place(best.bar, mark.below, size_of(kind));
      for (const auto& entry : entries) mark.refs.push_back(entry.ref);
      marks.push_back(std::move(mark));
    }
  }
  return marks;
}

std::vector<BoxRow> findings_at(const Scene& scene, const MarkIndex& index, std::size_t bar) {
  constexpr std::size_t kMost = 4;
  const ChartData& data = scene.data();
  std::vector<MarkIndex::Entry> entries;
  for (const auto& entry : index.between(bar, bar + 1))
    if (shown(scene, entry)) entries.push_back(entry);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.strength > b.strength; });
  if (entries.size() > kMost) entries.resize(kMost);
  std::vector<BoxRow> rows;
  for (const auto& entry : entries) {
    const QColor color = entry.direction > 0   ? scene.style->rising()
                         : entry.direction < 0 ? scene.style->falling()
                                               : scene.style->neutral;
    QString name = translated(entry.direction > 0 ? QT_TRANSLATE_NOOP("chart", "Buy")
                                                  : QT_TRANSLATE_NOOP("chart", "Sell"));
    QString value = number(entry.strength * 100, 0) + QLatin1Char('%');
    if (entry.ref.kind == MarkKind::pattern) {
      const analysis::PatternDef& pattern = *data.patterns[entry.ref.index].pattern;
      const auto text = in_chinese() ? pattern.name_zh : pattern.name_en;
      name = QString::fromUtf8(text.data(), static_cast<int>(text.size()));
    } else if (entry.ref.kind == MarkKind::signal) {
      name += QLatin1Char(' ') + QString::fromStdString(data.signals[entry.ref.index].source);
    } else {
      value = number(data.trades[entry.ref.index].price, data.price_decimals);
    }
    rows.push_back({name, value, color});
  }
  return rows;
}

void paint_marks(QPainter& painter, const Scene& scene, const std::vector<MarkPlot>& marks) {
  painter.setRenderHint(QPainter::Antialiasing);
  for (const MarkPlot& mark : marks) {
    const QColor color = color_of(scene, mark);
    const MarkKind kind = mark.refs.front().kind;
    painter.setOpacity(kind == MarkKind::trade ? 1 : opacity_of(mark.strength));
    if (kind == MarkKind::trade) {
      paint_badge(painter, scene, mark, color);
    } else if (mark.neutral) {
      painter.setPen(QPen(color, 1.5));
      painter.setBrush(Qt::NoBrush);
      painter.drawEllipse(mark.box.adjusted(1, 1, -1, -1));
    } else {
      paint_triangle(painter, mark, color, kind == MarkKind::signal);
    }
  }
  painter.setOpacity(1);
  painter.setRenderHint(QPainter::Antialiasing, false);
}

namespace {

// A dashed line from the shape to the right, with its name and price at the end.
void paint_level(QPainter& painter, const Scene& scene, double from, double price,
                 const QString& name, const QColor& color) {
  const PanePlot& pane = scene.panes.front();
  const double y = pane.y(price);
  if (!std::isfinite(y) || y < pane.plot.top() || y > pane.plot.bottom()) return;
  QPen pen(color, 1);
  pen.setDashPattern({5, 3});
  painter.setPen(pen);
  const double to = std::min<double>(from + 220, pane.plot.right());
  painter.drawLine(QPointF(from, std::floor(y) + 0.5), QPointF(to, std::floor(y) + 0.5));
  painter.drawText(QRectF(from, y - 18, to - from - 4, 16), Qt::AlignRight | Qt::AlignBottom,
                   name + QLatin1Char(' ') + number(price, scene.data().price_decimals));
}

}  // namespace

void paint_shape(QPainter& painter, const Scene& scene, const analysis::PatternHit& hit,
                 const analysis::Explanation& explanation) {
  const PanePlot& pane = scene.panes.front();
  const ChartStyle& style = *scene.style;
  painter.setClipRect(pane.plot);
  painter.setFont(chart_font(style));
  const double left = scene.x.x(hit.start) - scene.step() / 2,
               right = scene.x.x(hit.end) + scene.step() / 2;
  QColor shade = style.accent;
  shade.setAlphaF(0.10F);
  painter.fillRect(QRectF(left, pane.plot.top(), right - left, pane.plot.height()), shade);
  paint_level(painter, scene, right, hit.level, translated(QT_TRANSLATE_NOOP("chart", "Level")),
              style.accent);
  paint_level(painter, scene, right, explanation.target,
              translated(QT_TRANSLATE_NOOP("chart", "Target")), style.rising());
  paint_level(painter, scene, right, explanation.stop,
              translated(QT_TRANSLATE_NOOP("chart", "Stop")), style.falling());
  painter.setRenderHint(QPainter::Antialiasing);
  auto points = explanation.points;
  std::stable_sort(points.begin(), points.end(),
                   [](const auto& a, const auto& b) { return a.bar < b.bar; });
  QPolygonF outline;
  for (const auto& point : points)
    outline.push_back({std::floor(scene.x.x(point.bar)) + 0.5, pane.y(point.price)});
  painter.setPen(QPen(style.accent, 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(outline);
  char letter = 'A';
  for (const QPointF& at : outline) {
    painter.setPen(QPen(style.background, 1));
    painter.setBrush(style.accent);
    painter.drawEllipse(at, 8, 8);
    painter.setPen(qGray(style.accent.rgb()) > 150 ? Qt::black : Qt::white);
    painter.drawText(QRectF(at.x() - 8, at.y() - 8, 16, 16), Qt::AlignCenter,
                     QString(QLatin1Char(letter++)));
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setClipping(false);
}

}  // namespace fwq::chart
