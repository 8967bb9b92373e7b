// The page, block by block.
#include "fwq/report/document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "chart_data.hpp"
#include "curve_data.hpp"
#include "heat_map.hpp"
#include "look.hpp"
#include "mark_places.hpp"
#include "markup.hpp"
#include "page_assets.hpp"
#include "svg.hpp"

namespace fwq::report {
namespace {

constexpr std::size_t kMostPageBytes = 1'450'000;
constexpr std::size_t kMostChartBytes = 1'150'000, kFewestChartBytes = 200'000;
constexpr std::size_t kMostPoints = 5'000;  // Of curves.

std::string_view tone_class(Tone tone) {
  static constexpr std::string_view kClasses[] = {"", "tone-up", "tone-down", "tone-warning"};
  return kClasses[static_cast<std::size_t>(tone)];
}

// A fact too long for one column of a grid takes two, or a row of its own. A long name may break once.
std::string_view width_class(const Fact& fact) {
  const double width = std::max(text_width(fact.value, 15), text_width(fact.name, 11) * 0.6);
  return width < 104 ? "" : width < 210 ? " class=\"two\"" : " class=\"row\"";
}

bool is_day(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() < kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != kForm[i]) return false;
  }
  return true;
}

// Running text; a line never breaks inside a date.
std::string prose(std::string_view text) {
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_day(text.substr(at))) continue;
    out += escaped(text.substr(from, at - from));
    out += fmt::format("<span class=\"day\">{}</span>", text.substr(at, 10));
    from = at + 10;
    at = from - 1;
  }
  return out + escaped(text.substr(from));
}

class Page {
 public:
  // `chart_bytes`: how much of its bars each K-line chart may hold.
  Page(const Document& document, std::size_t chart_bytes)
      : document_(document), chart_bytes_(chart_bytes) {}

