// A chart in the hands of a monkey: any data, any size, any key and mouse, and it still stands.
#include <QMenu>
#include <random>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

class Monkey : public Charted {
 protected:
  std::mt19937 random{20261125};
  int upto(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  // Prices of every kind: gaps, zeros, negatives, infinities, far beyond a double's comfort.
  ChartDataPtr odd_data() {
    auto made = std::make_shared<ChartData>(*data);
    const std::size_t count = std::size_t{1} << static_cast<unsigned>(upto(13));
    data::BarSeries series(count);
    const double levels[] = {
        10, 0, -5, 1e-300, 1e15, data::kNone, std::numeric_limits<double>::infinity()};
    const double usual = levels[upto(5)];
    for (std::size_t i = 0; i < count; ++i) {
      const double price = upto(20) == 0 ? levels[upto(7)] : usual * (1 + upto(100) * 0.001);
      series.push_back(
          {data::day_bar_time({2000, 1, 3}) + static_cast<data::Time>(i) * data::kSecondsPerDay,
           price, price * 1.01, price * 0.99, price,
           upto(9) == 0 ? data::kNone : upto(1000) * 100.0, upto(1000) * 1e4});
    }
    made->bars = series.view();
    made->cuts = {count / 2};
    made->patterns.clear();
    for (int i = 0; i < 30; ++i) {
      const auto bar = static_cast<std::uint32_t>(upto(static_cast<int>(count) + 3));
      made->patterns.push_back({.pattern = analysis::built_in_patterns()[0],
                                .confidence = 0.5,
                                .start = bar,
                                .end = bar,
                                .known_at = bar});
    }
    if (upto(2) == 0) made->compares = {{data->symbol, "other", data->bars}};
    return made;
  }
  ChartSpec odd_spec() {
    ChartSpec spec = default_spec();
    spec.type = static_cast<ChartType>(upto(5));
    spec.axis = static_cast<AxisKind>(upto(3));
    const auto all = analysis::available_indicators();
    for (int i = upto(3); i > 0; --i)
      spec.overlays.push_back({.id = std::string(all[random() % all.size()]->id)});
    for (int i = upto(3); i > 0; --i)
      spec.panes.push_back({.indicators = {{.id = std::string(all[random() % all.size()]->id)}},
                            .weight = 0.1 + upto(30)});
    return spec;
  }
  void press_something() {
    const Qt::Key keys[] = {Qt::Key_Left,   Qt::Key_Right,  Qt::Key_Up,
                            Qt::Key_Down,   Qt::Key_Home,   Qt::Key_End,
                            Qt::Key_Escape, Qt::Key_Delete, Qt::Key_Space};
    QTest::keyClick(&chart, keys[upto(9)], upto(4) == 0 ? Qt::ControlModifier : Qt::NoModifier);
  }
  QPoint anywhere() { return {upto(chart.width() + 20) - 10, upto(chart.height() + 20) - 10}; }
  void close_menus() {
    for (QMenu* menu : chart.findChildren<QMenu*>()) menu->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  void act() {
    switch (upto(12)) {
      case 0:
        return chart.setData(upto(10) == 0 ? nullptr : odd_data());
      case 1:
        return static_cast<void>(chart.setSpec(odd_spec()));
      case 2:
        return chart.resize(upto(5) == 0 ? QSize(1 + upto(60), 1 + upto(60))
                                         : QSize(200 + upto(1000), 100 + upto(700)));
      case 3:
        return chart.setTool(upto(2) == 0 ? std::nullopt
                                          : std::optional(static_cast<DrawingKind>(upto(7))));
      case 4:
        return upto(3) == 0 ? chart.stopReplay()
                            : chart.startReplay(static_cast<std::size_t>(upto(5000)));
      case 5:
        return wheel(anywhere(), upto(21) - 10, upto(2) == 0 ? Qt::ShiftModifier : Qt::NoModifier);
      case 6:
        drag(anywhere(), anywhere(), upto(3) == 0 ? Qt::ShiftModifier : Qt::NoModifier,
             upto(4) == 0 ? Qt::RightButton : Qt::LeftButton);
        return close_menus();
      case 7:
        return chart.showStatistics(static_cast<std::size_t>(upto(9000)),
                                    static_cast<std::size_t>(upto(9000)));
      case 8:
        return chart.showBars(static_cast<std::size_t>(upto(50)),
                              50 + static_cast<std::size_t>(upto(9000)));
      case 9:
        return static_cast<void>(chart.undo());
      default:
        return press_something();
    }
  }
};

TEST_F(Monkey, CannotBreakIt) {
  for (int i = 0; i < 600; ++i) {
    act();
    shown();
    const auto range = chart.visibleRange();
    const std::size_t bars = chart.data() ? chart.data()->bars.size() : 0;
    ASSERT_LE(range.first, range.last) << "after act " << i;
    ASSERT_TRUE(bars == 0 ? range.last == 0 : range.last < bars) << "after act " << i;
  }
}

}  // namespace
}  // namespace fwq::chart
