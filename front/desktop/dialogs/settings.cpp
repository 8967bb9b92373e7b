// Tools > Settings: every setting of the table, by groups, with a search; checked while one types.
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <map>

#include "app_context.hpp"
#include "fwq/core/settings.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Settings");

struct GroupTitle {
  std::string_view prefix;
  const char* title;
};
constexpr GroupTitle kGroups[] = {
    {"ui", FWQ_SAY_LATER("Appearance")},           {"analysis", FWQ_SAY_LATER("Analysis")},
    {"indicators", FWQ_SAY_LATER("Indicators")},   {"data_sources", FWQ_SAY_LATER("Data sources")},
    {"performance", FWQ_SAY_LATER("Performance")}, {"log", FWQ_SAY_LATER("Log")}};

std::string_view prefix_of(std::string_view key) {
  return key.substr(0, key.find('.'));
}

QString group_title(std::string_view prefix) {
  for (const auto& group : kGroups)
    if (group.prefix == prefix) return say(group.title);
  return text_of(prefix);
}

// One setting: its name, what it does, and the control for its value.
class SettingRow : public QFrame {
 public:
  SettingRow(AppContext& app, const core::SettingDef& def, QWidget* parent)
      : QFrame(parent), app_(app), def_(def) {
    setProperty("role", "card");
    const QString help = text_of(app.chinese() ? def.help_zh : def.help_en);
    auto* name = new QLabel(help.left(1).toUpper() + help.mid(1), this);
    name->setWordWrap(true);
    auto* about = role_label(text_of(def.key), "muted", this);
    problem_ = role_label({}, "error", this);
    problem_->setWordWrap(true);
    problem_->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(name, 1);
    makeControl();
    control_->setObjectName(text_of(def.key));
    control_->setAccessibleName(text_of(def.key));
    control_->setAccessibleDescription(help);
    name->setBuddy(control_);
    row->addSpacing(10);
    row->addWidget(control_);
    if (const auto unit = app.chinese() && !def.unit_zh.empty() ? def.unit_zh : def.unit;
        !unit.empty())
      row->addWidget(role_label(text_of(unit), "muted", this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(about);
    layout->addWidget(problem_);
    words_ = (text_of(def.key) + QLatin1Char(' ') + text_of(def.help_en) + QLatin1Char(' ') +
              text_of(def.help_zh))
                 .toLower();
    setValue(text_of(app.config().get(def.key)));
  }

  const core::SettingDef& def() const { return def_; }
  bool matches(const QString& words) const { return words_.contains(words.toLower()); }
  bool isGood() const { return good_; }

  QString value() const {
    if (const auto* box = qobject_cast<QCheckBox*>(control_))
      return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto* list = qobject_cast<QComboBox*>(control_))
      return list->isEditable() ? list->currentText() : list->currentData().toString();
    return qobject_cast<QLineEdit*>(control_)->text();
  }

  void setValue(const QString& value) {
    if (auto* box = qobject_cast<QCheckBox*>(control_))
      box->setChecked(value == QLatin1String("true"));
    else if (auto* list = qobject_cast<QComboBox*>(control_))
      list->setCurrentIndex(std::max(0, list->findData(value)));
    else
      qobject_cast<QLineEdit*>(control_)->setText(value);
    check();
  }

  std::function<void()> changed;

 private:
  void makeControl() {
    if (def_.type == core::SettingType::boolean) {
      auto* box = new QCheckBox(this);
      connect(box, &QCheckBox::toggled, this, [this] { check(); });
      control_ = box;
    } else if (def_.type == core::SettingType::choice || def_.key == "ui.theme") {
      auto* list = new QComboBox(this);
      addChoices(list);
      connect(list, &QComboBox::currentIndexChanged, this, [this] { check(); });
      control_ = list;
    } else {
      auto* line = new QLineEdit(this);
      line->setPlaceholderText(text_of(core::allowed_text(def_)));
      connect(line, &QLineEdit::textChanged, this, [this] { check(); });
      control_ = line;
    }
    control_->setMinimumWidth(190);
    control_->setMaximumWidth(260);
  }

  void addChoices(QComboBox* list) {
    if (def_.key == "ui.theme") {
      list->addItem(say("As the system"), QStringLiteral("auto"));
      for (const auto& theme : app_.themes().themes)
        list->addItem(text_of(app_.chinese() ? theme.name_zh : theme.name_en), text_of(theme.id));
      return;
    }
    for (const auto choice : core::split(def_.choices, ',')) {
      QString shown = text_of(choice);
      if (def_.key == "ui.rising") shown = choice == "red" ? say("Red rises") : say("Green rises");
      if (def_.key == "ui.language")
        shown = choice == "zh"   ? QStringLiteral("简体中文")
                : choice == "en" ? QStringLiteral("English")
                                 : say("As the system");
      list->addItem(shown, text_of(choice));
    }
  }

  void check() {
    const auto checked = core::check_setting(def_, utf8_of(value()));
    good_ = checked.has_value();
    problem_->setVisible(!good_);
    if (!good_) problem_->setText(app_.text(checked.error()));
    if (changed) changed();
  }

  AppContext& app_;
  const core::SettingDef& def_;
  QWidget* control_ = nullptr;
  QLabel* problem_ = nullptr;
  QString words_;
  bool good_ = true;
};

class SettingsDialog : public QDialog {
 public:
  SettingsDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    find_ = new QLineEdit(this);
    find_->setObjectName(QStringLiteral("find"));
    find_->setPlaceholderText(say("Search the settings"));
    find_->setAccessibleName(find_->placeholderText());
    find_->setClearButtonEnabled(true);
    groups_ = new QListWidget(this);
    groups_->setObjectName(QStringLiteral("groups"));
    groups_->setAccessibleName(say("Groups of settings"));
    groups_->setFixedWidth(150);
    makeRows();
    buttons_ = new QDialogButtonBox(
        QDialogButtonBox::Save | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults,
        this);
    auto* middle = new QHBoxLayout;
    middle->addWidget(groups_);
    middle->addWidget(area_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(find_);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons_);
    connect(find_, &QLineEdit::textChanged, this, [this] { filter(); });
    connect(groups_, &QListWidget::currentRowChanged, this, [this] { filter(); });
    connect(buttons_, &QDialogButtonBox::accepted, this, [this] { save(); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons_->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { restoreDefaults(); });
    groups_->setCurrentRow(0);
    resize(760, 560);
  }

