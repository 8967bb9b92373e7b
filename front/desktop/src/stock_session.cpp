// Loading a stock: bars, adjustment, analysis and patterns on a job's thread.
#include "stock_session.hpp"

#include <QDateTime>
#include <QThreadPool>

#include "app_context.hpp"
#include "fwq/coordinators/chart_facts.hpp"
#include "fwq/coordinators/wording.hpp"
#include "panel_events.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

using Loaded = std::shared_ptr<const StockView>;

// Of a day's or an hour's bar that is looked at before its end.
bool ends_later(data::Time time) {
  return time > QDateTime::currentSecsSinceEpoch() + std::int64_t{8} * 3600;  // Shanghai's clock.
}

// The bars, and after them the one that is still forming.
data::Bars with_forming(const data::Bars& bars, const std::optional<data::Bar>& forming) {
  if (!forming) return bars;
  data::BarSeries series(bars.size() + 1);
  for (std::size_t i = 0; i < bars.size(); ++i) series.push_back(bars[i]);
  series.push_back(*forming);
  return series.view();
}

chart::LimitClose shown_limit(backtest::LimitClose limit) {
  switch (limit) {
    case backtest::LimitClose::up:
      return chart::LimitClose::up;
    case backtest::LimitClose::down:
      return chart::LimitClose::down;
    case backtest::LimitClose::none:
      break;
  }
  return chart::LimitClose::none;
}

// Half a million findings take a third of a second to free: not on the thread that lets go of them, the GUI's.
void free_view(StockView* view) {
  constexpr std::size_t kMany = 20'000;
  if (view->hits.size() < kMany)
    delete view;
  else
    QThreadPool::globalInstance()->start([view] { delete view; });
}

// What a chart shows beside what the analysis knows.
struct ChartFacts {
  std::vector<backtest::LimitClose> limits;
  std::optional<data::Bar> forming;
};

chart::ChartDataPtr chart_data(const StockView& view, const ChartFacts& facts) {
  const auto& stock = view.stock();
  auto data = std::make_shared<chart::ChartData>();
  data->symbol = stock.symbol;
  data->name = stock.name;
  data->period = stock.period;
  data->adjust = view.adjust;
  data->bars = with_forming(stock.until_end(), facts.forming);
  data->last_is_forming = facts.forming || ends_later(data->bars.time().back());
  for (const auto limit : facts.limits) data->limits.push_back(shown_limit(limit));
  data->price_decimals = coordinators::price_digits(stock);
  data->cuts = stock.cuts;
  data->role_text = &coordinators::role_text;
  // Dojis and spinning tops are in every chart: marks of them would hide the others.
  for (const auto& found : view.hits)
    if (found.hit.bias != analysis::Bias::neutral) data->patterns.push_back(found.hit);
  data->signals = view.analysis.signals;
  return data;
}

Result<Loaded> analysed(const AppContext& app, const Reading& reading, coordinators::Stock stock,
                        data::Adjust adjust) {
  stock.adjusted.bars = owned_copy(stock.adjusted.bars);
  const auto flavour = analysis::parse_flavour(reading.open->settings.text("indicators.flavour"));
  const std::shared_ptr<StockView> view(new StockView, &free_view);
  ChartFacts facts;
  const coordinators::StockLoader loader = reading.loader();
  FWQ_TRY_ASSIGN(limits, coordinators::limit_closes(loader, reading.db, stock));
  facts.limits = std::move(limits);
  FWQ_TRY_ASSIGN(forming,
                 coordinators::forming_bar(loader, reading.snapshot, reading.db, stock, adjust));
  facts.forming = forming;
  view->adjust = adjust;
  const auto& service = app.services().analysis;
  FWQ_TRY_ASSIGN(hits, service.find_patterns(stock));
  view->hits = std::move(hits);
  FWQ_TRY_ASSIGN(analysis,
                 service.analyse(std::move(stock), flavour.value_or(analysis::Flavour::tdx)));
  view->analysis = std::move(analysis);
  view->chart = chart_data(*view, facts);
  return Loaded(view);
}

// As load_stock_view(), and told to all who ask which stock is in front.
Result<Loaded> load_view(AppContext& app, const std::string& text,
                         const coordinators::StockRequest& request) {
  FWQ_TRY_ASSIGN(reading, app.access().read());
  FWQ_TRY_ASSIGN(stock, reading.loader().select(text, request));
  return analysed(app, reading, std::move(stock), request.adjust);
}

}  // namespace

Result<Loaded> load_stock_view(AppContext& app, const std::string& text,
                               const coordinators::StockRequest& request) {
  FWQ_TRY_ASSIGN(reading, app.access().read());
  coordinators::StockRequest resolved = request;
  FWQ_TRY_ASSIGN(symbol, reading.loader().resolve(text));
  resolved.symbol = symbol;
  FWQ_TRY_ASSIGN(stock, reading.loader().load(resolved));
  return analysed(app, reading, std::move(stock), request.adjust);
}

StockSession::StockSession(AppContext& app) : app_(app) {}

void StockSession::select(const QString& text) {
  asked_ = text.trimmed();
  load();
}

void StockSession::select(const QString& text, data::Period period, data::Adjust adjust) {
  period_ = period;
  adjust_ = adjust;
  select(text);
}

void StockSession::adopt(const std::shared_ptr<const StockView>& view) {
  app_.jobs().cancel(loading_);
  loading_ = 0;
  view_ = view;
  asked_ = text_of(view->stock().symbol.text());
  period_ = view->stock().period;
  adjust_ = view->adjust;
  tellLoaded();
}

void StockSession::tellLoaded() {
  Q_EMIT loaded(view_);
  app_.services().events.publish(StockShown{std::string(view_->stock().symbol.text()), view_});
}

void StockSession::setPeriod(data::Period period) {
  if (period == period_) return;
  period_ = period;
  load();
}

void StockSession::setAdjust(data::Adjust adjust) {
  if (adjust == adjust_) return;
  adjust_ = adjust;
  load();
}

void StockSession::reload() {
  load();
}

void StockSession::load() {
  if (asked_.isEmpty()) return;
  app_.jobs().cancel(loading_);
  Q_EMIT loading(asked_);
  const coordinators::StockRequest request{.symbol = {}, .period = period_, .adjust = adjust_};
  const std::string text = utf8_of(asked_);
  auto id = std::make_shared<JobId>(0);
  *id = app_.jobs().run<Loaded>(
      say("Load %1").arg(asked_),
      [this, text, request](const core::TaskContext& /*context*/) {
        return load_view(app_, text, request);
      },
      this,
      [this, id, asked = asked_](Result<Loaded> result) {
        if (*id != loading_) return;  // Something else was asked for since.
        loading_ = 0;
        if (!result) {
          const QString problem = app_.text(result.error());
          Q_EMIT failed(asked, problem);
          app_.services().events.publish(StockHidden{utf8_of(asked), utf8_of(problem)});
          return;
        }
        view_ = std::move(*result);
        asked_ = text_of(view_->stock().symbol.text());
        tellLoaded();
      },
      true);
  loading_ = *id;
}

}  // namespace fwq::desktop
