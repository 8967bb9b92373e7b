// Layouts of charts to JSON and back.
#include "chart_layout.hpp"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

#include "fwq/core/log.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

constexpr const char *kTabs = "tabs", *kFront = "front", *kGrid = "grid", *kCharts = "charts",
                     *kSymbol = "symbol", *kPeriod = "period", *kAdjust = "adjust", *kSpec = "spec",
                     *kLinked = "linked_range";

QJsonObject place_to_json(const ChartPlace& place) {
  QJsonObject json{{QLatin1String(kSymbol), place.symbol},
                   {QLatin1String(kPeriod), text_of(to_string(place.period))},
                   {QLatin1String(kAdjust), text_of(to_string(place.adjust))}};
  if (place.spec)
    json[QLatin1String(kSpec)] =
        QJsonDocument::fromJson(QByteArray::fromStdString(chart::chart_spec_to_json(*place.spec)))
            .object();
  return json;
}

ChartPlace parse_place(const QJsonObject& json) {
  ChartPlace place;
  place.symbol = json[QLatin1String(kSymbol)].toString();
  if (const auto period = data::parse_period(utf8_of(json[QLatin1String(kPeriod)].toString())))
    place.period = *period;
  if (const auto adjust = data::parse_adjust(utf8_of(json[QLatin1String(kAdjust)].toString())))
    place.adjust = *adjust;
  if (!json[QLatin1String(kSpec)].isObject()) return place;
  auto spec = chart::parse_chart_spec(
      QJsonDocument(json[QLatin1String(kSpec)].toObject()).toJson().toStdString());
  if (spec)
    place.spec = std::move(*spec);
  else
    core::log_warning("a chart of the saved layout gets the usual indicators: " +
                      spec.error().message);
  return place;
}

int grid_of(int wanted) {
  const auto& grids = ChartLayout::kGrids;
  return std::find(grids.begin(), grids.end(), wanted) == grids.end() ? 1 : wanted;
}

std::optional<ChartTab> parse_tab(const QJsonObject& json) {
  ChartTab tab;
  const QJsonArray charts = json[QLatin1String(kCharts)].toArray();
  for (const auto& chart : charts) {
    if (!chart.isObject() || tab.charts.size() >= ChartLayout::kMostCharts) continue;
    tab.charts.push_back(parse_place(chart.toObject()));
  }
  if (tab.charts.empty()) return std::nullopt;
  tab.grid = grid_of(json[QLatin1String(kGrid)].toInt(1));
  tab.front = std::clamp(json[QLatin1String(kFront)].toInt(0), 0,
                         std::min(tab.grid, static_cast<int>(tab.charts.size())) - 1);
  return tab;
}

}  // namespace

GridShape grid_shape(int charts) {
  switch (charts) {
    case 2:
      return {1, 2};
    case 4:
      return {2, 2};
    case 6:
      return {2, 3};
    case 9:
      return {3, 3};
    default:
      return {1, 1};
  }
}

QJsonObject layout_to_json(const ChartLayout& layout) {
  QJsonArray tabs;
  for (const ChartTab& tab : layout.tabs) {
    QJsonArray charts;
    for (const ChartPlace& place : tab.charts) charts.append(place_to_json(place));
    tabs.append(QJsonObject{{QLatin1String(kGrid), tab.grid},
                            {QLatin1String(kFront), tab.front},
                            {QLatin1String(kCharts), charts}});
  }
  return {{QLatin1String(kTabs), tabs},
          {QLatin1String(kFront), layout.front},
          {QLatin1String(kLinked), layout.linked_range}};
}

ChartLayout parse_layout(const QJsonObject& json) {
  ChartLayout layout;
  const QJsonArray tabs = json[QLatin1String(kTabs)].toArray();
  for (const auto& tab : tabs) {
    if (!tab.isObject() || layout.tabs.size() >= ChartLayout::kMostTabs) continue;
    if (auto parsed = parse_tab(tab.toObject())) layout.tabs.push_back(std::move(*parsed));
  }
  if (layout.tabs.empty()) return layout;
  layout.front =
      std::clamp(json[QLatin1String(kFront)].toInt(0), 0, static_cast<int>(layout.tabs.size()) - 1);
  layout.linked_range = json[QLatin1String(kLinked)].toBool();
  return layout;
}

}  // namespace fwq::desktop
