// The indicators of a chart.
#include "fwq/chart/indicator_dialog.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <map>

#include "indicator_form.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<int>(text.size()));
}

template <class Widget>
Widget* named(Widget* widget, const char* name) {
  widget->setObjectName(QLatin1String(name));
  return widget;
}

QString group_name(analysis::Group group) {
  switch (group) {
    case analysis::Group::average:
      return translated(QT_TRANSLATE_NOOP("chart", "Averages"));
    case analysis::Group::momentum:
      return translated(QT_TRANSLATE_NOOP("chart", "Momentum"));
    case analysis::Group::trend:
      return translated(QT_TRANSLATE_NOOP("chart", "Trend"));
    case analysis::Group::volatility:
      return translated(QT_TRANSLATE_NOOP("chart", "Volatility"));
    case analysis::Group::volume:
      return translated(QT_TRANSLATE_NOOP("chart", "Volume"));
    case analysis::Group::price:
      return translated(QT_TRANSLATE_NOOP("chart", "Prices"));
    case analysis::Group::statistic:
      return translated(QT_TRANSLATE_NOOP("chart", "Statistics"));
    case analysis::Group::math:
      return translated(QT_TRANSLATE_NOOP("chart", "Mathematics"));
    case analysis::Group::cycle:
      return translated(QT_TRANSLATE_NOOP("chart", "Cycles"));
    case analysis::Group::candle:
      return translated(QT_TRANSLATE_NOOP("chart", "Candle patterns"));
  }
  return {};
}

// The call that a spec stands for, or none where the table does not know it.
std::optional<analysis::IndicatorCall> call_of(const IndicatorSpec& spec) {
  auto call = analysis::parse_indicator(call_text(spec), analysis::Flavour::tdx);
  if (!call) return std::nullopt;
  return std::move(*call);
}

QString shown_name(const IndicatorSpec& spec) {
  const auto call = call_of(spec);
  if (!call) return QString::fromStdString(call_text(spec));
  QStringList values;
  for (const double value : call->params) values << QString::number(value);
  const QString name = text_of(call->def->name);
  return values.isEmpty()
             ? name
             : name + QLatin1Char('(') + values.join(QLatin1Char(',')) + QLatin1Char(')');
}

}  // namespace

IndicatorSpec* find_indicator(ChartSpec& spec, IndicatorPlace place) {
  if (place.pane > spec.panes.size()) return nullptr;
  auto& list = place.pane == 0 ? spec.overlays : spec.panes[place.pane - 1].indicators;
  return place.index < list.size() ? &list[place.index] : nullptr;
}

void remove_indicator(ChartSpec& spec, IndicatorPlace place) {
  if (find_indicator(spec, place) == nullptr) return;
  auto& list = place.pane == 0 ? spec.overlays : spec.panes[place.pane - 1].indicators;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(place.index));
  if (place.pane > 0 && list.empty())
    spec.panes.erase(spec.panes.begin() + static_cast<std::ptrdiff_t>(place.pane) - 1);
}

IndicatorDialog::IndicatorDialog(ChartWidget& chart)
    : QDialog(&chart),
      chart_(chart),
      search_(named(new QLineEdit(this), "indicator_search")),
      available_(named(new QTreeWidget(this), "indicator_available")),
      over_(named(new QPushButton(this), "indicator_over")),
      below_(named(new QPushButton(this), "indicator_below")),
      remove_(named(new QPushButton(this), "indicator_remove")),
      hide_(named(new QPushButton(this), "indicator_hide")),
      close_(named(new QPushButton(this), "indicator_close")),
      shown_(named(new QListWidget(this), "indicator_shown")),
      available_title_(new QLabel(this)),
      shown_title_(new QLabel(this)),
      about_(new QLabel(this)),
      form_place_(new QVBoxLayout) {
  setObjectName(QStringLiteral("chart_indicators"));
  setAttribute(Qt::WA_DeleteOnClose);
  buildPickers();
  retranslate();
  resize(760, 560);
  connect(search_, &QLineEdit::textChanged, this, &IndicatorDialog::filter);
  connect(available_, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem* item) {
    if (item->childCount() == 0) add(item->data(0, Qt::UserRole + 1).toBool());
  });
  connect(available_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    const bool one = item != nullptr && item->childCount() == 0;
    over_->setEnabled(one);
    below_->setEnabled(one);
  });
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    if (const auto* item = available_->currentItem()) add(item->data(0, Qt::UserRole + 1).toBool());
  });
  connect(over_, &QPushButton::clicked, this, [this] { add(true); });
  connect(below_, &QPushButton::clicked, this, [this] { add(false); });
  connect(remove_, &QPushButton::clicked, this, [this] { changeChosen(remove_indicator); });
  connect(hide_, &QPushButton::clicked, this, [this] {
    changeChosen([](ChartSpec& spec, IndicatorPlace place) {
      if (IndicatorSpec* one = find_indicator(spec, place)) one->visible = !one->visible;
    });
  });
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  connect(shown_, &QListWidget::currentRowChanged, this, [this] { showForm(); });
  connect(&chart_, &ChartWidget::specChanged, this, &IndicatorDialog::refresh);
  refresh();
}

