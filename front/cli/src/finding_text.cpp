// Findings as JSON and as text.
#include "finding_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {

Json hit_json(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
              const Session& session) {
  const auto& hit = found.hit;
  const auto times = stock.adjusted.bars.time();
  const auto time = [&](std::uint32_t bar) { return shown_time(times[bar], stock.period); };
  Json points = Json::array();
  for (const auto& point : found.explanation.points) {
    points.push_back({{"time", shown_time(point.time, stock.period)},
                      {"price", number(point.price)},
                      {"role", point.role}});
  }
  Json why = Json::array();
  for (const auto& reason : found.explanation.why) {
    why.push_back({{"id", reason.id},
                   {"measured", number(reason.measured)},
                   {"op", reason.op},
                   {"bound", number(reason.bound)},
                   {"unit", reason.unit},
                   {"text", session.text(reason.text_en, reason.text_zh)}});
  }
  return {{"pattern", hit.pattern->id},
          {"name", hit.pattern->name_zh},
          {"category", to_string(hit.pattern->category)},
          {"signal", to_string(hit.bias)},
          {"confidence", number(hit.confidence)},
          {"start", time(hit.start)},
          {"end", time(hit.end)},
          {"known_at", time(hit.known_at)},
          {"price", number(hit.price)},
          {"target", number(found.explanation.target)},
          {"stop", number(found.explanation.stop)},
          {"points", points},
          {"why", why},
          {"adjust", to_string(stock.adjusted.adjust)}};
}

Json signal_json(const coordinators::Stock& stock, const analysis::Signal& signal,
                 const Session& session) {
  return {{"time", shown_time(signal.time, stock.period)},
          {"source", signal.source},
          {"side", to_string(signal.side)},
          {"strength", number(signal.strength)},
          {"reason", session.text(signal.reason_en, signal.reason_zh)}};
}

std::string shown_bias(analysis::Bias bias, const Session& session) {
  return std::string(coordinators::bias_text(bias, session.chinese()));
}

std::string shown_side(analysis::Side side, const Session& session) {
  return std::string(coordinators::side_text(side, session.chinese()));
}

std::string hit_text(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
                     const Session& session) {
  const auto& hit = found.hit;
  const auto time = [&](std::uint32_t bar) {
    return shown_time(stock.adjusted.bars.time()[bar], stock.period);
  };
  std::string text = fmt::format(
      "{}  {}  {}  {} {}%", time(hit.known_at),
      session.text(hit.pattern->name_en, hit.pattern->name_zh), shown_bias(hit.bias, session),
      session.text("confidence", "置信度"), core::fixed(hit.confidence * 100, 0));
  if (hit.start != hit.end) text += fmt::format("  ({} … {})", time(hit.start), time(hit.end));
  if (std::isfinite(found.explanation.target))
    text += fmt::format("  {} {}", session.text("target", "目标"),
                        core::fixed(found.explanation.target, 2));
  if (std::isfinite(found.explanation.stop))
    text += fmt::format("  {} {}", session.text("stop", "止损"),
                        core::fixed(found.explanation.stop, 2));
  text += '\n';
  for (const auto& reason : found.explanation.why)
    text += "    " + session.text(reason.text_en, reason.text_zh) + '\n';
  return text;
}

}  // namespace fwq::cli
