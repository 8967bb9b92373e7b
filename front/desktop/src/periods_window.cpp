// Several periods beside each other.
#include "periods_window.hpp"

#include <QGridLayout>

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

QString translated(const char* text) {
  return QCoreApplication::translate("chart", text);
}

Result<chart::ChartDataPtr> load_period(AppContext& app,
                                        const coordinators::StockRequest& request) {
  FWQ_TRY_ASSIGN(reading, app.access().read());
  FWQ_TRY_ASSIGN(stock, reading.loader().load(request));
  auto data = std::make_shared<chart::ChartData>();
  data->symbol = stock.symbol;
  data->name = stock.name;
  data->period = stock.period;
  data->adjust = request.adjust;
  data->bars = owned_copy(stock.until_end());
  data->price_decimals = coordinators::price_digits(stock);
  data->cuts = stock.cuts;
  return chart::ChartDataPtr(std::move(data));
}

}  // namespace

PeriodsWindow& PeriodsWindow::open(AppContext& app, QWidget& owner, chart::ChartLink& link) {
  auto* window = owner.findChild<PeriodsWindow*>();
  if (window == nullptr) window = new PeriodsWindow(app, owner, link);
  window->show();
  window->raise();
  window->activateWindow();
  return *window;
}

PeriodsWindow::PeriodsWindow(AppContext& app, QWidget& owner, chart::ChartLink& link)
    : QWidget(&owner, Qt::Window), app_(app) {
  setObjectName(QStringLiteral("periods_window"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(1280, 800);
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  chart::ChartSpec spec = chart::default_spec();
  spec.panes.pop_back();  // Room for the candles: volume alone.
  for (std::size_t i = 0; i < charts_.size(); ++i) {
    charts_[i] = new chart::ChartWidget(this);
    charts_[i]->setObjectName(QStringLiteral("period_%1").arg(i));
    static_cast<void>(charts_[i]->setSpec(spec));  // Rows of the table with their own defaults.
    layout->addWidget(charts_[i], static_cast<int>(i / 2), static_cast<int>(i % 2));
    link.add(charts_[i]);
  }
  connect(&app_.session(), &StockSession::loaded, this, [this] { load(); });
  connect(&app_, &AppContext::themeChanged, this, [this] { restyle(); });
  restyle();
  load();
}

void PeriodsWindow::restyle() {
  for (chart::ChartWidget* chart : charts_) chart->setChartStyle(chart::chart_style(app_.theme()));
}

void PeriodsWindow::load() {
  const auto view = app_.session().view();
  if (!view) return;
  setWindowTitle(translated(QT_TRANSLATE_NOOP("chart", "%1 in several periods"))
                     .arg(text_of(view->stock().symbol.text()) + QLatin1Char(' ') +
                          text_of(view->stock().name)));
  for (std::size_t i = 0; i < charts_.size(); ++i) loadOne(i);
}

void PeriodsWindow::loadOne(std::size_t number) {
  const auto view = app_.session().view();
  const coordinators::StockRequest request{
      .symbol = view->stock().symbol, .period = kPeriods[number], .adjust = view->adjust};
  app_.jobs().cancel(loading_[number]);
  auto id = std::make_shared<JobId>(0);
  *id = app_.jobs().run<chart::ChartDataPtr>(
      say("Load %1").arg(text_of(view->stock().symbol.text())),
      [this, request](const core::TaskContext& /*context*/) { return load_period(app_, request); },
      this,
      [this, id, number](Result<chart::ChartDataPtr> result) {
        if (*id != loading_[number]) return;  // Something else was asked for since.
        charts_[number]->setData(result ? std::move(*result) : nullptr);
        charts_[number]->setMessage(result ? QString() : app_.text(result.error()));
      },
      true);
  loading_[number] = *id;
}

}  // namespace fwq::desktop
