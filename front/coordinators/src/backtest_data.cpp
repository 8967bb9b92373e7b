// What a back-test reads: what is known of securities, and the fingerprint of all of it.
#include <fmt/format.h>

#include <array>
#include <bit>

#include "backtest_parts.hpp"

namespace fwq::coordinators {
namespace {

constexpr std::uint64_t kFirst = 0x9e3779b97f4a7c15ULL, kSecond = 0xbf58476d1ce4e5b9ULL,
                        kThird = 0x94d049bb133111ebULL;

std::uint64_t mixed(std::uint64_t state, std::uint64_t word) noexcept {
  return std::rotl(state ^ (word * kFirst), 27) * kSecond + kThird;
}

std::uint64_t finished(std::uint64_t h) noexcept {
  h = (h ^ (h >> 30U)) * kSecond;
  h = (h ^ (h >> 27U)) * kThird;
  return h ^ (h >> 31U);
}

}  // namespace

void Digest::add(std::uint64_t word) noexcept {
  state_ = mixed(state_, word);
  ++words_;
}

void Digest::add(std::string_view text) noexcept {
  add(std::uint64_t{text.size()});
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    word = word << 8U | static_cast<unsigned char>(text[i]);
    if (i % 8 == 7 || i + 1 == text.size()) {
      add(word);
      word = 0;
    }
  }
}

void Digest::add(double number) noexcept {
  add(std::bit_cast<std::uint64_t>(number));
}

void Digest::add(const data::Bars& bars) noexcept {
  // A state for each column: they do not wait for each other.
  const std::array columns{bars.open().data(),  bars.high().data(),   bars.low().data(),
                           bars.close().data(), bars.volume().data(), bars.amount().data()};
  std::array<std::uint64_t, 7> states{1, 2, 3, 4, 5, 6, 7};
  for (std::size_t i = 0; i < bars.size(); ++i) {
    states[6] = mixed(states[6], static_cast<std::uint64_t>(bars.time()[i]));
    for (std::size_t c = 0; c < columns.size(); ++c)
      states[c] = mixed(states[c], std::bit_cast<std::uint64_t>(columns[c][i]));
  }
  add(std::uint64_t{bars.size()});
  for (const std::uint64_t state : states) add(finished(state));
}

void Digest::add(const data::ExRightsEvent& event) noexcept {
  add(static_cast<std::uint64_t>(data::to_yyyymmdd(event.date)));
  for (const double number :
       {event.cash, event.bonus, event.rights, event.rights_price, event.split})
    add(number);
}

std::uint64_t Digest::value() const noexcept {
  return finished(mixed(state_, words_));
}

std::string Digest::hex() const {
  return fmt::format("{:016x}", value());
}

Result<KnownSecurities> KnownSecurities::read(const data::SystemDb& db) {
  KnownSecurities known;
  FWQ_TRY_ASSIGN(securities, db.securities());
  for (auto& one : securities) known.securities_.emplace(one.symbol, std::move(one));
  FWQ_TRY_ASSIGN(warnings, db.risk_warnings());
  for (const auto& one : warnings) {
    known.warned_[one.symbol].push_back(
        {data::days_from(one.first), one.last ? data::days_from(*one.last) : INT64_MAX});
  }
  return known;
}

std::optional<data::Date> KnownSecurities::listed(data::Symbol symbol) const {
  const auto at = securities_.find(symbol);
  return at == securities_.end() ? std::nullopt : at->second.listed;
}

std::optional<data::Date> KnownSecurities::delisted(data::Symbol symbol) const {
  const auto at = securities_.find(symbol);
  return at == securities_.end() ? std::nullopt : at->second.delisted;
}

std::vector<backtest::DayRange> KnownSecurities::warned(data::Symbol symbol) const {
  const auto at = warned_.find(symbol);
  return at == warned_.end() ? std::vector<backtest::DayRange>() : at->second;
}

backtest::TradedSeries series_of(const Stock& stock, const KnownSecurities& known) {
  std::vector<data::ExRightsEvent> events;
  for (const auto& event : stock.adjusted.events) events.push_back(event.event);
  return backtest::traded_series(stock.adjusted.bars, stock.symbol, events,
                                 known.listed(stock.symbol), known.warned(stock.symbol));
}

std::uint64_t digest_of(const backtest::TradedSeries& series, std::size_t last) {
  Digest digest;
  digest.add(series.symbol.text());
  digest.add(series.raw.slice(0, last));
  for (const auto& event : series.events)
    if (event.bar < last) digest.add(event.event);
  digest.add(static_cast<std::uint64_t>(series.listed_day));
  const std::int64_t end = last == 0 ? 0 : data::day_number(series.raw.time()[last - 1]);
  for (const auto& range : series.warned) {
    if (range.first > end) continue;  // What comes later changes nothing.
    digest.add(static_cast<std::uint64_t>(range.first));
    digest.add(static_cast<std::uint64_t>(std::min(range.last, end)));
  }
  return digest.value();
}

}  // namespace fwq::coordinators
