// Legends of the chart widget under the mouse: an indicator's name opens a small menu.
#include <QMenu>

#include "chart_state.hpp"
#include "fwq/chart/indicator_dialog.hpp"
#include "text.hpp"

namespace fwq::chart {

std::optional<IndicatorPlace> ChartWidget::legendAt(QPointF at) const {
  for (const LegendBox& box : state_->legends) {
    const IndicatorPlace place{box.pane, box.index};
    if (box.box.contains(at.toPoint()) && find_indicator(state_->spec, place) != nullptr)
      return place;
  }
  return std::nullopt;
}

void ChartWidget::openIndicators(std::optional<IndicatorPlace> place) {
  auto* dialog = findChild<IndicatorDialog*>();
  if (dialog == nullptr) dialog = new IndicatorDialog(*this);
  if (place) dialog->choose(*place);
  dialog->show();
  dialog->raise();
  dialog->activateWindow();
}

bool ChartWidget::clickLegend(QPointF at) {
  const auto found = legendAt(at);
  if (!found) return false;
  const IndicatorPlace place = *found;
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("chart_legend_menu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto entry = [&](const char* text, const char* name, std::function<void()> act) {
    QAction* action = menu->addAction(translated(text));
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, std::move(act));
  };
  entry(QT_TRANSLATE_NOOP("chart", "Parameters…"), "chart_legend_parameters",
        [this, place] { openIndicators(place); });
  const bool visible = find_indicator(state_->spec, place)->visible;
  entry(visible ? QT_TRANSLATE_NOOP("chart", "Hide") : QT_TRANSLATE_NOOP("chart", "Show again"),
        "chart_legend_hide", [this, place] {
          changeSpec([&](ChartSpec& spec) {
            if (IndicatorSpec* one = find_indicator(spec, place)) one->visible = !one->visible;
          });
        });
  entry(QT_TRANSLATE_NOOP("chart", "Remove"), "chart_legend_remove",
        [this, place] { changeSpec([&](ChartSpec& spec) { remove_indicator(spec, place); }); });
  menu->popup(mapToGlobal(at.toPoint() + QPoint(0, 8)));
  return true;
}

}  // namespace fwq::chart
