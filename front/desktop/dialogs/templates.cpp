// View > Indicator templates: sets of indicators by name, to put on the chart in front, to keep, to give away.
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <functional>

#include "app_context.hpp"
#include "ask_name.hpp"
#include "chart_in_front.hpp"
#include "fwq/core/files.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "template_store.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Indicator templates");

class TemplatesDialog : public QDialog {
 public:
  TemplatesDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    table_ = text_table({say("Template"), say("Indicators")}, this);
    table_->setObjectName(QStringLiteral("templates"));
    table_->setAccessibleName(say("Templates"));
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* middle = new QHBoxLayout;
    middle->addWidget(table_, 1);
    middle->addLayout(makeButtons());
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(note_);
    layout->addWidget(close);
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] { settle(); });
    connect(table_, &QTableWidget::itemActivated, this, [this] { apply(); });
    QStringList problems;
    store_ = TemplateStore::read(app_.templatesFile(), app_.chinese(), problems);
    fill({});
    tell(problems.isEmpty() ? say("Double-click a template to put it on the chart in front.")
                            : problems.join(QLatin1Char('\n')),
         problems.isEmpty() ? "muted" : "warning");
    resize(720, 420);
  }

 private:
  QVBoxLayout* makeButtons() {
    auto* column = new QVBoxLayout;
    const auto add = [&](const QString& text, const char* name, std::function<void()> run) {
      auto* button = new QPushButton(text, this);
      button->setObjectName(QLatin1String(name));
      button->setAutoDefault(false);
      connect(button, &QPushButton::clicked, this, std::move(run));
      column->addWidget(button);
      return button;
    };
    apply_ = add(say("&Apply"), "apply", [this] { apply(); });
    add(say("&Save the chart as…"), "save", [this] { askSave(); });
    rename_ = add(say("&Rename…"), "rename", [this] { askRename(); });
    favourite_ = add(say("&Favourite"), "favourite", [this] { toggleFavourite(); });
    favourite_->setCheckable(true);
    remove_ = add(say("&Delete"), "remove", [this] {
      store_.remove(utf8_of(chosen()));
      keep({});
    });
    column->addSpacing(8);
    add(say("&Import…"), "import", [this] { askImport(); });
    export_ = add(say("&Export…"), "export", [this] { askExport(); });
    column->addStretch(1);
    return column;
  }

  QString chosen() const {
    const int row = table_->currentRow();
    return row < 0 || table_->selectedItems().isEmpty()
               ? QString()
               : table_->item(row, 0)->data(Qt::UserRole).toString();
  }
  const IndicatorTemplate* chosenTemplate() const { return store_.find(utf8_of(chosen())); }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void fill(const QString& choose) {
    table_->clearSelection();
    table_->setRowCount(static_cast<int>(store_.list().size()));
    for (int i = 0; i < table_->rowCount(); ++i) {
      const auto& one = store_.list()[static_cast<std::size_t>(i)];
      auto* name =
          text_item((one.favourite ? QStringLiteral("★ ") : QString()) + text_of(one.name));
      name->setData(Qt::UserRole, text_of(one.name));
      table_->setItem(i, 0, name);
      table_->setItem(i, 1, text_item(text_of(indicators_of(one.chart))));
      if (text_of(one.name) == choose) table_->selectRow(i);
    }
    fit_columns(table_);
    settle();
  }

  // Writes what has changed, and shows it.
  void keep(const QString& choose) {
    const auto written = store_.write();
    if (written)
      tell({}, "muted");
    else
      tell(app_.text(written.error()), "error");
    fill(choose);
  }

  void apply() {
    const auto* one = chosenTemplate();
    if (one == nullptr) return;
    app_.chartInFront().change([one](chart::ChartSpec& spec) { apply_template(*one, spec); });
    tell(say("%1 is on the chart.").arg(text_of(one->name)), "muted");
  }

  void askSave() {
    ask_name(this, say("Save a template"), say("Name of the template:"), chosen(),
             [this](const QString& name) {
               const auto* before = store_.find(utf8_of(name));
               store_.put({utf8_of(name), before != nullptr && before->favourite,
                           app_.chartInFront().spec()});
               keep(name);
             });
  }

  void askRename() {
    ask_name(this, say("Rename a template"), say("New name:"), chosen(),
             [this, from = utf8_of(chosen())](const QString& to) {
               const auto renamed = store_.rename(from, utf8_of(to));
               if (renamed)
                 keep(to);
               else
                 tell(app_.text(renamed.error()), "error");
             });
  }

  void toggleFavourite() {
    const auto* one = chosenTemplate();
    if (one == nullptr) return;
    IndicatorTemplate changed = *one;
    changed.favourite = !changed.favourite;
    const QString name = text_of(changed.name);
    store_.put(std::move(changed));
    keep(name);
  }

  QFileDialog* fileDialog(const QString& title, const QString& name) {
    auto* dialog = new QFileDialog(this, title, name, say("JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    return dialog;
  }

  void askImport() {
    auto* dialog = fileDialog(say("Import a template"), {});
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { importFrom(file); });
    dialog->open();
  }

  // A name that is taken gets a number: nobody's template gives way to a file.
  void importFrom(const QString& file) {
    constexpr std::size_t kMost = 1U << 20U;
    const auto bytes = core::read_regular_file(std::filesystem::path(utf8_of(file)), kMost);
    auto read = bytes ? parse_template(*bytes) : Result<IndicatorTemplate>(bytes.error());
    if (!read) {
      tell(app_.text(read.error()), "error");
      return;
    }
    const std::string name = read->name;
    for (int number = 2; store_.find(read->name) != nullptr; ++number)
      read->name = name + " " + std::to_string(number);
    const QString kept = text_of(read->name);
    store_.put(std::move(*read));
    keep(kept);
  }

  void askExport() {
    const auto* one = chosenTemplate();
    if (one == nullptr) return;
    auto* dialog = fileDialog(say("Export a template"), chosen() + QStringLiteral(".json"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, text = template_to_json(*one)](const QString& file) {
              const auto written =
                  core::write_file_atomically(std::filesystem::path(utf8_of(file)), text);
              tell(written ? say("Saved as %1").arg(file) : app_.text(written.error()),
                   written ? "muted" : "error");
            });
    dialog->open();
  }

  void settle() {
    const auto* one = chosenTemplate();
    for (auto* button : {apply_, rename_, favourite_, remove_, export_})
      button->setEnabled(one != nullptr);
    favourite_->setChecked(one != nullptr && one->favourite);
  }

  AppContext& app_;
  TemplateStore store_;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  QPushButton *apply_ = nullptr, *rename_ = nullptr, *favourite_ = nullptr, *remove_ = nullptr,
              *export_ = nullptr;
};

}  // namespace

extern const DialogDef templates_def{
    .id = "templates",
    .title = kTitle,
    .menu = "view",
    .shortcut = "Ctrl+Shift+T",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new TemplatesDialog(app, parent);
    },
};

}  // namespace fwq::desktop
