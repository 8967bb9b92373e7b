// Pictures of every window, as `fwq-desktop --screenshots` saves them.
#include "screenshots.hpp"

#include <gtest/gtest.h>

#include <QDir>
#include <QImage>

#include "desk.hpp"
#include "fwq/desktop/dialog.hpp"
#include "fwq/desktop/panel.hpp"
#include "main_window_coordinator.hpp"

namespace fwq::desktop {
namespace {

TEST(Screenshots, AreOfEveryWindowInBothThemesAndLanguages) {
  Desk desk;
  MainWindowCoordinator coordinator(desk.app());
  const QString folder = QStringLiteral(FWQ_SCREENSHOTS "/all");
  ASSERT_TRUE(save_screenshots(coordinator, folder, QStringLiteral("SH602001")));
  for (const char* look : {"dark_zh", "dark_en", "light_zh", "light_en"}) {
    const auto taken = [&](const QString& name) {
      const QImage image(QStringLiteral("%1/%2_%3.png").arg(folder, name, QLatin1String(look)));
      EXPECT_FALSE(image.isNull()) << name.toStdString() << " " << look;
      return image;
    };
    const QImage main = taken(QStringLiteral("main"));
    EXPECT_EQ(main.size(), QSize(1600, 960));
    // The theme is that of the picture: the status bar's ground is dark or light.
    EXPECT_EQ(main.pixelColor(800, 955).lightness() < 128,
              std::string_view(look).starts_with("dark"));
    for (const PanelDef* def : built_in_panels())
      taken(QStringLiteral("panel_") + QLatin1String(def->id));
    for (const DialogDef* def : built_in_dialogs())
      taken(QStringLiteral("dialog_") + QLatin1String(def->id));
  }
  desk.app().useLanguage(QStringLiteral("en"));
  QApplication::processEvents();
}

TEST(Screenshots, FailWithoutDataOrWithoutAFolder) {
  Desk desk(Desk::Home::empty);
  MainWindowCoordinator coordinator(desk.app());
  EXPECT_FALSE(save_screenshots(coordinator, QStringLiteral(FWQ_SCREENSHOTS "/none"), {}));
  EXPECT_FALSE(save_screenshots(coordinator, QStringLiteral("/proc/nothing"), {}));
}

}  // namespace
}  // namespace fwq::desktop
