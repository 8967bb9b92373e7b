// Asking where a table of results goes, and writing it there: CSV, a workbook or JSON, by the file's ending.
#pragma once

#include <QString>
#include <functional>

#include "export_table.hpp"

class QWidget;

namespace fwq::desktop {

class AppContext;

// By the ending; CSV for any other.
ExportFormat format_of(const QString& file);

// Asks in a dialog over `parent`, with `name` proposed; `make` is asked for the table once a file is chosen, and `tell` what
// became of it, unless the parent has gone by then.
void save_table_as(AppContext& app, QWidget* parent, const QString& name,
                   std::function<ExportTable()> make,
                   std::function<void(const QString& text, bool good)> tell);

}  // namespace fwq::desktop
