// Analysis > Versions: the versions of a pattern's parameters, what differs between them, which is in force, and the way back.
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "fwq/optimization/version_manager.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using optimization::PatternVersion;
using optimization::VersionManager;
using Versions = std::vector<PatternVersion>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Pattern versions");

// Words that the program itself puts there; a person's own stay as they are.
QString word(std::string_view text) {
  if (text == "built_in") return say("built in");
  if (text == "default") return say("default");
  if (text == "manual") return say("by hand");
  if (text == "user") return say("user");
  return text_of(text);
}

class VersionsDialog : public QDialog {
 public:
  VersionsDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    pattern_ = new QComboBox(this);
    pattern_->setObjectName(QStringLiteral("pattern"));
    for (const auto* def : analysis::built_in_patterns())
      if (def->params.size() > 0)
        pattern_->addItem(text_of(app.chinese() ? def->name_zh : def->name_en), text_of(def->id));
    pattern_->setCurrentIndex(std::max(0, pattern_->findData(QStringLiteral("hammer"))));
    table_ = text_table(
        {say("Version"), say("Made"), say("Method"), say("By"), say("Tags"), say("Message")}, this);
    table_->setObjectName(QStringLiteral("versions"));
    table_->setAccessibleName(say("Versions"));
    changes_ = text_table({say("Parameter"), say("In force"), say("Chosen version")}, this);
    changes_->setObjectName(QStringLiteral("changes"));
    changes_->setAccessibleName(say("Parameters"));
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(say("&Pattern:"), pattern_);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(table_);
    split->addWidget(changes_);
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(split, 1);
    layout->addWidget(note_);
    layout->addWidget(makeButtons());
    connect(pattern_, &QComboBox::currentIndexChanged, this, [this] { read(); });
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] { compare(); });
    read();
    resize(760, 560);
  }

 private:
  QDialogButtonBox* makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const auto add = [&](const char* name, const QString& title) {
      auto* button = buttons->addButton(title, QDialogButtonBox::ActionRole);
      button->setObjectName(QLatin1String(name));
      button->setAutoDefault(false);
      return button;
    };
    activate_ = add("activate", say("Put in &force"));
    back_ = add("back", say("&Roll back"));
    remove_ = add("remove", say("&Delete"));
    back_->setToolTip(say("Puts the version in force that the one in force was made from"));
    connect(activate_, &QPushButton::clicked, this, [this] {
      change([which = chosenNumber()](VersionManager& manager,
                                      const analysis::PatternDef& pattern) -> Result<void> {
        FWQ_TRY(manager.activate_version(pattern, which));
        return {};
      });
    });
    connect(back_, &QPushButton::clicked, this, [this] {
      change([](VersionManager& manager, const analysis::PatternDef& pattern) -> Result<void> {
        FWQ_TRY(manager.roll_back(pattern));
        return {};
      });
    });
    connect(remove_, &QPushButton::clicked, this, [this] {
      change(
          [which = chosenNumber()](VersionManager& manager, const analysis::PatternDef& pattern) {
            return manager.delete_version(pattern, which);
          });
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
  }

  const analysis::PatternDef& pattern() const {
    return **optimization::find_pattern(utf8_of(pattern_->currentData().toString()));
  }

  const PatternVersion* chosen() const {
    const auto items = table_->selectedItems();
    if (items.isEmpty()) return nullptr;
    const auto row = static_cast<std::size_t>(items.front()->row());
    return row < versions_.size() ? &versions_[row] : nullptr;
  }
  std::string chosenNumber() const {
    return chosen() == nullptr ? std::string() : std::to_string(chosen()->number);
  }

  void read() {
    ++reading_;
    app_.jobs().run<Versions>(
        say("Read the versions"),
        [app = &app_, def = &pattern()](const core::TaskContext&) -> Result<Versions> {
          FWQ_TRY_ASSIGN(db, app->home().database(false));
          return VersionManager(db).get_version_history(*def);
        },
        this,
        [this, mine = reading_](Result<Versions> versions) {
          if (mine != reading_) return;
          versions_ = versions ? std::move(*versions) : Versions{};
          if (versions)
            showVersions();
          else
            tell(app_.text(versions.error()), "error");
          settle();
        },
        true);
  }

  void showVersions() {
    table_->setRowCount(static_cast<int>(versions_.size()));
    for (int i = 0; i < table_->rowCount(); ++i) {
      const auto& version = versions_[static_cast<std::size_t>(i)];
      QStringList tags;
      for (const auto& tag : version.tags) tags << text_of(tag);
      const QString number = version.active ? say("%1 (in force)").arg(version.number)
                                            : QString::number(version.number);
      auto* first = text_item(number);
      if (version.active) first->setForeground(app_.look().accent);
      table_->setItem(i, 0, first);
      table_->setItem(
          i, 1,
          text_item(version.created == 0 ? say("built in")
                                         : text_of(data::format_minute(version.created))));
      table_->setItem(i, 2, text_item(word(version.method)));
      table_->setItem(i, 3, text_item(word(version.author)));
      table_->setItem(i, 4, text_item(tags.join(QStringLiteral(", "))));
      table_->setItem(i, 5, text_item(text_of(version.message)));
    }
    fit_columns(table_);
    if (!versions_.empty()) table_->selectRow(0);
    tell(say("Patterns, searches and reports use the version in force from their next run on."),
         "muted");
  }

  void compare() {
    changes_->setRowCount(0);
    const auto* version = chosen();
    const auto active = std::find_if(versions_.begin(), versions_.end(),
                                     [](const PatternVersion& one) { return one.active; });
    if (version == nullptr || active == versions_.end()) return;
    for (std::size_t i = 0; i < pattern().params.size(); ++i) {
      changes_->insertRow(static_cast<int>(i));
      const auto& param = pattern().params[i];
      auto* name = text_item(text_of(param.name));
      name->setToolTip(text_of(app_.chinese() ? param.help_zh : param.help_en));
      const double before = active->parameters[i], after = version->parameters[i];
      auto* value = number_item(text_of(core::shortest(after)), after);
      if (before != after) value->setForeground(app_.look().accent);
      changes_->setItem(static_cast<int>(i), 0, name);
      changes_->setItem(static_cast<int>(i), 1,
                        number_item(text_of(core::shortest(before)), before));
      changes_->setItem(static_cast<int>(i), 2, value);
    }
    fit_columns(changes_);
    settle();
  }

  void change(std::function<Result<void>(VersionManager&, const analysis::PatternDef&)> what) {
    app_.jobs().run<int>(
        say("Change the versions of %1").arg(pattern_->currentText()),
        [app = &app_, def = &pattern(),
         what = std::move(what)](const core::TaskContext&) -> Result<int> {
          FWQ_TRY_ASSIGN(lock, app->home().lock_for_writing());
          static_cast<void>(lock);
          FWQ_TRY_ASSIGN(db, app->home().database(false));
          VersionManager manager(db);
          FWQ_TRY(what(manager, *def));
          return 0;
        },
        this,
        [this](const Result<int>& done) {
          if (!done) {
            tell(app_.text(done.error()), "error");
            return;
          }
          read();
          app_.session().reload();
        },
        true);
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void settle() {
    const auto* version = chosen();
    const bool any_active_child =
        std::any_of(versions_.begin(), versions_.end(),
                    [](const PatternVersion& one) { return one.active && one.parent != 0; });
    activate_->setEnabled(version != nullptr && !version->active);
    back_->setEnabled(any_active_child);
    remove_->setEnabled(version != nullptr && !version->active && version->number != 1);
  }

  AppContext& app_;
  Versions versions_;
  quint64 reading_ = 0;
  QComboBox* pattern_ = nullptr;
  QTableWidget *table_ = nullptr, *changes_ = nullptr;
  QLabel* note_ = nullptr;
  QPushButton *activate_ = nullptr, *back_ = nullptr, *remove_ = nullptr;
};

}  // namespace

extern const DialogDef versions_def{
    .id = "versions",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new VersionsDialog(app, parent);
    },
};

}  // namespace fwq::desktop
