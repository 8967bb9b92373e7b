// On the right: buy and sell hints of indicators and patterns in the last bars, with their reasons.
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

class SignalsPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    side_ = new QComboBox(this);
    side_->setObjectName(QStringLiteral("side"));
    side_->setAccessibleName(say("Side"));
    side_->addItems({say("Buy and sell"), say("Only buy"), say("Only sell")});
    table_ =
        text_table({say("Time"), say("Side"), say("Strength"), say("Source"), say("Reason")}, this);
    table_->setObjectName(QStringLiteral("signals"));
    table_->setAccessibleName(say("Signals"));
    table_->setSortingEnabled(true);
    table_->sortByColumn(0, Qt::DescendingOrder);
    note_ = role_label(say("Hints of customary rules, not advice; many contradict each other."),
                       "muted", this);
    note_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(5);
    layout->addWidget(side_);
    layout->addWidget(table_, 1);
    layout->addWidget(note_);
    connect(side_, &QComboBox::currentIndexChanged, this, [this] { fill(); });
    connect(&app(), &AppContext::themeChanged, this, [this] { fill(); });
  }

  void update_content(const StockView& view) override {
    view_ = &view;
    fill();
  }

  void clear_content(const QString& /*message*/) override {
    view_ = nullptr;
    table_->setRowCount(0);
  }

 private:
  void fill() {
    if (view_ == nullptr) return;
    table_->setSortingEnabled(false);
    table_->setRowCount(0);
    for (const auto& signal : view_->analysis.signals) {
      const bool buy = signal.side == analysis::Side::buy;
      if (side_->currentIndex() != 0 && buy != (side_->currentIndex() == 1)) continue;
      addRow(signal, buy);
    }
    table_->setSortingEnabled(true);
    fit_columns(table_);
    constexpr int kWidestSource = 110;  // The tip has a long name whole.
    table_->setColumnWidth(3, std::min(table_->columnWidth(3), kWidestSource));
  }

  void addRow(const analysis::Signal& signal, bool buy) {
    const bool chinese = app().chinese();
    const int row = table_->rowCount();
    table_->insertRow(row);
    table_->setItem(
        row, 0,
        number_item(text_of(coordinators::time_text(signal.time, view_->stock().period)),
                    static_cast<double>(signal.time)));
    auto* side = text_item(text_of(coordinators::side_text(signal.side, chinese)));
    side->setForeground(buy ? app().look().up : app().look().down);
    table_->setItem(row, 1, side);
    table_->setItem(
        row, 2,
        number_item(text_of(core::fixed(signal.strength * 100, 0)) + QStringLiteral(" %"),
                    signal.strength));
    table_->setItem(row, 3, text_item(sourceText(signal.source)));
    table_->setItem(row, 4, text_item(text_of(chinese ? signal.reason_zh : signal.reason_en)));
  }

  // A pattern's name; an indicator's call as it is.
  QString sourceText(const std::string& source) const {
    for (const auto* pattern : analysis::built_in_patterns())
      if (pattern->id == source)
        return text_of(app().chinese() ? pattern->name_zh : pattern->name_en);
    return text_of(source);
  }

  QComboBox* side_ = nullptr;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  const StockView* view_ = nullptr;
};

}  // namespace

extern const PanelDef signals_def{
    .id = "signals",
    .title = QT_TRANSLATE_NOOP("panels", "Signals"),
    .area = PanelArea::right,
    .order = 2,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new SignalsPanel(app, parent);
    },
};

}  // namespace fwq::desktop
