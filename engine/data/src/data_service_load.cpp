// Loading a history: source after source, period after period, adjusted and resampled.
#include <fmt/format.h>

#include <algorithm>

#include "data_service_state.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/resample.hpp"

namespace fwq::data {
namespace {

// The periods to ask for, best first. Adjusted weeks and longer are made of adjusted days: an event in the middle of a
// week cannot be applied to the week's bar.
std::vector<Period> candidates(Period wanted, Adjust adjust) {
  std::vector<Period> periods;
  if (adjust == Adjust::none || wanted <= Period::day) periods.push_back(wanted);
  for (auto at = kAllPeriods.rbegin(); at != kAllPeriods.rend(); ++at) {
    if (*at < wanted && *at <= Period::day) periods.push_back(*at);
  }
  // Months make quarters and years; weeks straddle them.
  for (const Period at : {Period::quarter, Period::month}) {
    if (adjust == Adjust::none && at < wanted) periods.push_back(at);
  }
  return periods;
}

bool is_missing(Errc code) {
  return code == Errc::not_found || code == Errc::unsupported || code == Errc::invalid_argument;
}

// What columns, lists and bookkeeping take. BarSeries rounds its columns up to eight values.
std::size_t bytes_of(const AdjustedBars& history) {
  constexpr std::size_t kBookkeeping = sizeof(CachedHistory) + sizeof(CacheKey) + 160;
  return kBookkeeping + (history.bars.size() + 7) / 8 * 8 * sizeof(Bar) +
         history.events.size() * sizeof(AppliedEvent) + history.cuts.size() * sizeof(Cut);
}

struct Refusal {
  std::string source;
  Error error;
};

// One error of what every source said.
Error combined(const CacheKey& key, std::vector<Refusal> refusals) {
  if (refusals.empty()) {
    return {Errc::unavailable,
            "there is no data source to ask: the setting data_sources.primary names one"};
  }
  if (refusals.size() == 1) return std::move(refusals.front().error);
  const bool missing = std::all_of(refusals.begin(), refusals.end(),
                                   [](const Refusal& r) { return is_missing(r.error.code); });
  const bool unsupported =
      missing && std::any_of(refusals.begin(), refusals.end(),
                             [](const Refusal& r) { return r.error.code == Errc::unsupported; });
  std::string text =
      fmt::format("no source gives {} bars of {}: ", to_string(key.period), key.symbol.text());
  for (const auto& [source, error] : refusals)
    text += fmt::format("{}{}: {}", &source == &refusals.front().source ? "" : "; ", source,
                        error.message);
  const Errc code = unsupported ? Errc::unsupported : missing ? Errc::not_found : Errc::unavailable;
  return {code, std::move(text)};
}

}  // namespace

Result<DataService::State::Raw> DataService::State::fetch(SourceSlot& slot, const CacheKey& key,
                                                          const std::stop_token& stop) {
  std::optional<Error> first;
  for (const Period period : candidates(key.period, key.adjust)) {
    const bool whole = period != key.period;  // A longer bar needs all of its shorter ones.
    const TimeRange range = whole ? TimeRange() : TimeRange{key.from, key.to};
    auto bars = slot.bars({key.symbol, period, range}, stop);
    if (bars) {
      return Raw{std::move(*bars), period,
                 whole || (key.from == TimeRange().from && key.to == TimeRange().to)};
    }
    const Errc code = bars.error().code;
    // It does not know the symbol, or cannot answer at all; else a shorter period may be there.
    if (!first && code != Errc::unsupported) return std::move(bars).error();
    if (!is_missing(code)) return std::move(bars).error();
    if (!first) first = std::move(bars).error();
  }
  return *first;
}

Result<TradingCalendar> DataService::State::current_calendar() {
  const SteadyTime now = options.clock();
  {
    const std::scoped_lock lock(mutex);
    if (calendar && now - calendar_read < options.max_age) return *calendar;
  }
  FWQ_TRY_ASSIGN(read, reference->calendar());
  const std::scoped_lock lock(mutex);
  calendar = read;
  calendar_read = now;
  return read;
}

Result<BarCache::Entry> DataService::State::load_from(std::size_t index, const CacheKey& key,
                                                      const std::stop_token& stop) {
  SourceSlot& slot = *slots[index];
  auto entry = std::make_shared<CachedHistory>();
  entry->slot = index;
  entry->fingerprint = fingerprint(index);  // Before reading: never newer than the bars.
  const bool tells_changes = slot.version() != 0;
  FWQ_TRY_ASSIGN(raw, fetch(slot, key, stop));
  FWQ_TRY_ASSIGN(events, reference->events(key.symbol));
  entry->history = adjusted(raw.bars, key.symbol, events, key.adjust);
  if (raw.base != key.period) {
    FWQ_TRY_ASSIGN(days, current_calendar());
    const Time own_end = raw.bars.empty() ? 0 : raw.bars.time().back();
    FWQ_TRY(resample_between_cuts(entry->history, raw.base, key.period, days,
                                  std::max(slot.newest(raw.base).value_or(0), own_end)));
    // Without the room that it grew into.
    entry->history.bars = BarSeries::copy_of(entry->history.bars).view();
  }
  entry->source = slot.health().id;
  entry->whole = raw.whole;
  entry->costs_memory = !tells_changes || raw.base != key.period || key.adjust != Adjust::none;
  // Events and the calendar may change without the source.
  if (!tells_changes || key.adjust != Adjust::none || raw.base != key.period)
    entry->stale_from = options.clock() + options.max_age;
  entry->bytes = bytes_of(entry->history);
  return BarCache::Entry(std::move(entry));
}

Result<BarCache::Entry> DataService::State::load(const CacheKey& key, const std::stop_token& stop) {
  std::vector<Refusal> refusals;
  const bool over = over_memory_limit();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (over && !slots[i]->trusted()) return memory_error();
    auto entry = load_from(i, key, stop);
    if (entry) {
      if ((*entry)->costs_memory && over_memory_limit()) return memory_error();
      return entry;
    }
    if (stop.stop_requested()) return core::TaskContext::cancelled_error();
    refusals.push_back({slots[i]->health().id, std::move(entry).error()});
  }
  return combined(key, std::move(refusals));
}

bool DataService::State::over_memory_limit() {
  const std::size_t limit = memory_limit;
  if (limit == 0 || options.memory() <= limit) return false;
  std::size_t dropped = 0;
  {
    const std::scoped_lock lock(mutex);
    dropped = cache.remove_if([](const CacheKey&, const CachedHistory&) { return true; });
    if (dropped > 0) ++statistics.shed;
  }
  if (dropped > 0) core::release_free_memory();
  return options.memory() > limit;
}

Error DataService::State::memory_error() const {
  constexpr double kMegabyte = 1U << 20U;
  return {Errc::unavailable,
          fmt::format("no memory for these bars: the program holds {} MB and may hold {} "
                      "(raise the setting performance.memory_limit, or close what is open)",
                      core::fixed(static_cast<double>(options.memory()) / kMegabyte, 0),
                      core::fixed(static_cast<double>(memory_limit.load()) / kMegabyte, 0))};
}

}  // namespace fwq::data
