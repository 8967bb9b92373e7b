// On the right: the patterns of the last bars with their confidence; the chosen one's reasons, key points, target and stop below.
#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

struct Threshold {
  const char* text;
  double least;
};
constexpr Threshold kThresholds[] = {{FWQ_SAY_LATER("Own thresholds"), 0},
                                     {FWQ_SAY_LATER("Confidence 70 % and more"), 0.7},
                                     {FWQ_SAY_LATER("Confidence 80 % and more"), 0.8},
                                     {FWQ_SAY_LATER("Confidence 90 % and more"), 0.9}};

class PatternsPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    least_ = new QComboBox(this);
    least_->setObjectName(QStringLiteral("least"));
    least_->setAccessibleName(say("Least confidence"));
    for (const auto& threshold : kThresholds) least_->addItem(say(threshold.text));
    table_ =
        text_table({say("Pattern"), say("Direction"), say("Confidence"), say("Known at")}, this);
    table_->setObjectName(QStringLiteral("patterns"));
    table_->setAccessibleName(say("Patterns"));
    table_->setSortingEnabled(true);
    table_->sortByColumn(3, Qt::DescendingOrder);
    why_ = new QTextBrowser(this);
    why_->setObjectName(QStringLiteral("why"));
    why_->setAccessibleName(say("Reasons"));
    why_->setOpenLinks(false);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(table_);
    split->addWidget(why_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(5);
    layout->addWidget(least_);
    layout->addWidget(split, 1);
    connect(least_, &QComboBox::currentIndexChanged, this, [this] { fill(); });
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] { explain(); });
    connect(table_, &QTableWidget::itemClicked, this, [this] { showOnChart(); });
    connect(&app(), &AppContext::themeChanged, this, [this] { fill(); });
    clear_content(say("No stock is shown."));
  }

  void update_content(const StockView& view) override {
    view_ = &view;
    fill();
  }

  void clear_content(const QString& message) override {
    view_ = nullptr;
    table_->setRowCount(0);
    why_->setPlainText(message);
  }

 private:
  void fill() {
    if (view_ == nullptr) return;
    const auto& analysis = view_->analysis;
    const double least = kThresholds[least_->currentIndex()].least;
    table_->setSortingEnabled(false);
    table_->setRowCount(0);
    for (std::size_t i = 0; i < analysis.patterns.size(); ++i) {
      const auto& hit = analysis.patterns[i].hit;
      if (hit.confidence >= least) addRow(i, hit);
    }
    table_->setSortingEnabled(true);
    fit_columns(table_);
    // A long name must not push confidence and time out of a narrow panel; its tip has it whole.
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    if (table_->rowCount() > 0) {
      table_->selectRow(0);
    } else {
      why_->setPlainText(say("No pattern with a direction became known in the last %1 bars.")
                             .arg(analysis.recent));
    }
  }

  void addRow(std::size_t i, const analysis::PatternHit& hit) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    auto* name = text_item(text_of(app().chinese() ? hit.pattern->name_zh : hit.pattern->name_en));
    name->setData(Qt::UserRole, static_cast<qulonglong>(i));
    table_->setItem(row, 0, name);
    auto* bias = text_item(text_of(coordinators::bias_text(hit.bias, app().chinese())));
    if (hit.bias != analysis::Bias::neutral)
      bias->setForeground(hit.bias == analysis::Bias::bullish ? app().look().up
                                                              : app().look().down);
    table_->setItem(row, 1, bias);
    table_->setItem(
        row, 2,
        number_item(text_of(core::fixed(hit.confidence * 100, 0)) + QStringLiteral(" %"),
                    hit.confidence));
    const data::Time known = view_->stock().adjusted.bars.time()[hit.known_at];
    table_->setItem(row, 3,
                    number_item(text_of(coordinators::time_text(known, view_->stock().period)),
                                static_cast<double>(known)));
  }

  const coordinators::FoundPattern& chosen() const {
    const int row = table_->selectedItems().front()->row();
    return view_->analysis.patterns[table_->item(row, 0)->data(Qt::UserRole).toULongLong()];
  }

  void showOnChart() {
    if (view_ == nullptr || table_->selectedItems().isEmpty()) return;
    app().wantBars(chosen().hit.start, chosen().hit.known_at);
  }

  void explain() {
    if (view_ == nullptr || table_->selectedItems().isEmpty()) return;
    why_->setHtml(page(chosen()));
  }

  QString page(const coordinators::FoundPattern& found) const {
    const bool chinese = app().chinese();
    const auto& pattern = *found.hit.pattern;
    const int digits = coordinators::price_digits(view_->stock());
    QString html =
        QStringLiteral("<p><b>%1</b> · %2</p><p>%3</p>")
            .arg(text_of(chinese ? pattern.name_zh : pattern.name_en).toHtmlEscaped(),
                 text_of(coordinators::bias_text(found.hit.bias, chinese)).toHtmlEscaped(),
                 text_of(chinese ? pattern.shape_zh : pattern.shape_en).toHtmlEscaped());
    html += QStringLiteral("<p><b>%1</b></p><ul>").arg(say("Why"));
    for (const auto& reason : found.explanation.why)
      html += QStringLiteral("<li>%1</li>")
                  .arg(text_of(chinese ? reason.text_zh : reason.text_en).toHtmlEscaped());
    html += QStringLiteral("</ul>");
    const auto price = [digits](double value) { return text_of(core::fixed(value, digits)); };
    if (!found.explanation.points.empty()) {
      html += QStringLiteral("<p><b>%1</b></p><ul>").arg(say("Key points"));
      for (const auto& point : found.explanation.points)
        html += QStringLiteral("<li>%1: %2 · %3</li>")
                    .arg(text_of(coordinators::role_text(point.role, chinese)).toHtmlEscaped(),
                         text_of(coordinators::time_text(point.time, view_->stock().period)),
                         price(point.price));
      html += QStringLiteral("</ul>");
    }
    if (!std::isnan(found.explanation.target))
      html +=
          QStringLiteral("<p>%1</p>").arg(say("Target %1").arg(price(found.explanation.target)));
    if (!std::isnan(found.explanation.stop))
      html += QStringLiteral("<p>%1</p>").arg(say("Stop %1").arg(price(found.explanation.stop)));
    return html;
  }

  QComboBox* least_ = nullptr;
  QTableWidget* table_ = nullptr;
  QTextBrowser* why_ = nullptr;
  const StockView* view_ = nullptr;  // The session keeps it until the next update_content().
};

}  // namespace

extern const PanelDef patterns_def{
    .id = "patterns",
    .title = QT_TRANSLATE_NOOP("panels", "Patterns"),
    .area = PanelArea::right,
    .order = 1,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new PatternsPanel(app, parent);
    },
};

}  // namespace fwq::desktop
