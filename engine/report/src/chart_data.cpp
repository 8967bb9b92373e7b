// Chart data as JSON.
#include "chart_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

#include "decimals.hpp"
#include "fwq/core/text.hpp"
#include "json_array.hpp"
#include "markup.hpp"

namespace fwq::report {
namespace {

void write_times(std::string& out, const data::Bars& bars, std::size_t first, data::Time unit) {
  Array array(out);
  std::int64_t last = 0;
  for (std::size_t i = first; i < bars.size(); ++i) {
    const std::int64_t number = unit == 60 ? bars.time()[i] / 60 : data::day_number(bars.time()[i]);
    array.add(number - last);
    last = number;
  }
}

// One of the four price columns, as the file's head says.
void write_prices(std::string& out, const data::Bars& bars, std::size_t first, int digits,
                  char which) {
  Array array(out);
  std::int64_t last = 0;
  for (std::size_t i = first; i < bars.size(); ++i) {
    const auto open = decimal_units(bars.open()[i], digits);
    const auto high = decimal_units(bars.high()[i], digits);
    const auto low = decimal_units(bars.low()[i], digits);
    const auto close = decimal_units(bars.close()[i], digits);
    if (!open || !high || !low || !close) {
      array.add_null();
      continue;
    }
    switch (which) {
      case 'o':
        array.add(*open - last);
        break;
      case 'h':
        array.add(*high - std::max(*open, *close));
        break;
      case 'l':
        array.add(std::min(*open, *close) - *low);
        break;
      default:
        array.add(*close - last);
    }
    last = *close;
  }
}

void write_series(std::string& out, std::span<const Series> all, std::size_t first, int digits) {
  out += "\"series\":";
  Array array(out);
  static constexpr std::string_view kStrokes[] = {"solid", "dashed", "histogram"};
  for (const auto& series : all) {
    array.next() +=
        fmt::format("{{\"name\":{},\"stroke\":\"{}\",\"color\":{},\"d\":", json_string(series.name),
                    kStrokes[static_cast<std::size_t>(series.stroke)], series.color % 7);
    write_column(out, std::span(series.values).subspan(std::min(first, series.values.size())),
                 digits);
    out += '}';
  }
}

void write_overlays(std::string& out, const KLineChart& chart, std::size_t first, int digits) {
  out += ",\"overlays\":";
  Array array(out);
  for (const auto& overlay : chart.overlays) {
    array.next() +=
        fmt::format("{{\"name\":{},\"band\":{},", json_string(overlay.name), overlay.band);
    write_series(out, overlay.series, first, digits);
    out += '}';
  }
}

void write_panes(std::string& out, const KLineChart& chart, std::size_t first) {
  out += ",\"panes\":";
  Array array(out);
  for (const auto& pane : chart.panes) {
    // One digit more than shown, so that rounding for people is exact.
    array.next() +=
        fmt::format("{{\"name\":{},\"visible\":{},\"shown\":{},\"digits\":{},\"guides\":",
                    json_string(pane.name), pane.visible, pane.digits, pane.digits + 1);
    {
      Array guides(out);
      for (const double guide : pane.guides) guides.next() += core::shortest(guide);
    }
    out += ',';
    write_series(out, pane.series, first, pane.digits + 1);
    out += '}';
  }
}

void write_points(std::string& out, const std::vector<MarkPoint>& line, std::size_t first,
                  int digits) {
  Array points(out);
  for (const auto& point : line) {
    const auto price = decimal_units(point.price, digits);
    if (point.bar < first || !price) continue;
    points.next() += fmt::format("[{},{}", point.bar - first, *price);
    if (!point.label.empty()) {
      out += ',';
      out += json_string(point.label);
    }
    out += ']';
  }
}

void write_marks(std::string& out, const KLineChart& chart, std::size_t first, int digits) {
  static constexpr std::string_view kSides[] = {"up", "down", "neutral"};
  out += ",\"marks\":";
  Array array(out);
  for (const auto& mark : chart.marks) {
    if (mark.bar < first) continue;
    array.next() += fmt::format(
        "{{\"target\":{},\"label\":{},\"title\":{},\"bar\":{},\"side\":\"{}\",\"strength\":{},"
        "\"main\":{},\"points\":",
        json_string(mark.target), json_string(mark.label), json_string(mark.title),
        mark.bar - first, kSides[static_cast<std::size_t>(mark.side)], shown(mark.strength, 2),
        mark.main);
    write_points(out, mark.points, first, digits);
    if (!mark.outline.empty()) {
      out += ",\"outline\":";
      Array lines(out);
      for (const auto& line : mark.outline) write_points(lines.next(), line, first, digits);
    }
    out += '}';
  }
}

void write_trades(std::string& out, const KLineChart& chart, std::size_t first) {
  out += ",\"trades\":";
  Array array(out);
  for (const auto& trade : chart.trades) {
    if (trade.bar < first) continue;
    array.next() +=
        fmt::format("{{\"bar\":{},\"side\":\"{}\",\"label\":{},\"target\":{},\"title\":{}}}",
                    trade.bar - first, trade.side == Side::up ? "up" : "down",
                    json_string(trade.label), json_string(trade.target), json_string(trade.title));
  }
}

void write_lines_and_notes(std::string& out, const KLineChart& chart, std::size_t first,
                           int digits) {
  out += ",\"lines\":";
  {
    Array array(out);
    for (const auto& line : chart.lines) {
      const auto price = decimal_units(line.price, digits);
      if (price)
        array.next() += fmt::format("{{\"price\":{},\"label\":{},\"tag\":{}}}", *price,
                                    json_string(line.label), json_string(line.tag));
    }
  }
  out += ",\"notes\":";
  Array array(out);
  for (const auto& note : chart.notes) {
    if (note.bar < first) continue;
    array.next() +=
        fmt::format("{{\"bar\":{},\"cut\":{},\"label\":{},\"title\":{}}}", note.bar - first,
                    note.cut, json_string(note.label), json_string(note.title));
  }
}

std::string json_of(const KLineChart& chart, Language language, std::size_t first) {
  // Two digits more than shown: enough to draw, and to round exactly.
  const int digits = chart.price_digits + 2;
  const data::Time unit = data::is_intraday(chart.period) ? 60 : data::kSecondsPerDay;
  std::string out = fmt::format(
      "{{\"lang\":\"{}\",\"bars\":{},\"unit\":{},\"digits\":{},\"price_digits\":{},\"shown\":{},"
      "\"volume_name\":{},\"t\":",
      text(language, "en", "zh"), chart.bars.size() - first, unit, digits, chart.price_digits,
      std::min(chart.shown, chart.bars.size() - first), json_string(chart.volume_name));
  write_times(out, chart.bars, first, unit);
  for (const char which : {'o', 'h', 'l', 'c'}) {
    out += fmt::format(",\"{}\":", which);
    write_prices(out, chart.bars, first, digits, which);
  }
  out += ",\"v\":";
  {
    Array array(out);
    for (std::size_t i = first; i < chart.bars.size(); ++i) {
      const auto volume = decimal_units(std::round(chart.bars.volume()[i]), 0);
      if (volume) {
        array.add(*volume);
      } else {
        array.add_null();
      }
    }
  }
  write_overlays(out, chart, first, digits);
  write_panes(out, chart, first);
  write_marks(out, chart, first, digits);
  write_trades(out, chart, first);
  write_lines_and_notes(out, chart, first, digits);
  return out + "}";
}

}  // namespace

ChartData chart_data(const KLineChart& chart, Language language, std::size_t most_bytes) {
  const std::size_t count = chart.bars.size();
  const std::size_t needed = std::min(count, std::max<std::size_t>(1, chart.shown));
  // A bar without any indicator takes about 24 bytes: no more of them can fit.
  std::size_t held = std::clamp(most_bytes / 24, needed, count);
  for (;;) {
    ChartData made{json_of(chart, language, count - held), count - held};
    if (made.json.size() <= most_bytes || held <= needed) return made;
    const double part = static_cast<double>(most_bytes) / static_cast<double>(made.json.size());
    held = std::max(needed, static_cast<std::size_t>(static_cast<double>(held) * part * 0.97));
  }
}

}  // namespace fwq::report
