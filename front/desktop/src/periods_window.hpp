// The stock in front in four periods beside each other, under one crosshair.
#pragma once

#include <QWidget>
#include <array>

#include "fwq/chart/chart_link.hpp"
#include "fwq/chart/chart_widget.hpp"
#include "jobs.hpp"

namespace fwq::desktop {

class AppContext;

// A window of its own; follows the stock in front and the theme. A period that cannot be made says why in its place.
class PeriodsWindow : public QWidget {
  Q_OBJECT

 public:
  static constexpr std::array kPeriods{data::Period::day, data::Period::week, data::Period::month,
                                       data::Period::min60};
  // Opens it, or brings the one that is open to the front. Owned by `owner`; `link`, under whose crosshair it stands,
  // outlives it.
  static PeriodsWindow& open(AppContext& app, QWidget& owner, chart::ChartLink& link);

  chart::ChartWidget& chart(std::size_t number) { return *charts_[number]; }

 private:
  PeriodsWindow(AppContext& app, QWidget& owner, chart::ChartLink& link);
  void load();
  void loadOne(std::size_t number);
  void restyle();

  AppContext& app_;
  std::array<chart::ChartWidget*, kPeriods.size()> charts_{};
  std::array<JobId, kPeriods.size()> loading_{};
};

}  // namespace fwq::desktop
