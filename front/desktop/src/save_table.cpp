// The dialog and the job that writes.
#include "save_table.hpp"

#include <QFileDialog>
#include <memory>

#include "app_context.hpp"
#include "say.hpp"

namespace fwq::desktop {

ExportFormat format_of(const QString& file) {
  if (file.endsWith(QLatin1String(".xlsx"), Qt::CaseInsensitive)) return ExportFormat::xlsx;
  if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) return ExportFormat::json;
  return ExportFormat::csv;
}

void save_table_as(AppContext& app, QWidget* parent, const QString& name,
                   std::function<ExportTable()> make,
                   std::function<void(const QString& text, bool good)> tell) {
  auto* dialog =
      new QFileDialog(parent, say("Export"), name,
                      say("Table (*.csv)") + QStringLiteral(";;") + say("Workbook (*.xlsx)") +
                          QStringLiteral(";;") + say("JSON (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("csv"));
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    const auto star = filter.indexOf(QLatin1String("*."));
    dialog->setDefaultSuffix(filter.mid(star + 2).chopped(1));
  });
  QObject::connect(
      dialog, &QFileDialog::fileSelected, parent,
      [&app, parent, make = std::move(make), tell = std::move(tell)](const QString& file) {
        app.jobs().run<int>(
            say("Export %1").arg(file),
            [table = make(), file](const core::TaskContext&) -> Result<int> {
              FWQ_TRY(write_table(table, format_of(file), std::filesystem::path(utf8_of(file))));
              return 0;
            },
            parent,
            [&app, tell, file](const Result<int>& done) {
              tell(done ? say("Saved as %1").arg(file) : app.text(done.error()), done.has_value());
            },
            true);
      });
  dialog->open();
}

}  // namespace fwq::desktop
