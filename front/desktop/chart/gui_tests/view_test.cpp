// Zoom, pan, pyramids and marks: the arithmetic below the widget.
#include <gtest/gtest.h>

#include <random>

#include "model.hpp"
#include "scene.hpp"
#include "time_axis.hpp"

namespace fwq::chart {
namespace {

TEST(View, KeepsTheBarUnderThePointerWhenZooming) {
  const View before{8, 500};
  for (const double x : {100.0, 640.0, 1200.0}) {
    const double bar = scale_of(before, 0, 1200).bar(x);
    const View after = zoomed(before, 1.7, x, 1000, 1200);
    EXPECT_NEAR(scale_of(after, 0, 1200).bar(x), bar, 1e-9);
    EXPECT_DOUBLE_EQ(after.step, 8 * 1.7);
  }
}

TEST(View, NeverLosesTheBars) {
  for (const std::size_t bars :
       {std::size_t{1}, std::size_t{7}, std::size_t{3000}, std::size_t{1000000}}) {
    for (const double step : {1e-9, 0.5, 8.0, 1e6}) {
      for (const double right : {-1e9, 0.0, 1e9}) {
        const View view = clamped({step, right}, bars, 1200);
        const auto scale = scale_of(view, 0, 1200);
        EXPECT_GT(view.right, 0.9) << bars << ' ' << step << ' ' << right;
        EXPECT_LT(scale.first, static_cast<double>(bars)) << bars << ' ' << step << ' ' << right;
        EXPECT_LE(view.step, kWidestStep);
      }
    }
  }
}

TEST(View, ShowsAllBarsWhenZoomedOutToTheEnd) {
  const View view = zoomed(newest(8, 1000000, 1200), 1e-9, 1200, 1000000, 1200);
  EXPECT_LE(scale_of(view, 0, 1200).first, 0.0);
  EXPECT_GE(view.right, 1e6);
}

TEST(View, PansByPixels) {
  const View view = panned({4, 500}, 100, 300, 1000, 1200);
  EXPECT_DOUBLE_EQ(view.right, 450);
}

TEST(RangePyramid, AgreesWithLookingAtEveryValue) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> value(-5, 5);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{16},
                                 std::size_t{17}, std::size_t{257}, std::size_t{5000}}) {
    std::vector<double> values(size);
    for (double& v : values) v = random() % 11 == 0 ? data::kNone : value(random);
    const RangePyramid pyramid(values);
    for (int i = 0; i < 400; ++i) {
      const std::size_t first = random() % (size + 3), end = first + random() % (size + 3);
      ValueRange plain;
      for (std::size_t k = first; k < std::min(end, size); ++k) plain.add(values[k]);
      const ValueRange found = pyramid.range(first, end);
      ASSERT_EQ(found.low, plain.low) << size << ": " << first << ".." << end;
      ASSERT_EQ(found.high, plain.high);
    }
  }
}

std::vector<data::Time> days(int count) {
  std::vector<data::Time> times;
  for (std::int64_t day = data::days_from({2019, 11, 4}); static_cast<int>(times.size()) < count;
       ++day)
    if (data::weekday(day) < 5) times.push_back(day * data::kSecondsPerDay + data::kDayBarEnd);
  return times;
}

TEST(TimeMarks, AreTheFirstBarsOfAUnit) {
  const auto times = days(60);
  const auto marks = time_marks(times, 0, 60, 5, 4, data::Period::day);
  const std::vector<TimeMark> expected{{20, "2019-12", false}, {42, "2020", true}};
  EXPECT_EQ(marks, expected);
}

TEST(TimeMarks, AreAsManyAsFitWhateverTheNumberOfBars) {
  const auto times = days(20000);
  for (const std::size_t shown :
       {std::size_t{5}, std::size_t{40}, std::size_t{300}, std::size_t{2500}, std::size_t{20000}}) {
    const auto marks = time_marks(times, 20000 - shown, 20000, 12, static_cast<double>(shown) / 14,
                                  data::Period::day);
    EXPECT_GE(marks.size(), 2U) << shown;
    EXPECT_LE(marks.size(), 12U) << shown;
    for (std::size_t i = 1; i < marks.size(); ++i)
      EXPECT_GE(static_cast<double>(marks[i].bar - marks[i - 1].bar),
                static_cast<double>(shown) / 14);
  }
}

