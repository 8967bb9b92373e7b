// Asking, evaluating and telling, with clocks.
#include "fwq/optimization/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace fwq::optimization {
namespace {

using Clock = std::chrono::steady_clock;

// Stops what is at work when its time is over, or when all is to stop.
class Watch {
 public:
  Watch() : thread_([this] { run(); }) {}
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
      changed_.notify_all();
    }
    thread_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // At `when` the source is asked to stop. The number is for drop().
  std::size_t add(Clock::time_point when, std::stop_source source) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(next_, Waiting{when, std::move(source)});
    changed_.notify_all();
    return next_++;
  }
  void drop(std::size_t number) {
    const std::lock_guard lock(mutex_);
    waiting_.erase(number);
  }

 private:
  struct Waiting {
    Clock::time_point when;
    std::stop_source source;
  };
  void run() {
    std::unique_lock lock(mutex_);
    while (!over_) {
      auto first = Clock::now() + std::chrono::hours(1);
      for (auto at = waiting_.begin(); at != waiting_.end();) {
        if (at->second.when <= Clock::now()) {
          at->second.source.request_stop();
          at = waiting_.erase(at);
        } else {
          first = std::min(first, at->second.when);
          ++at;
        }
      }
      changed_.wait_until(lock, first);
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Waiting> waiting_;
  std::size_t next_ = 0;
  bool over_ = false;
  std::thread thread_;
};

class Runner {
 public:
  Runner(const Space& space, const SearchOptions& options, const Evaluate& evaluate,
         core::TaskSystem& tasks, const core::TaskContext& context, const SearchHooks& hooks,
         std::span<const SearchTrial> earlier)
      : space_(space),
        options_(options),
        evaluate_(evaluate),
        tasks_(tasks),
        hooks_(hooks),
        earlier_(earlier),
        pass_on_(context.stop_token(), [this] { stop_.request_stop(); }) {
    if (options.timeout) watch_.add(Clock::now() + *options.timeout, timeout_);
  }

  Result<SearchResult> run(Optimizer& optimizer) {
    while (true) {
      if (const auto end = reason_to_end()) return finished(*end);
      const std::vector<Point> points = optimizer.ask();
      if (points.empty()) return finished(SearchEnd::exhausted);
      const std::size_t first = result_.trials.size();
      FWQ_TRY(evaluate_all(points));
      if (result_.trials.size() - first < points.size()) {
        // Stopped, or as many as were asked for: nothing is told of half a batch.
        return finished(reason_to_end().value_or(SearchEnd::evaluations));
      }
      std::vector<Trial> told;
      for (std::size_t i = first; i < result_.trials.size(); ++i)
        told.push_back(result_.trials[i].trial);
      optimizer.tell(told);
    }
  }

 private:
  bool context_cancelled() const noexcept { return stop_.stop_requested(); }
  bool stopped() const noexcept { return context_cancelled() || timeout_.stop_requested(); }

  std::optional<SearchEnd> reason_to_end() const {
    if (context_cancelled()) return SearchEnd::cancelled;
    if (timeout_.stop_requested()) return SearchEnd::timeout;
    if (result_.evaluations >= options_.max_evaluations) return SearchEnd::evaluations;
    // A space in which nothing is allowed gives no evaluations for ever.
    if (result_.trials.size() >= 50 * options_.max_evaluations + 1000) return SearchEnd::exhausted;
    if (options_.min_improvement > 0 && has_converged()) return SearchEnd::converged;
    return std::nullopt;
  }

  bool has_converged() const {
    if (best_by_evaluation_.size() <= options_.patience) return false;
    const double now = best_by_evaluation_.back();
    const double before = best_by_evaluation_[best_by_evaluation_.size() - 1 - options_.patience];
    return std::isfinite(before) && now - before < options_.min_improvement * std::abs(now);
  }

  // Evaluates in parallel what is not known yet, and keeps each as soon as all before it are done.
  Result<void> evaluate_all(const std::vector<Point>& points) {
    batch_.assign(points.size(), {});
    done_.assign(points.size(), false);
    kept_ = 0;
    std::vector<std::size_t> open;
    std::size_t room = options_.max_evaluations - result_.evaluations;
    const std::size_t first = result_.trials.size();
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double violation = space_.violation(points[i]);
      const bool is_allowed = !(violation > 0);
      if (is_allowed && room == 0) break;  // The search ends with this batch.
      room -= is_allowed ? 1U : 0U;
      batch_[i].trial.point = points[i];
      if (first + i < earlier_.size()) {
        FWQ_TRY(take_up(first + i, points[i], batch_[i]));
        batch_[i].trial.violation = is_allowed ? 0 : violation;  // It may not have been kept.
        done_[i] = true;
      } else if (is_allowed) {
        open.push_back(i);
      } else {
        batch_[i] = {{points[i], std::nan(""), violation}, "not allowed"};
        done_[i] = true;
      }
    }
    keep_done();
    const auto evaluate = [&](std::size_t k) -> Result<void> {
      const bool is_done = evaluate_one(batch_[open[k]]);
      const std::lock_guard lock(mutex_);
      done_[open[k]] = is_done;
      keep_done();
      return {};
    };
    if (options_.parallel) return ignoring_cancel(tasks_.parallel_for(open.size(), {}, evaluate));
    for (std::size_t k = 0; k < open.size(); ++k) FWQ_TRY(evaluate(k));
    return {};
  }

  static Result<void> ignoring_cancel(Result<void> done) {
    if (!done && done.error().code == Errc::cancelled) return {};
    return done;
  }

  Result<void> take_up(std::size_t index, const Point& point, SearchTrial& out) const {
    if (earlier_[index].trial.point == point) {
      out = earlier_[index];
      return {};
    }
    return Error{
        Errc::invalid_argument,
        fmt::format("trial {} that is to be taken up again is of another search: other bounds, "
                    "algorithm, seed or data, or it is damaged; begin anew (--anew)",
                    index + 1),
        fmt::format(
            "要恢复的第 {} "
            "次试验属于另一次搜索：界限、算法、种子或数据不同，或已损坏；请从头开始（--anew）",
            index + 1)};
  }

  // False: the search is to stop, and this trial was not finished.
  bool evaluate_one(SearchTrial& one) {
    one.trial.score = std::nan("");
    if (stopped()) return false;
    std::stop_source mine;
    const std::stop_callback on_cancel(stop_.get_token(), [&] { mine.request_stop(); });
    const std::stop_callback on_timeout(timeout_.get_token(), [&] { mine.request_stop(); });
    std::stop_source late;
    const std::stop_callback on_late(late.get_token(), [&] { mine.request_stop(); });
    std::optional<std::size_t> watched;
    if (options_.evaluation_timeout)
      watched = watch_.add(Clock::now() + *options_.evaluation_timeout, late);
    const auto score = guarded(one.trial.point, core::TaskContext(mine.get_token(), {}));
    if (watched) watch_.drop(*watched);
    if (stopped() && !(score && !std::isnan(*score))) return false;
    if (late.stop_requested()) {
      one.error = fmt::format("took longer than {} ms", options_.evaluation_timeout->count());
    } else if (!score) {
      one.error = score.error().message;
    } else if (std::isnan(*score)) {
      one.error = "its score is no number";
    } else {
      one.trial.score = *score;
    }
    return true;
  }

  // What an evaluation throws is a fault of that point, not of the program.
  Result<double> guarded(std::span<const double> point, const core::TaskContext& context) const {
    try {
      return evaluate_(point, context);
    } catch (const std::exception& e) {
      return Error{Errc::internal, e.what()};
    } catch (...) {
      return Error{Errc::internal, "failed for an unknown reason"};
    }
  }

  void keep_done() {
    for (; kept_ < batch_.size() && done_[kept_]; ++kept_) keep(std::move(batch_[kept_]));
  }

  void keep(SearchTrial one) {
    const std::size_t index = result_.trials.size();
    const Trial& trial = one.trial;
    if (trial.violation > 0) {
      ++result_.not_allowed;
    } else {
      ++result_.evaluations;
      result_.failed += trial.good() ? 0U : 1U;
      if (trial.good() &&
          (!result_.best || trial.score > result_.trials[*result_.best].trial.score))
        result_.best = index;
    }
    result_.trials.push_back(std::move(one));
    if (!(result_.trials.back().trial.violation > 0))
      best_by_evaluation_.push_back(result_.best ? result_.trials[*result_.best].trial.score
                                                 : -INFINITY);
    if (hooks_.on_trial && index >= earlier_.size()) hooks_.on_trial(index, result_.trials.back());
    if (hooks_.on_progress)
      hooks_.on_progress({result_.evaluations, options_.max_evaluations,
                          result_.best ? &result_.trials[*result_.best].trial : nullptr});
  }

  Result<SearchResult> finished(SearchEnd end) {
    result_.end = end;
    return std::move(result_);
  }

  const Space& space_;
  const SearchOptions& options_;
  const Evaluate& evaluate_;
  core::TaskSystem& tasks_;
  const SearchHooks& hooks_;
  std::span<const SearchTrial> earlier_;
  std::stop_source stop_, timeout_;
  std::stop_callback<std::function<void()>> pass_on_;
  Watch watch_;
  std::mutex mutex_;  // Guards what follows, while a batch is at work.
  std::vector<SearchTrial> batch_;
  std::vector<bool> done_;
  std::size_t kept_ = 0;  // Of the batch.
  SearchResult result_;
  std::vector<double> best_by_evaluation_;
};

}  // namespace

std::string_view to_string(SearchEnd end) noexcept {
  switch (end) {
    case SearchEnd::evaluations:
      return "evaluations";
    case SearchEnd::converged:
      return "converged";
    case SearchEnd::exhausted:
      return "exhausted";
    case SearchEnd::timeout:
      return "timeout";
    case SearchEnd::cancelled:
      return "cancelled";
  }
  return "";
}

Result<SearchResult> search(const Space& space, const OptimizerDef& algorithm,
                            const OptimizerSettings& settings, const SearchOptions& options,
                            const Evaluate& evaluate, core::TaskSystem& tasks,
                            const core::TaskContext& context, const SearchHooks& hooks,
                            std::span<const SearchTrial> earlier) {
  if (options.max_evaluations == 0) {
    return Error{Errc::invalid_argument, "a search needs one evaluation at least",
                 "至少需要一次评估"};
  }
  const auto optimizer = algorithm.make(space, settings);
  return Runner(space, options, evaluate, tasks, context, hooks, earlier).run(*optimizer);
}

}  // namespace fwq::optimization
