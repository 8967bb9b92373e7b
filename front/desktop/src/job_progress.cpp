// A bar that also says the time left, once it is known.
#include "job_progress.hpp"

#include <QProgressBar>

#include "say.hpp"

namespace fwq::desktop {

void show_progress(QProgressBar* bar, const Jobs& jobs, JobId job) {
  for (const JobInfo& info : jobs.list()) {
    if (info.id != job) continue;
    bar->setValue(static_cast<int>(info.fraction * bar->maximum()));
    bar->setFormat(info.time_left < 0 ? QStringLiteral("%p %")
                                      : QStringLiteral("%p %  ·  ") +
                                            say("%1 left").arg(duration_text(info.time_left)));
  }
}

}  // namespace fwq::desktop
