// Desk: a desktop on a home of its own in a temporary folder, for one test.
#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <filesystem>
#include <functional>
#include <memory>

#include "app_context.hpp"
#include "fwq/coordinators/demo.hpp"
#include "fwq/coordinators/services.hpp"
#include "fwq/core/service_container.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::desktop {

// Lets events go on until `reached`; false if it is not within the time.
inline bool wait_for(const std::function<bool()>& reached, int milliseconds = 20'000) {
  QElapsedTimer clock;
  clock.start();
  while (!reached()) {
    if (clock.elapsed() > milliseconds) return false;
    QApplication::processEvents(QEventLoop::AllEvents, 10);
  }
  return true;
}

// A folder with a demo market of 30 series over 2 years, made once and copied for each test.
inline const std::filesystem::path& demo_template() {
  static const QTemporaryDir folder;
  static const std::filesystem::path home = [] {
    const std::filesystem::path path = folder.path().toStdString();
    const auto made = coordinators::Home::init(path).value();
    core::TaskSystem tasks(2);
    const data::DemoOptions options{.symbols = 30, .years = 2};
    EXPECT_TRUE(coordinators::make_demo(made, options, tasks));
    return path;
  }();
  return home;
}

class Desk {
 public:
  enum class Home { demo, empty };
  explicit Desk(Home kind = Home::demo, AppOptions options = {}) {
    if (kind == Home::demo)
      std::filesystem::copy(demo_template(), folder(), std::filesystem::copy_options::recursive);
    options.home = folder();
    if (options.language.isEmpty()) options.language = QStringLiteral("en");
    if (options.theme.isEmpty()) options.theme = QStringLiteral("dark");
    start(options);
  }
  // Over a home that a test has prepared at folder().
  Desk(const std::function<void(const std::filesystem::path&)>& prepare, AppOptions options = {}) {
    std::filesystem::copy(demo_template(), folder(), std::filesystem::copy_options::recursive);
    prepare(folder());
    options.home = folder();
    if (options.language.isEmpty()) options.language = QStringLiteral("en");
    start(options);
  }

  std::filesystem::path folder() const {
    return (place_.path() + QStringLiteral("/home")).toStdString();
  }
  AppContext& app() { return *app_; }

  // The stock in front, loaded.
  bool show(const QString& symbol) {
    app().session().select(symbol);
    return wait_for([this] { return !app().session().isLoading(); }) &&
           app().session().view() != nullptr;
  }

 private:
  void start(const AppOptions& options) {
    EXPECT_TRUE(coordinators::register_services(container_));
    services_ = std::make_unique<coordinators::Services>(
        coordinators::resolve_services(container_).value());
    app_ = AppContext::open(*services_, options).value();
  }
  QTemporaryDir place_;
  core::ServiceContainer container_;
  std::unique_ptr<coordinators::Services> services_;
  std::unique_ptr<AppContext> app_;
};

}  // namespace fwq::desktop
