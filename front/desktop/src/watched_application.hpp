// The application; in debug builds it says in the log which event kept the window waiting.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <string>

#include "fwq/core/log.hpp"

namespace fwq::desktop {

#ifdef NDEBUG
using WatchedApplication = QApplication;
#else
class WatchedApplication : public QApplication {
 public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override {
    constexpr qint64 kLongest = 50;  // Milliseconds.
    // Taken before: the receiver may be gone afterwards.
    const std::string name = receiver->metaObject()->className();
    const int type = event->type();
    QElapsedTimer clock;
    clock.start();
    ++depth_;
    const bool done = QApplication::notify(receiver, event);
    --depth_;
    // Of events within events only the innermost is at fault, but the outer one is what a person waits for.
    if (depth_ == 0 && clock.elapsed() > kLongest)
      core::log_warning("the window waited " + std::to_string(clock.elapsed()) + " ms for event " +
                        std::to_string(type) + " of " + name);
    return done;
  }

 private:
  int depth_ = 0;
};
#endif

}  // namespace fwq::desktop
