// Adjustment on real bars and real events.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "fwq/data/adjust.hpp"
#include "support/market_files.hpp"

namespace fwq::data {
namespace {

class RealAdjustment : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(test::shared_data())) GTEST_SKIP() << "no shared data here";
    raw_ = test::long_series("SH600000_day.csv");
    events_ = test::shared_events()["SH600000"];
    ASSERT_GT(raw_.size(), 6000U);
    ASSERT_GT(events_.size(), 20U);
  }
  AdjustedBars adjust(Adjust kind) const {
    return adjusted(raw_, Symbol(Market::sh, "600000"), events_, kind);
  }

  Bars raw_;
  std::vector<ExRightsEvent> events_;
};

// The share reform gave holders of tradable shares 3 for 10 from the other holders: nothing was diluted, the
// exchange set no ex-reference, and the price stayed where it was.
constexpr Date kShareReform{2006, 5, 12};

TEST_F(RealAdjustment, EveryEventOfAWellKnownStockFitsItsOpenButTheShareReform) {
  const auto out = adjust(Adjust::none);
  EXPECT_EQ(out.events.size(), events_.size());
  for (const auto& event : out.events) {
    EXPECT_EQ(event.applied, event.event.date != kShareReform) << format_date(event.event.date);
    EXPECT_EQ(date_of(raw_.time()[event.bar]), event.event.date);
  }
  EXPECT_TRUE(out.cuts.empty());
}

TEST_F(RealAdjustment, MeetsTheRawPricesAtItsFixedEnd) {
  const std::size_t last = raw_.size() - 1;
  EXPECT_EQ(adjust(Adjust::forward).bars[last], raw_[last]);
  EXPECT_EQ(adjust(Adjust::forward_subtractive).bars[last], raw_[last]);
  EXPECT_EQ(adjust(Adjust::backward).bars[0], raw_[0]);
  EXPECT_EQ(adjust(Adjust::backward_subtractive).bars[0], raw_[0]);
}

TEST_F(RealAdjustment, BackwardIsOneConstantTimesForward) {
  const auto forward = adjust(Adjust::forward);
  const auto backward = adjust(Adjust::backward);
  const double constant = backward.bars.close()[0] / forward.bars.close()[0];
  EXPECT_GT(constant, 5);
  for (std::size_t i = 0; i < raw_.size(); ++i) {
    ASSERT_NEAR(backward.bars.close()[i] / forward.bars.close()[i] / constant, 1, 1e-12);
    ASSERT_NEAR(backward.bars.low()[i] / forward.bars.low()[i] / constant, 1, 1e-12);
  }
}

// The second way: walk back from the last close by the returns that a holder had, where an event
// day's return is close over the rounded ex-reference.
TEST_F(RealAdjustment, ForwardIsWhatTheHoldersReturnsLeadTo) {
  const auto forward = adjust(Adjust::forward);
  std::map<Time, const ExRightsEvent*> by_time;
  for (const auto& event : events_) {
    if (event.date != kShareReform) by_time[day_bar_time(event.date)] = &event;
  }
  double price = raw_.close().back();
  std::size_t seen = 0;
  for (std::size_t i = raw_.size() - 1; i > 0; --i) {
    double before = raw_.close()[i - 1];
    if (const auto it = by_time.find(raw_.time()[i]); it != by_time.end()) {
      before = std::floor(ex_price(*it->second, before) * 100 + 0.5 + 1e-9) / 100;
      ++seen;
    }
    price /= raw_.close()[i] / before;
    ASSERT_NEAR(forward.bars.close()[i - 1] / price, 1, 1e-11)
        << format_date(date_of(raw_.time()[i]));
  }
  EXPECT_EQ(seen, events_.size() - 1);
}

TEST_F(RealAdjustment, SubtractivePricesAreTheEventsOneAfterAnother) {
  const auto forward = adjust(Adjust::forward_subtractive);
  const auto backward = adjust(Adjust::backward_subtractive);
  for (std::size_t i = 0; i < raw_.size(); i += 7) {
    double price = raw_.close()[i], from_backward = backward.bars.close()[i];
    double volume = raw_.volume()[i];
    for (const auto& event : events_) {
      if (event.date == kShareReform) continue;
      from_backward = ex_price(event, from_backward);
      if (day_bar_time(event.date) <= raw_.time()[i]) continue;
      price = ex_price(event, price);
      volume *= 1 + event.bonus + event.rights;
    }
    ASSERT_NEAR(forward.bars.close()[i], price, 1e-10);
    ASSERT_NEAR(from_backward, price, 1e-9);
    ASSERT_NEAR(forward.bars.volume()[i] / volume, 1, 1e-12);
  }
}

struct Tally {
  std::size_t events = 0, flagged = 0, cuts_covered = 0, cuts_after = 0, series = 0;
  std::set<std::string> found;  // "cut SH600423 2018-12-26"
};

void count(const AdjustedBars& out, Symbol symbol, Tally& tally) {
  const auto note = [&](const char* what, const Date& date) {
    tally.found.insert(std::string(what) + " " + std::string(symbol.text()) + " " +
                       format_date(date));
  };
  ++tally.series;
  tally.events += out.events.size();
  for (const auto& event : out.events) {
    if (event.applied) continue;
    ++tally.flagged;
    note("flag", event.event.date);
  }
  for (const auto& cut : out.cuts) {
    const Date date = date_of(out.bars.time()[cut.bar]);
    ++(date <= Date{2021, 11, 11} ? tally.cuts_covered : tally.cuts_after);
    note("cut", date);
  }
}

TEST(RealMarket, HasFewFlaggedEventsAndFewCutsWhereEventsAreKnown) {
  if (!std::filesystem::exists(test::shared_data())) GTEST_SKIP() << "no shared data here";
  const auto events = test::shared_events();
  Tally tally;
  for (const char* market : {"sh", "sz", "bj"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(test::shared_data() / "vipdoc" / market / "lday")) {
      const Symbol symbol = Symbol::parse(file.path().stem().string()).value();
      const Bars raw = test::day_file(file.path(), symbol);
      const auto known = events.find(std::string(symbol.text()));
      const std::vector<ExRightsEvent> none;
      count(adjusted(raw, symbol, known == events.end() ? none : known->second, Adjust::forward),
            symbol, tally);
    }
  }
  std::printf("%zu series, %zu events (%zu flagged), %zu cuts up to 2021-11-11, %zu later\n",
              tally.series, tally.events, tally.flagged, tally.cuts_covered, tally.cuts_after);
  // Seen: 4,171 events, 1 flagged (SH600423's reorganisation, as its README warns), 4 cuts before the events
  // end (that one, and three where the file lacks days), then one at nearly every large bonus.
  EXPECT_GT(tally.events, 4000U);
  EXPECT_LE(tally.flagged, 3U);
  EXPECT_LE(tally.cuts_covered, 8U);
  EXPECT_GE(tally.cuts_after, 120U);
  EXPECT_LE(tally.cuts_after, 160U);
  EXPECT_TRUE(tally.found.contains("flag SH600423 2018-12-18"));
  EXPECT_TRUE(tally.found.contains("cut SH600423 2018-12-26"));
  EXPECT_TRUE(tally.found.contains("cut SH603288 2022-04-29"));  // 1 for 10 and 0.76 CNY.
  EXPECT_TRUE(tally.found.contains("cut SZ159941 2022-07-05"));  // Units split in four.
}

}  // namespace
}  // namespace fwq::data
