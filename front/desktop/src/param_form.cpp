// A spin box for each parameter, within its range and by its step.
#include "param_form.hpp"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <cmath>

#include "say.hpp"

namespace fwq::desktop {
namespace {

// Digits after the point that a step and a default need.
int decimals_of(const analysis::ParamDef& param) {
  if (param.kind == analysis::ParamKind::integer) return 0;
  for (int digits = 0; digits < 6; ++digits) {
    const double scale = std::pow(10.0, digits);
    const auto whole = [scale](double value) {
      return std::abs(value * scale - std::round(value * scale)) < 1e-6;
    };
    if (whole(param.step) && whole(param.value)) return std::max(digits, 1);
  }
  return 6;
}

}  // namespace

ParamForm::ParamForm(bool chinese, QWidget* parent)
    : QWidget(parent), chinese_(chinese), layout_(new QFormLayout(this)) {
  layout_->setContentsMargins(0, 0, 0, 0);
}

void ParamForm::setParams(std::span<const analysis::ParamDef> params) {
  while (layout_->rowCount() > 0) layout_->removeRow(0);
  boxes_.clear();
  for (const auto& param : params) {
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(QStringLiteral("param_") + text_of(param.name));
    box->setDecimals(decimals_of(param));
    box->setRange(param.min, param.max);
    box->setSingleStep(param.step > 0 ? param.step : 1);
    box->setValue(param.value);
    const QString help = text_of(chinese_ ? param.help_zh : param.help_en);
    box->setToolTip(help);
    box->setAccessibleDescription(help);
    if (!param.unit.empty() && param.unit != "bars")
      box->setSuffix(QLatin1Char(' ') + text_of(param.unit));
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
      if (changed) changed();
    });
    // The sentence of a parameter names it; the name alone means little to who does not program.
    layout_->addRow(
        (help.isEmpty() || help.size() > 24 ? text_of(param.name) : help) + QStringLiteral(":"),
        box);
    boxes_.push_back(box);
  }
}

void ParamForm::setValues(std::span<const double> values) {
  for (std::size_t i = 0; i < std::min(values.size(), boxes_.size()); ++i)
    boxes_[i]->setValue(values[i]);
}

std::vector<double> ParamForm::values() const {
  std::vector<double> out;
  for (const auto* box : boxes_) out.push_back(box->value());
  return out;
}

}  // namespace fwq::desktop
