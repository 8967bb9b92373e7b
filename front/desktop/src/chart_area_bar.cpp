// What the tool bar does with the chart in front: kind, axis, indicators, marks, drawing tools, the grid of charts.
#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QIcon>
#include <QMenu>
#include <QPainter>
#include <QToolBar>
#include <QToolButton>
#include <algorithm>

#include "app_context.hpp"
#include "chart_area.hpp"
#include "fwq/analysis/indicator.hpp"
#include "fwq/chart/indicator_dialog.hpp"
#include "fwq/core/log.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

using analysis::Group;
using analysis::IndicatorDef;

struct GroupTitle {
  Group group;
  const char* title;
};
// Candle functions are marks, not lines: they have no place in a pane.
constexpr GroupTitle kGroups[] = {{Group::average, FWQ_SAY_LATER("Averages")},
                                  {Group::momentum, FWQ_SAY_LATER("Momentum")},
                                  {Group::trend, FWQ_SAY_LATER("Trend")},
                                  {Group::volatility, FWQ_SAY_LATER("Volatility")},
                                  {Group::volume, FWQ_SAY_LATER("Volume")},
                                  {Group::price, FWQ_SAY_LATER("Price")},
                                  {Group::statistic, FWQ_SAY_LATER("Statistics")},
                                  {Group::cycle, FWQ_SAY_LATER("Cycles")},
                                  {Group::math, FWQ_SAY_LATER("Mathematics")}};

struct TypeTitle {
  chart::ChartType type;
  const char* title;
};
constexpr TypeTitle kTypes[] = {{chart::ChartType::candles, FWQ_SAY_LATER("Candles")},
                                {chart::ChartType::bars, FWQ_SAY_LATER("OHLC bars")},
                                {chart::ChartType::line, FWQ_SAY_LATER("Line")},
                                {chart::ChartType::heikin_ashi, FWQ_SAY_LATER("Heikin-Ashi")},
                                {chart::ChartType::intraday, FWQ_SAY_LATER("Intraday")}};
struct AxisTitle {
  chart::AxisKind axis;
  const char* title;
};
constexpr AxisTitle kAxes[] = {{chart::AxisKind::linear, FWQ_SAY_LATER("Linear")},
                               {chart::AxisKind::log, FWQ_SAY_LATER("Log axis")},
                               {chart::AxisKind::percent, FWQ_SAY_LATER("Percent")}};

bool is(const chart::IndicatorSpec& spec, const IndicatorDef& def) {
  return spec.id == def.id || spec.id == def.name;
}

// Four panes.
QIcon grid_icon(const QColor& color) {
  QIcon icon;
  for (const int size : {16, 32, 48}) {
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.scale(size / 16.0, size / 16.0);
    painter.setPen(QPen(color, 1.2));
    for (const QPointF at : {QPointF(2, 2), QPointF(9, 2), QPointF(2, 9), QPointF(9, 9)})
      painter.drawRect(QRectF(at, QSizeF(5, 5)));
    icon.addPixmap(pixmap);
  }
  return icon;
}

// Puts `spec` where its row says: over the price, or into a pane of its own.
void place(chart::ChartSpec& chart, const IndicatorDef& def, chart::IndicatorSpec spec) {
  if (def.overlay)
    chart.overlays.push_back(std::move(spec));
  else
    chart.panes.push_back({.indicators = {std::move(spec)}});
}

}  // namespace

void ChartArea::restoreIndicators() {
  if (app_.state().indicators.isEmpty()) return;  // The usual ones.
  chart::ChartSpec spec = widget().spec();
  spec.overlays.clear();
  spec.panes.clear();
  for (const QString& text : app_.state().indicators) {
    const auto call = analysis::parse_indicator(utf8_of(text), analysis::Flavour::tdx);
    if (!call) {
      core::log_warning("an indicator of the saved chart is left out: " + call.error().message);
      continue;
    }
    place(spec, *call->def, {.id = std::string(call->def->id), .params = call->params});
  }
  static_cast<void>(widget().setSpec(std::move(spec)));
}

void ChartArea::remember() {
  const auto text = [](const chart::IndicatorSpec& spec) {
    QString out = text_of(spec.id);
    QStringList values;
    for (const double value : spec.params) values << QString::number(value, 'g', 17);
    return values.isEmpty()
               ? out
               : out + QLatin1Char('(') + values.join(QLatin1Char(',')) + QLatin1Char(')');
  };
  QStringList all;
  for (const auto& spec : widget().spec().overlays) all << text(spec);
  for (const auto& pane : widget().spec().panes)
    for (const auto& spec : pane.indicators) all << text(spec);
  app_.state().indicators = all;
}