TEST(TimeMarks, SayTheHourWithinADay) {
  std::vector<data::Time> times;
  for (int day = 0; day < 3; ++day)
    for (int i = 0; i < 4; ++i)
      times.push_back(data::time_from({2024, 5, 6 + day}, (10 + i) * 3600 + 1800));
  const auto marks = time_marks(times, 0, 12, 20, 1, data::Period::min60);
  ASSERT_GE(marks.size(), 5U);
  EXPECT_EQ(marks[0].text, "11:30");
  EXPECT_EQ(marks[3].text, "05-07");
  EXPECT_TRUE(marks[3].major);
}

TEST(PaneHeights, FollowTheWeightsAndFillTheHeight) {
  EXPECT_EQ(pane_heights(std::vector<double>{4, 1, 1}, 600, 36), (std::vector<int>{400, 100, 100}));
  EXPECT_EQ(pane_heights(std::vector<double>{100, 1, 1}, 600, 36), (std::vector<int>{528, 36, 36}));
  for (const int height : {50, 101, 333}) {
    int sum = 0;
    for (const int part : pane_heights(std::vector<double>{3, 1, 0.1}, height, 36)) sum += part;
    EXPECT_EQ(sum, height);
  }
}

TEST(HeikinAshi, AveragesAndCarriesTheOpenOn) {
  data::BarSeries series(3);
  series.push_back({1, 10, 12, 9, 11, 1, 1});
  series.push_back({2, 11, 14, 10, 13, 1, 1});
  series.push_back({3, 20, 24, 20, 24, 1, 1});
  const std::vector<std::size_t> cut{2};
  const auto bars = heikin_ashi(series.view(), cut);
  EXPECT_DOUBLE_EQ(bars[0].open, 10.5);
  EXPECT_DOUBLE_EQ(bars[0].close, 10.5);
  EXPECT_DOUBLE_EQ(bars[1].open, 10.5);
  EXPECT_DOUBLE_EQ(bars[1].close, 12);
  EXPECT_DOUBLE_EQ(bars[1].low, 10);
  EXPECT_DOUBLE_EQ(bars[2].open, 22);  // After the cut: from its own prices.
}

TEST(ChartStyle, TextsAndLinesCanBeReadInBothThemes) {
  const auto color = [](const QColor& c) {
    return core::Color{static_cast<std::uint8_t>(c.red()), static_cast<std::uint8_t>(c.green()),
                       static_cast<std::uint8_t>(c.blue())};
  };
  for (const ChartStyle& style : {dark_style(), light_style()}) {
    const auto against = [&](const QColor& front, const QColor& back) {
      return core::contrast(color(front), color(back));
    };
    for (const QColor& text : {style.text, style.strong_text, style.rising(), style.falling()})
      EXPECT_GE(against(text, style.background), 4.1) << text.name().toStdString();
    for (const QColor& text : {style.text, style.strong_text})
      EXPECT_GE(against(text, style.background), 4.5);
    EXPECT_GE(against(style.card_text, style.card), 4.5);
    EXPECT_GE(against(style.text, style.card), 4.5);
    for (const QColor& line : style.lines)
      EXPECT_GE(against(line, style.background), 3) << line.name().toStdString();
    EXPECT_GE(against(style.accent, style.background), 3);
  }
}

TEST(AveragePaid, IsTheDaysAmountOverItsVolume) {
  data::BarSeries series(3);
  const data::Time day = data::time_from({2024, 5, 6}, 10 * 3600);
  series.push_back({day, 10, 10, 10, 10, 100, 1000});
  series.push_back({day + 60, 12, 12, 12, 12, 300, 3600});
  series.push_back({day + data::kSecondsPerDay, 9, 9, 9, 9, 10, 90});
  const auto values = average_paid(series.view());
  EXPECT_DOUBLE_EQ(values[0], 10);
  EXPECT_DOUBLE_EQ(values[1], 11.5);
  EXPECT_DOUBLE_EQ(values[2], 9);
}

TEST(AlignedCloses, AreTheLastOnesKnown) {
  data::BarSeries other(2);
  other.push_back({20, 1, 1, 1, 5, 1, 1});
  other.push_back({30, 1, 1, 1, 6, 1, 1});
  const std::vector<data::Time> times{10, 20, 25, 40};
  const auto values = aligned_closes(times, other.view());
  EXPECT_TRUE(std::isnan(values[0]));
  EXPECT_EQ(values[1], 5);
  EXPECT_EQ(values[2], 5);
  EXPECT_EQ(values[3], 6);
}

}  // namespace
}  // namespace fwq::chart
