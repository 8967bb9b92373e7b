// At the bottom: the alerts that a person set, and what has come true of them.
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "alert_list.hpp"
#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

class AlertsPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    makeTables();
    auto* split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->addWidget(side(alerts_, {new_, edit_, remove_, check_}));
    split->addWidget(side(hits_, {acknowledge_, all_, forget_}));
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(split, 1);
    layout->addWidget(note_);
    connectAll();
    showBook();
    app().alerts().load();
  }

 private:
  QPushButton* button(const QString& text, const char* name) {
    auto* made = new QPushButton(text, this);
    made->setObjectName(QLatin1String(name));
    return made;
  }

  void makeTables() {
    alerts_ = text_table({say("Alert"), say("Securities"), say("Condition"), say("State")}, this);
    alerts_->setObjectName(QStringLiteral("alerts"));
    alerts_->setAccessibleName(say("Alerts"));
    hits_ = text_table(
        {say("Time"), say("Code"), say("Price"), say("Alert"), say("What came true"), say("State")},
        this);
    hits_->setObjectName(QStringLiteral("hits"));
    hits_->setAccessibleName(say("Alerts that came true"));
    new_ = button(say("New…"), "new");
    edit_ = button(say("Edit…"), "edit");
    remove_ = button(say("Delete"), "remove");
    check_ = button(say("Check now"), "check");
    acknowledge_ = button(say("Acknowledge"), "acknowledge");
    all_ = button(say("Acknowledge all"), "all");
    forget_ = button(say("Remove"), "forget");
  }

  QWidget* side(QTableWidget* table, const QList<QPushButton*>& buttons) {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout;
    for (auto* one : buttons) column->addWidget(one);
    column->addStretch(1);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table, 1);
    layout->addLayout(column);
    return page;
  }

  void connectAll() {
    AlertList& list = app().alerts();
    connect(&list, &AlertList::changed, this, [this] { showBook(); });
    connect(&list, &AlertList::checked, this, [this](int fresh, const QString& problems) {
      set_role(note_, problems.isEmpty() ? "muted" : "warning");
      note_->setText(problems.isEmpty() ? say("Checked; raised anew: %1.").arg(fresh) : problems);
    });
    connect(&list, &AlertList::failed, this, [this](const QString& problem) {
      set_role(note_, "error");
      note_->setText(problem);
    });
    connect(new_, &QPushButton::clicked, this,
            [this] { app().wantDialog(QStringLiteral("alert")); });
    connect(edit_, &QPushButton::clicked, this, [this] { edit(); });
    connect(alerts_, &QTableWidget::itemActivated, this, [this] { edit(); });
    connect(remove_, &QPushButton::clicked, this, [this] { app().alerts().remove(chosenAlert()); });
    connect(check_, &QPushButton::clicked, this, [this] { app().alerts().check(true); });
    connect(acknowledge_, &QPushButton::clicked, this,
            [this] { app().alerts().acknowledge(chosenHit()); });
    connect(all_, &QPushButton::clicked, this,
            [this] { app().alerts().acknowledge(app().alerts().book().hits); });
    connect(forget_, &QPushButton::clicked, this,
            [this] { app().alerts().removeHits(chosenHit()); });
    connect(hits_, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* item) {
      app().wantStock(hits_->item(item->row(), 1)->text());
    });
    for (auto* table : {alerts_, hits_})
      connect(table, &QTableWidget::itemSelectionChanged, this, [this] { settle(); });
    connect(&app(), &AppContext::themeChanged, this, [this] { showBook(); });
    connect(&app().securities(), &Securities::changed, this, [this] { showBook(); });
  }

  std::int64_t chosenAlert() const {
    const auto row = static_cast<std::size_t>(alerts_->currentRow());
    const auto& all = app().alerts().book().alerts;
    return row < all.size() ? all[row].id : 0;
  }

  std::vector<data::AlertHit> chosenHit() const {
    const auto row = static_cast<std::size_t>(hits_->currentRow());
    const auto& all = app().alerts().book().hits;
    return row < all.size() ? std::vector{all[row]} : std::vector<data::AlertHit>{};
  }

  void edit() {
    if (const auto id = chosenAlert(); id != 0)
      app().wantDialog(QStringLiteral("alert"), QString::number(id));
  }

  QString named(data::Symbol symbol) const {
    const QString text = text_of(symbol.text());
    const auto* row = app().securities().find(text);
    return row == nullptr || row->name.isEmpty() ? text : text + QLatin1Char(' ') + row->name;
  }

  // In the words of the person in front, where the alert still asks the same.
  QString cameTrue(const data::AlertHit& hit, const data::AlertRecord* alert) const {
    if (alert == nullptr) return text_of(hit.text);
    const auto flavour = analysis::parse_flavour(app().config().text("indicators.flavour"));
    const auto conditions =
        coordinators::alert_conditions(*alert, flavour.value_or(analysis::Flavour::tdx));
    return conditions && coordinators::alert_text(*conditions, alert->any) == hit.text
               ? conditionsOf(*alert)
               : text_of(hit.text);
  }

  QString conditionsOf(const data::AlertRecord& alert) const {
    const auto flavour = analysis::parse_flavour(app().config().text("indicators.flavour"));
    const auto conditions =
        coordinators::alert_conditions(alert, flavour.value_or(analysis::Flavour::tdx));
    return conditions
               ? text_of(coordinators::describe_alert(*conditions, alert.any, app().chinese()))
               : app().text(conditions.error());
  }

  void showBook() {
    const AlertBook& book = app().alerts().book();
    alerts_->setRowCount(static_cast<int>(book.alerts.size()));
    for (int i = 0; i < alerts_->rowCount(); ++i) {
      const auto& alert = book.alerts[static_cast<std::size_t>(i)];
      QStringList symbols;
      for (const auto& symbol : alert.symbols) symbols << named(symbol);
      alerts_->setItem(i, 0, text_item(text_of(alert.name)));
      alerts_->setItem(i, 1, text_item(symbols.join(QStringLiteral(", "))));
      alerts_->setItem(i, 2, text_item(conditionsOf(alert)));
      alerts_->setItem(i, 3, text_item(alert.active ? say("on") : say("off")));
    }
    showHits(book);
    if (book.alerts.empty()) {
      set_role(note_, "muted");
      note_->setText(
          say("No alert is set yet: New… sets one. Alerts are judged after each import "
              "and refresh."));
    }
    fit_columns(alerts_);
    constexpr int kSecurities = 170;  // Many have room in the tool tip.
    alerts_->setColumnWidth(1, std::min(alerts_->columnWidth(1), kSecurities));
    fit_columns(hits_);
    settle();
  }

  void showHits(const AlertBook& book) {
    hits_->setRowCount(static_cast<int>(book.hits.size()));
    for (int i = 0; i < hits_->rowCount(); ++i) {
      const auto& hit = book.hits[static_cast<std::size_t>(i)];
      const auto* alert = app().alerts().find(hit.alert);
      const auto period =
          data::parse_period(alert == nullptr ? "day" : alert->period).value_or(data::Period::day);
      const int digits = data::tick_size(hit.symbol) < 0.005 ? 3 : 2;
      hits_->setItem(i, 0, text_item(text_of(coordinators::time_text(hit.time, period))));
      hits_->setItem(i, 1, text_item(text_of(hit.symbol.text())));
      hits_->setItem(i, 2, number_item(text_of(core::fixed(hit.price, digits)), hit.price));
      hits_->setItem(i, 3, text_item(alert == nullptr ? QString() : text_of(alert->name)));
      hits_->setItem(i, 4, text_item(cameTrue(hit, alert)));
      hits_->setItem(i, 5, text_item(hit.acknowledged ? say("acknowledged") : say("new")));
      for (int column = 0; column < hits_->columnCount(); ++column) {
        QFont font = hits_->font();
        if (!hit.acknowledged) font.setWeight(QFont::DemiBold);
        hits_->item(i, column)->setFont(font);
        if (hit.acknowledged) hits_->item(i, column)->setForeground(app().look().muted);
      }
    }
  }

  void settle() {
    const auto hit = chosenHit();
    edit_->setEnabled(chosenAlert() != 0);
    remove_->setEnabled(chosenAlert() != 0);
    check_->setEnabled(!app().alerts().book().alerts.empty());
    acknowledge_->setEnabled(!hit.empty() && !hit.front().acknowledged);
    all_->setEnabled(app().alerts().open() > 0);
    forget_->setEnabled(!hit.empty());
  }

  QTableWidget *alerts_ = nullptr, *hits_ = nullptr;
  QPushButton *new_ = nullptr, *edit_ = nullptr, *remove_ = nullptr, *check_ = nullptr;
  QPushButton *acknowledge_ = nullptr, *all_ = nullptr, *forget_ = nullptr;
  QLabel* note_ = nullptr;
};

}  // namespace

extern const PanelDef alerts_def{
    .id = "alerts",
    .title = QT_TRANSLATE_NOOP("panels", "Alerts"),
    .area = PanelArea::bottom,
    .order = 1,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new AlertsPanel(app, parent);
    },
};

}  // namespace fwq::desktop
