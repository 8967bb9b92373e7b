// On the right: the stock as a whole: its last bar, trend, averages, support and resistance.
#include <QTextBrowser>
#include <QVBoxLayout>
#include <cmath>
#include <iterator>

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr std::size_t kSpans[] = {5, 20, 60};  // Of Trend::averages.

class OverviewPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    page_ = new QTextBrowser(this);
    page_->setObjectName(QStringLiteral("overview"));
    page_->setAccessibleName(say("Overview"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(page_);
    connect(&app(), &AppContext::themeChanged, this, [this] {
      if (view_ != nullptr) page_->setHtml(html());
    });
    clear_content(say("No stock is shown."));
  }

  void update_content(const StockView& view) override {
    view_ = &view;
    page_->setHtml(html());
  }

  void clear_content(const QString& message) override {
    view_ = nullptr;
    page_->setPlainText(message);
  }

 private:
  QString number(double value) const {
    return text_of(core::fixed(value, coordinators::price_digits(view_->stock())));
  }

  static QString row(const QString& name, const QString& value) {
    return QStringLiteral(
               "<tr><td style='padding:2px 14px 2px 0'>%1</td>"
               "<td align='right' style='padding:2px 0'>%2</td></tr>")
        .arg(name.toHtmlEscaped(), value);
  }

  QString moved(double fraction) const {
    const QColor color = fraction > 0   ? app().look().up
                         : fraction < 0 ? app().look().down
                                        : app().look().text;
    return QStringLiteral("<span style='color:%1'>%2</span>")
        .arg(color.name(), percent_text(fraction));
  }

  QString part(const QString& title, const QString& rows) const {
    return QStringLiteral(
               "<h4 style='margin:10px 0 4px 0; color:%1'>%2</h4><table width='100%'>%3</table>")
        .arg(app().look().muted.name(), title.toHtmlEscaped(), rows);
  }

  QString lastBar() const {
    const data::Bars bars = view_->stock().until_end();
    const data::Bar bar = bars[bars.size() - 1];
    const auto change = [&](std::size_t back) {
      return bars.size() > back ? bar.close / bars.close()[bars.size() - 1 - back] - 1
                                : data::kNone;
    };
    QString rows =
        row(say("Time"), text_of(coordinators::time_text(bar.time, view_->stock().period)));
    rows += row(say("Open"), number(bar.open)) + row(say("High"), number(bar.high)) +
            row(say("Low"), number(bar.low)) + row(say("Close"), number(bar.close));
    rows += row(say("Volume (shares)"), amount_text(bar.volume)) +
            row(say("Amount (CNY)"), amount_text(bar.amount));
    rows += row(say("Change"), moved(change(1))) + row(say("Over 5 bars"), moved(change(5))) +
            row(say("Over 20 bars"), moved(change(20))) +
            row(say("Over 60 bars"), moved(change(60)));
    return part(say("Last bar"), rows);
  }

  QString trend() const {
    const auto& trend = view_->analysis.trend;
    if (trend.bars == 0) return part(say("Trend"), row(say("Too few bars"), {}));
    QString rows = row(say("Direction"),
                       text_of(coordinators::direction_text(trend.direction, app().chinese())));
    rows +=
        row(say("Strength"), text_of(core::fixed(trend.strength * 100, 0)) + QStringLiteral(" %"));
    rows += row(say("Slope per bar"),
                text_of(core::fixed(trend.slope_percent, 3)) + QStringLiteral(" %"));
    rows += row(say("Fit (R²)"), text_of(core::fixed(trend.r_squared, 2)));
    for (std::size_t i = 0; i < std::min(trend.averages.size(), std::size(kSpans)); ++i)
      if (!std::isnan(trend.averages[i]))
        rows += row(say("Mean of %1 closes").arg(kSpans[i]), number(trend.averages[i]));
    return part(say("Trend over %1 bars").arg(trend.bars), rows);
  }

  QString levels() const {
    QString rows;
    for (const auto& level : view_->analysis.levels) {
      const QString kind =
          level.kind == analysis::LevelKind::support ? say("Support") : say("Resistance");
      rows += row(kind, number(level.price) + QStringLiteral(" · ") +
                            say("touched %1×").arg(level.touches));
    }
    if (rows.isEmpty()) rows = row(say("None in the last 250 bars"), {});
    return part(say("Support and resistance"), rows);
  }

  QString about() const {
    const auto& stock = view_->stock();
    QString rows = row(say("Number of bars"), QString::number(stock.adjusted.bars.size()));
    rows +=
        row(say("Adjustment"), text_of(coordinators::adjust_text(view_->adjust, app().chinese())));
    rows += row(say("Ex-rights events"), QString::number(stock.adjusted.events.size()));
    rows += row(say("Cuts"), QString::number(stock.cuts.size()));
    rows += row(say("Source"), text_of(stock.source).toHtmlEscaped());
    return part(say("Data"), rows);
  }

  QString html() const { return lastBar() + trend() + levels() + about(); }

  QTextBrowser* page_ = nullptr;
  const StockView* view_ = nullptr;
};

}  // namespace

extern const PanelDef overview_def{
    .id = "overview",
    .title = QT_TRANSLATE_NOOP("panels", "Overview"),
    .area = PanelArea::right,
    .order = 0,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new OverviewPanel(app, parent);
    },
};

}  // namespace fwq::desktop
