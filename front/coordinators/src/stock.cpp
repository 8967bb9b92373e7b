// Loading a stock: find, adjust, resample, slice.
#include "fwq/coordinators/stock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "fwq/coordinators/sources.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/resample.hpp"
#include "stored_base.hpp"

namespace fwq::coordinators {
namespace {

using data::Period;

bool has_any(const data::Snapshot& snapshot, data::Symbol symbol) {
  return std::any_of(data::kAllPeriods.begin(), data::kAllPeriods.end(),
                     [&](Period period) { return snapshot.find(symbol, period).has_value(); });
}

std::string shown(data::Time time, Period period) {
  return data::is_intraday(period) ? data::format_minute(time)
                                   : data::format_date(data::date_of(time));
}

}  // namespace

bool StockLoader::has_others() const {
  return others_ != nullptr && !others_->empty();
}

Error StockLoader::unknown(std::string_view text) const {
  const auto all = snapshot_.series();
  if (all.empty()) {
    return {
        Errc::not_found,
        fmt::format(
            "there are no bars yet, so none of '{}': bring some in with `fwq import tdx DIR`, or "
            "try the simulated market of `fwq demo`",
            text)};
  }
  std::string wanted(text);
  if (const auto symbol = data::Symbol::parse(text); symbol) wanted = symbol->text();
  // The same code on another market comes first: it is what most slips are.
  std::vector<std::string> same_code;
  std::set<std::string> names;
  for (const auto& series : all) {
    names.emplace(series.symbol.text());
    if (wanted.ends_with(series.symbol.code()) &&
        (same_code.empty() || same_code.back() != series.symbol.text())) {
      same_code.emplace_back(series.symbol.text());
    }
  }
  const std::vector<std::string> candidates =
      same_code.empty() ? std::vector<std::string>(names.begin(), names.end()) : same_code;
  return {Errc::not_found,
          fmt::format("there are no bars of '{}'{} (`fwq symbols` lists what there is)", text,
                      core::did_you_mean(wanted, candidates)),
          fmt::format("没有 '{}' 的K线{}（`fwq symbols` 列出已有证券）", text,
                      core::did_you_mean_zh(wanted, candidates))};
}

Result<data::Symbol> StockLoader::resolve(std::string_view text) const {
  const auto symbol = data::Symbol::parse(text);
  if (symbol) {
    if (has_any(snapshot_, *symbol) || has_others()) return *symbol;
    return unknown(text);
  }
  const auto securities = db_.securities();
  if (!securities) return securities.error();
  for (const auto& security : *securities) {
    if (security.name == text && (has_others() || has_any(snapshot_, security.symbol)))
      return security.symbol;
  }
  const bool code_like =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (code_like) return symbol.error();
  std::vector<std::string> near;
  for (const auto& security : *securities) {
    if (!text.empty() && security.name.find(text) != std::string::npos && near.size() < 3 &&
        has_any(snapshot_, security.symbol)) {
      near.push_back(fmt::format("{} ({})", security.name, security.symbol.text()));
    }
  }
  return Error{
      Errc::not_found,
      fmt::format("no security is called '{}'{}{}{}", text, near.empty() ? "" : "; did you mean ",
                  fmt::join(near, " or "), near.empty() ? "" : "?"),
      fmt::format("没有名为 '{}' 的证券{}{}{}", text, near.empty() ? "" : "；是否想输入 ",
                  fmt::join(near, " 或 "), near.empty() ? "" : "？")};
}

Error StockLoader::lacking(const StockRequest& request) const {
  if (!has_any(snapshot_, request.symbol)) return unknown(request.symbol.text());
  return {
      Errc::not_found,
      fmt::format(
          "{} has no bars of {}, and none to make them from (longer bars are made of days, or of "
          "shorter ones; weeks make none); `fwq symbols --search {}` shows "
          "what is stored",
          request.symbol.text(), to_string(request.period), request.symbol.text()),
      fmt::format(
          "{} 没有 {} K线，也没有可生成它的更短周期（较长周期由日线或更短的生成，周线除外）；"
          "`fwq symbols --search {}` 显示已有内容",
          request.symbol.text(), to_string(request.period), request.symbol.text())};
}

// Adjusted bars of the period asked for, from raw ones of `base`; `newest` is how far the data goes.
Result<StockLoader::Found> StockLoader::made_from(data::Bars raw, Period base, data::Time newest,
                                                  const StockRequest& request,
                                                  std::string source) const {
  if (request.as_of_end) {
    const data::Bars then = raw.slice(data::TimeRange{.to = request.range.to});
    if (!then.empty()) raw = then;  // Else the caller says what there is.
  }
  FWQ_TRY_ASSIGN(events, db_.events(request.symbol));
  Found found{data::adjusted(raw, request.symbol, events, request.adjust), std::move(source)};
  if (base != request.period) {
    FWQ_TRY_ASSIGN(calendar, db_.calendar());
    data::Time now = std::max(newest, raw.empty() ? 0 : raw.time().back());
    if (request.as_of_end) now = std::min(now, request.range.to - 1);
    FWQ_TRY(data::resample_between_cuts(found.adjusted, base, request.period, calendar, now));
  }
  return found;
}

Result<StockLoader::Found> StockLoader::from_store(const StockRequest& request, Period base) const {
  FWQ_TRY(snapshot_.check(request.symbol, base));
  FWQ_TRY_ASSIGN(raw, snapshot_.bars(request.symbol, base));
  // Only a longer period asks how far the data goes, and that looks at every series of the store.
  const data::Time newest = base == request.period ? 0 : snapshot_.newest(base).value_or(0);
  return made_from(raw, base, newest, request, "store");
}

Result<StockLoader::Found> StockLoader::from_others(const StockRequest& request) const {
  // As of a day in the past: raw bars, so that events after it do not count.
  const Period base = request.as_of_end ? std::min(request.period, Period::day) : request.period;
  auto kdata = others_->kdata({.symbol = request.symbol,
                               .period = base,
                               .adjust = request.as_of_end ? data::Adjust::none : request.adjust});
  if (kdata && request.as_of_end) {
    const data::Bars& bars = kdata->history->bars;
    const data::Time newest = bars.empty() ? 0 : bars.time().back();
    return made_from(bars, base, newest, request, kdata->source);
  }
  if (kdata) return Found{*kdata->history, kdata->source};
  Error error = std::move(kdata).error();
  if (error.code != Errc::not_found && error.code != Errc::unsupported) {
    if (!others_->come_first()) {
      error.message_zh = fmt::format("{} 不在行情库中，且 {}：{}", request.symbol.text(),
                                     others_->names(), error.text(true));
      error.message = fmt::format("{} is not in the store, and {}: {}", request.symbol.text(),
                                  others_->names(), error.message);
    }
    return error;
  }
  error = lacking(request);
  error.message_zh = fmt::format("{}；{} 也没有", error.text(true), others_->names());
  error.message += fmt::format("; {} has none either", others_->names());
  return error;
}

Result<StockLoader::Found> StockLoader::find(const StockRequest& request) const {
  if (has_others() && others_->come_first()) return from_others(request);
  const auto is_stored = [&](Period period) {
    return snapshot_.find(request.symbol, period).has_value();
  };
  if (const auto base = stored_base(request.period, is_stored)) return from_store(request, *base);
  if (has_others()) return from_others(request);
  return lacking(request);
}

Result<Stock> StockLoader::load(const StockRequest& request) const {
  FWQ_TRY_ASSIGN(found, find(request));
  FWQ_TRY_ASSIGN(security, db_.security(request.symbol));
  Stock stock;
  stock.symbol = request.symbol;
  stock.period = request.period;
  stock.source = std::move(found.source);
  if (security) stock.name = security->name;
  stock.adjusted = std::move(found.adjusted);
  const data::Bars& bars = stock.adjusted.bars;
  const data::Bars part = bars.slice(request.range);
  if (part.empty()) {
    if (bars.empty()) {
      return Error{
          Errc::unavailable,
          fmt::format("{} has no complete bar of {} yet", request.symbol.text(),
                      to_string(request.period)),
          fmt::format("{} 还没有完整的 {} K线", request.symbol.text(), to_string(request.period))};
    }
    return Error{Errc::unavailable,
                 fmt::format("{} has no bar in that range: its {} bars go from {} to {}",
                             request.symbol.text(), to_string(request.period),
                             shown(bars.time().front(), request.period),
                             shown(bars.time().back(), request.period)),
                 fmt::format("{} 在该区间没有K线：其 {} K线从 {} 到 {}", request.symbol.text(),
                             to_string(request.period), shown(bars.time().front(), request.period),
                             shown(bars.time().back(), request.period))};
  }
  stock.first = static_cast<std::size_t>(part.time().data() - bars.time().data());
  stock.last = stock.first + part.size();
  if (request.count > 0 && request.count < part.size()) stock.first = stock.last - request.count;
  for (const auto& cut : stock.adjusted.cuts) stock.cuts.push_back(cut.bar);
  return stock;
}

Result<Stock> StockLoader::select(std::string_view text, StockRequest request) const {
  FWQ_TRY_ASSIGN(symbol, resolve(text));
  request.symbol = symbol;
  FWQ_TRY_ASSIGN(stock, load(request));
  if (events_ != nullptr) {
    events_->publish(core::StockSelected{.symbol = std::string(symbol.text()),
                                         .code = std::string(symbol.code()),
                                         .name = stock.name,
                                         .period = std::string(to_string(stock.period))});
  }
  return std::move(stock);
}

}  // namespace fwq::coordinators
