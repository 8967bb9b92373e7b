// Steps on another thread.
#include "background.hpp"

#include <atomic>
#include <mutex>

namespace fwq::chart {

struct Background::Shared {
  std::vector<Step> steps;
  std::mutex mutex;
  QObject* receiver = nullptr;  // Null when cancelled. Guarded by the mutex.
  std::atomic<bool> stop = false;
};

Background::Background(QObject* receiver, std::vector<Step> steps)
    : shared_(std::make_shared<Shared>()) {
  shared_->receiver = receiver;
  shared_->steps = std::move(steps);
  QThreadPool::globalInstance()->start([shared = shared_] {
    for (const Step& step : shared->steps) {
      if (shared->stop) return;
      std::function<void()> show = step();
      const std::lock_guard lock(shared->mutex);
      if (shared->receiver == nullptr) return;
      // The receiver's thread is also the one that cancels: no call comes after that.
      QMetaObject::invokeMethod(
          shared->receiver,
          [shared, show = std::move(show)] {
            if (!shared->stop) show();
          },
          Qt::QueuedConnection);
    }
  });
}

Background::~Background() {
  shared_->stop = true;
  const std::lock_guard lock(shared_->mutex);
  shared_->receiver = nullptr;
}

}  // namespace fwq::chart
