// What is typed over a chart.
#include "key_wizard.hpp"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/analysis/indicator.hpp"
#include "fwq/coordinators/wording.hpp"
#include "say.hpp"
#include "securities_model.hpp"

namespace fwq::desktop {
namespace {

constexpr PeriodCode kCodes[] = {{"91", data::Period::min1},  {"92", data::Period::min5},
                                 {"93", data::Period::min15}, {"94", data::Period::min30},
                                 {"95", data::Period::min60}, {"96", data::Period::day},
                                 {"97", data::Period::week},  {"98", data::Period::month}};
constexpr int kMostSecurities = 30, kMostIndicators = 6;

}  // namespace

std::span<const PeriodCode> period_codes() {
  return kCodes;
}

KeyWizard::KeyWizard(AppContext& app, QWidget* parent)
    : QFrame(parent),
      app_(app),
      line_(new QLineEdit(this)),
      list_(new QListWidget(this)),
      securities_(new SecuritiesModel(this)) {
  setObjectName(QStringLiteral("key_wizard"));
  setProperty("role", "card");
  setAutoFillBackground(true);
  line_->setObjectName(QStringLiteral("key_wizard_line"));
  line_->setAccessibleName(say("Code, name, pinyin, indicator or period"));
  line_->setPlaceholderText(line_->accessibleName());
  list_->setObjectName(QStringLiteral("key_wizard_list"));
  list_->setAccessibleName(say("What it may mean"));
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setTextElideMode(Qt::ElideRight);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->setSpacing(4);
  layout->addWidget(line_);
  layout->addWidget(list_, 1);
  line_->installEventFilter(this);
  parent->installEventFilter(this);
  connect(line_, &QLineEdit::textEdited, this, &KeyWizard::fill);
  connect(list_, &QListWidget::itemClicked, this, [this] { take(); });
  hide();
}

void KeyWizard::start(const QString& typed) {
  securities_->setRows(app_.securities().rows());
  line_->setText(typed);
  fill(typed);
  show();
  raise();
  line_->setFocus(Qt::OtherFocusReason);
  line_->deselect();
  line_->end(false);
}

void KeyWizard::place() {
  // As high as what it lists.
  const int rows = std::clamp(list_->count(), 1, 10);
  const QSize size(320, line_->sizeHint().height() + rows * list_->sizeHintForRow(0) + 20);
  const QRect room = parentWidget()->rect();
  setGeometry(QRect(QPoint(std::max(room.right() - size.width() - 12, 0),
                           std::max(room.bottom() - size.height() - 36, 0)),
                    size.boundedTo(room.size())));
}

// A whole code of a period comes first; the others, which only begin so, after all else: they remind of what there is.
void KeyWizard::fill(const QString& typed) {
  list_->clear();
  takes_.clear();
  const QString text = typed.trimmed();
  if (!text.isEmpty()) {
    addPeriods(text, true);
    addIndicators(text);
    addSecurities(text);
    addPeriods(text, false);
  }
  if (takes_.empty()) {
    auto* nothing = new QListWidgetItem(say("Nothing is called so."), list_);
    nothing->setFlags(Qt::NoItemFlags);
  } else {
    list_->setCurrentRow(0);
  }
  place();
}

void KeyWizard::add(const QString& code, const QString& name, std::function<void()> take) {
  auto* item = new QListWidgetItem(code + QStringLiteral("   ") + name, list_);
  item->setToolTip(name);
  takes_.push_back(std::move(take));
}

void KeyWizard::addPeriods(const QString& typed, bool exact) {
  for (const PeriodCode& one : kCodes) {
    const QString code = QLatin1String(one.code);
    if (exact ? code != typed : code == typed || !code.startsWith(typed)) continue;
    add(code, text_of(coordinators::period_text(one.period, app_.chinese())),
        [this, period = one.period] { Q_EMIT periodChosen(period); });
  }
}

void KeyWizard::addIndicators(const QString& typed) {
  int found = 0;
  for (const analysis::IndicatorDef* def : analysis::built_in_indicators()) {
    // Of names that both flavours have, the one that Chinese screens show; marks of candles are no lines.
    if (found >= kMostIndicators || def->group == analysis::Group::candle ||
        !text_of(def->name).startsWith(typed, Qt::CaseInsensitive) ||
        analysis::parse_indicator(def->name, analysis::Flavour::tdx)->def != def)
      continue;
    ++found;
    add(text_of(def->name), text_of(app_.chinese() ? def->title_zh : def->title_en),
        [this, def] { Q_EMIT indicatorChosen(def); });
  }
}

void KeyWizard::addSecurities(const QString& typed) {
  securities_->setFilter(typed, ListPart::all);
  for (int row = 0; row < std::min(securities_->listed(), kMostSecurities); ++row) {
    const auto shown = [&](int column) {
      return securities_->index(row, column).data(Qt::DisplayRole).toString();
    };
    add(shown(SecuritiesModel::code_column), shown(SecuritiesModel::name_column),
        [this, symbol = securities_->symbolAt(row)] { Q_EMIT symbolChosen(symbol); });
  }
}

void KeyWizard::take() {
  const int row = list_->currentRow();
  if (row < 0 || static_cast<std::size_t>(row) >= takes_.size()) return;
  const auto chosen = takes_[static_cast<std::size_t>(row)];
  leave();
  chosen();
}

void KeyWizard::leave() {
  hide();
  Q_EMIT closed();
}

bool KeyWizard::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parent() && event->type() == QEvent::Resize && isVisible()) place();
  if (watched != line_) return QFrame::eventFilter(watched, event);
  if (event->type() == QEvent::FocusOut && isVisible() &&
      static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
    hide();
  if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
      leave();
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      take();
      return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
      QCoreApplication::sendEvent(list_, event);
      return true;
    default:
      return false;
  }
}

}  // namespace fwq::desktop
