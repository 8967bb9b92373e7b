// The chart's context menu, and the one of bars marked with the right button.
#include <QActionGroup>
#include <QContextMenuEvent>
#include <QMenu>
#include <functional>

#include "card_text.hpp"
#include "chart_state.hpp"
#include "fwq/chart/indicator_dialog.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

struct Choice {
  const char* text;
  int value;
};

constexpr Choice kTypes[] = {
    {QT_TRANSLATE_NOOP("chart", "Candles"), static_cast<int>(ChartType::candles)},
    {QT_TRANSLATE_NOOP("chart", "OHLC bars"), static_cast<int>(ChartType::bars)},
    {QT_TRANSLATE_NOOP("chart", "Line"), static_cast<int>(ChartType::line)},
    {QT_TRANSLATE_NOOP("chart", "Heikin-Ashi"), static_cast<int>(ChartType::heikin_ashi)},
    {QT_TRANSLATE_NOOP("chart", "Intraday"), static_cast<int>(ChartType::intraday)}};
constexpr Choice kAxes[] = {
    {QT_TRANSLATE_NOOP("chart", "Linear"), static_cast<int>(AxisKind::linear)},
    {QT_TRANSLATE_NOOP("chart", "Logarithmic"), static_cast<int>(AxisKind::log)},
    {QT_TRANSLATE_NOOP("chart", "Per cent"), static_cast<int>(AxisKind::percent)}};

constexpr Choice kTools[] = {
    {QT_TRANSLATE_NOOP("chart", "Trend line"), static_cast<int>(DrawingKind::trend_line)},
    {QT_TRANSLATE_NOOP("chart", "Ray"), static_cast<int>(DrawingKind::ray)},
    {QT_TRANSLATE_NOOP("chart", "Horizontal line"), static_cast<int>(DrawingKind::horizontal_line)},
    {QT_TRANSLATE_NOOP("chart", "Channel"), static_cast<int>(DrawingKind::channel)},
    {QT_TRANSLATE_NOOP("chart", "Fibonacci retracement"), static_cast<int>(DrawingKind::fibonacci)},
    {QT_TRANSLATE_NOOP("chart", "Text"), static_cast<int>(DrawingKind::text)},
    {QT_TRANSLATE_NOOP("chart", "Measure"), static_cast<int>(DrawingKind::measure)}};

struct Toggle {
  const char* text;
  bool ChartSpec::*member;
};

constexpr Toggle kToggles[] = {
    {QT_TRANSLATE_NOOP("chart", "Patterns"), &ChartSpec::show_patterns},
    {QT_TRANSLATE_NOOP("chart", "Signals"), &ChartSpec::show_signals},
    {QT_TRANSLATE_NOOP("chart", "Trades"), &ChartSpec::show_trades},
    {QT_TRANSLATE_NOOP("chart", "Data box"), &ChartSpec::show_data_box},
    {QT_TRANSLATE_NOOP("chart", "Newest price"), &ChartSpec::show_last_price}};

QAction* add(QMenu* menu, const char* text, const char* name) {
  QAction* action = menu->addAction(translated(text));
  action->setObjectName(QLatin1String(name));
  return action;
}

void add_choices(QMenu* menu, std::span<const Choice> choices, int now,
                 const std::function<void(int)>& chosen) {
  auto* group = new QActionGroup(menu);
  for (const Choice& choice : choices) {
    QAction* action = menu->addAction(translated(choice.text));
    action->setCheckable(true);
    action->setChecked(choice.value == now);
    group->addAction(action);
    const int value = choice.value;
    QObject::connect(action, &QAction::triggered, menu, [chosen, value] { chosen(value); });
  }
}

}  // namespace

void ChartWidget::changeSpec(const std::function<void(ChartSpec&)>& change) {
  ChartSpec spec = state_->spec;
  change(spec);
  if (setSpec(std::move(spec))) Q_EMIT specChanged();
}

void ChartWidget::addToolMenu(QMenu* menu) {
  State& s = *state_;
  QMenu* tools = menu->addMenu(translated(QT_TRANSLATE_NOOP("chart", "Draw")));
  add_choices(tools, kTools, s.tool ? static_cast<int>(*s.tool) : -1,
              [this](int tool) { setTool(static_cast<DrawingKind>(tool)); });
  tools->addSeparator();
  QAction* remove =
      add(tools, QT_TRANSLATE_NOOP("chart", "Remove the drawing chosen"), "chart_remove");
  remove->setEnabled(s.selected.has_value());
  connect(remove, &QAction::triggered, this, &ChartWidget::removeSelectedDrawing);
  QAction* all = add(tools, QT_TRANSLATE_NOOP("chart", "Remove all drawings"), "chart_remove_all");
  all->setEnabled(!s.drawings.empty());
  connect(all, &QAction::triggered, this, [this] {
    state_->remember(Change::other);
    setDrawings({});
    Q_EMIT drawingsChanged();
  });
}

