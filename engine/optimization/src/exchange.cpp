// Two threads that take turns.
#include "exchange.hpp"

namespace fwq::optimization {

Exchange::Exchange(std::function<void(Exchange&)> algorithm) {
  thread_ = std::thread([this, run = std::move(algorithm)] {
    run(*this);
    const std::lock_guard lock(mutex_);
    ended_ = true;
    turn_ = Turn::asker;
    points_.clear();
    changed_.notify_all();
  });
}

Exchange::~Exchange() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    turn_ = Turn::algorithm;
    changed_.notify_all();
  }
  thread_.join();
}

bool Exchange::evaluate(std::vector<Point> points, std::vector<Trial>& trials) {
  std::unique_lock lock(mutex_);
  if (over_) return false;
  points_ = std::move(points);
  turn_ = Turn::asker;
  changed_.notify_all();
  changed_.wait(lock, [&] { return turn_ == Turn::algorithm; });
  if (over_) return false;
  trials = std::move(trials_);
  return true;
}

std::vector<Point> Exchange::ask() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return turn_ == Turn::asker; });
  return ended_ ? std::vector<Point>() : points_;
}

void Exchange::tell(std::span<const Trial> trials) {
  const std::lock_guard lock(mutex_);
  if (ended_) return;
  trials_.assign(trials.begin(), trials.end());
  turn_ = Turn::algorithm;
  changed_.notify_all();
}

}  // namespace fwq::optimization
