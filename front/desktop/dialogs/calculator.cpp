// Tools > Calculator: how much to buy for a risk, what a trade costs by the exchange's rules, returns, and Chinese units.
#include <QDate>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>
#include <QVBoxLayout>
#include <cmath>

#include "app_context.hpp"
#include "fwq/backtest/broker.hpp"
#include "fwq/backtest/rulebook.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "trade_costs.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Calculator");

QString money(double yuan) {
  return std::isfinite(yuan) ? QLocale(QLocale::English).toString(yuan, 'f', 2)
                             : QStringLiteral("-");
}

// A form of numbers above, results below; computed anew when a number changes.
class Sheet : public QWidget {
 public:
  explicit Sheet(QWidget* parent) : QWidget(parent), form_(new QFormLayout(this)) {
    form_->setContentsMargins(14, 14, 14, 14);
    form_->setVerticalSpacing(8);
  }

  QDoubleSpinBox* number(const char* name, const QString& title, double low, double high,
                         double step, int decimals, double value, const QString& suffix = {}) {
    auto* box = new QDoubleSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setDecimals(decimals);
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setGroupSeparatorShown(high > 1e6);
    box->setValue(value);
    box->setSuffix(suffix);
    form_->addRow(title, box);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
      if (compute) compute();
    });
    return box;
  }

  QLineEdit* security(const QString& value) {
    auto* line = new QLineEdit(value, this);
    line->setObjectName(QStringLiteral("security"));
    form_->addRow(say("Security:"), line);
    connect(line, &QLineEdit::textChanged, this, [this] {
      if (compute) compute();
    });
    return line;
  }

  QLabel* result(const char* name, const QString& title) {
    auto* label = role_label(QStringLiteral("-"), "heading", this);
    label->setObjectName(QLatin1String(name));
    label->setAlignment(Qt::AlignRight);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form_->addRow(title, label);
    return label;
  }

  QLabel* note() {
    auto* label = role_label({}, "muted", this);
    label->setObjectName(QStringLiteral("note"));
    label->setWordWrap(true);
    form_->addRow(label);
    return label;
  }

  std::function<void()> compute;

 private:
  QFormLayout* form_;
};

Sheet* position_sheet(AppContext& app, const QString& symbol, double price, QWidget* parent) {
  auto* sheet = new Sheet(parent);
  auto* security = sheet->security(symbol);
  auto* cash = sheet->number("capital", say("Capital (CNY):"), 0, 1e11, 10'000, 2, 100'000);
  auto* risk =
      sheet->number("risk", say("Risk of the capital:"), 0, 100, 0.5, 2, 1, QStringLiteral(" %"));
  auto* entry = sheet->number("entry", say("Price in:"), 0, 1e6, 0.01, 3, price);
  auto* stop = sheet->number("stop", say("Stop:"), 0, 1e6, 0.01, 3, price * 0.95);
  auto* shares = sheet->result("shares", say("Shares to buy:"));
  auto* cost = sheet->result("cost", say("They cost, fees included (CNY):"));
  auto* loss = sheet->result("loss", say("Loss at the stop, fees included (CNY):"));
  auto* note = sheet->note();
  sheet->compute = [=, &app] {
    const auto size = position_size(utf8_of(security->text()), cash->value(), risk->value() / 100,
                                    entry->value(), stop->value());
    note->setText(size ? say("Whole lots, never more than the capital buys.")
                       : app.text(size.error()));
    shares->setText(size ? QString::number(size->shares) : QStringLiteral("-"));
    cost->setText(size ? money(size->cost) : QStringLiteral("-"));
    loss->setText(size ? money(size->loss) : QStringLiteral("-"));
  };
  sheet->compute();
  return sheet;
}

