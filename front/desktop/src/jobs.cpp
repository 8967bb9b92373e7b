// The list of jobs: states, progress read ten times a second, time left.
#include "jobs.hpp"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <QCoreApplication>
#include <QEventLoop>
#include <algorithm>
#include <cmath>
#include <latch>

#include "fwq/core/log.hpp"
#include "fwq/core/text.hpp"
#include "fwq/core/trace.hpp"
#include "languages.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

constexpr std::size_t kRunners = 4;
constexpr std::size_t kKept = 200;  // Finished jobs that stay in the list.
constexpr int kRefresh = 100;       // Milliseconds.

QString state_text(const JobInfo& job) {
  switch (job.state) {
    case JobState::waiting:
      return say("waiting");
    case JobState::running:
      return job.label.isEmpty() ? say("running") : job.label;
    case JobState::done:
      return say("done in %1").arg(duration_text(job.seconds));
    case JobState::cancelled:
      return say("cancelled");
    case JobState::failed:
      return job.problem;
  }
  return {};
}

// The window goes first: where all cores are busy with jobs, its thread would wait its turn behind them otherwise. Priorities are a
// thread's own on Linux; where that cannot be done, nothing changes.
void put_behind_the_window(core::TaskSystem& tasks) {
#ifdef __linux__
  constexpr int kNice = 10;
  const std::size_t count = tasks.threads();
  // Each thread takes one of these and keeps it until all have one.
  std::latch all(static_cast<std::ptrdiff_t>(count));
  std::vector<core::Task<int>> set;
  for (std::size_t i = 0; i < count; ++i) {
    set.push_back(tasks.submit("priority", [&all](const core::TaskContext&) -> Result<int> {
      all.arrive_and_wait();
      return ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
    }));
  }
  for (auto& one : set) static_cast<void>(one.get());
#else
  static_cast<void>(tasks);
#endif
}

}  // namespace

