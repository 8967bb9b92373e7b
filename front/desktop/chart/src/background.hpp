// Long computations of a chart beside the GUI thread.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <vector>

namespace fwq::chart {

// Steps, one after the other, on a thread of Qt's pool. What a step returns is called on the thread of `receiver`, to put the
// result where it is shown. The destructor cancels: what is being computed then is dropped, nothing is called any more, and
// nothing waits. [gui-thread]
class Background {
 public:
  using Step = std::function<std::function<void()>()>;
  Background(QObject* receiver, std::vector<Step> steps);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

// Frees it on a thread of the pool: giving back a hundred megabytes takes a while.
template <class T>
void free_aside(T value) {
  QThreadPool::globalInstance()->start([kept = std::make_shared<T>(std::move(value))] {});
}

}  // namespace fwq::chart
