// The form of the back-test dialog.
#include "backtest_form.hpp"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "app_context.hpp"
#include "fwq/core/text.hpp"
#include "param_form.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {

BacktestForm::BacktestForm(AppContext& app, QWidget* parent) : QWidget(parent), app_(app) {
  setFixedWidth(310);
  makeControls();
  layOut();
  connect(strategy_, &QComboBox::currentIndexChanged, this, [this] { takeStrategy(); });
  connect(&app_.session(), &StockSession::loaded, this, [this] { showSymbol(); });
  takeStrategy();
  showSymbol();
}

void BacktestForm::makeControls() {
  symbol_ = role_label({}, "heading", this);
  symbol_->setObjectName(QStringLiteral("symbol"));
  strategy_ = new QComboBox(this);
  strategy_->setObjectName(QStringLiteral("strategy"));
  for (const auto* def : backtest::built_in_strategies())
    strategy_->addItem(text_of(app_.chinese() ? def->title_zh : def->title_en), text_of(def->id));
  strategy_->setCurrentIndex(std::max(0, strategy_->findData(QStringLiteral("ma_cross"))));
  params_ = new ParamForm(app_.chinese(), this);
  from_ = new QLineEdit(this);
  from_->setObjectName(QStringLiteral("from"));
  to_ = new QLineEdit(this);
  to_->setObjectName(QStringLiteral("to"));
  for (auto* line : {from_, to_}) line->setPlaceholderText(say("YYYY-MM-DD, empty: all"));
  cash_ = box("cash", 1'000, 1e11, 100'000, 2, 1'000'000);
  commission_ = box("commission", 0, 5, 0.005, 4, 0.025, QStringLiteral(" %"));
  slippage_ = box("slippage", 0, 5, 0.05, 3, 0, QStringLiteral(" %"));
  stop_loss_ = box("stop_loss", 0, 99, 1, 1, 0, QStringLiteral(" %"));
  take_profit_ = box("take_profit", 0, 1000, 1, 1, 0, QStringLiteral(" %"));
  for (auto* exit : {stop_loss_, take_profit_}) exit->setSpecialValueText(say("none"));
}

void BacktestForm::layOut() {
  auto* group = new QGroupBox(say("Parameters"), this);
  auto* inside = new QVBoxLayout(group);
  inside->addWidget(params_);
  auto* form = new QFormLayout;
  form->addRow(say("&From:"), from_);
  form->addRow(say("&Until:"), to_);
  form->addRow(say("&Cash (CNY):"), cash_);
  form->addRow(say("Co&mmission:"), commission_);
  form->addRow(say("S&lippage:"), slippage_);
  form->addRow(say("Stop loss (&x):"), stop_loss_);
  form->addRow(say("Take &profit:"), take_profit_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 8, 0);
  layout->addWidget(symbol_);
  auto* top = new QFormLayout;
  top->addRow(say("S&trategy:"), strategy_);
  layout->addLayout(top);
  layout->addWidget(group);
  layout->addLayout(form);
  layout->addStretch(1);
}

QDoubleSpinBox* BacktestForm::box(const char* name, double low, double high, double step,
                                  int decimals, double value, const QString& suffix) {
  auto* made = new QDoubleSpinBox(this);
  made->setObjectName(QLatin1String(name));
  made->setDecimals(decimals);
  made->setRange(low, high);
  made->setSingleStep(step);
  made->setValue(value);
  made->setSuffix(suffix);
  return made;
}

const backtest::StrategyDef& BacktestForm::strategy() const {
  return *backtest::built_in_strategies()[static_cast<std::size_t>(strategy_->currentIndex())];
}

QString BacktestForm::strategyName() const {
  return strategy_->currentText();
}

void BacktestForm::takeStrategy() {
  const auto& def = strategy();
  params_->setParams({def.params.begin(), def.params.size()});
}

void BacktestForm::showSymbol() {
  const auto& view = app_.session().view();
  symbol_->setText(view ? text_of(view->stock().symbol.text()) + QLatin1Char(' ') +
                              text_of(view->stock().name)
                        : say("No stock is shown."));
}

Result<coordinators::BacktestRequest> BacktestForm::request() const {
  coordinators::BacktestRequest made;
  made.strategy = strategy().id;
  const auto values = params_->values();
  for (std::size_t i = 0; i < values.size(); ++i)
    made.parameters.emplace_back(std::string(strategy().params[i].name), core::shortest(values[i]));
  made.symbols = {std::string(app_.session().view()->stock().symbol.text())};
  made.period = app_.session().view()->stock().period;
  if (!from_->text().trimmed().isEmpty()) {
    FWQ_TRY_ASSIGN(from, data::parse_time(utf8_of(from_->text().trimmed())));
    made.engine.range.from = from;
  }
  if (!to_->text().trimmed().isEmpty()) {
    FWQ_TRY_ASSIGN(to, data::parse_time(utf8_of(to_->text().trimmed())));
    made.engine.range.to = to + data::kSecondsPerDay;  // That day too.
  }
  made.engine.cash = cash_->value();
  made.engine.broker.slippage.value = slippage_->value() / 100;
  made.costs.commission_rate = commission_->value() / 100;
  made.target.exits.stop_loss = stop_loss_->value() / 100;
  made.target.exits.take_profit = take_profit_->value() / 100;
  return made;
}

}  // namespace fwq::desktop
