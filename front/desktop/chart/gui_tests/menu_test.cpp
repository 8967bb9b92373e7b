// The context menu and pictures.
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QTemporaryDir>
#include <set>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

class Menus : public Charted {
 protected:
  QMenu* open() {
    QTest::mouseClick(&chart, Qt::RightButton, Qt::NoModifier, {400, 300});
    return chart.findChild<QMenu*>(QStringLiteral("chart_menu"));
  }
  static QAction* named(QMenu* menu, const QString& text) {
    for (QAction* action : menu->actions()) {
      if (action->text() == text) return action;
      if (action->menu() != nullptr)
        if (QAction* inner = named(action->menu(), text)) return inner;
    }
    return nullptr;
  }
};

TEST_F(Menus, ChangeTheKindOfBarsAndTheAxis) {
  QSignalSpy spy(&chart, &ChartWidget::specChanged);
  QMenu* menu = open();
  ASSERT_NE(menu, nullptr);
  named(menu, QStringLiteral("OHLC bars"))->trigger();
  named(menu, QStringLiteral("Logarithmic"))->trigger();
  named(menu, QStringLiteral("Data box"))->trigger();
  EXPECT_EQ(chart.spec().type, ChartType::bars);
  EXPECT_EQ(chart.spec().axis, AxisKind::log);
  EXPECT_FALSE(chart.spec().show_data_box);
  EXPECT_EQ(spy.count(), 3);
}

TEST_F(Menus, EveryEntryDoesSomethingAndNoneTwice) {
  QMenu* menu = open();
  std::set<QString> texts;
  std::function<void(QMenu*)> walk = [&](QMenu* at) {
    for (QAction* action : at->actions()) {
      if (action->isSeparator()) continue;
      EXPECT_TRUE(texts.insert(action->text()).second) << action->text().toStdString();
      if (action->menu() != nullptr) walk(action->menu());
    }
  };
  walk(menu);
  EXPECT_GE(texts.size(), 15U);
}

TEST_F(Menus, OthersMayAddToThem) {
  QObject::connect(&chart, &ChartWidget::menuOpening, &chart,
                   [](QMenu* menu) { menu->addAction(QStringLiteral("Mine")); });
  EXPECT_NE(named(open(), QStringLiteral("Mine")), nullptr);
}

TEST_F(Menus, UndoIsOfferedWhenThereIsSomethingToTakeBack) {
  EXPECT_FALSE(named(open(), QStringLiteral("Undo"))->isEnabled());
  chart.findChild<QMenu*>(QStringLiteral("chart_menu"))->close();
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  const auto before = chart.visibleRange();
  chart.zoom(2);
  named(open(), QStringLiteral("Undo"))->trigger();
  EXPECT_EQ(chart.visibleRange(), before);
}

TEST_F(Menus, CopyThePicture) {
  QGuiApplication::clipboard()->clear();
  QTest::keyClick(&chart, Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QGuiApplication::clipboard()->image().size(), chart.size());
}

TEST_F(Menus, SaveThePictureUnderTheNameChosen) {
  const QTemporaryDir folder;
  named(open(), QStringLiteral("Save picture…"))->trigger();
  auto* dialog = chart.findChild<QFileDialog*>(QStringLiteral("chart_save"));
  ASSERT_NE(dialog, nullptr);
  Q_EMIT dialog->fileSelected(folder.filePath(QStringLiteral("a.png")));
  EXPECT_EQ(QImage(folder.filePath(QStringLiteral("a.png"))).size(), chart.size() * 2);
}

TEST_F(Menus, PicturesAreSavedInPixelsAndVectors) {
  const QTemporaryDir folder;
  for (const char* name : {"a.png", "a.JPG", "a.svg", "a.pdf"}) {
    const QString path = folder.filePath(QLatin1String(name));
    ASSERT_TRUE(chart.savePicture(path)) << name;
    EXPECT_GT(QFileInfo(path).size(), 5000) << name;
  }
  QFile svg(folder.filePath(QStringLiteral("a.svg")));
  ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
  const QByteArray text = svg.readAll();
  EXPECT_TRUE(text.contains("<svg"));
  EXPECT_FALSE(text.contains("<image"));  // Vectors, no pixels.
  QFile pdf(folder.filePath(QStringLiteral("a.pdf")));
  ASSERT_TRUE(pdf.open(QIODevice::ReadOnly));
  EXPECT_TRUE(pdf.readAll().startsWith("%PDF"));
  QFile::copy(folder.filePath(QStringLiteral("a.svg")),
              QStringLiteral(FWQ_SCREENSHOTS "/saved.svg"));
  QFile::copy(folder.filePath(QStringLiteral("a.pdf")),
              QStringLiteral(FWQ_SCREENSHOTS "/saved.pdf"));
}

TEST_F(Menus, PicturesThatCannotBeWrittenAreRefusedInWords) {
  for (const char* path :
       {"/no/such/folder/a.png", "/no/such/folder/a.svg", "/no/such/folder/a.pdf"}) {
    const auto result = chart.savePicture(QLatin1String(path));
    ASSERT_FALSE(result) << path;
    EXPECT_EQ(result.error().code, Errc::io);
    EXPECT_NE(result.error().message.find(path), std::string::npos);
  }
  const auto result = chart.savePicture(QStringLiteral("a.docx"));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::invalid_argument);
}

TEST_F(Menus, PicturesOfDrawingsInVectorsLookAsOnTheScreen) {
  // The same painters with QPainter below them: few pixels differ, by the antialiasing.
  QImage vectors(chart.size(), QImage::Format_RGB32);
  const QImage pixels = chart.picture(chart.size());
  ChartProbe::paint_by_painter(chart, vectors);
  int different = 0;
  for (int y = 0; y < pixels.height(); ++y)
    for (int x = 0; x < pixels.width(); ++x)
      different += std::abs(qGray(pixels.pixel(x, y)) - qGray(vectors.pixel(x, y))) > 60 ? 1 : 0;
  EXPECT_LT(different, pixels.width() * pixels.height() / 500);
}

}  // namespace
}  // namespace fwq::chart
