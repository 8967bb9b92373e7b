// What a dialog shows of its job: how far it is, and how long it still takes.
#pragma once

#include "jobs.hpp"

class QProgressBar;

namespace fwq::desktop {

// Nothing when there is no such job.
void show_progress(QProgressBar* bar, const Jobs& jobs, JobId job);

}  // namespace fwq::desktop
