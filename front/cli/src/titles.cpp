// What ids are called.
#include "titles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "fwq/analysis/pattern.hpp"

namespace fwq::cli {
namespace {

struct Title {
  std::string_view id, zh;
};

// docs/guide/words explains them.
constexpr Title kTitles[] = {
    // Kinds of securities.
    {"stock", "股票"},
    {"b_share", "B股"},
    {"index", "指数"},
    {"sector_index", "板块指数"},
    {"fund", "基金"},
    {"bond", "债券"},
    {"convertible", "可转债"},
    {"repo", "回购"},
    {"other", "其他"},
    // Why rows of files are refused, mended or counted.
    {"absurd_price", "价格离谱"},
    {"absurd_size", "成交量或成交额离谱"},
    {"adjusted", "复权价"},
    {"amount_mismatch", "成交额与量价不符"},
    {"bad_code", "代码有误"},
    {"bad_date", "日期有误"},
    {"bad_encoding", "编码有误"},
    {"bad_market", "市场有误"},
    {"bad_name", "名称不可用"},
    {"bad_kind", "类别未知"},
    {"bad_row", "行格式不符"},
    {"too_many", "超出板块容量"},
    {"bad_number", "数字有误"},
    {"bad_quotes", "引号不成对"},
    {"bad_symbol", "证券代码有误"},
    {"bidi_control", "名称含文字方向控制符"},
    {"clipped", "价格略超高低价，已修正"},
    {"duplicate", "时间重复"},
    {"extra_field", "字段过多"},
    {"missing_field", "字段不足"},
    {"no_effect", "没有任何分配"},
    {"no_name", "没有名称"},
    {"ohlc_order", "高低价与开收盘矛盾"},
    {"other_symbol", "属于其他证券"},
    {"out_of_session", "不在交易时段"},
    {"price_mismatch", "价格与前后及成交额不符"},
    {"price_scale", "价格单位已换算"},
    {"repeated", "重复，以后者为准"},
    {"suspended", "停牌"},
    {"too_long", "行过长"},
    {"truncated", "文件末尾不完整"},
    {"unknown_category", "类别未知"},
    {"volume_in_lots", "成交量单位为手，已换算"},
    {"volume_times_100", "成交量大了一百倍，已换算"},
    {"weekend", "周末"},
    {"zero_price", "价格为零"},
};

}  // namespace

std::string_view chinese_title(std::string_view id) noexcept {
  const auto* at = std::find_if(std::begin(kTitles), std::end(kTitles),
                                [&](const Title& title) { return title.id == id; });
  if (at != std::end(kTitles)) return at->zh;
  for (const auto* pattern : analysis::built_in_patterns()) {
    if (pattern->id == id) return pattern->name_zh;
  }
  return "";
}

std::string titled(std::string_view id, const Session& session) {
  const std::string_view title = session.chinese() ? chinese_title(id) : std::string_view();
  return title.empty() ? std::string(id) : fmt::format("{} {}", id, title);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace fwq::cli
