// fwq scan: which patterns have just become known, in the whole market.
#include "fwq/coordinators/scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

#include "command.hpp"
#include "finding_text.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using coordinators::ScanHit;
using coordinators::ScanRequest;
using coordinators::ScanResult;

struct ScanOptions {
  std::string types, market, adjust;
  std::string period = "day";
  double min_confidence = 0;
  bool has_min_confidence = false;
  std::size_t last = 1;
  bool csv = false, why = false;
};

Result<ScanRequest> request_of(const ScanOptions& options, const Session& session) {
  ScanRequest request;
  request.last = options.last;
  request.monitor = &session.monitor();
  request.market.adjust = default_adjust(session);
  FWQ_TRY_ASSIGN(period, data::parse_period(options.period));
  request.market.period = period;
  if (!options.adjust.empty()) {
    FWQ_TRY_ASSIGN(adjust, data::parse_adjust(options.adjust));
    request.market.adjust = adjust;
  }
  if (!options.market.empty()) {
    FWQ_TRY_ASSIGN(market, data::parse_market(options.market));
    request.market.market = market;
  }
  if (options.has_min_confidence) request.min_confidence = options.min_confidence;
  for (const auto name : core::split(options.types, ',')) {
    if (const auto word = core::trimmed(name); !word.empty()) request.types.emplace_back(word);
  }
  return request;
}

Json as_json(const ScanResult& result, const ScanRequest& request, const Session& session) {
  Json document = Json::array();
  for (const ScanHit& hit : result.hits) {
    Json line = {{"symbol", hit.symbol.text()}};
    line.update(hit_json(hit.found, {hit.start, hit.end, hit.known_at}, request.market.period,
                         request.market.adjust, session));
    document.push_back(std::move(line));
  }
  return document;
}

std::string as_csv(const ScanResult& result, const ScanRequest& request) {
  std::string text =
      "symbol,name,pattern,signal,confidence,start,end,known_at,price,level,target,stop,adjust\n";
  const auto time = [&](data::Time t) { return shown_time(t, request.market.period); };
  for (const ScanHit& one : result.hits) {
    const auto& hit = one.found.hit;
    text += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{}\n", one.symbol.text(), csv_field(one.name),
        hit.pattern->id, to_string(hit.bias), core::shortest(hit.confidence), time(one.start),
        time(one.end), time(one.known_at), core::shortest(hit.price), core::shortest(hit.level),
        core::shortest(one.found.explanation.target), core::shortest(one.found.explanation.stop),
        to_string(request.market.adjust));
  }
  return text;
}

std::string heading(const ScanResult& result, const ScanRequest& request, double seconds,
                    const Session& session) {
  const std::string period = session.chinese()
                                 ? shown_period(request.market.period, session)
                                 : std::string(coordinators::bars_of_text(request.market.period));
  const std::string adjust = shown_adjust(request.market.adjust, session);
  const std::string newest = shown_time(result.newest, request.market.period);
  const std::string took = core::fixed(seconds, 2);
  if (session.chinese()) {
    return fmt::format(
        "扫描 {} 只证券、{} 根K线（{}，{}，数据至 {}），用时 {} 秒；各证券最近 {} 根内确认 {} "
        "个形态\n",
        result.symbols, result.bars, period, adjust, newest, took, request.last,
        result.hits.size());
  }
  return fmt::format(
      "searched {}, {} ({}, {}, up to {}) in {} s: {} known in the last {} of each\n",
      counted(result.symbols, "security", "securities"), counted(result.bars, "bar", "bars"),
      period, adjust, newest, took, counted(result.hits.size(), "pattern", "patterns"),
      request.last == 1 ? "bar" : fmt::format("{} bars", request.last));
}

// A price in the steps that the security trades in; "" when there is none.
std::string price_cell(data::Symbol symbol, double price) {
  const int digits = data::tick_size(symbol) < 0.01 ? 3 : 2;
  return std::isfinite(price) ? core::fixed(price, digits) : std::string();
}

void print_table(Session& session, const ScanResult& result, const ScanRequest& request) {
  Table table({session.text("known at", "确认日"), session.text("symbol", "代码"),
               session.text("name", "名称"), session.text("pattern", "形态"),
               session.text("signal", "方向"), session.text(">confidence", ">置信度"),
               session.text("began", "开始"), session.text(">close", ">收盘"),
               session.text(">target", ">目标"), session.text(">stop", ">止损")});
  for (const ScanHit& one : result.hits) {
    const auto& hit = one.found.hit;
    table.add({shown_time(one.known_at, request.market.period), std::string(one.symbol.text()),
               one.name, session.text(hit.pattern->name_en, hit.pattern->name_zh),
               shown_bias(hit.bias, session), core::fixed(hit.confidence * 100, 0) + "%",
               shown_time(one.start, request.market.period), price_cell(one.symbol, hit.price),
               price_cell(one.symbol, one.found.explanation.target),
               price_cell(one.symbol, one.found.explanation.stop)});
  }
  if (!table.empty()) session.print(table.text());
}

