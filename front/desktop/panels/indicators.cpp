// On the right: the latest values of the usual indicators, with the bar before beside them.
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <cmath>

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

class IndicatorsPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    tree_ = new QTreeWidget(this);
    tree_->setObjectName(QStringLiteral("values"));
    tree_->setAccessibleName(say("Indicators"));
    tree_->setColumnCount(3);
    tree_->setHeaderLabels({say("Indicator"), say("Latest"), say("Bar before")});
    tree_->setAlternatingRowColors(true);
    tree_->setIndentation(14);
    tree_->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    tree_->headerItem()->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    auto* header = tree_->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    note_ = role_label({}, "muted", this);
    note_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(5);
    layout->addWidget(tree_, 1);
    layout->addWidget(note_);
    connect(&app(), &AppContext::themeChanged, this, [this] {
      if (view_ != nullptr) fill();
    });
    clear_content({});
  }

  void update_content(const StockView& view) override {
    view_ = &view;
    fill();
  }

  void clear_content(const QString& message) override {
    view_ = nullptr;
    tree_->clear();
    note_->setText(message);
  }

 private:
  void fill() {
    tree_->clear();
    for (const auto& result : view_->analysis.indicators) addIndicator(result);
    note_->setText(view_->analysis.flavour == analysis::Flavour::tdx
                       ? say("By the definitions of TDX (setting indicators.flavour)")
                       : say("By the definitions of TA-Lib (setting indicators.flavour)"));
  }

  void addIndicator(const analysis::IndicatorResult& result) {
    const auto& def = *result.call.def;
    auto* group = new QTreeWidgetItem(
        tree_, {text_of(coordinators::indicator_text(result)) + QStringLiteral("  ") +
                text_of(app().chinese() ? def.title_zh : def.title_en)});
    group->setToolTip(0, text_of(def.source));
    group->setFirstColumnSpanned(true);
    QFont bold = group->font(0);
    bold.setWeight(QFont::DemiBold);
    group->setFont(0, bold);
    for (std::size_t i = 0; i < result.outputs.size(); ++i) addOutput(group, result, i);
    group->setExpanded(true);
  }

  void addOutput(QTreeWidgetItem* group, const analysis::IndicatorResult& result, std::size_t i) {
    const auto& values = result.outputs[i];
    const bool price =
        result.call.def->outputs[std::min(i, result.call.def->outputs.size() - 1)].unit ==
        analysis::Unit::price;
    const int digits = price ? coordinators::price_digits(view_->stock()) + 1 : 2;
    const auto shown = [&](std::size_t back) {
      if (values.size() <= back) return QStringLiteral("-");
      const double value = values[values.size() - 1 - back];
      if (std::abs(value) >= 1e5) return amount_text(value);
      return text_of(core::fixed(value, digits));
    };
    auto* item = new QTreeWidgetItem(
        group, {text_of(coordinators::output_text(result, i)), shown(0), shown(1)});
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    if (values.size() < 2) return;
    const double move = values.back() - values[values.size() - 2];
    if (move > 0) item->setForeground(1, app().look().up);
    if (move < 0) item->setForeground(1, app().look().down);
  }

  QTreeWidget* tree_ = nullptr;
  QLabel* note_ = nullptr;
  const StockView* view_ = nullptr;
};

}  // namespace

extern const PanelDef indicators_def{
    .id = "indicators",
    .title = QT_TRANSLATE_NOOP("panels", "Indicators"),
    .area = PanelArea::right,
    .order = 3,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new IndicatorsPanel(app, parent);
    },
};

}  // namespace fwq::desktop
