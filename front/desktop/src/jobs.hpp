// Jobs: long work off the GUI thread, with progress, time left and cancel; what the panel of tasks lists.
//
// A job runs on a thread of its own pool, so that it may use the other pool, workers(), for its parts. Its result comes back on
// the GUI thread; when the window that asked has gone by then, it is dropped.
#pragma once

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"

namespace fwq::desktop {

using JobId = quint64;

enum class JobState { waiting, running, done, failed, cancelled };

struct JobInfo {
  JobId id = 0;
  QString title;
  JobState state = JobState::running;
  double fraction = 0;
  QString label;
  double seconds = 0;     // So far, or in all.
  double time_left = -1;  // Seconds; below 0: not known yet.
  QString problem;        // Why it failed.
};

class Jobs : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { title_column, progress_column, state_column, time_left_column, column_count };
  static constexpr int kFractionRole = Qt::UserRole;  // Of any column.

  // `workers`: threads for the parts of jobs; 0: one per processor core.
  explicit Jobs(std::size_t workers = 0, QObject* parent = nullptr);
  ~Jobs() override;

  // Runs `work` and then, on this thread, `done` with its result, unless `receiver` has gone or the program ends. A `quiet`
  // job is not listed: what takes a moment only. [gui-thread]
  template <class T>
  JobId run(const QString& title, std::function<Result<T>(const core::TaskContext&)> work,
            QObject* receiver, std::function<void(Result<T>)> done, bool quiet = false) {
    auto shared = begin(title, quiet);
    auto call = [this, shared, work = std::move(work), receiver = QPointer<QObject>(receiver),
                 done = std::move(done)](const core::TaskContext& context) -> Result<int> {
      started(shared);
      auto result = std::make_shared<Result<T>>(
          core::detail::run_guarded<T>("a job of the desktop", [&]() -> Result<T> {
            if (shared->stop.stop_requested()) return core::TaskContext::cancelled_error();
            return work(contextOf(shared, context));
          }));
      const Error problem = result->has_value() ? Error{} : result->error();
      const bool good = result->has_value();
      QMetaObject::invokeMethod(
          this,
          [this, shared, result, receiver, done, good, problem] {
            finish(shared, good, problem);
            if (!receiver.isNull() && done) done(std::move(*result));
          },
          Qt::QueuedConnection);
      return 0;
    };
    post(shared, std::move(call));
    return shared->id;
  }

  // Asks it to stop; it is told as cancelled when it has. [gui-thread]
  void cancel(JobId id);
  void cancelAll();
  bool isRunning(JobId id) const;
  int running() const;  // Listed ones.
  const std::vector<JobInfo>& list() const noexcept { return list_; }
  void clearFinished();

  // Threads for the parts of a job (parallel_for). Not for jobs themselves. [any-thread]
  core::TaskSystem& workers() noexcept { return *workers_; }
  // Waits until no job runs, while events go on; false if some still do after that time. For tests and the end.
  bool waitForAll(int milliseconds);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 Q_SIGNALS:
  void runningChanged(int running);
  // A listed job ended badly; not for cancelled ones.
  void jobFailed(const QString& title, const QString& problem);

 private:
  // What a job and its thread share.
  struct Shared {
    JobId id = 0;
    QString title;
    bool quiet = false;
    std::stop_source stop;
    std::string trace_id;  // Of every log line of the job.
    std::mutex mutex;
    double fraction = 0;
    std::string label;
    bool started = false;
  };
  std::shared_ptr<Shared> begin(const QString& title, bool quiet);
  void post(const std::shared_ptr<Shared>& shared,
            std::function<Result<int>(const core::TaskContext&)> call);
  static void started(const std::shared_ptr<Shared>& shared);
  static core::TaskContext contextOf(const std::shared_ptr<Shared>& shared,
                                     const core::TaskContext& outer);
  void finish(const std::shared_ptr<Shared>& shared, bool good, const Error& problem);
  void refresh();
  int rowOf(JobId id) const;

  JobId last_id_ = 0;
  std::vector<JobInfo> list_;  // Newest first.
  std::map<JobId, std::shared_ptr<Shared>> live_;
  std::map<JobId, QElapsedTimer> clocks_;
  QTimer refresher_;
  // Last, so that they end first: no thread reaches this object after its members have gone.
  std::unique_ptr<core::TaskSystem> workers_;
  std::unique_ptr<core::TaskSystem> runners_;
};

// "3 s", "2 min 5 s".
QString duration_text(double seconds);

}  // namespace fwq::desktop
