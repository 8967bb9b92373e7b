// Building the main window, and showing what the session loads.
#include "main_window.hpp"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDockWidget>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QScreen>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "actions.hpp"
#include "alert_list.hpp"
#include "app_context.hpp"
#include "chart_area.hpp"
#include "chart_in_front.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "main_window_coordinator.hpp"
#include "say.hpp"
#include "stock_info.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr int kLayoutVersion = 1;  // Of what saveState() writes; another one is not restored.

Qt::DockWidgetArea qt_area(PanelArea area) {
  switch (area) {
    case PanelArea::left:
      return Qt::LeftDockWidgetArea;
    case PanelArea::right:
      return Qt::RightDockWidgetArea;
    case PanelArea::bottom:
      return Qt::BottomDockWidgetArea;
  }
  return Qt::LeftDockWidgetArea;
}

}  // namespace

MainWindow::MainWindow(AppContext& app, MainWindowCoordinator& coordinator)
    : app_(app), coordinator_(coordinator) {
  setObjectName(QStringLiteral("main_window"));
  setWindowTitle(QStringLiteral("FactorWeave-Quant"));
  // Without AnimatedDocks: a chart that is painted a dozen times while it shrinks is no pleasure.
  setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks |
                 QMainWindow::GroupedDragging);
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  resize(1480, 900);
  setMinimumSize(900, 600);
  makeCentre();
  makeDocks();
  makeToolBar();
  makeStatusBar();
  makeMenus();
  applyShortcuts();
  connect(&app_, &AppContext::shortcutsChanged, this, &MainWindow::applyShortcuts);
  connectSession();
  connectAlerts();
  connectChart();
  usual_layout_ = saveState(kLayoutVersion);
  if (const auto& view = app_.session().view()) {
    showView(view);
    for (BasePanel* panel : panels_) panel->update_content(*view);
  }
}

MainWindow::~MainWindow() = default;

void MainWindow::makeCentre() {
  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  notices_ = new QVBoxLayout;
  notices_->setSpacing(0);
  info_ = new StockInfoWidget(centre);
  chart_ = new ChartArea(app_, centre);
  layout->addLayout(notices_);
  layout->addWidget(info_);
  layout->addWidget(chart_, 1);
  setCentralWidget(centre);
}

void MainWindow::makeDocks() {
  std::vector<const PanelDef*> defs(built_in_panels().begin(), built_in_panels().end());
  std::sort(defs.begin(), defs.end(), [](const PanelDef* a, const PanelDef* b) {
    return std::pair(a->area, a->order) < std::pair(b->area, b->order);
  });
  QHash<int, QDockWidget*> first;
  for (const PanelDef* def : defs) {
    auto* dock = new QDockWidget(QCoreApplication::translate("panels", def->title), this);
    dock->setObjectName(QLatin1String(def->id));
    BasePanel* panel = def->make(app_, dock);
    panel->setup_ui();
    dock->setWidget(panel);
    panels_.insert(QLatin1String(def->id), panel);
    docks_.push_back(dock);
    addDockWidget(qt_area(def->area), dock);
    connect(dock, &QDockWidget::topLevelChanged, this, [this] { settleTitles(); });
    connect(dock, &QDockWidget::dockLocationChanged, this, [this] { settleTitles(); });
    connect(dock, &QDockWidget::visibilityChanged, this, [this] { settleTitles(); });
    QDockWidget*& leader = first[static_cast<int>(def->area)];
    if (leader == nullptr)
      leader = dock;
    else
      tabifyDockWidget(leader, dock);
  }
  for (QDockWidget* leader : first) leader->raise();
  const auto leader = [&first](PanelArea area) { return first.value(static_cast<int>(area)); };
  resizeDocks({leader(PanelArea::left), leader(PanelArea::right)}, {320, 390}, Qt::Horizontal);
  resizeDocks({leader(PanelArea::bottom)}, {170}, Qt::Vertical);
}

// A panel among tabs has its name on its tab already; one that stands alone has a title to drag it by.
void MainWindow::settleTitles() {
  if (settling_titles_) return;
  settling_titles_ = true;
  QTimer::singleShot(0, this, [this] {
    settling_titles_ = false;
    for (QDockWidget* dock : docks_) {
      const bool tab = !dock->isFloating() && !tabifiedDockWidgets(dock).isEmpty();
      if (tab == (dock->titleBarWidget() != nullptr)) continue;
      QWidget* old = dock->titleBarWidget();
      dock->setTitleBarWidget(tab ? new QWidget(dock) : nullptr);
      delete old;
    }
  });
}

