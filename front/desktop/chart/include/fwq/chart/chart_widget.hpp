// The chart: candles or another kind of bars, volume and indicator panes, crosshair, zoom and pan.
//
// Takes values and tells by signals what the user did; it loads nothing and reads no files. Everything runs on the GUI
// thread, but for the indicators and the order of the marks of more than 20,000 bars: the bars are shown at once, and each
// of those when a thread of Qt's pool has computed it; another symbol cancels. Indicators are computed when data or spec are set, from the analysis
// tables, and kept by (data, call).
//
// Mouse:     wheel zooms at the pointer (with Shift, or sideways on a touchpad: pans; two fingers zoom); drag pans; Shift and drag zooms to the
//            box; a click on a mark opens its card, on an
//            indicator's name its menu; drag on the price axis stretches it, double click there fits it again; a pane's upper edge is a splitter; the
//            right button opens a menu, and dragged marks bars to zoom to or to have statistics of.
// Keys:      ← → move the crosshair by a bar (with Ctrl: pan by a tenth), ↑ ↓ zoom, Home End oldest and newest bars,
//            Ctrl+Z takes back a zoom or a drawing, Delete removes the drawing chosen, Ctrl+C copies the picture, Space plays or pauses a replay,
//            Esc leaves the tool, closes the card, hides the crosshair. Page Up and Page Down, F8 and typed text are told by signals.
// Cost:      a frame follows the pixels, not the bars: beyond one bar a pixel, a column shows the least and the greatest.
#pragma once

#include <QImage>
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>

#include "fwq/chart/chart_data.hpp"
#include "fwq/chart/chart_spec.hpp"
#include "fwq/chart/chart_style.hpp"
#include "fwq/chart/drawing.hpp"
#include "fwq/core/result.hpp"

class QMenu;

namespace fwq::chart {

struct Scene;
struct IndicatorPlace;
class Canvas;

class ChartWidget : public QWidget {
  Q_OBJECT
 public:
  explicit ChartWidget(QWidget* parent = nullptr);
  ~ChartWidget() override;

  // Shows other data; null: none. Another symbol or period shows the newest bars; the same ones keep the place, and
  // follow the newest bar if it was in view. Indicators of the spec that fail are left out (see missingIndicators()).
  void setData(ChartDataPtr data);
  ChartDataPtr data() const;
  // Whether indicators or marks are still to come; see indicatorsReady().
  bool isComputing() const;
  // What is wrong with indicators that are not shown, one line each.
  std::vector<std::string> missingIndicators() const;

  // Errors: those of parse_indicator(), for the first indicator that is wrong; then nothing has changed.
  Result<void> setSpec(ChartSpec spec);
  const ChartSpec& spec() const;
  // The same as the user does it: specChanged() follows. What setSpec() refuses changes nothing.
  void changeSpec(const std::function<void(ChartSpec&)>& change);
  // The window in which indicators are added, changed and removed, with one of them in the form. Not modal.
  void openIndicators(std::optional<IndicatorPlace> place);

  void setChartStyle(const ChartStyle& style);
  const ChartStyle& chartStyle() const;

  // Shown in the middle while there are no bars: "loading", an error. Empty: says that there is no data.
  void setMessage(const QString& text);

  // The bars in view: indices, `last` inclusive. Both 0 without bars.
  struct BarRange {
    std::size_t first = 0, last = 0;
    friend bool operator==(const BarRange&, const BarRange&) = default;
  };
  BarRange visibleRange() const;
  // Puts these bars in view, as far as they are there. Requires: first <= last.
  void showBars(std::size_t first, std::size_t last);
  // The same by time, for charts that follow another: nothing to take back.
  void showTimes(data::Time from, data::Time to);
  // The newest bars at the usual width.
  void resetView();
  // A step closer (factor > 1) or further, at the middle of the view.
  void zoom(double factor);
  // Takes back the last zoom or change of the drawings; false if there is none.
  bool undo();

  // Puts the crosshair on the bar at or before `time`, without a horizontal line: for charts that follow another.
  // No signal is sent. Hides it when there is no such bar.
  void showCrosshair(data::Time time);
  void hideCrosshair();

  // Puts a pattern hit in view and opens its card; nothing for an index that is not there.
  void selectPattern(std::size_t index);
  // Closes the card.
  void clearSelection();

