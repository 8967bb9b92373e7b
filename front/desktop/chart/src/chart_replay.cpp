// Replay: the chart as it was at an earlier bar, and how it went on.
#include "chart_state.hpp"

namespace fwq::chart {
namespace {

constexpr int kSpeeds[] = {1000, 500, 200, 100, 50, 20};  // Milliseconds a bar.

}  // namespace

void ChartWidget::startReplay(std::size_t bar) {
  State& s = *state_;
  const std::size_t all = s.model.bars().size();
  if (all == 0) return;
  clearSelection();
  if (s.replay_bar == nullptr) {
    s.replay_bar = new ReplayBar(this);
    connect(s.replay_bar, &ReplayBar::stepped, this, &ChartWidget::stepReplay);
    connect(s.replay_bar, &ReplayBar::toggled, this,
            [this] { setReplayRunning(!state_->replay_timer.isActive()); });
    connect(s.replay_bar, &ReplayBar::ended, this, &ChartWidget::stopReplay);
    connect(s.replay_bar, &ReplayBar::speedAsked, this, [this] {
      const auto* at =
          std::find(std::begin(kSpeeds), std::end(kSpeeds), state_->replay_timer.interval());
      const bool last = at == std::end(kSpeeds) || at + 1 == std::end(kSpeeds);
      setReplaySpeed(last ? kSpeeds[0] : at[1]);
    });
    connect(&s.replay_timer, &QTimer::timeout, this, [this] { stepReplay(1); });
  }
  s.replay_bar->setChartStyle(s.style);
  s.replay_end = std::clamp<std::size_t>(bar + 1, 1, all);
  s.view = newest(s.view.step, s.bars(), currentScene().plots.width());
  showReplay();
}

void ChartWidget::showReplay() {
  State& s = *state_;
  refresh();
  const bool at_end = s.bars() == s.model.bars().size();
  if (at_end) s.replay_timer.stop();
  s.replay_bar->setState(s.replay_timer.isActive(), s.replay_timer.interval(), at_end);
  const QRect& plot = currentScene().panes.front().plot;
  s.replay_bar->move(plot.center().x() - s.replay_bar->width() / 2,
                     plot.bottom() - s.replay_bar->height() - 12);
  s.replay_bar->show();
  Q_EMIT replayChanged(s.bars() - 1, s.replay_timer.isActive());
}

void ChartWidget::stepReplay(int bars) {
  State& s = *state_;
  if (!s.replay_end) return;
  const auto all = static_cast<long long>(s.model.bars().size());
  const auto end = std::clamp(static_cast<long long>(*s.replay_end) + bars, 1LL, all);
  // The newest bar stays where it is; one that has been panned away does not come back by itself.
  if (s.following) s.view.right += static_cast<double>(end) - static_cast<double>(*s.replay_end);
  s.replay_end = static_cast<std::size_t>(end);
  if (s.crosshair && s.crosshair->bar >= s.bars()) s.crosshair.reset();
  showReplay();
}

void ChartWidget::setReplayRunning(bool on) {
  State& s = *state_;
  if (!s.replay_end) return;
  if (on) {
    s.replay_timer.start();
  } else {
    s.replay_timer.stop();
  }
  showReplay();
}

void ChartWidget::setReplaySpeed(int milliseconds) {
  State& s = *state_;
  s.replay_timer.setInterval(std::clamp(milliseconds, 10, 10'000));
  if (s.replay_end) showReplay();
}

void ChartWidget::stopReplay() {
  State& s = *state_;
  if (!s.replay_end) return;
  s.replay_timer.stop();
  s.replay_end.reset();
  s.replay_bar->hide();
  refresh();
  Q_EMIT replayEnded();
}

std::optional<std::size_t> ChartWidget::replayBar() const {
  return state_->replay_end ? std::optional(state_->bars() - 1) : std::nullopt;
}

}  // namespace fwq::chart
