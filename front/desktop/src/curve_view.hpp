// A few curves over time in one picture: the value of an account beside buying and holding.
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>
#include <vector>

#include "fwq/data/time.hpp"
#include "look.hpp"

namespace fwq::desktop {

struct Curve {
  QString name;
  std::vector<double> values;  // As many as times; NaN: none there.
  int color = 0;               // Of the theme's indicator colours.
};

class CurveView : public QWidget {
 public:
  explicit CurveView(QWidget* parent = nullptr);

  // Requires: as many values as times in each curve; without times the axis counts the values from 1.
  void setCurves(std::vector<data::Time> times, std::vector<Curve> curves);
  void setLook(const Look& look, const core::Theme& theme);
  QSize minimumSizeHint() const override;

 protected:
  // Cost: linear in the values; a curve with more values than pixels is drawn by the extremes of each pixel.
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintAxis(QPainter& painter, const QRectF& plot, double low, double high) const;
  void paintCurve(QPainter& painter, const QRectF& plot, double low, double high,
                  const Curve& curve) const;
  void paintLegend(QPainter& painter, const QRectF& plot) const;
  std::vector<data::Time> times_;
  std::vector<Curve> curves_;
  Look look_;
  core::Theme theme_;
};

}  // namespace fwq::desktop
