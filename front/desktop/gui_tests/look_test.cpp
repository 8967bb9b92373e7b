// Colours of windows: readable by the measure of WCAG AA in every theme.
#include "look.hpp"

#include <gtest/gtest.h>

#include "say.hpp"

namespace fwq::desktop {
namespace {

void expect_readable(const core::Theme& theme) {
  const Look look = look_of(theme);
  for (const QColor& ground :
       {look.window, look.base, look.raised, look.header, look.hover, look.selected}) {
    EXPECT_GE(contrast_of(look.text, ground), 4.5)
        << theme.id << " " << ground.name().toStdString();
    EXPECT_GE(contrast_of(look.muted, ground), 4.5)
        << theme.id << " " << ground.name().toStdString();
  }
  for (const QColor& color : {look.up, look.down, look.warning, look.error})
    for (const QColor& ground : {look.base, look.selected, look.hover, look.window})
      EXPECT_GE(contrast_of(color, ground), 4.5) << theme.id << " " << color.name().toStdString();
  EXPECT_GE(contrast_of(look.on_accent, look.accent), 4.5) << theme.id;
  for (const QColor& ground : {look.window, look.base})
    EXPECT_GE(contrast_of(look.accent, ground), 4.5);
}

TEST(Look, IsReadableInTheBuiltInThemes) {
  for (const auto& theme : core::built_in_themes()) expect_readable(theme);
}

TEST(Look, IsReadableInAThemeThatIsNot) {
  core::Theme theme = core::built_in_themes().front();
  theme.id = "grey on grey";
  theme.background = theme.chart_background = {120, 120, 120, 255};
  theme.foreground = {130, 130, 130, 255};
  theme.accent = {125, 120, 120, 255};
  theme.k_up = theme.k_down = {120, 125, 120, 255};
  const Look look = look_of(theme);
  EXPECT_GE(contrast_of(look.text, look.base), 4.5);
  EXPECT_GE(contrast_of(look.up, look.base), 4.5);
}

TEST(Look, MixesBetweenTwoColours) {
  EXPECT_EQ(mixed(Qt::black, Qt::white, 0), QColor(Qt::black));
  EXPECT_EQ(mixed(Qt::black, Qt::white, 1), QColor(Qt::white));
  EXPECT_EQ(mixed(QColor(0, 0, 0), QColor(200, 100, 50), 0.5), QColor(100, 50, 25));
}

TEST(StyleSheet, LeavesNoPlaceholder) {
  const auto& theme = core::built_in_themes().front();
  const QString sheet = style_sheet(look_of(theme), theme, 10);
  EXPECT_FALSE(sheet.contains(QLatin1Char('@')));
  EXPECT_TRUE(sheet.contains(QStringLiteral("font-size: 10pt")));
}

}  // namespace
}  // namespace fwq::desktop
