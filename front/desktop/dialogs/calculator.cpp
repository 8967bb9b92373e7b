// Tools > Calculator: how much to buy for a risk, what a trade costs by the exchange's rules, returns, prices and
// percent, and units of shares, money, shares of a whole and trading time.
#include <QComboBox>
#include <QDate>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>
#include <cmath>
#include <vector>

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

// A factor to the unit that all of a kind are counted in.
struct UnitRow {
  const char* title;
  double factor;
};
struct UnitKind {
  const char* title;
  std::vector<UnitRow> units;
};

// Lots are those of a stock: 100 shares; a basis point is a hundredth of a percent. Times are trading time: four hours a
// day, 244 days a year.
const std::vector<UnitKind>& unit_kinds() {
  static const std::vector<UnitKind> kinds{
      {FWQ_SAY_LATER("Shares"),
       {{FWQ_SAY_LATER("shares (股)"), 1},
        {FWQ_SAY_LATER("lots of 100 (手)"), 100},
        {FWQ_SAY_LATER("ten thousand shares (万股)"), 1e4},
        {FWQ_SAY_LATER("ten thousand lots (万手)"), 1e6},
        {FWQ_SAY_LATER("hundred million shares (亿股)"), 1e8}}},
      {FWQ_SAY_LATER("Money"),
       {{FWQ_SAY_LATER("fen (分)"), 0.01},
        {FWQ_SAY_LATER("jiao (角)"), 0.1},
        {FWQ_SAY_LATER("yuan (元)"), 1},
        {FWQ_SAY_LATER("ten thousand yuan (万元)"), 1e4},
        {FWQ_SAY_LATER("million yuan (百万元)"), 1e6},
        {FWQ_SAY_LATER("hundred million yuan (亿元)"), 1e8}}},
      {FWQ_SAY_LATER("Shares of a whole"),
       {{FWQ_SAY_LATER("as a fraction"), 1},
        {FWQ_SAY_LATER("percent (%)"), 0.01},
        {FWQ_SAY_LATER("per mille (‰)"), 0.001},
        {FWQ_SAY_LATER("per ten thousand, basis points (‱)"), 1e-4}}},
      {FWQ_SAY_LATER("Trading time"),
       {{FWQ_SAY_LATER("minutes"), 1},
        {FWQ_SAY_LATER("hours"), 60},
        {FWQ_SAY_LATER("days of 4 hours"), 240},
        {FWQ_SAY_LATER("weeks of 5 days"), 1200},
        {FWQ_SAY_LATER("years of 244 days"), 58'560}}}};
  return kinds;
}

// A number of one unit in all others of its kind.
class UnitSheet : public QWidget {
 public:
  explicit UnitSheet(QWidget* parent) : QWidget(parent) {
    kind_ = new QComboBox(this);
    kind_->setObjectName(QStringLiteral("unit_kind"));
    for (const auto& kind : unit_kinds()) kind_->addItem(say(kind.title));
    amount_ = new QDoubleSpinBox(this);
    amount_->setObjectName(QStringLiteral("amount"));
    amount_->setDecimals(4);
    amount_->setRange(-1e15, 1e15);
    amount_->setGroupSeparatorShown(true);
    amount_->setValue(12'345'678);
    unit_ = new QComboBox(this);
    unit_->setObjectName(QStringLiteral("unit"));
    table_ = text_table({say("Number"), say("Unit")}, this);
    table_->setObjectName(QStringLiteral("converted"));
    table_->setAccessibleName(say("In other units"));
    auto* form = new QFormLayout;
    form->addRow(say("&Kind:"), kind_);
    form->addRow(say("N&umber:"), amount_);
    form->addRow(say("U&nit:"), unit_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->addLayout(form);
    layout->addWidget(table_, 1);
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] { takeKind(); });
    connect(unit_, &QComboBox::currentIndexChanged, this, [this] { compute(); });
    connect(amount_, &QDoubleSpinBox::valueChanged, this, [this] { compute(); });
    takeKind();
  }

 private:
  const UnitKind& kind() const {
    return unit_kinds()[static_cast<std::size_t>(kind_->currentIndex())];
  }

  void takeKind() {
    const QSignalBlocker quiet(unit_);
    unit_->clear();
    for (const auto& unit : kind().units) unit_->addItem(say(unit.title));
    compute();
  }

  void compute() {
    const auto& units = kind().units;
    const double base =
        amount_->value() * units[static_cast<std::size_t>(unit_->currentIndex())].factor;
    table_->setRowCount(static_cast<int>(units.size()));
    for (int i = 0; i < table_->rowCount(); ++i) {
      const auto& unit = units[static_cast<std::size_t>(i)];
      // To the digits that a double has for certain: 0.07 and not 0.07000000000000001.
      const QString number = QString::number(base / unit.factor, 'g', 15);
      table_->setItem(i, 0, number_item(plain(number), base / unit.factor));
      table_->setItem(i, 1, text_item(say(unit.title)));
    }
    fit_columns(table_);
    table_->setColumnWidth(0, std::max(table_->columnWidth(0), 190));
  }

  // Without an exponent, as far as it is shorter so.
  static QString plain(const QString& number) {
    return number.contains(QLatin1Char('e')) ? text_of(core::shortest(number.toDouble())) : number;
  }

  QComboBox *kind_ = nullptr, *unit_ = nullptr;
  QDoubleSpinBox* amount_ = nullptr;
  QTableWidget* table_ = nullptr;
};

// A price and its change in percent: what one becomes of the other, and within which limits it stays.
Sheet* change_sheet(double price, QWidget* parent) {
  auto* sheet = new Sheet(parent);
  auto* before = sheet->number("before", say("Price before:"), 0.001, 1e6, 0.01, 3, price);
  auto* percent =
      sheet->number("percent", say("Change:"), -100, 1e6, 0.5, 3, 10, QStringLiteral(" %"));
  auto* after = sheet->number("after", say("Price after:"), 0, 1e10, 0.01, 3, price * 1.1);
  auto* moved = sheet->result("moved", say("The price changes by:"));
  auto* back = sheet->result("back", say("And comes back with a change of:"));
  sheet->compute = [=] {
    const double ratio = after->value() / before->value();
    moved->setText(text_of(core::fixed(after->value() - before->value(), 3)));
    back->setText(ratio > 0 ? percent_text(1 / ratio - 1) : QStringLiteral("-"));
  };
  // What is typed stays; the other follows.
  const auto follow = [=](QDoubleSpinBox* box, double value) {
    const QSignalBlocker quiet(box);
    box->setValue(value);
    sheet->compute();
  };
  const auto to_price = [=] { follow(after, before->value() * (1 + percent->value() / 100)); };
  QObject::connect(percent, &QDoubleSpinBox::valueChanged, sheet, to_price);
  QObject::connect(before, &QDoubleSpinBox::valueChanged, sheet, to_price);
  QObject::connect(after, &QDoubleSpinBox::valueChanged, sheet,
                   [=] { follow(percent, (after->value() / before->value() - 1) * 100); });
  to_price();
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
    tabs->addTab(change_sheet(price, tabs), say("Price and percent"));
    tabs->addTab(new UnitSheet(tabs), say("Units"));
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