QDockWidget* MainWindow::dock(const QString& id) const {
  return findChild<QDockWidget*>(id, Qt::FindDirectChildrenOnly);
}

void MainWindow::makeToolBar() {
  auto* bar = addToolBar(say("Chart"));
  bar->setObjectName(QStringLiteral("chart_bar"));
  bar->setMovable(false);
  periods_ = new QActionGroup(this);
  for (const auto period : data::kAllPeriods) {
    const QString name = text_of(coordinators::period_text(period, app_.chinese()));
    // Words of English are wide: a letter, as on other terminals.
    const bool letter = !app_.chinese() && !data::is_intraday(period);
    auto* action = bar->addAction(letter ? name.left(1).toUpper() : name);
    action->setToolTip(name);
    action->setObjectName(QStringLiteral("period_") + text_of(to_string(period)));
    action->setCheckable(true);
    action->setData(static_cast<int>(period));
    periods_->addAction(action);
  }
  connect(periods_, &QActionGroup::triggered, this, [this](const QAction* action) {
    app_.session().setPeriod(static_cast<data::Period>(action->data().toInt()));
  });
  bar->addSeparator();
  adjust_ = new QComboBox(bar);
  adjust_->setObjectName(QStringLiteral("adjust"));
  adjust_->setAccessibleName(say("Adjustment"));
  adjust_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  adjust_->setMinimumContentsLength(app_.chinese() ? 5 : 13);
  adjust_->setToolTip(say("How prices are adjusted for dividends and splits"));
  for (const auto adjust : {data::Adjust::none, data::Adjust::forward, data::Adjust::backward,
                            data::Adjust::forward_subtractive, data::Adjust::backward_subtractive})
    adjust_->addItem(text_of(coordinators::adjust_text(adjust, app_.chinese())),
                     static_cast<int>(adjust));
  connect(adjust_, &QComboBox::activated, this, [this](int row) {
    app_.session().setAdjust(static_cast<data::Adjust>(adjust_->itemData(row).toInt()));
  });
  bar->addWidget(adjust_);
  chart_->addActions(bar);
  showPeriod();
}

void MainWindow::makeStatusBar() {
  state_ = new QLabel(say("Ready"), this);
  data_time_ = new QLabel(this);
  running_ = new QLabel(this);
  statusBar()->addWidget(state_, 1);
  statusBar()->addPermanentWidget(running_);
  statusBar()->addPermanentWidget(data_time_);
  connect(&app_.jobs(), &Jobs::runningChanged, this, [this](int running) {
    running_->setText(running == 0 ? QString() : say("Running tasks: %1").arg(running));
  });
}

// How many have come true is on the tab of the panel, wherever it is.
void MainWindow::connectAlerts() {
  const auto tell = [this] {
    const int open = app_.alerts().open();
    const QString title = QCoreApplication::translate("panels", "Alerts");
    dock(QStringLiteral("alerts"))
        ->setWindowTitle(open == 0 ? title : QStringLiteral("%1 (%2)").arg(title).arg(open));
  };
  connect(&app_.alerts(), &AlertList::changed, this, tell);
  connect(&app_.alerts(), &AlertList::checked, this, [this](int fresh) {
    if (fresh > 0) state_->setText(say("Alerts raised: %1").arg(fresh));
  });
  tell();
}

void MainWindow::connectSession() {
  StockSession& session = app_.session();
  connect(&session, &StockSession::loading, this, [this](const QString& text) {
    state_->setText(say("Loading %1 …").arg(text));
    showPeriod();
  });
  connect(&session, &StockSession::loaded, this,
          [this](const std::shared_ptr<const StockView>& view) { showView(view); });
  connect(&session, &StockSession::failed, this,
          [this](const QString& text, const QString& problem) { showProblem(text, problem); });
}

void MainWindow::connectChart() {
  app_.chartInFront().setSource([chart = QPointer<ChartArea>(chart_)] {
    return chart.isNull() ? chart::default_spec() : chart->widget().spec();
  });
  connect(&app_.chartInFront(), &ChartInFront::changeWanted, this,
          [this](const ChartInFront::Change& change) { chart_->widget().changeSpec(change); });
  connect(chart_, &ChartArea::symbolStep, &coordinator_, &MainWindowCoordinator::stepSecurity);
  connect(chart_, &ChartArea::periodStep, this, [this](int step) {
    constexpr int kCount = static_cast<int>(data::kAllPeriods.size());
    const auto at =
        std::find(data::kAllPeriods.begin(), data::kAllPeriods.end(), app_.session().period());
    const int next = (static_cast<int>(at - data::kAllPeriods.begin()) + step + kCount) % kCount;
    app_.session().setPeriod(data::kAllPeriods[static_cast<std::size_t>(next)]);
  });
}

