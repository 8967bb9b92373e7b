// The chart between the panels, and what the tool bar does with it.
#include "chart_area.hpp"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "app_context.hpp"
#include "comparison.hpp"
#include "fwq/analysis/indicator.hpp"
#include "fwq/core/log.hpp"
#include "periods_window.hpp"
#include "say.hpp"
#include "widgets.hpp"

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
                               {chart::AxisKind::log, FWQ_SAY_LATER("Logarithmic")},
                               {chart::AxisKind::percent, FWQ_SAY_LATER("Percent")}};

bool is(const chart::IndicatorSpec& spec, const IndicatorDef& def) {
  return spec.id == def.id || spec.id == def.name;
}

// Puts `spec` where its row says: over the price, or into a pane of its own.
void place(chart::ChartSpec& chart, const IndicatorDef& def, chart::IndicatorSpec spec) {
  if (def.overlay)
    chart.overlays.push_back(std::move(spec));
  else
    chart.panes.push_back({.indicators = {std::move(spec)}});
}

// Signals of twenty indicators at once hide the candles: shown when asked for.
chart::ChartSpec usual_spec() {
  chart::ChartSpec spec = chart::default_spec();
  spec.show_signals = false;
  return spec;
}

}  // namespace

ChartArea::ChartArea(AppContext& app, QWidget* parent)
    : QWidget(parent), app_(app), chart_(new chart::ChartWidget(this)) {
  chart_->setObjectName(QStringLiteral("chart"));
  chart_->setAccessibleName(say("Chart"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(chart_);
  const auto restyle = [this] { chart_->setChartStyle(chart::chart_style(app_.theme())); };
  restyle();
  connect(&app_, &AppContext::themeChanged, this, restyle);
  connect(chart_, &chart::ChartWidget::symbolStepRequested, this, &ChartArea::symbolStep);
  connect(chart_, &chart::ChartWidget::periodStepRequested, this, &ChartArea::periodStep);
  connect(chart_, &chart::ChartWidget::textTyped, this, &ChartArea::typed);
  connect(chart_, &chart::ChartWidget::specChanged, this, [this] { remember(); });
  connect(chart_, &chart::ChartWidget::drawingsChanged, this, [this] { keepDrawings(); });
  connect(chart_, &chart::ChartWidget::failed, this,
          [this](const QString& message) { show_problem(window(), say("Chart"), message); });
  connect(&app_.session(), &StockSession::barsWanted, this,
          [this](qulonglong first, qulonglong last) { showHit(first, last); });
  static_cast<void>(chart_->setSpec(usual_spec()));
  restoreIndicators();
  new Comparison(app_, *chart_, this);
  connect(chart_, &chart::ChartWidget::menuOpening, this, [this](QMenu* menu) {
    if (app_.session().view() == nullptr) return;
    auto* entry = menu->addAction(
        QCoreApplication::translate("chart", QT_TRANSLATE_NOOP("chart", "Several periods…")));
    entry->setObjectName(QStringLiteral("several_periods"));
    connect(entry, &QAction::triggered, this, [this] { PeriodsWindow::open(app_, *this); });
  });
}

void ChartArea::show(const std::shared_ptr<const StockView>& view) {
  const QString symbol = text_of(view->stock().symbol.text());
  chart_->setData(view->chart);
  if (symbol == symbol_) return;
  symbol_ = symbol;
  restoreDrawings();
}

void ChartArea::restoreDrawings() {
  const QString kept = app_.state().drawings[symbol_].toString();
  auto drawings = chart::parse_drawings(kept.isEmpty() ? "[]" : utf8_of(kept));
  if (!drawings)
    core::log_warning("the drawings of " + utf8_of(symbol_) +
                      " are left out: " + drawings.error().message);
  chart_->setDrawings(drawings ? std::move(*drawings) : std::vector<chart::Drawing>{});
}

void ChartArea::keepDrawings() {
  if (symbol_.isEmpty()) return;
  if (chart_->drawings().empty())
    app_.state().drawings.remove(symbol_);
  else
    app_.state().drawings[symbol_] = text_of(chart::drawings_to_json(chart_->drawings()));
}

void ChartArea::showMessage(const QString& text) {
  chart_->setData(nullptr);
  chart_->setMessage(text);
}

void ChartArea::showHit(std::size_t first, std::size_t last) {
  constexpr std::size_t kRoom = 40;  // Bars on each side, so that what came before is seen.
  chart_->showBars(first > kRoom ? first - kRoom : 0, last + kRoom);
  // Of a hit its card is opened too.
  const auto shown = chart_->data();
  if (!shown) return;
  const auto hit = std::find_if(
      shown->patterns.begin(), shown->patterns.end(),
      [&](const analysis::PatternHit& one) { return one.start == first && one.known_at == last; });
  if (hit != shown->patterns.end())
    chart_->selectPattern(static_cast<std::size_t>(hit - shown->patterns.begin()));
}

void ChartArea::restoreIndicators() {
  if (app_.state().indicators.isEmpty()) return;  // The usual ones.
  chart::ChartSpec spec = chart_->spec();
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
  static_cast<void>(chart_->setSpec(std::move(spec)));
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
  for (const auto& spec : chart_->spec().overlays) all << text(spec);
  for (const auto& pane : chart_->spec().panes)
    for (const auto& spec : pane.indicators) all << text(spec);
  app_.state().indicators = all;
}

bool ChartArea::hasIndicator(const IndicatorDef& def) const {
  const auto is_it = [&def](const chart::IndicatorSpec& spec) { return is(spec, def); };
  const auto& spec = chart_->spec();
  return std::any_of(spec.overlays.begin(), spec.overlays.end(), is_it) ||
         std::any_of(spec.panes.begin(), spec.panes.end(), [&](const chart::PaneSpec& pane) {
           return std::any_of(pane.indicators.begin(), pane.indicators.end(), is_it);
         });
}

void ChartArea::setIndicator(const IndicatorDef& def, bool drawn) {
  chart::ChartSpec spec = chart_->spec();
  const auto is_it = [&def](const chart::IndicatorSpec& one) { return is(one, def); };
  std::erase_if(spec.overlays, is_it);
  for (auto& pane : spec.panes) std::erase_if(pane.indicators, is_it);
  std::erase_if(spec.panes, [](const chart::PaneSpec& pane) { return pane.indicators.empty(); });
  if (drawn) place(spec, def, {.id = std::string(def.id), .params = {}});
  static_cast<void>(chart_->setSpec(std::move(spec)));  // A row of the table with its own defaults.
  remember();
}

void ChartArea::showIndicators() {
  if (indicators_.isNull()) {
    indicators_ = new chart::IndicatorDialog(*chart_);
    indicators_->setAttribute(Qt::WA_DeleteOnClose);
  }
  indicators_->show();
  indicators_->raise();
}

void ChartArea::fillIndicatorMenu(QMenu* menu) {
  menu->clear();
  auto* all = menu->addAction(say("All indicators and their parameters…"));
  all->setObjectName(QStringLiteral("indicator_window"));
  connect(all, &QAction::triggered, this, [this] { showIndicators(); });
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
  type->setCurrentIndex(type->findData(static_cast<int>(chart_->spec().type)));
  connect(type, &QComboBox::activated, this, [this, type] {
    chart::ChartSpec spec = chart_->spec();
    spec.type = static_cast<chart::ChartType>(type->currentData().toInt());
    static_cast<void>(chart_->setSpec(std::move(spec)));
  });
  bar->addWidget(type);
  // The chart's own menu changes them too.
  connect(chart_, &chart::ChartWidget::specChanged, type, [this, type] {
    type->setCurrentIndex(type->findData(static_cast<int>(chart_->spec().type)));
  });
  auto* axis = new QComboBox(bar);
  axis->setObjectName(QStringLiteral("axis"));
  axis->setAccessibleName(say("Price axis"));
  axis->setToolTip(axis->accessibleName());
  for (const auto& row : kAxes) axis->addItem(say(row.title), static_cast<int>(row.axis));
  axis->setCurrentIndex(axis->findData(static_cast<int>(chart_->spec().axis)));
  connect(axis, &QComboBox::activated, this, [this, axis] {
    chart::ChartSpec spec = chart_->spec();
    spec.axis = static_cast<chart::AxisKind>(axis->currentData().toInt());
    static_cast<void>(chart_->setSpec(std::move(spec)));
  });
  bar->addWidget(axis);
  connect(chart_, &chart::ChartWidget::specChanged, axis, [this, axis] {
    axis->setCurrentIndex(axis->findData(static_cast<int>(chart_->spec().axis)));
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
    connect(action, &QAction::triggered, this, [this, kind = tool.kind] { chart_->setTool(kind); });
  }
  button->setMenu(menu);
  bar->addWidget(button);
}

void ChartArea::addActions(QToolBar* bar) {
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
  const auto show_marks = [this, bar](const char* name, const QString& title,
                                      bool chart::ChartSpec::*shown) {
    auto* action = bar->addAction(title);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(chart_->spec().*shown);
    connect(chart_, &chart::ChartWidget::specChanged, action,
            [this, action, shown] { action->setChecked(chart_->spec().*shown); });
    connect(action, &QAction::triggered, this, [this, shown](bool on) {
      chart::ChartSpec spec = chart_->spec();
      spec.*shown = on;
      static_cast<void>(chart_->setSpec(std::move(spec)));
    });
  };
  show_marks("show_patterns", say("Patterns"), &chart::ChartSpec::show_patterns);
  show_marks("show_signals", say("Signals"), &chart::ChartSpec::show_signals);
  addTools(bar);
  bar->addSeparator();
  const auto act = [this, bar](const char* name, const QString& title, const QString& tip,
                               auto run) {
    auto* action = bar->addAction(title);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, run);
  };
  act("zoom_in", QStringLiteral("＋"), say("Closer"), [this] { chart_->zoom(1.25); });
  act("zoom_out", QStringLiteral("－"), say("Further"), [this] { chart_->zoom(0.8); });
  act("zoom_reset", say("Newest"), say("The newest bars at the usual width"),
      [this] { chart_->resetView(); });
}

}  // namespace fwq::desktop