bool ChartArea::hasIndicator(const IndicatorDef& def) const {
  const auto is_it = [&def](const chart::IndicatorSpec& spec) { return is(spec, def); };
  const auto& spec = widget().spec();
  return std::any_of(spec.overlays.begin(), spec.overlays.end(), is_it) ||
         std::any_of(spec.panes.begin(), spec.panes.end(), [&](const chart::PaneSpec& pane) {
           return std::any_of(pane.indicators.begin(), pane.indicators.end(), is_it);
         });
}

void ChartArea::setIndicator(const IndicatorDef& def, bool drawn) {
  chart::ChartSpec spec = widget().spec();
  const auto is_it = [&def](const chart::IndicatorSpec& one) { return is(one, def); };
  std::erase_if(spec.overlays, is_it);
  for (auto& pane : spec.panes) std::erase_if(pane.indicators, is_it);
  std::erase_if(spec.panes, [](const chart::PaneSpec& pane) { return pane.indicators.empty(); });
  if (drawn) place(spec, def, {.id = std::string(def.id), .params = {}});
  static_cast<void>(
      widget().setSpec(std::move(spec)));  // A row of the table with its own defaults.
  remember();
}

void ChartArea::fillIndicatorMenu(QMenu* menu) {
  menu->clear();
  auto* all = menu->addAction(say("All indicators and their parameters…"));
  all->setObjectName(QStringLiteral("indicator_window"));
  connect(all, &QAction::triggered, this, [this] { widget().openIndicators(std::nullopt); });
  menu->addSeparator();
  for (const auto& group : kGroups) {
    auto* part = menu->addMenu(say(group.title));
    for (const IndicatorDef* def : analysis::built_in_indicators()) {
      // Of names that both flavours have, the one that Chinese screens show.
      if (def->group != group.group ||
          analysis::parse_indicator(def->name, analysis::Flavour::tdx)->def != def)
        continue;
      auto* action = part->addAction(text_of(def->name) + QStringLiteral("   ") +
                                     text_of(app_.chinese() ? def->title_zh : def->title_en));
      action->setObjectName(QStringLiteral("indicator_") + text_of(def->id));
      action->setCheckable(true);
      action->setChecked(hasIndicator(*def));
      connect(action, &QAction::triggered, this, [this, def](bool on) { setIndicator(*def, on); });
    }
    part->menuAction()->setVisible(!part->isEmpty());
  }
}

void ChartArea::addTypes(QToolBar* bar) {
  auto* type = new QComboBox(bar);
  type->setObjectName(QStringLiteral("chart_type"));
  type->setAccessibleName(say("Kind of chart"));
  type->setToolTip(type->accessibleName());
  for (const auto& row : kTypes) type->addItem(say(row.title), static_cast<int>(row.type));
  type->setCurrentIndex(type->findData(static_cast<int>(widget().spec().type)));
  connect(type, &QComboBox::activated, this, [this, type] {
    changeSpec([&](chart::ChartSpec& spec) {
      spec.type = static_cast<chart::ChartType>(type->currentData().toInt());
    });
  });
  bar->addWidget(type);
  // The chart's own menu changes them too.
  connect(this, &ChartArea::specChanged, type, [this, type] {
    type->setCurrentIndex(type->findData(static_cast<int>(widget().spec().type)));
  });
  auto* axis = new QComboBox(bar);
  axis->setObjectName(QStringLiteral("axis"));
  axis->setAccessibleName(say("Price axis"));
  axis->setToolTip(axis->accessibleName());
  for (const auto& row : kAxes) axis->addItem(say(row.title), static_cast<int>(row.axis));
  axis->setCurrentIndex(axis->findData(static_cast<int>(widget().spec().axis)));
  connect(axis, &QComboBox::activated, this, [this, axis] {
    changeSpec([&](chart::ChartSpec& spec) {
      spec.axis = static_cast<chart::AxisKind>(axis->currentData().toInt());
    });
  });
  bar->addWidget(axis);
  connect(this, &ChartArea::specChanged, axis, [this, axis] {
    axis->setCurrentIndex(axis->findData(static_cast<int>(widget().spec().axis)));
  });
}

void ChartArea::addTools(QToolBar* bar) {
  struct Tool {
    chart::DrawingKind kind;
    const char* title;
  };
  static constexpr Tool kTools[] = {
      {chart::DrawingKind::trend_line, FWQ_SAY_LATER("Trend line")},
      {chart::DrawingKind::ray, FWQ_SAY_LATER("Ray")},
      {chart::DrawingKind::horizontal_line, FWQ_SAY_LATER("Horizontal line")},
      {chart::DrawingKind::channel, FWQ_SAY_LATER("Channel")},
      {chart::DrawingKind::fibonacci, FWQ_SAY_LATER("Fibonacci retracement")},
      {chart::DrawingKind::text, FWQ_SAY_LATER("Note")},
      {chart::DrawingKind::measure, FWQ_SAY_LATER("Measure")}};
  auto* button = new QToolButton(bar);
  button->setObjectName(QStringLiteral("draw"));
  button->setText(say("Draw"));
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  for (const auto& tool : kTools) {
    auto* action = menu->addAction(say(tool.title));
    action->setObjectName(QStringLiteral("draw_") + text_of(chart::to_string(tool.kind)));
    connect(action, &QAction::triggered, this,
            [this, kind = tool.kind] { widget().setTool(kind); });
  }
  button->setMenu(menu);
  bar->addWidget(button);
}