void MainWindow::showPeriod() {
  for (QAction* action : periods_->actions())
    if (action->data().toInt() == static_cast<int>(app_.session().period()))
      action->setChecked(true);
  adjust_->setCurrentIndex(adjust_->findData(static_cast<int>(app_.session().adjust())));
}

void MainWindow::showView(const std::shared_ptr<const StockView>& view) {
  const auto& stock = view->stock();
  const data::Bars bars = stock.until_end();
  const auto close = bars.close();
  info_->set_stock_info(text_of(stock.name), text_of(stock.symbol.text()));
  info_->setPrice(text_of(core::fixed(close.back(), coordinators::price_digits(stock))),
                  close.size() < 2 ? data::kNone : close.back() / close[close.size() - 2] - 1);
  info_->setDetail(text_of(coordinators::period_text(stock.period, app_.chinese())) +
                   QStringLiteral(" · ") +
                   text_of(coordinators::adjust_text(view->adjust, app_.chinese())));
  chart_->show(view);
  setWindowTitle(QStringLiteral("%1 %2 · FactorWeave-Quant")
                     .arg(text_of(stock.symbol.text()), text_of(stock.name)));
  state_->setText(say("%1 bars, %2 patterns, %3 signals")
                      .arg(bars.size())
                      .arg(view->hits.size())
                      .arg(view->analysis.signals.size()));
  data_time_->setText(
      say("Data to %1").arg(text_of(coordinators::time_text(bars.time().back(), stock.period))));
  showPeriod();
  app_.state().symbol = text_of(stock.symbol.text());
}

void MainWindow::showProblem(const QString& text, const QString& problem) {
  info_->clear();
  info_->setDetail(text);
  chart_->showMessage(problem);
  state_->setText(say("%1 could not be shown").arg(text));
  data_time_->clear();
}

void MainWindow::showEmpty() {
  info_->clear();
  chart_->showMessage(say("This home holds no data yet.\nImport some from the menu Data."));
  state_->setText(say("No data"));
}

void MainWindow::addNotice(const QString& text) {
  auto* frame = new QFrame(this);
  frame->setProperty("role", "banner");
  frame->setObjectName(QStringLiteral("notice"));
  auto* label = role_label(text, "warning", frame);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* close = new QToolButton(frame);
  close->setText(QStringLiteral("✕"));
  close->setAccessibleName(say("Close this notice"));
  connect(close, &QToolButton::clicked, frame, &QWidget::deleteLater);
  auto* layout = new QHBoxLayout(frame);
  layout->setContentsMargins(12, 4, 6, 4);
  layout->addWidget(label, 1);
  layout->addWidget(close, 0, Qt::AlignTop);
  notices_->addWidget(frame);
}

void MainWindow::focusSearch() {
  dock(QStringLiteral("securities"))->show();
  dock(QStringLiteral("securities"))->raise();
  panel(QStringLiteral("securities"))->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::restoreLayout() {
  const auto& state = app_.state();
  restoreGeometry(state.geometry);
  if (!restoreState(state.layout, kLayoutVersion)) restoreState(usual_layout_, kLayoutVersion);
  // A screen that has been unplugged since: a window that nobody can reach comes back.
  const auto screens = QApplication::screens();
  const bool reachable = std::any_of(screens.begin(), screens.end(), [this](const QScreen* screen) {
    const QRect seen = screen->availableGeometry().intersected(frameGeometry());
    return seen.width() >= 200 && seen.height() >= 100;
  });
  if (reachable) return;
  const QRect room = QApplication::primaryScreen()->availableGeometry();
  resize(size().boundedTo(room.size()));
  move(room.center() - rect().center());
}

void MainWindow::saveLayout() {
  app_.state().geometry = saveGeometry();
  app_.state().layout = saveState(kLayoutVersion);
  chart_->saveLayout();
}

void MainWindow::resetLayout() {
  restoreState(usual_layout_, kLayoutVersion);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  saveLayout();
  app_.save();
  app_.jobs().cancelAll();
  QMainWindow::closeEvent(event);
}

}  // namespace fwq::desktop
