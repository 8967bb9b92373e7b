// ResultStream: results on their way from the threads of a job to a table, as they come, a handful at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace fwq::desktop {

// [any-thread]
template <class T>
class ResultStream {
 public:
  void push(T result) {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(std::move(result));
  }
  // The oldest of those that wait, at most so many: what a table takes in without being felt.
  std::vector<T> take(std::size_t most) {
    const std::scoped_lock lock(mutex_);
    const auto end =
        waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most, waiting_.size()));
    std::vector<T> taken(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    return taken;
  }

 private:
  std::mutex mutex_;
  std::vector<T> waiting_;
};

}  // namespace fwq::desktop
