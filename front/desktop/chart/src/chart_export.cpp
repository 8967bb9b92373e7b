// Pictures of the chart: to the clipboard, and to files in pixels or in vectors.
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImageWriter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include "chart_state.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

Error refused(const QString& path, const QString& reason) {
  return {Errc::io,
          QStringLiteral("cannot write the picture '%1': %2").arg(path, reason).toStdString(),
          QStringLiteral("无法写入图片“%1”：%2").arg(path, reason).toStdString()};
}

}  // namespace

void ChartWidget::paintWhole(QPainter& painter, QSize size, Canvas& canvas) const {
  if (isComputing()) finishComputing();
  const State& s = *state_;
  const Scene scene = s.make(QRect(QPoint(0, 0), size));
  paint_layers(canvas, scene, place_marks(scene, s.mark_index));
  if (scene.empty()) return;
  paintDrawings(painter, scene);
  paintChosen(painter, scene);
  paint_legends(painter, scene, scene.end - 1);
}

QImage ChartWidget::picture(QSize size, double pixel_ratio) const {
  QImage image(size * pixel_ratio, QImage::Format_RGB32);
  image.setDevicePixelRatio(pixel_ratio);
  QPainter painter(&image);
  Canvas canvas(painter, image);
  paintWhole(painter, size, canvas);
  return image;
}

Result<void> ChartWidget::saveSvg(const QString& path) const {
  // Into memory first: the generator does not tell whether the file could be written.
  QByteArray bytes;
  QBuffer buffer(&bytes);
  QSvgGenerator svg;
  svg.setOutputDevice(&buffer);
  svg.setSize(size());
  svg.setViewBox(rect());
  svg.setTitle(accessibleName());
  {
    QPainter painter(&svg);
    Canvas canvas(painter);
    paintWhole(painter, size(), canvas);
  }
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
    return refused(path, file.errorString());
  return {};
}

Result<void> ChartWidget::savePdf(const QString& path) const {
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return refused(path, file.errorString());
  QPdfWriter pdf(&file);
  constexpr int kPoints = 72;  // An inch: a pixel is a point.
  pdf.setResolution(kPoints);
  pdf.setPageSize(QPageSize(QSizeF(size()), QPageSize::Point));
  pdf.setPageMargins(QMarginsF());
  QPainter painter(&pdf);
  Canvas canvas(painter);
  paintWhole(painter, size(), canvas);
  if (!painter.end() || file.error() != QFileDevice::NoError)
    return refused(path, file.errorString());
  return {};
}

Result<void> ChartWidget::savePicture(const QString& path) const {
  const QString kind = QFileInfo(path).suffix().toLower();
  if (kind == QLatin1String("svg")) return saveSvg(path);
  if (kind == QLatin1String("pdf")) return savePdf(path);
  if (kind != QLatin1String("png") && kind != QLatin1String("jpg") &&
      kind != QLatin1String("jpeg")) {
    return Error{
        Errc::invalid_argument,
        QStringLiteral(
            "'%1' is no kind of picture: write a name that ends in .png, .jpg, .svg or .pdf")
            .arg(path)
            .toStdString(),
        QStringLiteral("无法识别“%1”的图片格式：文件名请以 .png、.jpg、.svg 或 .pdf 结尾")
            .arg(path)
            .toStdString()};
  }
  QImageWriter writer(path);
  writer.setQuality(95);
  if (!writer.write(picture(size(), std::max(devicePixelRatioF(), 2.0))))
    return refused(path, writer.errorString());
  return {};
}

void ChartWidget::copyPicture() const {
  QGuiApplication::clipboard()->setImage(picture(size(), devicePixelRatioF()));
}

void ChartWidget::askAndSavePicture() {
  auto* dialog = new QFileDialog(this, translated(QT_TRANSLATE_NOOP("chart", "Save picture")));
  dialog->setObjectName(QStringLiteral("chart_save"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setNameFilters({QStringLiteral("PNG (*.png)"), QStringLiteral("SVG (*.svg)"),
                          QStringLiteral("PDF (*.pdf)"), QStringLiteral("JPEG (*.jpg)")});
  dialog->setDefaultSuffix(QStringLiteral("png"));
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.section(QLatin1String("*."), 1).chopped(1));
  });
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    if (auto saved = savePicture(path); !saved)
      Q_EMIT failed(QString::fromStdString(saved.error().text(in_chinese())));
  });
  dialog->open();
}

}  // namespace fwq::chart
