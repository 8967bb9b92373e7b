// Exchange: turns an algorithm that calls the function it maximises into one that is asked for points.
//
// The algorithm runs on a thread of its own and waits in evaluate() until the scores of its points are told.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "fwq/optimization/optimizer.hpp"

namespace fwq::optimization {

class Exchange {
 public:
  // `algorithm` calls evaluate() of this; when that returns false it ends as soon as it can.
  explicit Exchange(std::function<void(Exchange&)> algorithm);
  ~Exchange();  // Ends the algorithm and waits for it.

  // On the algorithm's side. False: the search is over.
  bool evaluate(std::vector<Point> points, std::vector<Trial>& trials);

  // On the other side: the points it waits for, empty once it has ended; then what came of them.
  std::vector<Point> ask();
  void tell(std::span<const Trial> trials);

 private:
  enum class Turn { algorithm, asker };
  std::mutex mutex_;
  std::condition_variable changed_;
  Turn turn_ = Turn::algorithm;
  bool over_ = false, ended_ = false;
  std::vector<Point> points_;
  std::vector<Trial> trials_;
  std::thread thread_;
};

}  // namespace fwq::optimization