// How often each pattern was found: many hits are read by kind first.
void print_counts(Session& session, const ScanResult& result) {
  std::map<std::pair<const analysis::PatternDef*, analysis::Bias>, std::size_t> counts;
  for (const ScanHit& one : result.hits) ++counts[{one.found.hit.pattern, one.found.hit.bias}];
  std::vector<std::pair<std::pair<const analysis::PatternDef*, analysis::Bias>, std::size_t>> rows(
      counts.begin(), counts.end());
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second > b.second;
    return std::pair(a.first.first->id, a.first.second) <
           std::pair(b.first.first->id, b.first.second);
  });
  Table table({session.text("pattern", "形态"), session.text("category", "类别"),
               session.text("signal", "方向"), session.text(">hits", ">次数")});
  for (const auto& [key, count] : rows) {
    const auto& [pattern, bias] = key;
    table.add({session.text(pattern->name_en, pattern->name_zh),
               session.text(to_string(pattern->category), title_zh(pattern->category)),
               shown_bias(bias, session), std::to_string(count)});
  }
  if (!table.empty()) session.print('\n' + table.text());
}

void print_with_reasons(Session& session, const ScanResult& result, const ScanRequest& request) {
  for (const ScanHit& one : result.hits) {
    session.print(fmt::format("{} {}  ", one.symbol.text(), one.name));
    session.print(
        hit_text(one.found, {one.start, one.end, one.known_at}, request.market.period, session));
  }
}

int run_scan(Session& session, const ScanOptions& options) {
  const auto request = request_of(options, session);
  if (!request) return session.fail(request.error());
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  const auto start = std::chrono::steady_clock::now();
  Result<ScanResult> result = Error{};
  {
    core::TaskSystem tasks(session.threads());
    const core::InterruptGuard interrupt;
    ProgressLine progress(session, session.text("scanning", "扫描"));
    result = coordinators::scan(library->snapshot, library->db, *request, tasks,
                                {interrupt.token(), progress.handler()});
  }
  if (!result) return session.fail(result.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  for (const auto& one : result->unread)
    session.note(session.text("left out: ", "未扫描：") + one.why);
  if (session.json()) {
    session.print_json(as_json(*result, *request, session));
    return kDone;
  }
  if (options.csv) {
    session.print(as_csv(*result, *request));
    return kDone;
  }
  session.print(heading(*result, *request, seconds, session));
  if (options.why) {
    print_with_reasons(session, *result, *request);
  } else {
    print_table(session, *result, *request);
  }
  print_counts(session, *result);
  return kDone;
}

}  // namespace

extern const CommandDef scan_def{
    .name = "scan",
    .order = 9,
    .summary_en = "search the whole market for patterns that have just become known",
    .summary_zh = "扫描全市场刚刚确认的形态",
    .help_en =
        "Hits that became known in the last bar of each security (in the last N with --last), "
        "newest first, of one day\n"
        "the surest first. A security that has not traded for a while has an older last bar: the "
        "date of each hit says when.\n"
        "The whole history is searched, so that what is found is what `fwq patterns` finds. "
        "Nothing looks ahead.\n\n"
        "Examples:\n  fwq scan\n  fwq scan --types double_bottom,engulfing --last 5 --market SH\n"
        "  fwq scan --min-confidence 0.8 --why\n  fwq scan --last 20 --csv > hits.csv\n",
    .help_zh =
        "列出各证券最后一根K线（用 --last 可取最近 N 根）确认的形态，新的在前，同日按置信度排列。\n"
        "停牌较久的证券最后一根K线较早，以各行日期为准。\n"
        "搜索全部历史，结果与 fwq patterns 一致，不使用未来数据。\n\n"
        "例：\n  fwq scan\n  fwq scan --types double_bottom,engulfing --last 5 --market SH\n"
        "  fwq scan --min-confidence 0.8 --why\n  fwq scan --last 20 --csv > hits.csv\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<ScanOptions>();
      app.add_option("--types", options->types,
                     session.text("only these, separated by commas", "只识别这些形态，逗号分隔"));
      app.add_option("--last", options->last,
                     session.text("hits known in the last N bars", "最近 N 根K线内确认的形态"))
          ->type_name("N")
          ->capture_default_str()
          ->check(a_count(session));
      auto* least = app.add_option("--min-confidence", options->min_confidence,
                                   session.text("least confidence, 0 to 1", "最低置信度 0–1"))
                        ->type_name("X")
                        ->check(a_fraction(session));
      app.add_option("--market", options->market,
                     session.text("only this market: SH, SZ or BJ", "只扫描该市场：SH、SZ 或 BJ"));
      app.add_option("--period", options->period,
                     session.text("1m 5m 15m 30m 60m day week month quarter year",
                                  "周期：1m 5m 15m 30m 60m day week month quarter year"))
          ->capture_default_str();
      app.add_option(
          "--adjust", options->adjust,
          session.text("none, forward, backward, forward_subtractive or backward_subtractive",
                       "复权：none forward backward forward_subtractive backward_subtractive"));
      auto* csv = app.add_flag("--csv", options->csv, session.text("print CSV", "输出 CSV"));
      app.add_flag("--why", options->why,
                   session.text("with the reasons of each hit", "列出每个形态的理由"))
          ->excludes(csv);
      return [options, least](Session& s) {
        options->has_min_confidence = least->count() > 0;
        return run_scan(s, *options);
      };
    },
};

}  // namespace fwq::cli
