// Findings as JSON and as text.
#include "finding_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {

Json hit_json(const coordinators::FoundPattern& found, const HitTimes& times, data::Period period,
              data::Adjust adjust, const Session& session) {
  const auto& hit = found.hit;
  Json points = Json::array();
  for (const auto& point : found.explanation.points) {
    points.push_back({{"time", shown_time(point.time, period)},
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
          {"start", shown_time(times.start, period)},
          {"end", shown_time(times.end, period)},
          {"known_at", shown_time(times.known_at, period)},
          {"price", number(hit.price)},
          {"target", number(found.explanation.target)},
          {"stop", number(found.explanation.stop)},
          {"points", points},
          {"why", why},
          {"adjust", to_string(adjust)}};
}

Json hit_json(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
              const Session& session) {
  const auto times = stock.adjusted.bars.time();
  return hit_json(found, {times[found.hit.start], times[found.hit.end], times[found.hit.known_at]},
                  stock.period, stock.adjusted.adjust, session);
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

std::string shown_category(analysis::Category category, const Session& session) {
  if (session.chinese()) return fmt::format("【{}】", title_zh(category));
  std::string title(to_string(category));
  for (char& c : title) c = c == '_' ? ' ' : static_cast<char>(c - 'a' + 'A');
  return title;
}

std::string shown_side(analysis::Side side, const Session& session) {
  return std::string(coordinators::side_text(side, session.chinese()));
}

std::string hit_text(const coordinators::FoundPattern& found, const HitTimes& times,
                     data::Period period, const Session& session) {
  const auto& hit = found.hit;
  std::string text = fmt::format(
      "{}  {}  {}  {} {}%", shown_time(times.known_at, period),
      session.text(hit.pattern->name_en, hit.pattern->name_zh), shown_bias(hit.bias, session),
      session.text("confidence", "置信度"), core::fixed(hit.confidence * 100, 0));
  if (hit.start != hit.end)
    text +=
        fmt::format("  ({} … {})", shown_time(times.start, period), shown_time(times.end, period));
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

std::string hit_text(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
                     const Session& session) {
  const auto times = stock.adjusted.bars.time();
  return hit_text(found, {times[found.hit.start], times[found.hit.end], times[found.hit.known_at]},
                  stock.period, session);
}

}  // namespace fwq::cli
