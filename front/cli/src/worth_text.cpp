// The page and the document of `fwq patterns --stats`.
#include "worth_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "finding_text.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

using analysis::HorizonStatistics;
using analysis::PatternStatisticsRow;
using coordinators::PatternWorth;
using coordinators::WorthRequest;

Json horizon_json(const HorizonStatistics& after) {
  return {{"bars", after.bars},
          {"count", after.count},
          {"compared", after.compared},
          {"mean", number(after.mean)},
          {"base_by_date", number(after.base_by_date)},
          {"base_by_symbol", number(after.base_by_symbol)},
          {"lift", number(after.lift)},
          {"lift_low", number(after.lift_interval.low)},
          {"lift_high", number(after.lift_interval.high)},
          {"lift_by_symbol", number(after.lift_by_symbol)},
          {"win_rate", number(after.win_rate)},
          {"win_low", number(after.win_interval.low)},
          {"win_high", number(after.win_interval.high)},
          {"base_win_rate", number(after.base_win_rate)},
          {"best_excursion", number(after.best)},
          {"worst_excursion", number(after.worst)}};
}

Json bins_json(const std::vector<analysis::ReliabilityBin>& bins) {
  Json rows = Json::array();
  for (const auto& bin : bins) {
    rows.push_back({{"low", number(bin.low)},
                    {"high", number(bin.high)},
                    {"count", bin.count},
                    {"mean_probability", number(bin.mean_probability)},
                    {"frequency", number(bin.frequency)},
                    {"frequency_low", number(bin.interval.low)},
                    {"frequency_high", number(bin.interval.high)}});
  }
  return rows;
}

Json calibration_json(const std::optional<analysis::CalibrationReport>& calibration) {
  if (!calibration) return nullptr;
  return {{"bars", analysis::kHorizons[analysis::kJudgedHorizon]},
          {"split", data::format_date(data::date_of(calibration->split))},
          {"fitted", calibration->fitted},
          {"tested", calibration->tested},
          {"fitted_frequency", number(calibration->fitted_frequency)},
          {"tested_frequency", number(calibration->tested_frequency)},
          {"brier_stated", number(calibration->brier_stated)},
          {"brier_calibrated", number(calibration->brier_calibrated)},
          {"brier_constant", number(calibration->brier_constant)},
          {"gain", number(calibration->gain)},
          {"gain_low", number(calibration->gain_interval.low)},
          {"gain_high", number(calibration->gain_interval.high)},
          {"ece_stated", number(calibration->error_stated)},
          {"ece_calibrated", number(calibration->error_calibrated)},
          {"reliability_stated", bins_json(calibration->stated)},
          {"reliability_calibrated", bins_json(calibration->calibrated)}};
}

// "+1.25", "-0.30"; "" for none. Of a fraction, in percent.
std::string signed_percent(double fraction) {
  if (!std::isfinite(fraction)) return {};
  const std::string text = core::fixed(fraction * 100, 2);
  return text.starts_with('-') ? text : '+' + text;
}

std::string percent(double fraction) {
  return std::isfinite(fraction) ? core::fixed(fraction * 100, 1) : std::string();
}

bool leaves_out_zero(const HorizonStatistics& after) {
  return after.lift_interval.low > 0 || after.lift_interval.high < 0;
}

std::string heading(const PatternWorth& worth, const WorthRequest& request,
                    const Session& session) {
  const auto& report = worth.report;
  const data::Period period = request.market.period;
  const std::string range = report.bars == 0
                                ? std::string()
                                : fmt::format("{} … {}", shown_time(report.first, period),
                                              shown_time(report.last, period));
  const std::string kind = shown_period(period, session);
  const std::string adjust = shown_adjust(request.market.adjust, session);
  std::string text =
      session.chinese() ? fmt::format("{} 只证券、{} 根K线（{}，{}，{}）中的 {} 个形态\n",
                                      report.series, report.bars, kind, adjust, range, report.hits)
                        : fmt::format("{} pattern hits in {} securities, {} bars ({}, {}, {})\n",
                                      report.hits, report.series, report.bars, kind, adjust, range);
  if (request.placebo) {
    text += session.chinese()
                ? fmt::format(
                      "安慰剂检验（种子 {}）：各证券的K线随机重排、去掉涨跌倾向，任何形态都不可能有"
                      "预测力；下面看似的优势全属偶然。\n",
                      request.seed)
                : fmt::format(
                      "PLACEBO (seed {}): bars of each security drawn at random, every expected "
                      "gain taken out. No pattern can\nforetell anything here: what looks like an "
                      "edge below is chance.\n",
                      request.seed);
  }
  return text;
}

