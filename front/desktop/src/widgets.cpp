// Tables, labels and messages that look alike everywhere.
#include "widgets.hpp"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"
#include "languages.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

// Sorts by its value.
class NumberItem : public QTableWidgetItem {
 public:
  NumberItem(const QString& text, double value) : QTableWidgetItem(text), value_(value) {}
  bool operator<(const QTableWidgetItem& other) const override {
    const auto* number = dynamic_cast<const NumberItem*>(&other);
    if (number == nullptr) return QTableWidgetItem::operator<(other);
    if (std::isnan(value_) || std::isnan(number->value_))
      return std::isnan(value_) && !std::isnan(number->value_);
    return value_ < number->value_;
  }

 private:
  double value_;
};

}  // namespace

QLabel* role_label(const QString& text, const char* role, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QLatin1String(role));
  return label;
}

void set_role(QWidget* widget, const char* role) {
  widget->setProperty("role", QLatin1String(role));
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

void set_up_table(QTableView* table) {
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setAlternatingRowColors(true);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->setTabKeyNavigation(false);  // Tab leaves the table.
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 9);
  table->verticalHeader()->setMinimumSectionSize(12);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setStretchLastSection(true);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->horizontalHeader()->setMinimumSectionSize(32);
}

QTableWidget* text_table(const QStringList& headers, QWidget* parent) {
  auto* table = new QTableWidget(0, static_cast<int>(headers.size()), parent);
  table->setHorizontalHeaderLabels(headers);
  set_up_table(table);
  return table;
}

void fit_columns(QTableWidget* table) {
  constexpr int kPadding = 22;  // Of a header, with its sort mark over it.
  constexpr int kMost = 360;
  const QFontMetrics metrics(table->horizontalHeader()->font());
  for (int column = 0; column < table->columnCount(); ++column) {
    auto* header = table->horizontalHeaderItem(column);
    const auto* first = table->item(0, column);
    const bool number = first != nullptr && (first->textAlignment() & int{Qt::AlignRight}) != 0;
    header->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    // QTableWidget keeps the size hints of columns to itself.
    int wide = metrics.horizontalAdvance(header->text()) + kPadding;
    for (int row = 0; row < std::min(table->rowCount(), 200); ++row)
      if (const auto* item = table->item(row, column))
        wide = std::max(wide, table->fontMetrics().horizontalAdvance(item->text()) + 14);
    table->setColumnWidth(column, std::min(wide, kMost));
    // Numbers stay beside their neighbours.
    if (column + 1 == table->columnCount())
      table->horizontalHeader()->setStretchLastSection(!number);
  }
}

QTableWidgetItem* text_item(const QString& text) {
  auto* item = new QTableWidgetItem(text);
  item->setToolTip(text);
  return item;
}

QTableWidgetItem* number_item(const QString& text, double value) {
  auto* item = new NumberItem(text, value);
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return item;
}

QDialog* show_problem(QWidget* parent, const QString& title, const QString& problem) {
  auto* dialog = new QDialog(parent);
  dialog->setObjectName(QStringLiteral("problem"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(say("Something went wrong"));
  auto* heading = role_label(title, "heading", dialog);
  heading->setWordWrap(true);
  auto* text = new QLabel(problem, dialog);
  text->setObjectName(QStringLiteral("text"));
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  auto* copy = buttons->addButton(say("&Copy"), QDialogButtonBox::ActionRole);
  copy->setObjectName(QStringLiteral("copy"));
  QObject::connect(copy, &QPushButton::clicked, dialog, [title, problem] {
    QApplication::clipboard()->setText(title + QLatin1Char('\n') + problem);
  });
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  buttons->button(QDialogButtonBox::Close)->setDefault(true);
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(heading);
  layout->addWidget(text, 1);
  layout->addWidget(buttons);
  dialog->setMinimumWidth(440);
  dialog->show();
  return dialog;
}

QString percent_text(double fraction, bool sign) {
  if (std::isnan(fraction)) return QStringLiteral("-");
  const QString number = text_of(core::fixed(fraction * 100, 2));
  return (sign && fraction > 0 ? QStringLiteral("+") : QString()) + number + QStringLiteral(" %");
}

QString amount_text(double value) {
  if (std::isnan(value)) return QStringLiteral("-");
  const bool chinese = speaks_chinese();
  const double size = std::abs(value);
  if (chinese) {
    if (size >= 1e8) return text_of(core::fixed(value / 1e8, 2)) + QStringLiteral("亿");
    if (size >= 1e4) return text_of(core::fixed(value / 1e4, 2)) + QStringLiteral("万");
  } else {
    if (size >= 1e9) return text_of(core::fixed(value / 1e9, 2)) + QStringLiteral("B");
    if (size >= 1e6) return text_of(core::fixed(value / 1e6, 2)) + QStringLiteral("M");
    if (size >= 1e3) return text_of(core::fixed(value / 1e3, 1)) + QStringLiteral("K");
  }
  return text_of(core::fixed(value, 0));
}

}  // namespace fwq::desktop