 private:
  void makeRows() {
    area_ = new QScrollArea(this);
    area_->setWidgetResizable(true);
    area_->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(area_);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 6, 0);
    for (const auto& group : kGroups)
      for (const auto& def : core::setting_table())
        if (prefix_of(def.key) == group.prefix) addRow(def, page, layout);
    // Groups that came later than this list.
    for (const auto& def : core::setting_table()) {
      const bool known =
          std::any_of(std::begin(kGroups), std::end(kGroups),
                      [&](const GroupTitle& group) { return group.prefix == prefix_of(def.key); });
      if (!known) addRow(def, page, layout);
    }
    nothing_ = role_label(say("No setting matches."), "muted", page);
    layout->addWidget(nothing_);
    layout->addStretch(1);
    area_->setWidget(page);
  }

  void addRow(const core::SettingDef& def, QWidget* page, QVBoxLayout* layout) {
    const QString prefix = text_of(prefix_of(def.key));
    if (prefixes_.empty() || prefixes_.back() != prefix) {
      prefixes_.push_back(prefix);
      groups_->addItem(group_title(prefix_of(def.key)));
    }
    auto* row = new SettingRow(app_, def, page);
    row->changed = [this] { settle(); };
    rows_.push_back(row);
    layout->addWidget(row);
  }

  void filter() {
    const QString words = find_->text().trimmed();
    const int group = groups_->currentRow();
    bool any = false;
    for (SettingRow* row : rows_) {
      const bool shown = words.isEmpty()
                             ? group >= 0 && text_of(prefix_of(row->def().key)) ==
                                                 prefixes_[static_cast<std::size_t>(group)]
                             : row->matches(words);
      row->setVisible(shown);
      any = any || shown;
    }
    nothing_->setVisible(!any);
    groups_->setEnabled(words.isEmpty());
  }

  void settle() {
    if (buttons_ == nullptr) return;
    buttons_->button(QDialogButtonBox::Save)
        ->setEnabled(std::all_of(rows_.begin(), rows_.end(),
                                 [](const SettingRow* row) { return row->isGood(); }));
  }

  void restoreDefaults() {
    for (SettingRow* row : rows_)
      if (row->isVisible()) row->setValue(text_of(row->def().initial));
  }

  void save() {
    std::vector<std::string> changed;
    for (const SettingRow* row : rows_) {
      const std::string key(row->def().key);
      const auto checked = core::check_setting(row->def(), utf8_of(row->value()));
      if (!checked || *checked == app_.config().get(key)) continue;
      static_cast<void>(app_.config().set(key, *checked));  // It has just been checked.
      changed.push_back(key);
    }
    app_.save();
    accept();
    apply(changed);
  }

  void apply(const std::vector<std::string>& changed) {
    const auto has = [&changed](std::string_view key) {
      return std::find(changed.begin(), changed.end(), key) != changed.end();
    };
    if (changed.empty()) return;
    if (has("ui.theme")) app_.useTheme(text_of(app_.config().get("ui.theme")));
    if (has("ui.rising")) app_.useRising();
    if (has("analysis.adjust"))
      if (const auto adjust = data::parse_adjust(app_.config().get("analysis.adjust")))
        app_.session().setAdjust(*adjust);
    app_.access().forget();
    app_.session().reload();
    if (has("ui.language")) app_.useLanguage(text_of(app_.config().get("ui.language")));
  }

  AppContext& app_;
  QLineEdit* find_ = nullptr;
  QListWidget* groups_ = nullptr;
  QScrollArea* area_ = nullptr;
  QLabel* nothing_ = nullptr;
  QDialogButtonBox* buttons_ = nullptr;
  std::vector<SettingRow*> rows_;
  std::vector<QString> prefixes_;
};

}  // namespace

extern const DialogDef settings_def{
    .id = "settings",
    .title = kTitle,
    .menu = "tools",
    .shortcut = "Ctrl+,",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new SettingsDialog(app, parent);
    },
};

}  // namespace fwq::desktop