std::string how_to_read(const Session& session) {
  return session.text(
      "\nBought at the open of the bar after a hit could first be known, sold at the close 10 bars "
      "after it. A bearish hit\n"
      "counts a fall as a gain; a neutral one counts the size of the move, whichever way.\n"
      "  base      what all other securities did from the same day on, over the same number of "
      "their bars, counted alike\n"
      "  lift      what the hits did beyond the base, with its 95 % interval (hits of one month "
      "count as one observation);\n"
      "            * where the interval leaves out 0\n"
      "  wins      share of hits that gained, with Wilson's 95 % interval (as if hits were "
      "independent: they are less so)\n"
      "  best      furthest that the price went for the hit within 10 bars, on average; worst: "
      "against it\n"
      "All in percent of the entry price. No fees and no slippage; a bar locked at its limit "
      "counts as if it could be traded.\n"
      "No outcome reaches over an unexplained jump. Indices cannot be bought and are left out.\n",
      "\n在形态最早可确认的下一根K线以开盘价买入，确认后第 10 "
      "根K线以收盘价卖出。看跌形态以下跌为盈利；\n中性形态只计涨跌幅的大小，不分方向。\n"
      "  基准      其余所有证券自同一天起、同样根数的表现，按同样方式计算\n"
      "  超额      形态表现减去基准，附 95% 区间（同一个月的形态只算一次观察）；区间不含 0 的标 *\n"
      "  胜率      盈利次数的占比，附威尔逊 95% 区间（假定各次独立，实际并不完全独立）\n"
      "  最大浮盈  10 根K线内平均走到的最有利幅度；最大浮亏则为最不利幅度\n"
      "均为入场价的百分比。未计费用和滑点；封死涨跌停的K线也按可成交计算。任何结果都不跨越断点。"
      "\n");
}

Table rows_of_category(const PatternWorth& worth, analysis::Category category,
                       const Session& session) {
  Table table({session.text("pattern", "形态"), session.text("signal", "方向"),
               session.text(">hits", ">次数"), session.text(">mean", ">平均"),
               session.text(">base", ">基准"), session.text(">lift ", ">超额 "),
               session.text("95 % interval", "95% 区间"), session.text(">wins", ">胜率"),
               session.text("95 %", "95% 区间"), session.text(">base", ">基准胜率"),
               session.text(">best", ">最大浮盈"), session.text(">worst", ">最大浮亏"),
               session.text(">lift 1 bar ", ">1根超额 "), session.text(">5 bars ", ">5根超额 "),
               session.text(">20 bars ", ">20根超额 ")});
  const auto lift = [](const HorizonStatistics& after) {
    return signed_percent(after.lift) + (leaves_out_zero(after) ? "*" : " ");
  };
  for (const PatternStatisticsRow& row : worth.report.rows) {
    if (row.pattern->category != category) continue;
    const HorizonStatistics& after = row.after[analysis::kJudgedHorizon];
    const bool has_interval = std::isfinite(after.lift_interval.low);
    const bool has_wins = std::isfinite(after.win_interval.low);
    table.add({session.text(row.pattern->name_en, row.pattern->name_zh),
               shown_bias(row.bias, session), std::to_string(row.hits), signed_percent(after.mean),
               signed_percent(after.base_by_date), lift(after),
               has_interval ? fmt::format("{} … {}", signed_percent(after.lift_interval.low),
                                          signed_percent(after.lift_interval.high))
                            : std::string(),
               percent(after.win_rate),
               has_wins ? fmt::format("{}–{}", percent(after.win_interval.low),
                                      percent(after.win_interval.high))
                        : std::string(),
               percent(after.base_win_rate), signed_percent(after.best),
               signed_percent(after.worst), lift(row.after[0]), lift(row.after[1]),
               lift(row.after[3])});
  }
  return table;
}

// With so many comparisons, some stand out by chance.
std::string by_chance(const PatternWorth& worth, const Session& session) {
  std::size_t intervals = 0;
  std::size_t outside = 0;
  for (const auto& row : worth.report.rows) {
    for (const auto& after : row.after) {
      if (!std::isfinite(after.lift_interval.low)) continue;
      ++intervals;
      if (leaves_out_zero(after)) ++outside;
    }
  }
  if (intervals == 0) return {};
  const std::string expected = core::fixed(static_cast<double>(intervals) * 0.05, 0);
  return session.chinese()
             ? fmt::format(
                   "\n全部 {} 个超额区间（四个持有期）中有 {} 个不含 "
                   "0；即使毫无预测力，单凭偶然也会有"
                   "约 {} 个。\n",
                   intervals, outside, expected)
             : fmt::format(
                   "\nOf the {} intervals of lifts (four horizons), {} leave out 0; chance alone "
                   "would make about {} do so.\n",
                   intervals, outside, expected);
}

Table reliability(const std::vector<analysis::ReliabilityBin>& bins, const Session& session) {
  Table table({session.text("confidence", "置信度"), session.text(">hits", ">次数"),
               session.text(">mean confidence", ">平均置信度"),
               session.text(">direction right", ">方向正确"), session.text("95 %", "95% 区间")});
  for (const auto& bin : bins) {
    if (bin.count == 0) continue;
    table.add({fmt::format("{}–{}", core::fixed(bin.low * 100, 0), core::fixed(bin.high * 100, 0)),
               std::to_string(bin.count), percent(bin.mean_probability), percent(bin.frequency),
               fmt::format("{}–{}", percent(bin.interval.low), percent(bin.interval.high))});
  }
  return table;
}

