// The merged list of signals, for people and for programs.
#include "signal_text.hpp"

#include <fmt/format.h>

#include "finding_text.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using analysis::Side;

std::string percent(double strength) {
  return core::fixed(strength * 100, 0) + "%";
}

// "2 buy, 1 sell: conflict", the signal itself included; empty when it stands alone.
std::string beside(const analysis::ListedSignal& listed, const Session& session) {
  if (listed.agreeing.empty() && listed.opposing.empty()) return "";
  const bool buy = listed.signal.side == Side::buy;
  const std::size_t same = listed.agreeing.size() + 1, other = listed.opposing.size();
  const std::size_t buys = buy ? same : other, sells = buy ? other : same;
  if (other == 0) {
    return session.chinese() ? fmt::format("{} {}", buy ? "买" : "卖", same)
                             : fmt::format("{} {}", same, buy ? "buy" : "sell");
  }
  return session.chinese() ? fmt::format("买 {} 卖 {}，矛盾", buys, sells)
                           : fmt::format("{} buy, {} sell: conflict", buys, sells);
}

std::string parts(const SignalList& list, const std::vector<std::size_t>& of,
                  const Session& session) {
  std::string text;
  for (const std::size_t i : of) {
    const auto& signal = list[i].signal;
    text += fmt::format("{}{} {}", text.empty() ? "" : session.text(", ", "、"),
                        titled(signal.source, session), percent(signal.strength));
  }
  return text;
}

}  // namespace

Json signal_json(const coordinators::Stock& stock, const SignalList& list, std::size_t i,
                 const Session& session) {
  Json json = signal_json(stock, list[i].signal, session);
  json["agreeing"] = Json::array();
  json["opposing"] = Json::array();
  for (const std::size_t j : list[i].agreeing) json["agreeing"].push_back(list[j].signal.source);
  for (const std::size_t j : list[i].opposing) json["opposing"].push_back(list[j].signal.source);
  return json;
}

std::string signal_table(const coordinators::Stock& stock, const SignalList& list,
                         const std::vector<std::size_t>& rows, const Session& session) {
  const std::string near = session.chinese() ? fmt::format("{} 根内", analysis::kNearBars)
                                             : fmt::format("within {} bars", analysis::kNearBars);
  Table table({session.text("time", "时间"), session.text("side", "方向"),
               session.text("source", "来源"), session.text(">strength", ">强度"), near,
               session.text("reason", "理由")});
  for (const std::size_t i : rows) {
    const auto& signal = list[i].signal;
    table.add({shown_time(signal.time, stock.period), shown_side(signal.side, session),
               titled(signal.source, session), percent(signal.strength), beside(list[i], session),
               session.text(signal.reason_en, signal.reason_zh)});
  }
  return table.empty() ? "" : table.text();
}

std::string latest_signals(const coordinators::Stock& stock, const SignalList& list,
                           std::size_t bars, const Session& session) {
  const std::size_t near = std::min(analysis::kNearBars, bars);
  std::size_t since = bars - near;
  for (const std::size_t cut : stock.cuts) {
    if (cut < bars) since = std::max(since, cut);
  }
  std::vector<std::size_t> buys, sells;
  for (std::size_t i = list.size(); i-- > 0 && list[i].signal.bar >= since;)
    (list[i].signal.side == Side::buy ? buys : sells).push_back(i);
  if (buys.empty() && sells.empty()) return "";
  const bool chinese = session.chinese();
  const std::size_t count = bars - since;
  std::string text =
      chinese ? fmt::format("最近 {} 根K线：", count) : fmt::format("the last {} bars: ", count);
  const auto side = [&](const char* en, const char* zh, const std::vector<std::size_t>& of) {
    return of.empty() ? std::string()
           : chinese  ? fmt::format("{} {} 个（{}）", zh, of.size(), parts(list, of, session))
                      : fmt::format("{} {} ({})", of.size(), en, parts(list, of, session));
  };
  text += side("buy", "买入", buys);
  if (!buys.empty() && !sells.empty()) text += session.text("; ", "；");
  text += side("sell", "卖出", sells);
  if (!buys.empty() && !sells.empty())
    text += session.text(": they contradict each other", "：信号互相矛盾");
  return text + "\n";
}

}  // namespace fwq::cli