void IndicatorDialog::buildPickers() {
  search_->setClearButtonEnabled(true);
  available_->setHeaderHidden(true);
  available_->setColumnCount(2);
  available_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  available_title_->setBuddy(search_);
  shown_title_->setBuddy(shown_);
  about_->setWordWrap(true);
  for (QPushButton* button : {over_, below_, remove_, hide_, close_}) button->setAutoDefault(false);
  over_->setEnabled(false);
  below_->setEnabled(false);
  auto* add = new QHBoxLayout;
  add->addWidget(over_);
  add->addWidget(below_);
  auto* left = new QVBoxLayout;
  left->setSpacing(6);
  left->addWidget(available_title_);
  left->addWidget(search_);
  left->addWidget(available_, 1);
  left->addLayout(add);
  auto* change = new QHBoxLayout;
  change->addWidget(hide_);
  change->addWidget(remove_);
  auto* right = new QVBoxLayout;
  right->setSpacing(6);
  right->addWidget(shown_title_);
  right->addWidget(shown_, 1);
  right->addLayout(change);
  right->addWidget(about_);
  right->addLayout(form_place_);
  auto* end = new QHBoxLayout;
  end->addStretch(1);
  end->addWidget(close_);
  auto* both = new QHBoxLayout;
  both->setSpacing(16);
  both->addLayout(left, 5);
  both->addLayout(right, 4);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(both, 1);
  layout->addLayout(end);
}

void IndicatorDialog::retranslate() {
  setWindowTitle(translated(QT_TRANSLATE_NOOP("chart", "Indicators")));
  available_title_->setText(translated(QT_TRANSLATE_NOOP("chart", "All indicators")));
  shown_title_->setText(translated(QT_TRANSLATE_NOOP("chart", "On the chart")));
  search_->setPlaceholderText(translated(QT_TRANSLATE_NOOP("chart", "Name or title")));
  search_->setAccessibleName(search_->placeholderText());
  available_->setAccessibleName(available_title_->text());
  shown_->setAccessibleName(shown_title_->text());
  over_->setText(translated(QT_TRANSLATE_NOOP("chart", "Add over the price")));
  below_->setText(translated(QT_TRANSLATE_NOOP("chart", "Add below")));
  remove_->setText(translated(QT_TRANSLATE_NOOP("chart", "Remove")));
  close_->setText(translated(QT_TRANSLATE_NOOP("chart", "Done")));
  fillAvailable();
  filter(search_->text());
}

void IndicatorDialog::fillAvailable() {
  available_->clear();
  std::map<analysis::Group, QTreeWidgetItem*> groups;
  for (const analysis::IndicatorDef* def : analysis::available_indicators())
    groups[def->group] = nullptr;
  for (auto& [group, item] : groups) {
    item = new QTreeWidgetItem(available_, {group_name(group)});
    item->setFirstColumnSpanned(true);
  }
  for (const analysis::IndicatorDef* def : analysis::available_indicators()) {
    QString name = text_of(def->name);
    // Of a name that both flavours have, 通达信's is the one that a chart means.
    const auto meant = call_of({.id = std::string(def->name)});
    if (meant && meant->def != def) name += QStringLiteral(" (TA-Lib)");
    auto* item = new QTreeWidgetItem(groups[def->group],
                                     {name, text_of(in_chinese() ? def->title_zh : def->title_en)});
    item->setData(0, Qt::UserRole, text_of(def->id));
    item->setData(0, Qt::UserRole + 1, def->overlay);
    item->setToolTip(0, text_of(def->source));
  }
}

namespace {

// How well a row fits what was typed: 3 its name, 2 the begin of its name, 1 somewhere, 0 not at all.
int fit(const QTreeWidgetItem& item, const QString& wanted) {
  const QString name = item.text(0);
  if (name.compare(wanted, Qt::CaseInsensitive) == 0) return 3;
  if (name.startsWith(wanted, Qt::CaseInsensitive)) return 2;
  return name.contains(wanted, Qt::CaseInsensitive) ||
                 item.text(1).contains(wanted, Qt::CaseInsensitive)
             ? 1
             : 0;
}

}  // namespace