std::string calibration_page(const analysis::CalibrationReport& c, const Session& session) {
  const std::string split = data::format_date(data::date_of(c.split));
  std::string text =
      session.chinese()
          ? fmt::format(
                "置信度说明形状与定义的吻合程度，不是概率。它与“10 "
                "根K线后方向正确”有多大关系？\n{} 之前的 {} 个有方向的形态用于拟合（保序回归），"
                "此后的 {} 个用于检验：\n",
                split, c.fitted, c.tested)
          : fmt::format(
                "Confidence says how well a shape fits its definition; it is no probability. What "
                "has it to do with \"the\ndirection was right after 10 bars\"? The {} hits with a "
                "direction before {} teach it (isotonic regression),\nthe {} after it test:\n",
                c.fitted, split, c.tested);
  text += reliability(c.stated, session).text();
  const auto score = [](double value) { return core::fixed(value, 4); };
  text +=
      session.chinese()
          ? fmt::format(
                "检验段方向正确 {}%。布里尔分数（0 最好，抛硬币 0.25）：直接用置信度 {}，校准后 "
                "{}，一律取拟合段的 {}% 为 {}。\n校准误差 ECE：直接用 {}，校准后 {}。\n",
                percent(c.tested_frequency), score(c.brier_stated), score(c.brier_calibrated),
                percent(c.fitted_frequency), score(c.brier_constant), score(c.error_stated),
                score(c.error_calibrated))
          : fmt::format(
                "In the later years the direction was right in {}%. Brier score (0 is perfect, "
                "a coin gets 0.25): confidence as it is {},\nas the earlier years read it {}, "
                "always their {}%: {}. Calibration error (ECE): {} as it is, {} calibrated.\n",
                percent(c.tested_frequency), score(c.brier_stated), score(c.brier_calibrated),
                percent(c.fitted_frequency), score(c.brier_constant), score(c.error_stated),
                score(c.error_calibrated));
  if (c.gain_interval.low > 0) {
    text += session.text(
        "Read by the earlier years, confidence did better than saying the same of every hit, by "
        "more than chance makes.\n",
        "按拟合段校准后，置信度比对所有形态给同一个概率要好，且超出偶然。\n");
  } else if (c.gain_interval.high < 0) {
    text += session.text(
        "Read by the earlier years, confidence did worse than saying the same of every hit: what "
        "it meant has changed.\n",
        "按拟合段校准后，置信度反而不如对所有形态给同一个概率：其含义已经改变。\n");
  } else {
    text += session.text(
        "Read by the earlier years, confidence did no better than saying the same of every hit, "
        "beyond what chance makes:\nit told nothing of the direction.\n",
        "按拟合段校准后，置信度与对所有形态给同一个概率的差别不超出偶然：它不能说明方向。\n");
  }
  return text;
}

}  // namespace

Json worth_json(const PatternWorth& worth, const WorthRequest& request) {
  const auto& report = worth.report;
  Json rows = Json::array();
  for (const PatternStatisticsRow& row : report.rows) {
    Json after = Json::array();
    for (const auto& one : row.after) after.push_back(horizon_json(one));
    rows.push_back({{"pattern", row.pattern->id},
                    {"name", row.pattern->name_zh},
                    {"english", row.pattern->name_en},
                    {"category", to_string(row.pattern->category)},
                    {"signal", to_string(row.bias)},
                    {"hits", row.hits},
                    {"after", after}});
  }
  const auto time = [&](data::Time t) {
    return report.bars == 0 ? Json(nullptr) : Json(shown_time(t, request.market.period));
  };
  return {{"symbols", report.series},
          {"bars", report.bars},
          {"hits", report.hits},
          {"first", time(report.first)},
          {"last", time(report.last)},
          {"period", to_string(request.market.period)},
          {"adjust", to_string(request.market.adjust)},
          {"cuts", worth.cuts},
          {"placebo", request.placebo},
          {"seed", request.placebo ? Json(request.seed) : Json(nullptr)},
          {"entry", "next_open"},
          {"exit", "close"},
          {"patterns", rows},
          {"calibration", calibration_json(report.calibration)}};
}

std::string worth_page(const PatternWorth& worth, const WorthRequest& request,
                       const Session& session) {
  std::string text = heading(worth, request, session) + how_to_read(session);
  for (const auto category : kCategories) {
    const Table table = rows_of_category(worth, category, session);
    if (table.empty()) continue;
    text += fmt::format("\n{}\n", shown_category(category, session)) + table.text();
  }
  text += by_chance(worth, session);
  text += session.text("\nCONFIDENCE\n", "\n【置信度】\n");
  text += worth.report.calibration
              ? calibration_page(*worth.report.calibration, session)
              : session.text(
                    "too little to judge by: hits with a direction in two calendar years "
                    "are needed\n",
                    "数据不足：需要两个年份中都有带方向的形态\n");
  return text;
}

}  // namespace fwq::cli