// The same as in the chart's own menu.
void ChartArea::changeSpec(const std::function<void(chart::ChartSpec&)>& change) {
  widget().changeSpec(change);
}

void ChartArea::addMarks(QToolBar* bar) {
  const auto show_marks = [this, bar](const char* name, const QString& title,
                                      bool chart::ChartSpec::*shown) {
    auto* action = bar->addAction(title);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(widget().spec().*shown);
    connect(this, &ChartArea::specChanged, action,
            [this, action, shown] { action->setChecked(widget().spec().*shown); });
    connect(action, &QAction::triggered, this, [this, shown](bool on) {
      changeSpec([&](chart::ChartSpec& spec) { spec.*shown = on; });
    });
  };
  show_marks("show_patterns", say("Patterns"), &chart::ChartSpec::show_patterns);
  show_marks("show_signals", say("Signals"), &chart::ChartSpec::show_signals);
}

// How many charts, in how many tabs.
void ChartArea::addLayouts(QToolBar* bar) {
  auto* button = new QToolButton(bar);
  button->setObjectName(QStringLiteral("layouts"));
  button->setAccessibleName(say("Layout"));
  const auto draw = [this, button] { button->setIcon(grid_icon(app_.look().text)); };
  draw();
  connect(&app_, &AppContext::themeChanged, button, draw);
  button->setToolTip(say("Tabs, and how many charts stand beside each other"));
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillLayoutMenu(menu); });
  button->setMenu(menu);
  bar->addWidget(button);
}

void ChartArea::fillLayoutMenu(QMenu* menu) {
  struct GridTitle {
    int charts;
    const char* title;
  };
  static constexpr GridTitle kGrids[] = {{1, FWQ_SAY_LATER("One chart")},
                                         {2, FWQ_SAY_LATER("Two charts")},
                                         {4, FWQ_SAY_LATER("Four charts")},
                                         {6, FWQ_SAY_LATER("Six charts")},
                                         {9, FWQ_SAY_LATER("Nine charts")}};
  menu->clear();
  const auto entry = [&](const QString& name, const QString& title, auto run) {
    auto* action = menu->addAction(title);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, run);
    return action;
  };
  auto* group = new QActionGroup(menu);
  for (const auto& row : kGrids) {
    auto* action = entry(QStringLiteral("layout_%1").arg(row.charts), say(row.title),
                         [this, charts = row.charts] { setGrid(charts); });
    action->setCheckable(true);
    action->setChecked(row.charts == grid());
    group->addAction(action);
  }
  menu->addSeparator();
  entry(QStringLiteral("layout_new_tab"), say("New tab"), [this] {
    newTab();
  })->setEnabled(tabs() < ChartLayout::kMostTabs);
  entry(QStringLiteral("layout_close_tab"), say("Close this tab"), [this] {
    closeTab();
  })->setEnabled(tabs() > 1);
  menu->addSeparator();
  auto* linked = entry(QStringLiteral("layout_linked"), say("All charts show the same time"),
                       [this](bool on) { setLinkedRange(on); });
  linked->setCheckable(true);
  linked->setChecked(linkedRange());
}

void ChartArea::addActions(QToolBar* bar) {
  addLayouts(bar);
  addTypes(bar);
  bar->addSeparator();
  auto* indicators = new QToolButton(bar);
  indicators->setObjectName(QStringLiteral("indicators"));
  indicators->setText(say("Indicators"));
  indicators->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(indicators);
  // Filled when it opens: what is drawn may have changed since.
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillIndicatorMenu(menu); });
  indicators->setMenu(menu);
  bar->addWidget(indicators);
  addMarks(bar);
  addTools(bar);
  bar->addSeparator();
  const auto act = [this, bar](const char* name, const QString& title, const QString& tip,
                               auto run) {
    auto* action = bar->addAction(title);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, run);
  };
  act("zoom_in", QStringLiteral("＋"), say("Closer"), [this] { widget().zoom(1.25); });
  act("zoom_out", QStringLiteral("－"), say("Further"), [this] { widget().zoom(0.8); });
  act("zoom_reset", say("Newest"), say("The newest bars at the usual width"),
      [this] { widget().resetView(); });
}

}  // namespace fwq::desktop
