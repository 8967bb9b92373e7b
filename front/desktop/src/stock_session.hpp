// The stock in front of the user: loaded and analysed in the background; what is asked for last wins.
#pragma once

#include <QObject>
#include <memory>

#include "fwq/chart/chart_data.hpp"
#include "fwq/coordinators/analyse.hpp"
#include "jobs.hpp"

namespace fwq::desktop {

class AppContext;

// A stock with all that is shown of it. Immutable; its memory is its own, none of the store's.
struct StockView {
  coordinators::Analysis analysis;
  // Of the whole history, oldest first, at or above the patterns' own thresholds.
  std::vector<coordinators::FoundPattern> hits;
  data::Adjust adjust = data::Adjust::forward;
  chart::ChartDataPtr chart;  // The same as the chart takes it.

  const coordinators::Stock& stock() const noexcept { return analysis.stock; }
};

// Loads and analyses what a person typed or chose. Blocking. [any-thread] Errors: as StockLoader, and of the analysis.
Result<std::shared_ptr<const StockView>> load_stock_view(AppContext& app, const std::string& text,
                                                         const coordinators::StockRequest& request);

class StockSession : public QObject {
  Q_OBJECT

 public:
  explicit StockSession(AppContext& app);

  // What a person typed or chose: a symbol in any spelling, or a name. [gui-thread]
  void select(const QString& text);
  // The same in that period and adjustment: one load.
  void select(const QString& text, data::Period period, data::Adjust adjust);
  // Puts a stock in front that has been loaded already. What was being loaded is dropped. Requires: not null.
  void adopt(const std::shared_ptr<const StockView>& view);
  void setPeriod(data::Period period);
  void setAdjust(data::Adjust adjust);
  // Loads the same again: its data or the settings have changed.
  void reload();

  const QString& asked() const noexcept { return asked_; }
  data::Period period() const noexcept { return period_; }
  data::Adjust adjust() const noexcept { return adjust_; }
  bool isLoading() const noexcept { return loading_ != 0; }
  // Asks the chart to show these bars of the stock in front, with some room around them.
  void showBars(std::size_t first, std::size_t last) { Q_EMIT barsWanted(first, last); }
  // The last one that was loaded; null before the first.
  const std::shared_ptr<const StockView>& view() const noexcept { return view_; }

 Q_SIGNALS:
  void loading(const QString& text);
  void loaded(const std::shared_ptr<const fwq::desktop::StockView>& view);
  void failed(const QString& text, const QString& problem);
  void barsWanted(qulonglong first, qulonglong last);

 private:
  void load();
  void tellLoaded();
  AppContext& app_;
  QString asked_;
  data::Period period_ = data::Period::day;
  data::Adjust adjust_ = data::Adjust::forward;
  JobId loading_ = 0;
  std::shared_ptr<const StockView> view_;
};

}  // namespace fwq::desktop
