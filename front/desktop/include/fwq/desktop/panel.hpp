// What a panel is to the rest of the program: a row of a table that the window's docks are made from.
#pragma once

#include <QWidget>
#include <span>

#include "fwq/core/event_bus.hpp"

namespace fwq::desktop {

class AppContext;
struct StockView;

// A panel around the chart. It is made once for each main window, and hears on the event bus what is in front.
class BasePanel : public QWidget {
  Q_OBJECT

 public:
  explicit BasePanel(AppContext& app, QWidget* parent = nullptr);
  ~BasePanel() override;

  // Makes the controls; called once, right after the panel itself was made.
  virtual void setup_ui() = 0;
  // Another stock, or the same one anew, has been loaded and analysed.
  virtual void update_content(const StockView& view);
  // There is nothing to show, and why: `message` is for people.
  virtual void clear_content(const QString& message);

 protected:
  AppContext& app() const noexcept { return app_; }

 private:
  AppContext& app_;
  core::Subscription shown_, hidden_;
};

enum class PanelArea { left, right, bottom };

struct PanelDef {
  const char* id;     // Unique and never renamed: the saved layout knows it.
  const char* title;  // Marked with QT_TRANSLATE_NOOP("panels", …).
  PanelArea area;
  int order;  // Among those of its area.
  BasePanel* (*make)(AppContext& app, QWidget* parent);
};

// The built-in table, by file name.
std::span<const PanelDef* const> built_in_panels();

}  // namespace fwq::desktop
