// Small things that panels and dialogs share: tables that look alike, labels with a role, messages of errors.
#pragma once

#include <QAbstractItemModel>
#include <QLabel>
#include <QString>
#include <QTableView>
#include <QTableWidget>

#include "fwq/core/result.hpp"

class QDialog;
class QDialogButtonBox;
class QPushButton;

namespace fwq::desktop {

// A label that the style sheet knows: "muted", "title", "heading", "error", "warning".
QLabel* role_label(const QString& text, const char* role, QWidget* parent);
void set_role(QWidget* widget, const char* role);

// Rows are chosen whole, striped, of one height; no grid, no row numbers; nothing is edited.
void set_up_table(QTableView* table);
// A table of texts with those headers. Numbers sort as numbers when set with number_item().
QTableWidget* text_table(const QStringList& headers, QWidget* parent);
// As wide as texts and headers need, headers of numbers to the right as the numbers are.
void fit_columns(QTableWidget* table);
QTableWidgetItem* text_item(const QString& text);
// Shown as `text`, right-aligned, sorted by `value`; NaN comes last.
QTableWidgetItem* number_item(const QString& text, double value);

// A message that does not stop the program: what failed, what to do, and the details to copy. Owned by `parent`.
QDialog* show_problem(QWidget* parent, const QString& title, const QString& problem);

// "+1.23 %", "-0.45 %", "-" for NaN; `fraction` 0.0123.
QString percent_text(double fraction, bool sign = true);
// 123456789 → "1.23亿" or "123.5M".
QString amount_text(double value);

}  // namespace fwq::desktop
