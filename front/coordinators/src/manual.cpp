// The pages of the manual, put together from the tables.
#include "fwq/coordinators/manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "fwq/analysis/candles.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "manual_parts.hpp"

namespace fwq::coordinators {
namespace {

using report::Cell;
using report::Fact;
using report::Tone;

report::Document page(const ManualOptions& options, std::string title, std::string subtitle) {
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  document.title = std::move(title);
  document.subtitle = std::move(subtitle);
  document.footer = "FactorWeave-Quant " + options.version;
  return document;
}

std::string counted(const ManualOptions& options, std::size_t count, std::string_view one,
                    std::string_view many, std::string_view zh) {
  if (options.language == report::Language::zh) return fmt::format("{} {}", count, zh);
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// Ids of elements have dashes.
std::string dashed(std::string_view id) {
  std::string text(id);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

ManualPage patterns_page(const ManualOptions& options, analysis::Category category) {
  const bool chinese = options.language == report::Language::zh;
  std::vector<report::Section> sections;
  for (const auto* def : analysis::built_in_patterns()) {
    if (def->category == category) sections.push_back(pattern_section(options, *def));
  }
  auto document =
      page(options, chinese ? std::string(title_zh(category)) : category_title(category),
           counted(options, sections.size(), "pattern", "patterns", "种形态"));
  document.sections = std::move(sections);
  return {"patterns-" + dashed(to_string(category)) + ".html", std::move(document)};
}

ManualPage indicators_page(const ManualOptions& options, analysis::Group group) {
  std::vector<report::Section> sections;
  for (const auto* def : analysis::built_in_indicators()) {
    if (def->group == group) sections.push_back(indicator_section(options, *def));
  }
  auto document = page(options, group_title(group, options.language),
                       counted(options, sections.size(), "indicator", "indicators", "个指标"));
  document.sections = std::move(sections);
  return {fmt::format("indicators-{}.html", to_string(group)), std::move(document)};
}

ManualPage candles_page(const ManualOptions& options) {
  const auto language = options.language;
  report::Table table{
      .caption = std::string(report::text(language, "Candle functions", "K线形态函数")),
      .caption_shown = false,
      .columns = {{std::string(report::text(language, "name", "名称")), false},
                  {std::string(report::text(language, "title", "标题")), false},
                  {std::string(report::text(language, "bars", "K线数")), true},
                  {std::string(report::text(language, "values", "取值")), false},
                  {std::string(report::text(language, "meaning", "含义")), false}},
      .rows = {}};
  for (const auto* def : analysis::built_in_candles()) {
    std::vector<std::string> values;
    for (const auto& [has, number] :
         {std::pair{def->rises, 100}, {def->weak, 80}, {def->confirms, 200}}) {
      if (!has) continue;
      const bool both = number != 100 || def->falls;
      values.push_back(
          fmt::format("{}{}", both && (def->falls || number != 100) ? "±" : "+", number));
    }
    if (!def->rises && def->falls) values.insert(values.begin(), "-100");
    table.rows.push_back(
        {.cells = {{std::string(def->name), Tone::none, ""},
                   {std::string(report::text(language, def->title_en, def->title_zh)), Tone::none,
                    ""},
                   {std::to_string(def->bars), Tone::none, ""},
                   {fmt::format("{}", fmt::join(values, ", ")), Tone::none, ""},
                   {std::string(report::text(language, def->meaning_en, def->meaning_zh)),
                    Tone::none, ""}},
         .id = dashed(def->id)});
  }
  auto document =
      page(options, std::string(report::text(language, "Candle functions", "K线形态函数")),
           counted(options, table.rows.size(), "function, equal to TA-Lib's on every value",
                   "functions, equal to TA-Lib's on every value", "个函数，逐值与 TA-Lib 一致"));
  report::Section section{.id = "candles", .title = document.title, .blocks = {}, .wide = true};
  section.blocks.emplace_back(std::move(table));
  document.sections.push_back(std::move(section));
  return {"candles.html", std::move(document)};
}

// What each page holds, with links.
ManualPage index_page(const ManualOptions& options, const std::vector<ManualPage>& pages) {
  const auto language = options.language;
  auto document =
      page(options, std::string(report::text(language, "Reference manual", "参考手册")),
           std::string(report::text(language,
                                    "Made from the program's own tables: what is "
                                    "here is there, with these numbers.",
                                    "由程序自身的表生成：此处所列即程序所有，数值一致。")));
  report::Table table{.caption = document.title,
                      .caption_shown = false,
                      .columns = {{std::string(report::text(language, "page", "页面")), false},
                                  {std::string(report::text(language, "holds", "内容")), false}},
                      .rows = {}};
  for (const auto& one : pages) {
    std::vector<std::string> names;
    for (const auto& section : one.document.sections) names.push_back(section.title);
    table.rows.push_back(
        {.cells = {{one.document.title, Tone::none, one.file},
                   {one.document.sections.size() == 1
                        ? one.document.subtitle
                        : fmt::format(
                              "{}",
                              fmt::join(names, language == report::Language::zh ? "、" : ", ")),
                    Tone::none, ""}},
         .id = ""});
  }
  report::Section section{.id = "pages",
                          .title = std::string(report::text(language, "Pages", "目录")),
                          .blocks = {},
                          .wide = true};
  section.blocks.emplace_back(std::move(table));
  document.sections.push_back(std::move(section));
  return {"index.html", std::move(document)};
}

}  // namespace

std::vector<ManualPage> manual_pages(const ManualOptions& options) {
  std::vector<ManualPage> pages;
  for (const auto group : kGroups) {
    if (auto one = indicators_page(options, group); !one.document.sections.empty())
      pages.push_back(std::move(one));
  }
  pages.push_back(candles_page(options));
  for (const auto category : kCategories) {
    if (auto one = patterns_page(options, category); !one.document.sections.empty())
      pages.push_back(std::move(one));
  }
  pages.insert(pages.begin(), index_page(options, pages));
  return pages;
}

}  // namespace fwq::coordinators