Sheet* fees_sheet(AppContext& app, const QString& symbol, double price, QWidget* parent) {
  auto* sheet = new Sheet(parent);
  auto* security = sheet->security(symbol);
  auto* shares = sheet->number("shares", say("Shares:"), 0, 1e9, 100, 0, 1000);
  auto* bought = sheet->number("bought", say("Bought at:"), 0, 1e6, 0.01, 3, price);
  auto* sold = sheet->number("sold", say("Sold at:"), 0, 1e6, 0.01, 3, price * 1.05);
  auto* rate =
      sheet->number("rate", say("Commission:"), 0, 5, 0.005, 4, 0.025, QStringLiteral(" %"));
  auto* least = sheet->number("least", say("Least commission (CNY):"), 0, 1000, 1, 2, 5);
  auto* buying = sheet->result("buying", say("Fees of buying (CNY):"));
  auto* selling = sheet->result("selling", say("Fees of selling (CNY):"));
  auto* gain = sheet->result("gain", say("Gain after fees (CNY):"));
  auto* even = sheet->result("even", say("Without gain or loss at:"));
  auto* note = sheet->note();
  sheet->compute = [=, &app] {
    const backtest::CostSettings costs{.commission_rate = rate->value() / 100,
                                       .min_commission = least->value()};
    const auto trip =
        round_trip(utf8_of(security->text()), static_cast<std::int64_t>(shares->value()),
                   bought->value(), sold->value(), costs);
    note->setText(
        trip ? say("By the rules in force today: stamp duty on sales, transfer fee on both sides.")
             : app.text(trip.error()));
    buying->setText(trip ? money(trip->fees_in) : QStringLiteral("-"));
    selling->setText(trip ? money(trip->fees_out) : QStringLiteral("-"));
    gain->setText(trip ? money(trip->gain) : QStringLiteral("-"));
    even->setText(trip ? text_of(core::fixed(trip->even, 3)) : QStringLiteral("-"));
  };
  sheet->compute();
  return sheet;
}

Sheet* returns_sheet(QWidget* parent) {
  auto* sheet = new Sheet(parent);
  auto* start = sheet->number("start", say("Value at the start:"), 0.01, 1e12, 1000, 2, 100'000);
  auto* end = sheet->number("end", say("Value at the end:"), 0, 1e12, 1000, 2, 150'000);
  auto* years = sheet->number("years", say("Years:"), 0.01, 200, 0.5, 2, 3);
  auto* total = sheet->result("total", say("In all:"));
  auto* yearly = sheet->result("yearly", say("A year, compounded:"));
  auto* doubled = sheet->result("doubled", say("Years until it doubles at that rate:"));
  sheet->compute = [=] {
    const double ratio = end->value() / start->value();
    const double rate = std::pow(ratio, 1 / years->value()) - 1;
    total->setText(percent_text(ratio - 1));
    yearly->setText(percent_text(rate));
    doubled->setText(rate > 0 ? text_of(core::fixed(std::log(2) / std::log1p(rate), 1))
                              : QStringLiteral("-"));
  };
  sheet->compute();
  return sheet;
}

Sheet* units_sheet(QWidget* parent) {
  auto* sheet = new Sheet(parent);
  auto* amount = sheet->number("amount", say("Number:"), -1e15, 1e15, 1, 4, 12'345'678);
  auto* wan = sheet->result("wan", say("In ten thousands (万):"));
  auto* yi = sheet->result("yi", say("In hundred millions (亿):"));
  auto* lots = sheet->result("lots", say("As shares, in lots of 100 (手):"));
  auto* shares = sheet->result("as_shares", say("As lots of 100 (手), in shares:"));
  sheet->compute = [=] {
    const double value = amount->value();
    wan->setText(text_of(core::shortest(value / 1e4)));
    yi->setText(text_of(core::shortest(value / 1e8)));
    lots->setText(text_of(core::shortest(value / 100)));
    shares->setText(text_of(core::shortest(value * 100)));
  };
  sheet->compute();
  return sheet;
}

class CalculatorDialog : public QDialog {
 public:
  CalculatorDialog(AppContext& app, QWidget* parent) : QDialog(parent) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    const auto& view = app.session().view();
    const QString symbol = view ? text_of(view->stock().symbol.text()) : QStringLiteral("SH600000");
    const double price = view ? view->stock().until_end().close().back() : 10;
    auto* tabs = new QTabWidget(this);
    tabs->addTab(position_sheet(app, symbol, price, tabs), say("Position"));
    tabs->addTab(fees_sheet(app, symbol, price, tabs), say("Fees"));
    tabs->addTab(returns_sheet(tabs), say("Returns"));
    tabs->addTab(units_sheet(tabs), say("Units"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    resize(460, 470);
  }
};

}  // namespace

extern const DialogDef calculator_def{
    .id = "calculator",
    .title = kTitle,
    .menu = "tools",
    .shortcut = "Ctrl+K",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new CalculatorDialog(app, parent);
    },
};

}  // namespace fwq::desktop
