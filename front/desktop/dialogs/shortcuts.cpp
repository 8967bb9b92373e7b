// Tools > Shortcuts: the keys of every entry of the menus, changed with a click; a key that is taken is refused.
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>
#include <QVBoxLayout>

#include "actions.hpp"
#include "app_context.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Shortcuts");

struct Entry {
  QString id, menu, title, usual;
};

QString plain(QString text) {
  // "退出(&Q)" → "退出", "&Quit" → "Quit".
  static const QRegularExpression mnemonic(QStringLiteral("\\(&.\\)"));
  return text.remove(mnemonic).remove(QLatin1Char('&'));
}

std::vector<Entry> entries() {
  std::vector<Entry> all;
  for (const MenuDef& menu : built_in_menus()) {
    const QString name = plain(say(menu.title));
    for (const DialogDef* def : built_in_dialogs())
      if (std::string_view(def->menu) == menu.id)
        all.push_back({QLatin1String(def->id), name,
                       plain(QCoreApplication::translate("dialogs", def->title)),
                       QLatin1String(def->shortcut)});
    for (const ActionDef& def : built_in_actions())
      if (std::string_view(def.menu) == menu.id)
        all.push_back(
            {QLatin1String(def.id), name, plain(say(def.title)), QLatin1String(def.shortcut)});
  }
  return all;
}

class ShortcutsDialog : public QDialog {
 public:
  ShortcutsDialog(AppContext& app, QWidget* parent)
      : QDialog(parent), app_(app), entries_(entries()) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    find_ = new QLineEdit(this);
    find_->setObjectName(QStringLiteral("find"));
    find_->setPlaceholderText(say("Search the shortcuts"));
    find_->setAccessibleName(find_->placeholderText());
    find_->setClearButtonEnabled(true);
    table_ = text_table({say("Menu"), say("Entry"), say("Keys")}, this);
    table_->setObjectName(QStringLiteral("keys"));
    table_->setRowCount(static_cast<int>(entries_.size()));
    table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 18);
    for (std::size_t i = 0; i < entries_.size(); ++i) addRow(static_cast<int>(i));
    table_->setColumnWidth(0, 110);
    table_->horizontalHeader()->setStretchLastSection(false);
    table_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    table_->setColumnWidth(2, 190);
    note_ = role_label(
        say("Click into the keys of an entry and press the new ones; Backspace removes them."),
        "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(
        QDialogButtonBox::Save | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults,
        this);
    save_ = buttons->button(QDialogButtonBox::Save);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { save(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] {
              for (std::size_t i = 0; i < edits_.size(); ++i)
                edits_[i]->setKeySequence(QKeySequence(entries_[i].usual));
            });
    connect(find_, &QLineEdit::textChanged, this, [this](const QString& text) {
      for (std::size_t i = 0; i < entries_.size(); ++i) {
        const QString all =
            entries_[i].menu + entries_[i].title + edits_[i]->keySequence().toString();
        table_->setRowHidden(static_cast<int>(i), !all.contains(text, Qt::CaseInsensitive));
      }
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(find_);
    layout->addWidget(table_, 1);
    layout->addWidget(note_);
    layout->addWidget(buttons);
    check();
    resize(560, 560);
  }

 private:
  void addRow(int row) {
    const Entry& entry = entries_[static_cast<std::size_t>(row)];
    table_->setItem(row, 0, text_item(entry.menu));
    table_->setItem(row, 1, text_item(entry.title));
    const QJsonValue changed = app_.state().shortcuts[entry.id];
    auto* edit = new QKeySequenceEdit(
        QKeySequence(changed.isString() ? changed.toString() : entry.usual), table_);
    edit->setObjectName(entry.id);
    edit->setAccessibleName(say("Keys of %1").arg(entry.title));
    edit->setClearButtonEnabled(true);
    // One combination: the menus show no more.
    connect(edit, &QKeySequenceEdit::keySequenceChanged, this,
            [this, edit](const QKeySequence& keys) {
              if (keys.count() > 1) edit->setKeySequence(QKeySequence(keys[0]));
              check();
            });
    table_->setCellWidget(row, 2, edit);
    edits_.push_back(edit);
  }

  void check() {
    QString problem;
    for (std::size_t i = 0; i < edits_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (!edits_[i]->keySequence().isEmpty() &&
            edits_[i]->keySequence() == edits_[j]->keySequence())
          problem = say("%1 is the key of both %2 and %3.")
                        .arg(edits_[i]->keySequence().toString(QKeySequence::NativeText),
                             entries_[j].title, entries_[i].title);
    set_role(note_, problem.isEmpty() ? "muted" : "error");
    note_->setText(
        problem.isEmpty()
            ? say("Click into the keys of an entry and press the new ones; Backspace removes them.")
            : problem);
    if (save_ != nullptr) save_->setEnabled(problem.isEmpty());
  }

  void save() {
    QJsonObject changed;
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      const QString keys = edits_[i]->keySequence().toString();
      if (keys != QKeySequence(entries_[i].usual).toString()) changed[entries_[i].id] = keys;
    }
    app_.state().shortcuts = changed;
    app_.save();
    Q_EMIT app_.shortcutsChanged();
    accept();
  }

  AppContext& app_;
  std::vector<Entry> entries_;
  std::vector<QKeySequenceEdit*> edits_;
  QLineEdit* find_ = nullptr;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  QPushButton* save_ = nullptr;
};

}  // namespace

extern const DialogDef shortcuts_def{
    .id = "shortcuts",
    .title = kTitle,
    .menu = "tools",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new ShortcutsDialog(app, parent);
    },
};

}  // namespace fwq::desktop