QString duration_text(double seconds) {
  const auto whole = static_cast<long long>(std::llround(std::max(seconds, 0.0)));
  if (whole < 1) return say("less than 1 s");
  if (whole < 60) return say("%1 s").arg(whole);
  if (whole < 3600) return say("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return say("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

Jobs::Jobs(std::size_t workers, QObject* parent)
    : QAbstractTableModel(parent),
      workers_(std::make_unique<core::TaskSystem>(workers)),
      runners_(std::make_unique<core::TaskSystem>(kRunners)) {
  put_behind_the_window(*workers_);
  put_behind_the_window(*runners_);
  refresher_.setInterval(kRefresh);
  connect(&refresher_, &QTimer::timeout, this, &Jobs::refresh);
}

Jobs::~Jobs() {
  cancelAll();
}

std::shared_ptr<Jobs::Shared> Jobs::begin(const QString& title, bool quiet) {
  auto shared = std::make_shared<Shared>();
  shared->id = ++last_id_;
  shared->title = title;
  shared->trace_id = core::new_trace_id();
  shared->quiet = quiet;
  live_[shared->id] = shared;
  if (quiet) return shared;
  while (list_.size() >= kKept && list_.back().state != JobState::running &&
         list_.back().state != JobState::waiting) {
    const int last = static_cast<int>(list_.size()) - 1;
    beginRemoveRows({}, last, last);
    list_.pop_back();
    endRemoveRows();
  }
  beginInsertRows({}, 0, 0);
  JobInfo info;
  info.id = shared->id;
  info.title = title;
  info.state = JobState::waiting;
  list_.insert(list_.begin(), info);
  endInsertRows();
  clocks_[shared->id].start();
  refresher_.start();
  Q_EMIT runningChanged(running());
  return shared;
}

void Jobs::post(const std::shared_ptr<Shared>& shared,
                std::function<Result<int>(const core::TaskContext&)> call) {
  const core::TraceScope trace(shared->trace_id);
  core::log(shared->quiet ? core::LogLevel::debug : core::LogLevel::info,
            "begun: " + utf8_of(shared->title));
  static_cast<void>(runners_->submit(utf8_of(shared->title), std::move(call)));
}

void Jobs::started(const std::shared_ptr<Shared>& shared) {
  const std::scoped_lock lock(shared->mutex);
  shared->started = true;
}

core::TaskContext Jobs::contextOf(const std::shared_ptr<Shared>& shared,
                                  const core::TaskContext& /*outer*/) {
  return {shared->stop.get_token(), [shared](double fraction, std::string_view label) {
            const std::scoped_lock lock(shared->mutex);
            shared->fraction = fraction;
            shared->label = label;
          }};
}

void Jobs::finish(const std::shared_ptr<Shared>& shared, bool good, const Error& problem) {
  live_.erase(shared->id);
  const core::TraceScope trace(shared->trace_id);
  if (!good && problem.code != Errc::cancelled)
    core::log_warning(utf8_of(shared->title) + ": " + problem.message);
  if (shared->quiet) return;
  const int row = rowOf(shared->id);
  if (row < 0) return;
  JobInfo& info = list_[static_cast<std::size_t>(row)];
  info.seconds = static_cast<double>(clocks_[shared->id].elapsed()) / 1000;
  clocks_.erase(shared->id);
  info.time_left = -1;
  info.state = good                              ? JobState::done
               : problem.code == Errc::cancelled ? JobState::cancelled
                                                 : JobState::failed;
  if (good) info.fraction = 1;
  info.problem = text_of(problem.text(speaks_chinese()));
  if (good)
    core::log_info("done: " + utf8_of(shared->title) + " in " + core::fixed(info.seconds, 2) +
                   " s");
  Q_EMIT dataChanged(index(row, 0), index(row, column_count - 1));
  if (running() == 0) refresher_.stop();
  Q_EMIT runningChanged(running());
  if (info.state == JobState::failed) {
    const QString title = info.title, text = info.problem;
    Q_EMIT jobFailed(title, text);
  }
}

void Jobs::refresh() {
  for (std::size_t i = 0; i < list_.size(); ++i) {
    JobInfo& info = list_[i];
    const auto at = live_.find(info.id);
    if (at == live_.end()) continue;
    const std::scoped_lock lock(at->second->mutex);
    info.state = at->second->started ? JobState::running : JobState::waiting;
    info.fraction = at->second->fraction;
    info.label = text_of(at->second->label);
    info.seconds = static_cast<double>(clocks_[info.id].elapsed()) / 1000;
    // A guess from less than a second or a hundredth of the work would jump about.
    const bool known = info.fraction > 0.01 && info.seconds > 1;
    info.time_left = known ? info.seconds * (1 - info.fraction) / info.fraction : -1;
    const int row = static_cast<int>(i);
    Q_EMIT dataChanged(index(row, 0), index(row, column_count - 1));
  }
}

void Jobs::cancel(JobId id) {
  const auto at = live_.find(id);
  if (at != live_.end()) at->second->stop.request_stop();
}

void Jobs::cancelAll() {
  for (const auto& [id, shared] : live_) shared->stop.request_stop();
}

bool Jobs::isRunning(JobId id) const {
  return live_.contains(id);
}

int Jobs::running() const {
  return static_cast<int>(std::count_if(live_.begin(), live_.end(),
                                        [](const auto& entry) { return !entry.second->quiet; }));
}

void Jobs::clearFinished() {
  beginResetModel();
  std::erase_if(list_, [this](const JobInfo& info) { return !live_.contains(info.id); });
  endResetModel();
}

bool Jobs::waitForAll(int milliseconds) {
  QElapsedTimer clock;
  clock.start();
  while (!live_.empty()) {
    if (clock.elapsed() > milliseconds) return false;
    QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
  }
  return true;
}

int Jobs::rowOf(JobId id) const {
  const auto at =
      std::find_if(list_.begin(), list_.end(), [id](const JobInfo& info) { return info.id == id; });
  return at == list_.end() ? -1 : static_cast<int>(at - list_.begin());
}

int Jobs::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(list_.size());
}

int Jobs::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int{column_count};
}

QVariant Jobs::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const JobInfo& info = list_[static_cast<std::size_t>(index.row())];
  if (role == kFractionRole) return info.fraction;
  if (role == Qt::ToolTipRole && info.state == JobState::failed) return info.problem;
  if (role == Qt::TextAlignmentRole && index.column() == time_left_column)
    return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case title_column:
      return info.title;
    case progress_column:
      return QStringLiteral("%1 %").arg(static_cast<int>(info.fraction * 100));
    case state_column:
      return state_text(info);
    case time_left_column:
      return info.time_left < 0 ? QString() : duration_text(info.time_left);
    default:
      return {};
  }
}

QVariant Jobs::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case title_column:
      return say("Task");
    case progress_column:
      return say("Progress");
    case state_column:
      return say("State");
    case time_left_column:
      return say("Time left");
    default:
      return {};
  }
}

}  // namespace fwq::desktop
