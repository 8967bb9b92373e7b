// Loading a stock: bars, adjustment, analysis and patterns on a job's thread.
#include "stock_session.hpp"

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

using Loaded = std::shared_ptr<const StockView>;

chart::ChartDataPtr chart_data(const StockView& view) {
  const auto& stock = view.stock();
  auto data = std::make_shared<chart::ChartData>();
  data->symbol = stock.symbol;
  data->name = stock.name;
  data->period = stock.period;
  data->adjust = view.adjust;
  data->bars = stock.until_end();
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
  auto view = std::make_shared<StockView>();
  view->adjust = adjust;
  const auto& service = app.services().analysis;
  FWQ_TRY_ASSIGN(hits, service.find_patterns(stock));
  view->hits = std::move(hits);
  FWQ_TRY_ASSIGN(analysis,
                 service.analyse(std::move(stock), flavour.value_or(analysis::Flavour::tdx)));
  view->analysis = std::move(analysis);
  view->chart = chart_data(*view);
  return Loaded(std::move(view));
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
  Q_EMIT loaded(view_);
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
          Q_EMIT failed(asked, app_.text(result.error()));
          return;
        }
        view_ = std::move(*result);
        asked_ = text_of(view_->stock().symbol.text());
        Q_EMIT loaded(view_);
      },
      true);
  loading_ = *id;
}

}  // namespace fwq::desktop
