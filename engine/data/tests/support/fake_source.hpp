// Data sources that do as a test tells them, and clocks that stand still.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "fwq/data/data_service.hpp"

namespace fwq::data::service_test {

inline constexpr Time kNow = 1'700'000'000;  // 2023-11-14 22:13.
inline const Symbol kStock{Market::sh, "600000"};
inline const Symbol kOther{Market::sz, "000001"};

// Believable daily bars: amount is volume times close. The last one ends on 2023-11-14.
inline BarSeries days(std::size_t count, double price = 10) {
  BarSeries series(count);
  const std::int64_t last = days_from({2023, 11, 14});
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t day = last - static_cast<std::int64_t>(count - 1 - i);
    const double close = price + static_cast<double>(i % 7) * 0.01;
    series.push_back({day * kSecondsPerDay + kDayBarEnd, close, close + 0.05, close - 0.05, close,
                      10'000, 10'000 * close});
  }
  return series;
}

// Time that passes only when the test says so. [any-thread]
class FakeClock {
 public:
  SteadyClock clock() const {
    return [now = now_] { return SteadyTime(std::chrono::milliseconds(now->load())); };
  }
  void pass(std::chrono::milliseconds time) { *now_ += time.count(); }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> now_ = std::make_shared<std::atomic<std::int64_t>>(1);
};

class FakeSource final : public DataSource {
 public:
  using Answer = std::function<Result<Bars>(const BarRequest&, const std::stop_token&)>;
  FakeSource(std::string id, Answer answer) : id_(std::move(id)), answer_(std::move(answer)) {}

  std::string_view id() const noexcept override { return id_; }
  Result<Bars> bars(const BarRequest& request, std::stop_token stop) override {
    ++calls;
    Answer answer;
    {
      const std::scoped_lock lock(mutex_);
      answer = answer_;
    }
    return answer(request, stop);
  }
  std::uint64_t version() const noexcept override { return held_version; }
  void become(Answer answer) {
    const std::scoped_lock lock(mutex_);
    answer_ = std::move(answer);
  }

  std::atomic<int> calls{0};
  std::atomic<std::uint64_t> held_version{0};

 private:
  const std::string id_;
  std::mutex mutex_;
  Answer answer_;
};

// What sources may do.
inline FakeSource::Answer has(BarSeries series) {
  return [view = series.view()](const BarRequest& request, const std::stop_token&) -> Result<Bars> {
    if (request.period != Period::day) return Error{Errc::unsupported, "only days"};
    return view.slice(request.range);
  };
}
inline FakeSource::Answer fails(Errc code, std::string message = "as told") {
  return [=](const BarRequest&, const std::stop_token&) -> Result<Bars> {
    return Error{code, message};
  };
}
inline FakeSource::Answer throws() {
  return [](const BarRequest&, const std::stop_token&) -> Result<Bars> {
    throw std::runtime_error("died in mid-answer");
  };
}

// A gate that calls stand at until it opens. What hangs at it does so whatever it is asked.
class Gate {
 public:
  ~Gate() { open(); }
  void open() {
    const std::scoped_lock lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
    --waiting_;
    changed_.notify_all();
  }
  // Until so many stand at it (or, once open, have left).
  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ == count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t waiting_ = 0;
  bool open_ = false;
};

// Ignores every stop request until the gate opens.
inline FakeSource::Answer hangs(std::shared_ptr<Gate> gate) {
  return [gate](const BarRequest&, const std::stop_token&) -> Result<Bars> {
    gate->wait();
    return Error{Errc::io, "too late"};
  };
}
inline FakeSource::Answer after(std::shared_ptr<Gate> gate, FakeSource::Answer then) {
  return [gate, then](const BarRequest& request, const std::stop_token& stop) {
    gate->wait();
    return then(request, stop);
  };
}

}  // namespace fwq::data::service_test
