// Controls for the parameters of a row of a table (strategy, indicator, pattern), made from their descriptions.
#pragma once

#include <QWidget>
#include <functional>
#include <span>
#include <vector>

#include "fwq/analysis/parameters.hpp"

class QDoubleSpinBox;
class QFormLayout;

namespace fwq::desktop {

class ParamForm : public QWidget {
 public:
  explicit ParamForm(bool chinese, QWidget* parent = nullptr);

  // In place of those before, with the defaults.
  void setParams(std::span<const analysis::ParamDef> params);
  void setValues(std::span<const double> values);
  std::vector<double> values() const;
  std::function<void()> changed;

 private:
  bool chinese_;
  QFormLayout* layout_;
  std::vector<QDoubleSpinBox*> boxes_;
};

}  // namespace fwq::desktop
