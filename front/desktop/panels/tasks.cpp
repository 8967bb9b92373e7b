// At the bottom: long work with its progress and time left, and the means to stop it.
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

// A bar behind the percentage.
class ProgressDelegate : public QStyledItemDelegate {
 public:
  ProgressDelegate(AppContext& app, QObject* parent) : QStyledItemDelegate(parent), app_(app) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    const Look& look = app_.look();
    const QRect frame = option.rect.adjusted(6, 5, -6, -5);
    const double share = index.data(Jobs::kFractionRole).toDouble();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(look.hover);
    painter->drawRoundedRect(frame, 3, 3);
    painter->setBrush(mixed(look.base, look.accent, 0.45));
    QRect full = frame;
    full.setWidth(static_cast<int>(frame.width() * share));
    painter->drawRoundedRect(full, 3, 3);
    painter->setPen(look.text);
    painter->drawText(frame, Qt::AlignCenter, index.data().toString());
    painter->restore();
  }

 private:
  AppContext& app_;
};

class TasksPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("tasks"));
    table_->setAccessibleName(say("Tasks"));
    table_->setModel(&app().jobs());
    set_up_table(table_);
    table_->setItemDelegateForColumn(Jobs::progress_column, new ProgressDelegate(app(), this));
    auto* header = table_->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Jobs::state_column, QHeaderView::Stretch);
    table_->setColumnWidth(Jobs::title_column, 280);
    table_->setColumnWidth(Jobs::progress_column, 150);
    table_->setColumnWidth(Jobs::time_left_column, 110);
    auto* empty =
        role_label(say("No task has been started yet. Imports, scans and back-tests appear here."),
                   "muted", this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(empty);
    pages_->addWidget(table_);
    cancel_ = new QPushButton(say("Cancel task"), this);
    cancel_->setObjectName(QStringLiteral("cancel"));
    clear_ = new QPushButton(say("Clear finished"), this);
    clear_->setObjectName(QStringLiteral("clear"));
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(cancel_);
    buttons->addWidget(clear_);
    buttons->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(pages_, 1);
    layout->addLayout(buttons);
    connect(cancel_, &QPushButton::clicked, this, [this] { app().jobs().cancel(chosen()); });
    connect(clear_, &QPushButton::clicked, this, [this] { app().jobs().clearFinished(); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { settle(); });
    connect(&app().jobs(), &QAbstractItemModel::modelReset, this, [this] { settle(); });
    connect(&app().jobs(), &QAbstractItemModel::rowsInserted, this, [this] {
      table_->selectRow(0);
      settle();
    });
    connect(&app().jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    settle();
  }

 private:
  JobId chosen() const {
    const auto rows = table_->selectionModel()->selectedRows();
    const auto& list = app().jobs().list();
    if (rows.isEmpty() || rows.front().row() >= static_cast<int>(list.size())) return 0;
    return list[static_cast<std::size_t>(rows.front().row())].id;
  }

  void settle() {
    const auto& list = app().jobs().list();
    pages_->setCurrentIndex(list.empty() ? 0 : 1);
    cancel_->setEnabled(app().jobs().isRunning(chosen()));
    clear_->setEnabled(static_cast<int>(list.size()) > app().jobs().running());
  }

  QStackedWidget* pages_ = nullptr;
  QTableView* table_ = nullptr;
  QPushButton *cancel_ = nullptr, *clear_ = nullptr;
};

}  // namespace

extern const PanelDef tasks_def{
    .id = "tasks",
    .title = QT_TRANSLATE_NOOP("panels", "Tasks"),
    .area = PanelArea::bottom,
    .order = 0,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new TasksPanel(app, parent);
    },
};

}  // namespace fwq::desktop
