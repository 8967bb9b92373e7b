// Candles, bars and the line of closes, one pixel column for many bars when they are that many.
#include "color.hpp"
#include "paint.hpp"
#include "polyline.hpp"

namespace fwq::chart {
namespace {

constexpr double kCandleStep = 4;  // Below, a bar is a stick.

struct Sticks {
  RectBatch up, down, limit_up, limit_down;
  RectBatch& of(bool rising) { return rising ? up : down; }
  // Of a single bar: a close at the limit has a colour of its own.
  RectBatch& of(bool rising, LimitClose limit) {
    if (limit == LimitClose::none) return of(rising);
    return limit == LimitClose::up ? limit_up : limit_down;
  }
};

// Closes of averaged candles are not those of the market.
LimitClose limit_at(const Scene& scene, std::size_t bar) {
  return scene.spec->type == ChartType::heikin_ashi ? LimitClose::none : scene.data().limit(bar);
}

double close_before(const PriceColumns& price, std::size_t bar) {
  return bar > 0 ? price.close[bar - 1] : data::kNone;
}

bool rises_at(const PriceColumns& price, std::size_t bar) {
  return rises(price.open[bar], price.close[bar], close_before(price, bar));
}

// Heights beyond the pane would overflow a pixel's number on a stretched axis.
double y_of(const PanePlot& pane, double value) {
  const double y = pane.y(value), bottom = pane.plot.bottom() + 10.0;
  return std::isnan(y) ? bottom : std::clamp(y, pane.plot.top() - 10.0, bottom);
}

void add_columns(const Scene& scene, const PanePlot& pane, Sticks& sticks) {
  const PriceColumns& price = scene.price();
  for (std::size_t i = 0; i + 1 < scene.columns.size(); ++i) {
    const std::size_t first = scene.columns[i], end = scene.columns[i + 1];
    if (first >= end) continue;
    const ValueRange range = price.ranges.range(first, end);
    if (range.empty()) continue;
    const bool up = rises(price.open[first], price.close[end - 1], close_before(price, first));
    sticks.of(up).addSpan(scene.plots.left() + static_cast<int>(i), 1, y_of(pane, range.high),
                          y_of(pane, range.low) + 1);
  }
}

// Odd, so that the wick is in its middle.
int body_width(double step) {
  const int width = static_cast<int>(step - std::max(1.0, step * 0.2));
  return std::max(1, width - (width % 2 == 0 ? 1 : 0));
}

struct Candle {
  double high, low, top, bottom;  // Pixels; top and bottom of the body.
  int middle;
  bool up;
};

Candle candle_at(const Scene& scene, const PanePlot& pane, std::size_t bar) {
  const PriceColumns& price = scene.price();
  const double open = y_of(pane, price.open[bar]), close = y_of(pane, price.close[bar]);
  return {y_of(pane, price.high[bar]),
          y_of(pane, price.low[bar]),
          std::min(open, close),
          std::max(open, close),
          static_cast<int>(scene.x.x(static_cast<double>(bar))),
          rises_at(price, bar)};
}

bool drawable(const PriceColumns& price, std::size_t bar) {
  return std::isfinite(price.high[bar]) && std::isfinite(price.low[bar]) &&
         std::isfinite(price.open[bar]) && std::isfinite(price.close[bar]);
}

void add_candles(const Scene& scene, const PanePlot& pane, Sticks& sticks, RectBatch& hollow,
                 QRect& forming) {
  const int width = body_width(scene.step());
  for (std::size_t bar = scene.first; bar < scene.end; ++bar) {
    if (!drawable(scene.price(), bar)) continue;
    const Candle c = candle_at(scene, pane, bar);
    RectBatch& batch = sticks.of(c.up, limit_at(scene, bar));
    const int left = c.middle - width / 2;
    batch.addSpan(c.middle, 1, c.high, c.low + 1);
    // A day of one price is a dash that can be seen.
    const bool dash = scene.price().high[bar] == scene.price().low[bar];
    batch.addSpan(left, width, dash ? c.top - 1 : c.top,
                  std::max(c.bottom, c.top + (dash ? 2.0 : 1.0)));
    const int body = static_cast<int>(c.bottom) - static_cast<int>(c.top);
    // The last bar while it forms: an outline filled thinly, whatever the style.
    const bool forms = scene.data().forming(bar);
    if (forms && width >= 3 && body >= 3) {
      forming = QRect(left + 1, static_cast<int>(c.top) + 1, width - 2, body - 2);
    } else if (c.up && scene.style->hollow_rising && width >= 3 && body >= 3)
      hollow.add(left + 1, static_cast<int>(c.top) + 1, width - 2, body - 2);
  }
}

void add_bars(const Scene& scene, const PanePlot& pane, Sticks& sticks) {
  const int tick = std::max(1, body_width(scene.step()) / 2);
  for (std::size_t bar = scene.first; bar < scene.end; ++bar) {
    if (!drawable(scene.price(), bar)) continue;
    const Candle c = candle_at(scene, pane, bar);
    RectBatch& batch = sticks.of(c.up, limit_at(scene, bar));
    const double open = y_of(pane, scene.price().open[bar]);
    const double close = y_of(pane, scene.price().close[bar]);
    batch.addSpan(c.middle, 1, c.high, c.low + 1);
    batch.addSpan(c.middle - tick, tick, open, open + 1);
    batch.addSpan(c.middle + 1, tick, close, close + 1);
  }
}

void add_sticks(const Scene& scene, const PanePlot& pane, Sticks& sticks) {
  const PriceColumns& price = scene.price();
  for (std::size_t bar = scene.first; bar < scene.end; ++bar) {
    if (!drawable(price, bar)) continue;
    const int x = static_cast<int>(scene.x.x(static_cast<double>(bar)));
    sticks.of(rises_at(price, bar), limit_at(scene, bar))
        .addSpan(x, 1, y_of(pane, price.high[bar]), y_of(pane, price.low[bar]) + 1);
  }
}

}  // namespace

bool rises(double open, double close, double close_before) {
  if (close != open) return close > open;
  return !(close < close_before);
}

void paint_price(Canvas& canvas, const Scene& scene) {
  const PanePlot& pane = scene.panes.front();
  const ChartType type = scene.spec->type;
  if (type == ChartType::line || type == ChartType::intraday) {
    const PriceColumns& price = scene.price();
    // Twice as wide as an indicator's line, which may be of the same colour.
    paint_polyline(canvas, scene, pane,
                   {.name = {},
                    .values = price.close,
                    .ranges = &price.closes,
                    .color = scene.style->accent,
                    .width = 2 * scene.style->line_width});
    return;
  }
  Sticks sticks;
  RectBatch hollow;
  QRect forming;
  if (!scene.columns.empty()) {
    add_columns(scene, pane, sticks);
  } else if (scene.step() < kCandleStep) {
    add_sticks(scene, pane, sticks);
  } else if (type == ChartType::bars) {
    add_bars(scene, pane, sticks);
  } else {
    add_candles(scene, pane, sticks, hollow, forming);
  }
  sticks.up.draw(canvas, scene.style->rising());
  sticks.down.draw(canvas, scene.style->falling());
  sticks.limit_up.draw(canvas, scene.style->limit_up);
  sticks.limit_down.draw(canvas, scene.style->limit_down);
  hollow.draw(canvas, scene.style->background);
  if (!forming.isEmpty()) {
    RectBatch inside;
    inside.add(forming.x(), forming.y(), forming.width(), forming.height());
    const std::size_t last = scene.newest;
    const LimitClose limit = limit_at(scene, last);
    const QColor color = limit == LimitClose::up         ? scene.style->limit_up
                         : limit == LimitClose::down     ? scene.style->limit_down
                         : rises_at(scene.price(), last) ? scene.style->rising()
                                                         : scene.style->falling();
    inside.draw(canvas, mixed(color, scene.style->background, 0.3));
  }
}

}  // namespace fwq::chart