  std::string html() && {
    head();
    add("<body>\n<header class=\"top\">");
    add("<button id=\"look\" type=\"button\" class=\"tool\" hidden>{}</button>",
        words("light / dark", "浅色 / 深色"));
    add("<h1>{}</h1><p class=\"subtitle\">{}</p>", escaped(document_.title),
        escaped(document_.subtitle));
    facts(document_.lead, "lead");
    facts(document_.about, "about");
    add("</header>\n<main>\n");
    for (const auto& section : document_.sections) this->section(section);
    add("</main>\n<footer>{}</footer>\n<script>{}{}{}{}</script>\n</body>\n</html>\n",
        escaped(document_.footer), hands_js(), trades_js(), chart_js(), curves_js());
    return std::move(out_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  std::string_view words(std::string_view en, std::string_view zh) const {
    return text(document_.language, en, zh);
  }

  void head() {
    add("<!DOCTYPE html>\n<html lang=\"{}\" data-look=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        words("en", "zh-CN"), escaped(document_.look));
    add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'\">\n");
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add("<title>{}</title>\n<style>\n", escaped(document_.title));
    const std::string light = css_properties(document_.light);
    const std::string dark = css_properties(document_.dark);
    add(":root{{{}}}\n:root[data-look=\"dark\"]{{{}}}\n", light, dark);
    add("@media (prefers-color-scheme: dark){{:root[data-look=\"auto\"]{{{}}}}}\n", dark);
    // On paper always the light one, whatever the screen shows.
    add("@media print{{:root,:root[data-look]{{{}}}}}\n", light);
    add("{}</style>\n</head>\n", style_css());
  }

  void section(const Section& section) {
    add("<section id=\"{0}\"{1} aria-labelledby=\"{0}-title\"><h2 id=\"{0}-title\">{2}</h2>\n",
        section.id, section.wide ? " class=\"wide\"" : "", escaped(section.title));
    for (const auto& block : section.blocks) std::visit([&](const auto& b) { show(b); }, block);
    add("</section>\n");
  }

  void facts(const std::vector<Fact>& facts, std::string_view css) {
    if (facts.empty()) return;
    add("<dl class=\"facts {}\">", css);
    for (const auto& fact : facts) {
      add("<div{}><dt>{}</dt><dd class=\"{}\">{}</dd></div>",
          css == "cells" ? width_class(fact) : "", escaped(fact.name), tone_class(fact.tone),
          prose(fact.value));
    }
    add("</dl>\n");
  }

  void show(const Paragraph& paragraph) {
    add("<p class=\"{}\">{}</p>\n", tone_class(paragraph.tone), prose(paragraph.text));
  }

  void show(const List& list) {
    add("<ul>");
    for (const auto& item : list.items) add("<li>{}</li>", prose(item));
    add("</ul>\n");
  }

  void show(const Facts& block) { facts(block.facts, "cells"); }

  void show(const Table& table) {
    add("<div class=\"scroll{}\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>",
        table.tall ? " tall" : "", escaped(table.caption));
    if (table.caption_shown) add("<caption>{}</caption>", escaped(table.caption));
    add("<thead><tr>");
    for (const auto& column : table.columns)
      add("<th scope=\"col\"{}>{}</th>", column.number ? " class=\"number\"" : "",
          escaped(column.name));
    add("</tr></thead><tbody>");
    for (const auto& row : table.rows) {
      if (row.id.empty()) {
        add("<tr>");
      } else {
        add("<tr id=\"{}\">", escaped(row.id));
      }
      if (row.heading && !row.cells.empty()) {
        add("<th scope=\"rowgroup\" class=\"heading\" colspan=\"{}\">{}</th></tr>",
            table.columns.size(), escaped(row.cells.front().text));
        continue;
      }
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        cell(row.cells[i], i < table.columns.size() && table.columns[i].number);
      add("</tr>");
    }
    add("</tbody></table></div>\n");
  }

  void cell(const Cell& cell, bool number) {
    add("<td class=\"{}{}\">", number ? "number " : "", tone_class(cell.tone));
    if (cell.href.empty()) {
      add("{}</td>", escaped(cell.text));
    } else {
      add("<a href=\"{}{}\">{}</a></td>", cell.href.ends_with(".html") ? "" : "#",
          escaped(cell.href), escaped(cell.text));
    }
  }

  void show(const Cards& cards) {
    add("<div class=\"cards\">\n");
    for (const auto& card : cards.cards) {
      add("<article class=\"card {}\"{}>", tone_class(card.tone),
          card.id.empty() ? "" : fmt::format(" id=\"{}\"", escaped(card.id)));
      add("<h3>");
      if (!card.label.empty()) add("<span class=\"badge\">{}</span> ", escaped(card.label));
      add("{} <span class=\"note\">{}</span></h3>", escaped(card.title), escaped(card.note));
      if (!card.text.empty()) add("<p>{}</p>", escaped(card.text));
      facts(card.facts, "cells");
      if (!card.reasons.empty()) {
        add("<ul class=\"why\" aria-label=\"{}\">", words("Why", "理由"));
        for (const auto& reason : card.reasons) add("<li>{}</li>", prose(reason));
        add("</ul>\n");
      }
      if (!card.chart.empty()) {
        add("<button type=\"button\" class=\"tool find\" hidden data-chart=\"{}\" "
            "data-first=\"{}\" "
            "data-last=\"{}\">{}</button>",
            escaped(card.chart), card.first, card.last, words("show in the chart", "在图中查看"));
      }
      add("</article>\n");
    }
    add("</div>\n");
  }

  void show(const KLineChart& chart) {
    const ChartData data = chart_data(chart, document_.language, chart_bytes_);
    add("<figure class=\"kline\" id=\"{}\">\n<div class=\"still\">{}</div>\n", chart.id,
        kline_svg(chart, document_.language));
    // Bars are counted from the first of the chart; what the script holds may begin later.
    add("<script type=\"application/json\" data-offset=\"{}\">{}</script>\n", data.first,
        data.json);
    add("<figcaption>");
    if (data.first > 0) {
      const std::string held = shown_count(chart.bars.size() - data.first);
      const std::string all = shown_count(chart.bars.size());
      out_ +=
          document_.language == Language::zh
              ? fmt::format("图中为最近 {} 根K线（共 {} 根，更早的不在此文件中）。", held, all)
              : fmt::format(
                    "The chart holds the last {} of {} bars; earlier ones are not in this file. ",
                    held, all);
    }
    add("<span class=\"hint\" hidden>{}</span><span class=\"still-hint\">{}</span></figcaption>\n"
        "</figure>\n",
        words(
            "Wheel or + − zooms at the pointer, dragging moves, ← → read bar by bar, a double "
            "click or 0 goes "
            "back, L changes to a logarithmic scale.",
            "滚轮或 + − 以光标为中心缩放，拖动平移，← → 逐根读数，双击或 0 复位，L 切换对数坐标。"),
        text(document_.language,
             fmt::format("The last {} bars.", std::min(chart.shown, chart.bars.size())),
             fmt::format("最近 {} 根K线。", std::min(chart.shown, chart.bars.size()))));
  }

  void show(const LineChart& chart) { picture(line_svg(chart, document_.language), chart.title); }

  void show(const CurveChart& chart) {
    const CurveData data = curve_data(chart, document_.language, kMostPoints);
    add("<figure class=\"curves\" id=\"{}\">\n<div class=\"still\">{}</div>\n", escaped(chart.id),
        curves_svg(chart));
    add("<script type=\"application/json\">{}</script>\n<figcaption>", data.json);
    if (data.points < chart.times.size()) {
      const std::string all = shown_count(chart.times.size());
      const std::string held = shown_count(data.points);
      add("{} ",
          text(document_.language,
               fmt::format("Of {} points the {} highest, lowest and last ones of each "
                           "stretch are held.",
                           all, held),
               fmt::format("共 {} 个点，图中保留各段的最高、最低与最后点 {} 个。", all, held)));
    }
    add("<span class=\"hint\" hidden>{}</span></figcaption>\n</figure>\n",
        words("Wheel or + − zooms at the pointer, dragging moves, ← → read point by point, a "
              "double click or 0 goes back, L changes to a logarithmic scale.",
              "滚轮或 + − 以光标为中心缩放，拖动平移，← → 逐点读数，双击或 0 复位，L "
              "切换对数坐标。"));
  }

  void show(const HeatMap& map) { out_ += heat_map_html(map); }

  void show(const Histogram& chart) { picture(histogram_svg(chart), chart.title); }
  void show(const ScatterChart& chart) { picture(scatter_svg(chart), chart.title); }
  void show(const ParallelChart& chart) { picture(parallel_svg(chart), chart.title); }
  void show(const BarChart& chart) { picture(bars_svg(chart), chart.title); }

  void picture(const std::string& svg, std::string_view title) {
    add("<figure class=\"plain\">{}<figcaption>{}</figcaption></figure>\n", svg, escaped(title));
  }

  const Document& document_;
  std::size_t chart_bytes_;
  std::string out_;
};

std::size_t kline_charts(const Document& document) {
  std::size_t count = 0;
  for (const auto& section : document.sections) {
    for (const auto& block : section.blocks)
      count += std::holds_alternative<KLineChart>(block) ? 1 : 0;
  }
  return count;
}

}  // namespace

std::string to_html(const Document& document) {
  std::string page = Page(document, kMostChartBytes).html();
  const std::size_t charts = kline_charts(document);
  if (page.size() <= kMostPageBytes || charts == 0) return page;
  // What everything else takes: a page with the least of each chart.
  const std::size_t least = Page(document, 0).html().size();
  const std::size_t room = kMostPageBytes - std::min(kMostPageBytes, least);
  return Page(document, std::clamp(room / charts, kFewestChartBytes, kMostChartBytes)).html();
}

}  // namespace fwq::report
