// A job that writes to the home: it waits for those who read, has the home to itself, and lets the windows read it anew.
#pragma once

#include <functional>
#include <utility>

#include "app_context.hpp"

namespace fwq::desktop {

// As Jobs::run. Dialogs that show the outcome themselves take its error from `done`; it is told as a failed job besides.
template <class T>
JobId run_writing(
    AppContext& app, const QString& title,
    std::function<Result<T>(const coordinators::Home&, core::TaskSystem&, const core::TaskContext&)>
        work,
    QObject* receiver, std::function<void(Result<T>)> done) {
  return app.jobs().run<T>(
      title,
      [&app, work = std::move(work)](const core::TaskContext& context) -> Result<T> {
        const auto gate = app.access().write();
        return work(app.home(), app.jobs().workers(), context);
      },
      receiver, std::move(done));
}

}  // namespace fwq::desktop