  // A picture of the given size (logical pixels), without the crosshair. Indicators that are still to come are waited for,
  // here and for files.
  QImage picture(QSize size, double pixel_ratio = 1) const;
  // The chart as it is seen, into a file: by its ending .png, .jpg (both at twice the pixels), .svg or .pdf.
  // Errors: invalid_argument (another ending), io.
  Result<void> savePicture(const QString& path) const;
  void copyPicture() const;

  // The user's drawings; those whose number of points is wrong are left out. setDrawings() sends no signal.
  void setDrawings(std::vector<Drawing> drawings);
  const std::vector<Drawing>& drawings() const;
  // What the next presses draw; none: the mouse pans. After a drawing is done there is no tool.
  void setTool(std::optional<DrawingKind> tool);
  std::optional<DrawingKind> tool() const;

  // Shows the chart as it was when `bar` had ended; clamped to the bars. Nothing in it looks ahead: marks, values and
  // statistics are those of the bars shown. New data of the same symbol and period keep the replay.
  void startReplay(std::size_t bar);
  void stepReplay(int bars);
  void setReplayRunning(bool on);
  void setReplaySpeed(int milliseconds);  // A bar; clamped to [10, 10,000].
  void stopReplay();
  std::optional<std::size_t> replayBar() const;  // The last bar shown; none: no replay.

  // Marks bars [first, last] and opens a card with what happened there.
  void showStatistics(std::size_t first, std::size_t last);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void crosshairMoved(qint64 time, double price);  // Bar's time; price NaN outside the price pane.
  void crosshairLeft();
  void rangeChanged(qulonglong first, qulonglong last);
  void
  indicatorsReady();  // Of a long series, all of them; nothing is told where they are there at once.
  void patternClicked(qulonglong index);  // In ChartData::patterns. Its card is open.
  void menuOpening(QMenu* menu);  // The context menu, before it is shown: others may add to it.
  void failed(const QString&
                  message);  // Something the user asked for could not be done; a sentence to show.
  void drawingsChanged();    // By the user.
  void toolChanged();
  void replayChanged(qulonglong bar, bool running);
  void replayEnded();
  void specChanged();                   // By the user: a splitter, the menu.
  void symbolStepRequested(int step);   // Page Up: -1, Page Down: 1.
  void periodStepRequested(int step);   // F8: 1, Shift+F8: -1.
  void textTyped(const QString& text);  // A letter or digit: the begin of a search, as in 通达信.

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct State;
  friend struct ChartProbe;  // Tests ask it where things stand.
  const Scene& currentScene() const;
  void prepare();
  void showComputed();
  void finishComputing() const;
  void refresh();  // The frame is drawn anew, and the range told if it is another.
  void moveCrosshair(QPointF at);
  void stepCrosshair(int bars);
  std::size_t splitterAt(QPointF at) const;  // The pane whose upper edge is there; 0: none.
  void dragTo(QPointF at);
  void dragSplitter(double by);
  void markInterval(QPointF at);
  void placeAnchor(QPointF at);
  void finishDraggedAnchor(QPointF at);
  void addDrawing(const Drawing& drawing);
  bool holdDrawing(QPointF at);
  void moveDrawing(QPointF at);
  void dropDrawing();
  void removeSelectedDrawing();
  void writeText(const Drawing& drawing, std::optional<std::size_t> index);
  void paintDrawings(QPainter& painter, const Scene& scene) const;
  void showReplay();
  bool escape();
  bool moveByKey(const QKeyEvent& event);
  bool actByKey(const QKeyEvent& event);
  void zoomToBox(const QRectF& box);
  bool clickMark(QPointF at);
  void showChosen();
  void ensureCard();
  void placeCard(std::size_t first, std::size_t last);
  void paintWhole(QPainter& painter, QSize size, Canvas& canvas) const;
  void paintMouse(QPainter& painter, const Scene& scene) const;
  Result<void> saveSvg(const QString& path) const;
  Result<void> savePdf(const QString& path) const;
  void askAndSavePicture();
  std::optional<IndicatorPlace> legendAt(QPointF at) const;
  bool clickLegend(QPointF at);
  QMenu* makeMenu();
  void addToolMenu(QMenu* menu);
  void addReplayEntries(QMenu* menu);
  void openMenu(QPoint at);
  void openIntervalMenu(QPoint at);
  void paintChosen(QPainter& painter, const Scene& scene) const;
  std::unique_ptr<State> state_;
};

}  // namespace fwq::chart
