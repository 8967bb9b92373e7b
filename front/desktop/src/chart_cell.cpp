// A chart of the middle: loading, drawings, look.
#include "chart_cell.hpp"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "comparison.hpp"
#include "fwq/core/log.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {

using View = std::shared_ptr<const StockView>;

chart::ChartSpec usual_spec() {
  chart::ChartSpec spec = chart::default_spec();
  spec.show_signals = false;
  return spec;
}

ChartCell::ChartCell(AppContext& app, const ChartPlace& place, QWidget* parent)
    : QFrame(parent),
      app_(app),
      place_(place),
      chart_(new chart::ChartWidget(this)),
      comparison_(new Comparison(app, *chart_, this)) {
  setObjectName(QStringLiteral("chart_cell"));
  chart_->setObjectName(QStringLiteral("chart"));
  chart_->setAccessibleName(say("Chart"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(chart_);
  // Those of a spec that was kept have been checked when it was read.
  static_cast<void>(chart_->setSpec(place.spec ? *place.spec : usual_spec()));
  restyle();
  connect(&app_, &AppContext::themeChanged, this, &ChartCell::restyle);
  connect(chart_, &chart::ChartWidget::drawingsChanged, this, &ChartCell::keepDrawings);
  connect(chart_, &chart::ChartWidget::failed, this,
          [this](const QString& message) { show_problem(window(), say("Chart"), message); });
  chart_->installEventFilter(this);
}

ChartPlace ChartCell::place() const {
  ChartPlace place = place_;
  place.spec = chart_->spec();
  return place;
}

void ChartCell::restyle() {
  chart_->setChartStyle(chart::chart_style(app_.theme()));
}

void ChartCell::show(const View& view) {
  app_.jobs().cancel(loading_);
  loading_ = 0;
  stale_ = failed_ = false;
  place_.symbol = text_of(view->stock().symbol.text());
  place_.period = view->stock().period;
  place_.adjust = view->adjust;
  if (view == view_) return;  // Chosen again: its marks and its comparison stay.
  view_ = view;
  chart_->setData(view->chart);
  comparison_->follow(view);
  if (place_.symbol != drawn_) restoreDrawings();
  Q_EMIT loaded();
}

void ChartCell::showMessage(const QString& text) {
  app_.jobs().cancel(loading_);
  loading_ = 0;
  failed_ = true;
  view_.reset();
  comparison_->follow(nullptr);
  chart_->setData(nullptr);
  chart_->setMessage(text);
  Q_EMIT loaded();
}

void ChartCell::expect(const QString& text, data::Period period, data::Adjust adjust) {
  app_.jobs().cancel(loading_);
  loading_ = 0;
  place_.symbol = text;
  place_.period = period;
  place_.adjust = adjust;
}

void ChartCell::loadIfMissing() {
  if (stale_ || (!view_ && !failed_ && loading_ == 0)) load();
}

void ChartCell::load() {
  if (place_.symbol.isEmpty()) return;
  app_.jobs().cancel(loading_);
  stale_ = failed_ = false;
  if (!view_) chart_->setMessage(say("Loading %1 …").arg(place_.symbol));
  const coordinators::StockRequest request{
      .symbol = {}, .period = place_.period, .adjust = place_.adjust};
  auto id = std::make_shared<JobId>(0);
  *id = app_.jobs().run<View>(
      say("Load %1").arg(place_.symbol),
      [app = &app_, text = utf8_of(place_.symbol), request](const core::TaskContext& /*context*/) {
        return load_stock_view(*app, text, request);
      },
      this,
      [this, id](Result<View> result) {
        if (*id != loading_) return;  // Something else was asked for since.
        loading_ = 0;
        if (result)
          show(*result);
        else
          showMessage(app_.text(result.error()));
      },
      true);
  loading_ = *id;
}

void ChartCell::setFrame(bool framed, bool front) {
  framed_ = framed;
  front_ = front;
  const int line = framed ? 1 : 0;
  layout()->setContentsMargins(line, line, line, line);
  update();
}

void ChartCell::paintEvent(QPaintEvent* /*event*/) {
  if (!framed_) return;
  QPainter painter(this);
  painter.fillRect(rect(), front_ ? app_.look().accent : app_.look().border);
}

void ChartCell::restoreDrawings() {
  drawn_ = place_.symbol;
  const QString kept = app_.state().drawings[drawn_].toString();
  auto drawings = chart::parse_drawings(kept.isEmpty() ? "[]" : utf8_of(kept));
  if (!drawings)
    core::log_warning("the drawings of " + utf8_of(drawn_) +
                      " are left out: " + drawings.error().message);
  chart_->setDrawings(drawings ? std::move(*drawings) : std::vector<chart::Drawing>{});
}

void ChartCell::keepDrawings() {
  if (drawn_.isEmpty()) return;
  if (chart_->drawings().empty())
    app_.state().drawings.remove(drawn_);
  else
    app_.state().drawings[drawn_] = text_of(chart::drawings_to_json(chart_->drawings()));
  Q_EMIT drawingsKept(drawn_);
}

bool ChartCell::eventFilter(QObject* watched, QEvent* event) {
  if (watched == chart_ &&
      (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusIn))
    Q_EMIT chosen();
  return QFrame::eventFilter(watched, event);
}

}  // namespace fwq::desktop