void ChartWidget::addReplayEntries(QMenu* menu) {
  State& s = *state_;
  const Scene& scene = currentScene();
  if (s.replay_end) {
    connect(add(menu, QT_TRANSLATE_NOOP("chart", "End the replay"), "chart_replay_stop"),
            &QAction::triggered, this, &ChartWidget::stopReplay);
    return;
  }
  QAction* start = add(menu, QT_TRANSLATE_NOOP("chart", "Replay from here"), "chart_replay_start");
  start->setEnabled(!scene.empty());
  const double bar = scene.empty() ? 0
                                   : std::clamp(std::round(scene.x.bar(s.pressed.x())), 0.0,
                                                static_cast<double>(scene.newest));
  connect(start, &QAction::triggered, this,
          [this, bar] { startReplay(static_cast<std::size_t>(bar)); });
}

QMenu* ChartWidget::makeMenu() {
  State& s = *state_;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  add_choices(menu->addMenu(translated(QT_TRANSLATE_NOOP("chart", "Chart type"))), kTypes,
              static_cast<int>(s.spec.type), [this](int type) {
                changeSpec([type](ChartSpec& spec) { spec.type = static_cast<ChartType>(type); });
              });
  add_choices(menu->addMenu(translated(QT_TRANSLATE_NOOP("chart", "Price axis"))), kAxes,
              static_cast<int>(s.spec.axis), [this](int axis) {
                changeSpec([axis](ChartSpec& spec) { spec.axis = static_cast<AxisKind>(axis); });
              });
  QMenu* show = menu->addMenu(translated(QT_TRANSLATE_NOOP("chart", "Show")));
  for (const Toggle& toggle : kToggles) {
    QAction* action = show->addAction(translated(toggle.text));
    action->setCheckable(true);
    action->setChecked(s.spec.*toggle.member);
    const auto member = toggle.member;
    connect(action, &QAction::toggled, this,
            [this, member](bool on) { changeSpec([=](ChartSpec& spec) { spec.*member = on; }); });
  }
  menu->addSeparator();
  connect(add(menu, QT_TRANSLATE_NOOP("chart", "Indicators…"), "chart_indicators_entry"),
          &QAction::triggered, this, [this] { openIndicators(std::nullopt); });
  addToolMenu(menu);
  menu->addSeparator();
  addReplayEntries(menu);
  QAction* statistics =
      add(menu, QT_TRANSLATE_NOOP("chart", "Statistics of the bars in view"), "chart_statistics");
  statistics->setEnabled(!currentScene().empty());
  connect(statistics, &QAction::triggered, this,
          [this] { showStatistics(visibleRange().first, visibleRange().last); });
  menu->addSeparator();
  connect(add(menu, QT_TRANSLATE_NOOP("chart", "Usual view"), "chart_reset"), &QAction::triggered,
          this, &ChartWidget::resetView);
  QAction* back = add(menu, QT_TRANSLATE_NOOP("chart", "Undo"), "chart_undo");
  back->setEnabled(!s.history.empty());
  connect(back, &QAction::triggered, this, &ChartWidget::undo);
  menu->addSeparator();
  connect(add(menu, QT_TRANSLATE_NOOP("chart", "Copy picture"), "chart_copy"), &QAction::triggered,
          this, &ChartWidget::copyPicture);
  connect(add(menu, QT_TRANSLATE_NOOP("chart", "Save picture…"), "chart_save_picture"),
          &QAction::triggered, this, &ChartWidget::askAndSavePicture);
  return menu;
}

void ChartWidget::contextMenuEvent(QContextMenuEvent* event) {
  // By the keyboard; the right button opens it when it is let go without having moved.
  if (event->reason() == QContextMenuEvent::Mouse) return;
  openMenu(mapToGlobal(rect().center()));
}

void ChartWidget::openMenu(QPoint at) {
  QMenu* menu = makeMenu();
  menu->setObjectName(QStringLiteral("chart_menu"));
  Q_EMIT menuOpening(menu);
  menu->popup(at);
}

void ChartWidget::openIntervalMenu(QPoint at) {
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("chart_interval_menu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const BarRange interval = state_->interval.value_or(BarRange{});
  connect(add(menu, QT_TRANSLATE_NOOP("chart", "Zoom to these bars"), "chart_interval_zoom"),
          &QAction::triggered, this, [this, interval] {
            showBars(interval.first, interval.last);
            clearSelection();
          });
  connect(add(menu, QT_TRANSLATE_NOOP("chart", "Interval statistics"), "chart_interval_statistics"),
          &QAction::triggered, this,
          [this, interval] { showStatistics(interval.first, interval.last); });
  // The mark goes with the menu; what was chosen comes after that.
  connect(menu, &QMenu::aboutToHide, this, [this] {
    state_->interval.reset();
    update();
  });
  menu->popup(at);
}

void ChartWidget::showStatistics(std::size_t first, std::size_t last) {
  State& s = *state_;
  if (s.bars() == 0) return;
  clearSelection();
  const ChartData& data = *s.model.data();
  const IntervalStatistics statistics =
      interval_statistics(data.bars.slice(0, s.bars()), first, last, data.cuts);
  s.interval = BarRange{statistics.first, statistics.last};
  ensureCard();
  s.card->setText(interval_text(data, statistics, s.style), 0, 1);
  placeCard(statistics.first, statistics.last);
  update();
}

}  // namespace fwq::chart
