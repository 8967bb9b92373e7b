// One stock, analysed.
#include "fwq/coordinators/analyse.hpp"

#include <algorithm>
#include <chrono>

#include "fwq/analysis/signal_list.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"

namespace fwq::coordinators {
namespace {

// What a page about one stock shows: those that readers of the flavour look for first. `fwq signals` and `fwq
// indicators` have the rest.
std::vector<std::string> staple_indicators(analysis::Flavour flavour) {
  if (flavour == analysis::Flavour::talib)
    return {"ma",  "ema", "macd", "rsi",   "stoch", "bbands",
            "adx", "atr", "cci",  "willr", "obv",   "mfi"};
  return {"tdx_ma",  "expma", "tdx_macd", "kdj", "tdx_rsi", "boll", "dmi", "wr",
          "tdx_cci", "bias",  "tdx_atr",  "vol", "tdx_obv", "vr",   "psy"};
}

// Every indicator of the flavour that has a rule to give signals by.
std::vector<std::string> signalling_indicators(analysis::Flavour flavour) {
  std::vector<std::string> names;
  for (const auto* def : analysis::built_in_indicators()) {
    if (def->flavour == flavour && def->signals != nullptr) names.emplace_back(def->id);
  }
  return names;
}

// A doji or a spinning top without more tells what one bar looked like, and nearly every other bar does: on a page about
// a stock they would hide what matters. `fwq patterns` has them.
bool only_describes(const analysis::PatternHit& hit) noexcept {
  return hit.pattern->category == analysis::Category::single_candle &&
         hit.bias == analysis::Bias::neutral;
}

void add_signal_of(const analysis::PatternHit& hit, const data::Bars& bars,
                   std::vector<analysis::Signal>& signals) {
  if (auto signal = analysis::signal_of(hit, bars)) signals.push_back(std::move(*signal));
}

// The cuts inside the first `count` bars.
std::vector<std::size_t> cuts_within(const Stock& stock, std::size_t count) {
  std::vector<std::size_t> cuts = stock.cuts;
  std::erase_if(cuts, [&](std::size_t cut) { return cut >= count; });
  return cuts;
}

// Hits of `types` that were known in bars [first, stock.last), with their reasons.
Result<std::vector<FoundPattern>> found_since(const Stock& stock, std::size_t first,
                                              const std::vector<std::string>& types,
                                              std::optional<double> min_confidence,
                                              const analysis::PatternRecognizer* chosen) {
  const data::Bars bars = stock.until_end();
  const auto cuts = cuts_within(stock, bars.size());
  const analysis::PatternRecognizer usual;
  const auto& recognizer = chosen != nullptr ? *chosen : usual;
  FWQ_TRY_ASSIGN(hits, recognizer.recognize_patterns(bars, types, min_confidence, cuts));
  std::erase_if(hits, [first](const analysis::PatternHit& hit) { return hit.known_at < first; });
  auto explanations = recognizer.explain(bars, hits, cuts);
  std::vector<FoundPattern> found;
  for (std::size_t h = 0; h < hits.size(); ++h)
    found.push_back({hits[h], std::move(explanations[h])});
  return found;
}

void tell(core::EventBus* events, const Analysis& analysis,
          std::chrono::steady_clock::time_point start) {
  if (events == nullptr) return;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  events->publish(core::AnalysisCompleted{.symbol = std::string(analysis.stock.symbol.text()),
                                          .period = std::string(to_string(analysis.stock.period)),
                                          .bars = analysis.stock.last,
                                          .patterns = analysis.patterns.size(),
                                          .indicators = analysis.indicators.size(),
                                          .signals = analysis.signals.size(),
                                          .seconds = taken.count()});
}

}  // namespace

Result<std::vector<FoundPattern>> find_patterns(const Stock& stock,
                                                const std::vector<std::string>& types,
                                                std::optional<double> min_confidence,
                                                const analysis::PatternRecognizer* recognizer) {
  return found_since(stock, stock.first, types, min_confidence, recognizer);
}

Result<std::vector<analysis::Signal>> find_signals(const Stock& stock, const SignalQuery& query) {
  const data::Bars bars = stock.until_end();
  const auto cuts = cuts_within(stock, bars.size());
  const analysis::TechnicalAnalyzer analyzer(query.flavour);
  FWQ_TRY_ASSIGN(indicators, core::measure_with(query.monitor, "indicators", [&] {
                   return analyzer.calculate_indicators(bars, signalling_indicators(query.flavour),
                                                        cuts);
                 }));
  auto signals = core::measure_with(query.monitor, "indicator signals",
                                    [&] { return analyzer.generate_signals(bars, indicators); });
  const analysis::PatternRecognizer usual;
  const auto& recognizer = query.recognizer != nullptr ? *query.recognizer : usual;
  FWQ_TRY_ASSIGN(hits, core::measure_with(query.monitor, "patterns", [&] {
                   return recognizer.recognize_patterns(bars, {}, std::nullopt, cuts);
                 }));
  for (const auto& hit : hits) add_signal_of(hit, bars, signals);
  std::erase_if(signals, [&](const analysis::Signal& s) {
    return s.bar < stock.first || s.strength < query.min_strength ||
           (query.side && s.side != *query.side);
  });
  analysis::sort_signals(signals);
  return signals;
}

Result<Analysis> analyse(Stock stock, const AnalyseOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Analysis analysis;
  analysis.flavour = options.flavour;
  analysis.recent = options.recent;
  analysis.stock = std::move(stock);
  const data::Bars bars = analysis.stock.until_end();
  const auto cuts = cuts_within(analysis.stock, bars.size());
  const std::size_t cut = cuts.empty() ? 0 : cuts.back();
  const data::Bars current = bars.slice(cut, bars.size());
  core::measure_with(options.monitor, "trend", [&] {
    analysis.trend = analysis::trend_of(current);
    analysis.levels = analysis::levels_of(current);
  });

  const analysis::TechnicalAnalyzer analyzer(options.flavour);
  FWQ_TRY_ASSIGN(indicators, core::measure_with(options.monitor, "indicators", [&] {
                   return analyzer.calculate_indicators(bars, staple_indicators(options.flavour),
                                                        cuts);
                 }));
  analysis.indicators = std::move(indicators);
  analysis.signals = analyzer.generate_signals(bars, analysis.indicators);

  const std::size_t recent = bars.size() - std::min(bars.size(), options.recent);
  const std::size_t news = std::max({cut, recent, analysis.stock.first});
  // What stands just before the news may contradict it.
  const std::size_t before = news - std::min(news, analysis::kNearBars - 1);
  FWQ_TRY_ASSIGN(patterns, core::measure_with(options.monitor, "patterns", [&] {
                   return found_since(analysis.stock, before, {}, std::nullopt, options.recognizer);
                 }));
  std::erase_if(patterns, [](const FoundPattern& found) { return only_describes(found.hit); });
  for (const auto& found : patterns) add_signal_of(found.hit, bars, analysis.signals);
  std::erase_if(patterns, [news](const FoundPattern& found) { return found.hit.known_at < news; });
  std::reverse(patterns.begin(), patterns.end());
  analysis.patterns = std::move(patterns);

  std::erase_if(analysis.signals, [&](const analysis::Signal& s) { return s.bar < before; });
  auto list = analysis::merge_signals(std::move(analysis.signals), analysis::kNearBars, cuts);
  std::erase_if(list, [news](const analysis::ListedSignal& s) { return s.signal.bar < news; });
  std::reverse(list.begin(), list.end());
  analysis.signals.clear();
  for (auto& listed : list) {
    analysis.near.push_back({listed.agreeing.size(), listed.opposing.size()});
    analysis.signals.push_back(std::move(listed.signal));
  }
  tell(options.events, analysis, start);
  return analysis;
}

}  // namespace fwq::coordinators