void IndicatorDialog::filter(const QString& words) {
  const QString wanted = words.trimmed();
  QTreeWidgetItem* best = nullptr;
  int best_fit = 0;
  for (int g = 0; g < available_->topLevelItemCount(); ++g) {
    QTreeWidgetItem* group = available_->topLevelItem(g);
    bool found = false;
    for (int i = 0; i < group->childCount(); ++i) {
      QTreeWidgetItem* item = group->child(i);
      const int fits = fit(*item, wanted);
      item->setHidden(fits == 0);
      found = found || fits > 0;
      if (fits > best_fit) best = item;
      best_fit = std::max(best_fit, fits);
    }
    group->setHidden(!found);
    group->setExpanded(!wanted.isEmpty() && found);
  }
  // The best one is chosen, so that Enter adds it.
  available_->setCurrentItem(wanted.isEmpty() ? nullptr : best);
}

void IndicatorDialog::refresh() {
  const auto before = chosen();
  {
    const QSignalBlocker quiet(shown_);
    shown_->clear();
    places_.clear();
    const ChartSpec& spec = chart_.spec();
    const auto list = [&](const std::vector<IndicatorSpec>& indicators, std::size_t pane,
                          const QString& where) {
      for (std::size_t i = 0; i < indicators.size(); ++i) {
        const QString hidden =
            indicators[i].visible
                ? QString()
                : QStringLiteral(" \u00b7 ") + translated(QT_TRANSLATE_NOOP("chart", "hidden"));
        shown_->addItem(where + QStringLiteral(" \u00b7 ") + shown_name(indicators[i]) + hidden);
        places_.push_back({pane, i});
      }
    };
    list(spec.overlays, 0, translated(QT_TRANSLATE_NOOP("chart", "Price")));
    for (std::size_t p = 0; p < spec.panes.size(); ++p)
      list(spec.panes[p].indicators, p + 1,
           translated(QT_TRANSLATE_NOOP("chart", "Pane %1")).arg(p + 1));
    const auto same = before ? std::find(places_.begin(), places_.end(), *before) : places_.end();
    if (same != places_.end()) shown_->setCurrentRow(static_cast<int>(same - places_.begin()));
  }
  showForm();
}

std::optional<IndicatorPlace> IndicatorDialog::chosen() const {
  const int row = shown_->currentRow();
  if (row < 0 || static_cast<std::size_t>(row) >= places_.size()) return std::nullopt;
  return places_[static_cast<std::size_t>(row)];
}

void IndicatorDialog::choose(IndicatorPlace place) {
  const auto at = std::find(places_.begin(), places_.end(), place);
  if (at != places_.end()) shown_->setCurrentRow(static_cast<int>(at - places_.begin()));
}

void IndicatorDialog::showForm() {
  const auto place = chosen();
  ChartSpec spec = chart_.spec();
  const IndicatorSpec* one = place ? find_indicator(spec, *place) : nullptr;
  remove_->setEnabled(one != nullptr);
  hide_->setEnabled(one != nullptr);
  hide_->setText(one != nullptr && !one->visible
                     ? translated(QT_TRANSLATE_NOOP("chart", "Show again"))
                     : translated(QT_TRANSLATE_NOOP("chart", "Hide")));
  const auto call = one != nullptr ? call_of(*one) : std::nullopt;
  QString key;
  if (place && call)
    key = QStringLiteral("%1/%2/").arg(place->pane).arg(place->index) + text_of(call->def->id);
  // While its own numbers are being changed, a form stays: a new one would take the keyboard away.
  if (form_ && call && form_->objectName() == key && form_->values() == call->params) return;
  delete form_;
  about_->setText(call ? text_of(in_chinese() ? call->def->title_zh : call->def->title_en)
                       : QString());
  if (!call) return;
  form_ = new IndicatorForm(*call->def, call->params, this);
  form_->setObjectName(key);
  form_place_->addWidget(form_);
  form_->show();
  connect(form_, &IndicatorForm::changed, this, [this] {
    changeChosen([values = form_->values()](ChartSpec& changed, IndicatorPlace at) {
      if (IndicatorSpec* indicator = find_indicator(changed, at)) indicator->params = values;
    });
  });
}

void IndicatorDialog::changeChosen(const std::function<void(ChartSpec&, IndicatorPlace)>& change) {
  const auto place = chosen();
  if (!place) return;
  chart_.changeSpec([&](ChartSpec& spec) { change(spec, *place); });
}

void IndicatorDialog::add(bool over) {
  const QTreeWidgetItem* item = available_->currentItem();
  if (item == nullptr || item->childCount() > 0) return;
  const std::string id = item->data(0, Qt::UserRole).toString().toStdString();
  IndicatorPlace place;
  chart_.changeSpec([&](ChartSpec& spec) {
    if (over) {
      spec.overlays.push_back({.id = id});
      place = {0, spec.overlays.size() - 1};
    } else {
      spec.panes.push_back({.indicators = {{.id = id}}});
      place = {spec.panes.size(), 0};
    }
  });
  choose(place);
}

void IndicatorDialog::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    delete form_;
    refresh();
  }
  QDialog::changeEvent(event);
}

}  // namespace fwq::chart
